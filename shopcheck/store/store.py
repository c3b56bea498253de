"""The store of one installation: database, keys and vault, put together and found safe."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from shopcheck.store import migrations
from shopcheck.store.database import Database, open_database
from shopcheck.store.frozen import open_figures
from shopcheck.store.keyring import keys_in
from shopcheck.store.limits import Attempts, DatabaseStorage
from shopcheck.store.vault import Vault, derive

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from shopcheck.store.keyring import Keys


@dataclass(frozen=True, slots=True)
class Store:
    """Everything that a use case needs to keep and find answers. One per process."""

    database: Database
    keys: Keys
    vault: Vault
    attempts: Attempts
    figures: Database  # reads frozen leaves and nothing else

    def migrated(self) -> bool:
        """Whether the database answers and has the tables of this version. Raises StoreUnavailable."""
        with self.database.reading() as connection:
            return migrations.current(connection) == migrations.head()

    def key_for(self, purpose: bytes) -> bytes:
        """Derive a key of this installation for one purpose."""
        return derive(self.keys.secret_key, purpose)

    def close(self) -> None:
        """Close the connections."""
        self.database.close()
        self.figures.close()


def open_store(database_url: str, data: Path, now: Callable[[], float] = time.time) -> Store:
    """Open the store with the keys in `data`, and bring the tables up to date. `now` gives seconds since 1970.

    Raises StoreRefused when keys or database would not keep the promise, StoreUnavailable when it cannot be reached.
    """
    keys = keys_in(data)
    database = open_database(database_url)
    with database.closed_on_error():
        migrations.upgrade(database)
    attempts = Attempts(DatabaseStorage(database, keys.index_pepper, now))
    return Store(database, keys, Vault(keys), attempts, open_figures(database))
