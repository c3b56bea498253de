"""Tests with a real browser, and of what a browser is given."""
