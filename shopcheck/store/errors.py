"""What can go wrong with the database and the keys, besides what people do."""

from __future__ import annotations

from shopcheck.core.errors import ShopcheckError


class StoreRefused(ShopcheckError):
    """The operator must act: the keys or the database would not keep the promise, so the program does not start."""


class StoreUnavailable(ShopcheckError):
    """The database cannot be reached, is full or stays locked. Nothing is said to be saved; trying again is safe."""


class StoreDamaged(ShopcheckError):
    """The operator must act: a row was changed outside this program, or damaged. It is not opened."""
