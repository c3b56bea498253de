"""Who looked at what, and when: a log that only grows. It holds no answer, no code, no name and no address.

Each row has the SHA-256 of the row before it and of its own content, so a row that was changed, put in between or taken
out is found. Both databases refuse UPDATE and DELETE. Whoever can rewrite all of it from some row on is found with a
head that was kept elsewhere.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import bindparam, insert, select, text

from shopcheck.store.rows import AuditRow

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection, Select

    from shopcheck.store.database import Database

LOCK = 7_467_254  # any fixed number, another than that of the migrations
SCHEMA = "a1"
BEFORE_THE_FIRST = bytes(32)

OWNER, OPERATOR, WORKER, PROGRAM = "eigenaar", "beheerder", "worker", "programma"
PARTY = re.compile(r"[0-9a-z-]{1,64}")  # an id or one of the four above; a name or an address is refused
OBJECT = re.compile(r"[0-9a-f-]{0,64}")


class What(StrEnum):
    """What can happen that somebody may want to know later."""

    SIGNED_IN = "signed_in"
    SIGN_IN_FAILED = "sign_in_failed"
    SECOND_FACTOR_FAILED = "second_factor_failed"
    SIGNED_OUT = "signed_out"
    INVITED = "invited"
    ACCOUNT_DISABLED = "account_disabled"
    ROLE_CHANGED = "role_changed"
    PASSWORD_SET = "password_set"  # noqa: S105 - the name of an event
    SECOND_FACTOR_SET = "second_factor_set"
    RESET_ASKED = "reset_asked"
    SECOND_FACTOR_REMOVED = "second_factor_removed"
    SHARED = "shared"
    REVOKED = "revoked"
    LIST_SEEN = "list_seen"
    REPORT_SEEN = "report_seen"
    CODE_USED = "code_used"
    CODE_REFUSED = "code_refused"
    DENIED = "denied"
    TOKEN_MADE = "token_made"  # noqa: S105 - as above
    TOKEN_REVOKED = "token_revoked"  # noqa: S105 - as above
    LETTER_PRINTED = "letter_printed"
    REMARK_MADE = "remark_made"
    MARKED_DONE = "marked_done"
    MARKED_OPEN = "marked_open"
    PRINT_STARTED = "print_started"
    PRINT_ITEM = "print_item"
    PRINT_TAKEN = "print_taken"
    REKEYED = "rekeyed"
    FIGURES_CLOSED = "figures_closed"
    RELEASED = "released"
    RELEASE_TOLD = "release_told"
    FIGURES_TAKEN = "figures_taken"


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened: `who` is an account's id or one of the four above, `about` the id of an object."""

    what: What
    who: str
    about: str = ""
    association: str = ""

    def __post_init__(self) -> None:
        """Refuse what could tell more than an id."""
        if not (PARTY.fullmatch(self.who) and OBJECT.fullmatch(self.about)):
            raise ValueError("an event names ids only")


class Entry(NamedTuple):
    """A row of the log. `at` is in seconds since 1970."""

    seq: int
    at: int
    what: str
    who: str
    about: str
    association: str
    hash: bytes

    def follows(self, previous: bytes) -> bool:
        """Whether this row was written after the row with that hash, and is as it was."""
        return self.hash == _hash(previous, self[:-1])


class Head(NamedTuple):
    """The last row so far. Kept elsewhere it proves later that all up to it is as it was."""

    seq: int
    hash: bytes


class Broken(NamedTuple):
    """The first row that is not as it was written."""

    seq: int
    why: str


COLUMNS = tuple(getattr(AuditRow, name) for name in Entry._fields)
LAST = select(AuditRow.seq, AuditRow.hash).order_by(AuditRow.seq.desc()).limit(1)
ALL = select(*COLUMNS).order_by(AuditRow.seq)
NEWEST_FIRST = select(*COLUMNS).order_by(AuditRow.seq.desc()).limit(bindparam("size"))
ABOUT = select(*COLUMNS).where(AuditRow.about.in_(bindparam("about", expanding=True))).order_by(AuditRow.seq)


def note(connection: Connection, event: Event, at: int) -> None:
    """Write a row, in the transaction of what it tells. Do it last: until that ends, all others wait with theirs."""
    if connection.dialect.name == "postgresql":  # SQLite has one writer at a time
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
    last = _last(connection)
    content = (last.seq + 1, at, str(event.what), event.who, event.about, str(event.association))
    entry = Entry(*content, _hash(last.hash, content))
    connection.execute(insert(AuditRow).values(entry._asdict()))


def head(database: Database) -> Head:
    """Give the last row; number 0 when there is none."""
    with database.reading() as connection:
        return _last(connection)


def verify(database: Database, kept: Head | None = None) -> Broken | None:
    """Find the first row that was changed, put in or taken out; with a head that was kept, also at the end."""
    previous = Head(0, BEFORE_THE_FIRST)
    with database.reading() as connection:
        for row in connection.execute(ALL):
            entry = Entry(*row)
            if entry.seq != previous.seq + 1:
                return Broken(previous.seq + 1, "is gone")
            if not entry.follows(previous.hash) or (kept and entry.seq == kept.seq and entry.hash != kept.hash):
                return Broken(entry.seq, "is not what was written")
            previous = Head(entry.seq, entry.hash)
    return Broken(previous.seq + 1, "is gone") if kept and previous.seq < kept.seq else None


def newest(
    database: Database, association: str | None = None, *, before: int | None = None, size: int = 50
) -> tuple[Entry, ...]:
    """Read the log from the end, of one association or of all; `before` is the number from which to go on."""
    statement = NEWEST_FIRST
    if association is not None:
        statement = statement.where(AuditRow.association == association)
    if before is not None:
        statement = statement.where(AuditRow.seq < before)
    return _read(database, statement, {"size": size})


def about(database: Database, ids: Iterable[str]) -> tuple[Entry, ...]:
    """Read what happened to these objects, oldest first."""
    return _read(database, ABOUT, {"about": list(ids)})


def _read(database: Database, statement: Select[tuple[Any, ...]], values: dict[str, object]) -> tuple[Entry, ...]:
    with database.reading() as connection:
        return tuple(Entry._make(row) for row in connection.execute(statement, values))


def _last(connection: Connection) -> Head:
    row = connection.execute(LAST).one_or_none()
    return Head(*row) if row else Head(0, BEFORE_THE_FIRST)


def _hash(previous: bytes, content: tuple[object, ...]) -> bytes:
    return sha256(previous + json.dumps([SCHEMA, *content]).encode()).digest()
