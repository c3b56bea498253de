"""What partners receive, read as they read it."""
