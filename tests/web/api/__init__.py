"""The API for programs of partners."""
