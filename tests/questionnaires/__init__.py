"""Tiny questionnaires: `tiny` is whole; each folder of `features` lays a few files over it; `broken` has one flaw each."""
