"""A browser that is in. The cookie holds 256 random bits and nothing else; the row they find opens only with them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, delete, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from shopcheck.core.errors import SessionEnded
from shopcheck.store import vault
from shopcheck.store.checkups import COLUMNS, Sealed, open_row
from shopcheck.store.cookie import secret_in, text_of
from shopcheck.store.opened import Opened
from shopcheck.store.rows import CheckupRow, SessionRow

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import Connection

    from shopcheck.store.checkups import Checkup, Posted
    from shopcheck.store.database import Database

IDLE, ABSOLUTE = 30 * 60, 8 * 60 * 60  # seconds
TOUCH = 60  # seconds between two notes that somebody is still there
SCHEMA = b"s1"
MARK = 12  # bytes

FOUND = (
    select(SessionRow.started, SessionRow.seen, SessionRow.sealed, *COLUMNS)
    .join(CheckupRow, CheckupRow.id == SessionRow.checkup_id)
    .where(SessionRow.id == bindparam("session_id"))
)


@dataclass(frozen=True, repr=False)
class Visit(Opened):
    """What one request of an owner may see."""

    session_id: bytes

    @cached_property
    def mark(self) -> str:
        """Tell pages of this check from those of another. It says nothing to who has not the key."""
        return vault.derive(self.key, b"page")[:MARK].hex()


@dataclass(frozen=True, slots=True, repr=False)
class Found:
    """A session that goes on."""

    session_id: bytes
    key: bytes
    checkup: Checkup
    seen: int


def begin(
    connection: Connection, checkup_id: bytes, key: bytes, code: str, now: int, secret: bytes | None = None
) -> str:
    """Let a browser in: gives the text for its cookie.

    `secret` is new unless one is given. Raises SessionEnded when the checkup has just gone, or the secret was used.
    """
    secret = secret or vault.new_key()
    session_id = sha256(secret).digest()
    content = json.dumps({"key": key.hex(), "code": code}).encode()
    sealed = vault.seal(vault.derive(secret, b"session"), content, _place(session_id, checkup_id))
    values = {"id": session_id, "checkup_id": checkup_id, "started": now, "seen": now, "sealed": sealed}
    try:
        connection.execute(insert(SessionRow).values(values))
    except IntegrityError:
        raise SessionEnded from None
    return text_of(secret)


def secret_of(key: bytes, posted: Posted | None) -> bytes:
    """Make the secret of the one session that a form may begin, however often it is sent; without a form a new one."""
    return vault.derive(key, b"first form " + posted.digest) if posted else vault.new_key()


def find(database: Database, cookie: str, *, now: int, today: date) -> Found:
    """Open the session of a cookie and its checkup: one SELECT. Raises SessionEnded."""
    secret = secret_in(cookie)
    if secret is None:
        raise SessionEnded
    session_id = sha256(secret).digest()
    with database.reading() as connection:
        row = connection.execute(FOUND, {"session_id": session_id}).one_or_none()
    if row is None:
        raise SessionEnded
    checkup = Sealed(*row[3:])
    if now - row.seen > IDLE or now - row.started > ABSOLUTE or today > checkup.expires_on:
        raise SessionEnded
    content = json.loads(vault.unseal(vault.derive(secret, b"session"), row[2], _place(session_id, checkup.id)))
    key = bytes.fromhex(content["key"])
    return Found(session_id, key, open_row(checkup, key, content["code"]), row.seen)


def touch(database: Database, session_id: bytes, now: int) -> None:
    """Note that somebody is still there."""
    with database.writing() as connection:
        connection.execute(update(SessionRow).where(SessionRow.id == session_id).values(seen=now))


def end(connection: Connection, session_id: bytes) -> None:
    """Let a browser out: its cookie opens nothing any more."""
    connection.execute(delete(SessionRow).where(SessionRow.id == session_id))


def end_old(connection: Connection, now: int) -> None:
    """Remove the sessions that are over."""
    over = or_(SessionRow.seen < now - IDLE, SessionRow.started < now - ABSOLUTE)
    connection.execute(delete(SessionRow).where(over))


def _place(session_id: bytes, checkup_id: bytes) -> bytes:
    return session_id + checkup_id + SCHEMA
