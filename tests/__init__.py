"""Tests mirror shopcheck/; their names are sentences."""
