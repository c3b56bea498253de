"""Tiny questionnaires: `tiny` is whole, a folder of `features` lays a few files over it, each of `broken` has a flaw."""
