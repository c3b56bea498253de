"""A browser at the desk. Its cookie holds 256 random bits; the row they find says who it is, and what reports are open.

Between the two factors the session is not complete: it lets nobody see anything but the pages that ask for the second.
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256
from types import MappingProxyType
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, delete, insert, or_, select, update

from shopcheck.core.errors import SignedOut
from shopcheck.store import accounts, vault
from shopcheck.store.cookie import secret_in, text_of
from shopcheck.store.errors import StoreUnavailable
from shopcheck.store.rows import AccountRow, DeskSessionRow

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection

    from shopcheck.store.accounts import Kept
    from shopcheck.store.database import Database

IDLE, ABSOLUTE = 15 * 60, 8 * 60 * 60  # seconds
TOUCH = 60  # seconds between two notes that somebody is still there
SCHEMA = b"d1"


@dataclass(frozen=True, slots=True)
class DeskSession:
    """Somebody who is in. `opened` maps shares that were opened by a code to the keys of their checks."""

    id: bytes
    account_id: str
    complete: bool
    seen: int
    key: bytes = field(repr=False)
    opened: Mapping[bytes, bytes] = field(repr=False)


FOUND = (
    select(
        DeskSessionRow.id,
        DeskSessionRow.complete,
        DeskSessionRow.started,
        DeskSessionRow.seen,
        DeskSessionRow.sealed,
        *accounts.COLUMNS,
    )
    .join(AccountRow, AccountRow.id == DeskSessionRow.account_id)
    .where(DeskSessionRow.id == bindparam("session_id"), AccountRow.active)
)


def begin(connection: Connection, account_id: str, now: int, *, complete: bool) -> str:
    """Let a browser in: gives the text for its cookie, always a new one."""
    secret = vault.new_key()
    session_id, key = _id_and_key(secret)
    values = {"id": session_id, "account_id": account_id, "started": now, "seen": now, "complete": complete}
    sealed = _seal(key, session_id, account_id, {})
    connection.execute(insert(DeskSessionRow).values(values | {"sealed": sealed}))
    return text_of(secret)


def find(database: Database, cookie: str, now: int) -> tuple[Kept, DeskSession]:
    """Open the session of a cookie, with whose it is: one SELECT. Raises SignedOut."""
    session_id, key = _id_and_key(_secret(cookie))
    with database.reading() as connection:
        row = connection.execute(FOUND, {"session_id": session_id}).one_or_none()
    if row is None or now - row.seen > IDLE or now - row.started > ABSOLUTE:
        raise SignedOut
    kept = accounts.kept(row[5:])
    opened = _unseal(key, session_id, kept.account.id, row.sealed)
    return kept, DeskSession(session_id, kept.account.id, row.complete, row.seen, key, MappingProxyType(opened))


def touch(database: Database, session: DeskSession, now: int) -> None:
    """Note once a minute that somebody is still there. Who only reads needs no room on the disk."""
    if now - session.seen >= TOUCH:
        with suppress(StoreUnavailable), database.writing() as connection:
            connection.execute(update(DeskSessionRow).where(DeskSessionRow.id == session.id).values(seen=now))


def remember(database: Database, session: DeskSession, share_id: bytes, key: bytes) -> None:
    """Keep the key of a report that was opened by its code, for this session alone. Raises SignedOut."""
    mine = DeskSessionRow.id == session.id
    with database.writing() as connection:
        sealed = connection.execute(select(DeskSessionRow.sealed).where(mine).with_for_update()).scalar_one_or_none()
        if sealed is None:
            raise SignedOut
        opened = _unseal(session.key, session.id, session.account_id, sealed) | {share_id: key}
        again = _seal(session.key, session.id, session.account_id, opened)
        connection.execute(update(DeskSessionRow).where(mine).values(sealed=again))


def end(connection: Connection, session_id: bytes) -> None:
    """Let a browser out: its cookie opens nothing any more."""
    connection.execute(delete(DeskSessionRow).where(DeskSessionRow.id == session_id))


def end_cookie(connection: Connection, cookie: str) -> None:
    """Let out whoever this cookie let in."""
    with suppress(SignedOut):
        end(connection, _id_and_key(_secret(cookie))[0])


def end_all(connection: Connection, account_id: str, but: bytes = b"") -> None:
    """Let every browser of an account out; `but` may stay."""
    mine = DeskSessionRow.account_id == account_id
    connection.execute(delete(DeskSessionRow).where(mine, DeskSessionRow.id != but))


def end_old(connection: Connection, now: int) -> None:
    """Remove the sessions that are over."""
    over = or_(DeskSessionRow.seen < now - IDLE, DeskSessionRow.started < now - ABSOLUTE)
    connection.execute(delete(DeskSessionRow).where(over))


def _id_and_key(secret: bytes) -> tuple[bytes, bytes]:
    return sha256(secret).digest(), vault.derive(secret, b"desk session")


def _secret(cookie: str) -> bytes:
    secret = secret_in(cookie)
    if secret is None:
        raise SignedOut
    return secret


def _seal(key: bytes, session_id: bytes, account_id: str, opened: Mapping[bytes, bytes]) -> bytes:
    content = json.dumps({share.hex(): data_key.hex() for share, data_key in opened.items()}).encode()
    return vault.seal(key, content, session_id + account_id.encode() + SCHEMA)


def _unseal(key: bytes, session_id: bytes, account_id: str, sealed: bytes) -> dict[bytes, bytes]:
    content = json.loads(vault.unseal(key, sealed, session_id + account_id.encode() + SCHEMA))
    return {bytes.fromhex(share): bytes.fromhex(data_key) for share, data_key in content.items()}
