"""The frozen leaves, over a connection that can read nothing but these and what was published of them.

Every figure is made from these. So a slip in what makes them meets a database that knows no counters and no checks: on
PostgreSQL a role that was given these tables only, on SQLite a connection that refuses all else.
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import create_engine, event, insert, select

from shopcheck.core.release import Leaf, freeze, read, written
from shopcheck.store import counting, signing
from shopcheck.store.database import BUSY_TIMEOUT, Database
from shopcheck.store.errors import StoreDamaged, StoreRefused
from shopcheck.store.rows import LeafRow, ReleaseFileRow, ReleaseRow

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine
    from sqlalchemy.engine.interfaces import DBAPIConnection

    from shopcheck.store.keyring import Keys

ROLE = "shopcheck_figures"
TABLES = (LeafRow.__tablename__, ReleaseRow.__tablename__, ReleaseFileRow.__tablename__)
CURE = (
    f"let an administrator of PostgreSQL run: CREATE ROLE {ROLE} NOLOGIN; GRANT {ROLE} TO the account in DATABASE_URL; "
    f"and in its database: GRANT SELECT ON {', '.join(TABLES)} TO {ROLE}"
)


class SignedLeaf(NamedTuple):
    """A frozen leaf with its bytes, their SHA-256 and signature, and the public key that this holds under."""

    leaf: Leaf
    content: bytes
    hash: bytes
    signature: bytes
    signed_by: bytes


ALL = select(LeafRow.content, LeafRow.hash, LeafRow.signature, LeafRow.signed_by).order_by(LeafRow.batch)


def freeze_pending(connection: Connection, keys: Keys) -> tuple[Leaf, ...]:
    """Put noise on every batch that waits for it, freeze and sign it; its exact counts and its key are gone then."""
    waiting = counting.pending(connection)
    leaves = tuple(freeze(batch, key) for batch, key in waiting)
    if leaves:
        connection.execute(insert(LeafRow), [_row(leaf, keys.signing_key) for leaf in leaves])
        counting.clear(connection, [batch for batch, _ in waiting])
    return leaves


def _row(leaf: Leaf, key: bytes) -> dict[str, object]:
    content = written(leaf)
    return {
        "batch": leaf.batch,
        "region": leaf.group.region,
        "closed_on": leaf.closed_on,
        "content": content,
        "hash": sha256(content).digest(),
        "signature": signing.sign(key, content),
        "signed_by": signing.public(key),
    }


def leaves(figures: Database) -> tuple[SignedLeaf, ...]:
    """Read every frozen leaf, oldest first. Raises StoreDamaged when one is not as it was signed."""
    with figures.reading() as connection:
        return tuple(_signed(*row) for row in connection.execute(ALL))


def _signed(content: bytes, hashed: bytes, signature: bytes, signed_by: bytes) -> SignedLeaf:
    if sha256(content).digest() != hashed or not signing.is_signed(signed_by, signature, content):
        raise StoreDamaged
    return SignedLeaf(read(content), content, hashed, signature, signed_by)


def open_figures(database: Database) -> Database:
    """Open the connection that reads frozen leaves, and what was published of them, and nothing else.

    It is made when it is first used; raises StoreRefused then, when PostgreSQL lets nobody take the role.
    """
    engine = _sqlite(database.engine) if database.sqlite else _postgresql(database.engine)
    return Database(engine, engine, engine)


def _sqlite(source: Engine) -> Engine:
    module = source.dialect.loaded_dbapi
    engine = create_engine(source.url, module=module, hide_parameters=True, pool_size=1)

    def allow(action: int, table: str | None, _column: str | None, *_rest: str | None) -> int:
        reads = action == module.SQLITE_READ and table in TABLES
        return int(module.SQLITE_OK if reads or action == module.SQLITE_SELECT else module.SQLITE_DENY)

    @event.listens_for(engine, "connect")
    def configure(connection: DBAPIConnection, _record: object) -> None:
        connection.isolation_level = None
        connection.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT}")
        connection.set_authorizer(allow)

    return engine


def _postgresql(source: Engine) -> Engine:
    engine = create_engine(source.url, hide_parameters=True, pool_pre_ping=True, pool_size=1)

    @event.listens_for(engine, "connect")
    def configure(connection: DBAPIConnection, _record: object) -> None:
        try:
            connection.cursor().execute(f"SET ROLE {ROLE}; SET default_transaction_read_only = on")
        except engine.dialect.loaded_dbapi.Error:
            raise StoreRefused(f"figures are read as {ROLE}, and this account may not: {CURE}") from None
        connection.commit()

    return engine
