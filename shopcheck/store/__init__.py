"""Doors to the database: rows, keys and the vault. Rows never leave this folder."""
