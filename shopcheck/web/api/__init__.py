"""The API for programs of partners: an app of its own at /api, without sessions, cookies, forms or pages."""
