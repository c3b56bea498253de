"""Tiny questionnaires: `tiny` is whole, folders of `features` lay files over it, each of `broken` has a flaw."""
