"""One shop's check as it is kept: a frozen value for the rest of the program, a sealed row for the database."""

from __future__ import annotations

import json
from calendar import monthrange
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from enum import StrEnum
from hashlib import sha256
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import bindparam, delete, select, update

from shopcheck.core.sharing import Association, Remark
from shopcheck.core.statistics import Counted, Group, Tally
from shopcheck.store import vault
from shopcheck.store.database import INSERTS, insert_on
from shopcheck.store.rows import CheckupRow, NonceRow, Row
from shopcheck.store.vault import Wrap

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection

    from shopcheck.core.questionnaire import QuestionId
    from shopcheck.core.response import Answer
    from shopcheck.store.database import Database

LONGEST_NAME, LONGEST_ADDRESS = 100, 300  # signs
SCHEMA, SUMMARY_SCHEMA = "b1", "m1"
REFERENCE = 8  # signs


class Keep(StrEnum):
    """How long the owner lets us keep a finished check."""

    DAY = "dag"
    QUARTER = "kwartaal"
    YEAR = "jaar"


MONTHS = {Keep.QUARTER: 3, Keep.YEAR: 12}
DRAFT = timedelta(days=30)


def last_day(finished_on: date | None, keep: Keep, today: date) -> date:
    """Say until and including which day a check is kept: a draft 30 days after this save, a finished one as chosen."""
    if finished_on is None:
        return today + DRAFT
    if keep is Keep.DAY:
        return finished_on + timedelta(days=1)
    years, month = divmod(finished_on.month - 1 + MONTHS[keep], 12)
    year = finished_on.year + years
    return date(year, month + 1, min(finished_on.day, monthrange(year, month + 1)[1]))


@dataclass(frozen=True, slots=True)
class Addressee:
    """To whom the letter is written; typed by the owner, empty by default, kept with the answers only."""

    name: str = ""
    address: str = ""

    def __post_init__(self) -> None:
        """Refuse what the page should have refused."""
        if len(self.name) > LONGEST_NAME or len(self.address) > LONGEST_ADDRESS:
            raise ValueError("name or address is too long")

    def __repr__(self) -> str:
        return "<Addressee>"


@dataclass(frozen=True, slots=True)
class Checkup:
    """One shop's check, opened. `hash` is of the version that it was started with.

    `revised` says at which revision each answer last changed; 1 is the start.
    `expires_on` is the last day on which it opens.
    """

    id: bytes
    revision: int
    questionnaire_id: str
    version: str
    hash: str
    answers: Mapping[QuestionId, Answer]
    revised: Mapping[QuestionId, int]
    addressee: Addressee
    consent: bool
    keep: Keep
    finished_on: date | None
    expires_on: date
    code: str
    counted: Counted | None = None  # in the figures; stays when it can no longer be taken back
    remarks: tuple[Remark, ...] = ()  # of advisers, the newest last; an empty one takes back what was said before

    def __repr__(self) -> str:
        return f"<Checkup, revision {self.revision}>"

    @property
    def remark(self) -> Remark | None:
        """The remark that is shown and printed."""
        return self.remarks[-1] if self.remarks and self.remarks[-1].text else None

    @property
    def reference(self) -> str:
        """What to call this check on paper and at the desk; it opens nothing and says nothing of the shop."""
        return reference(self.id)


@dataclass(frozen=True, slots=True, repr=False)
class Summary:
    """What a list shows of a finished check, opened without its answers. Empty where it is not known."""

    sector: str = ""
    branch: str = ""
    branch_title: str = ""
    risk_class: str = ""
    name: str = ""
    finished_on: date | None = None


@dataclass(frozen=True, slots=True, repr=False)
class Posted:
    """One posted form: the nonce of its page, the verb, and what it says."""

    nonce: str
    verb: str
    content: object  # as JSON holds it

    @property
    def digest(self) -> bytes:
        """The same for the same form posted again, another as soon as it says something else."""
        return sha256(json.dumps([self.nonce, self.verb, self.content], sort_keys=True).encode()).digest()


class Sealed(NamedTuple):
    """What is needed of a row to open it, in the order of COLUMNS."""

    id: bytes
    questionnaire: str
    version: str
    revision: int
    expires_on: date
    sealed: bytes


COLUMNS = (
    CheckupRow.id,
    CheckupRow.questionnaire,
    CheckupRow.version,
    CheckupRow.revision,
    CheckupRow.expires_on,
    CheckupRow.sealed,
)
WRAP = (CheckupRow.salt, CheckupRow.pepper_version, CheckupRow.auth_hash, CheckupRow.wrapped_key)

# The statements of every save are put together once, on the tables themselves.
CHECKUPS, NONCES = (Row.metadata.tables[row.__tablename__] for row in (CheckupRow, NonceRow))
CHANGED = (
    update(CHECKUPS)
    .where(CHECKUPS.c.id == bindparam("row_id"))
    .values({name: bindparam(name) for name in ("revision", "expires_on", "sealed", "summary")})
)
USED = {name: insert(NONCES).on_conflict_do_nothing().returning(NONCES.c.used_on) for name, insert in INSERTS.items()}
BY_ID = select(*COLUMNS).where(CheckupRow.id == bindparam("row_id"))
LOCKED = BY_ID.with_for_update(key_share=True)
LOCATED = select(CheckupRow.id, *WRAP).where(
    CheckupRow.locator == bindparam("at"), CheckupRow.expires_on >= bindparam("on")
)


def add(connection: Connection, checkup: Checkup, locator: bytes, wrap: Wrap, key: bytes) -> bool:
    """Keep a new checkup. False when its place is taken by another code: nothing is kept then."""
    values = {
        "id": checkup.id,
        "locator": locator,
        **wrap.columns,
        "questionnaire": checkup.questionnaire_id,
        "version": checkup.version,
        **_changing(checkup, key, None),
    }
    statement = insert_on(connection)(CheckupRow).values(values).on_conflict_do_nothing(index_elements=["locator"])
    return connection.execute(statement.returning(CheckupRow.id)).one_or_none() is not None


def locate(database: Database, locator: bytes, today: date) -> tuple[bytes, Wrap] | None:
    """Find the id and the locked key of the checkup at this place; None when there is none or its time is over."""
    with database.reading() as connection:
        row = connection.execute(LOCATED, {"at": locator, "on": today}).one_or_none()
    return None if row is None else (row[0], Wrap(*row[1:]))


def find(connection: Connection, checkup_id: bytes) -> Sealed | None:
    """Find the row of a checkup; who has its key can open it."""
    row = connection.execute(BY_ID, {"row_id": checkup_id}).one_or_none()
    return Sealed._make(row) if row else None


def rewrap(connection: Connection, checkup_id: bytes, wrap: Wrap) -> None:
    """Replace the locked key, for a newer pepper."""
    connection.execute(update(CheckupRow).where(CheckupRow.id == checkup_id).values(wrap.columns))


def lock(connection: Connection, opened: Checkup, key: bytes) -> Checkup | None:
    """Read a checkup again and keep others from changing it until the transaction ends; None when it is gone."""
    row = connection.execute(LOCKED, {"row_id": opened.id}).one_or_none()
    if row is None:
        return None
    sealed = Sealed(*row)
    return opened if sealed.revision == opened.revision else open_row(sealed, key, opened.code)


def mark_done(connection: Connection, checkup: Checkup, posted: Posted, today: date) -> bool:
    """Mark a posted form as done, in the transaction of its effect; False when the very same was done before."""
    values = {"checkup_id": checkup.id, "digest": posted.digest, "used_on": today}
    return connection.execute(USED[connection.dialect.name], values).one_or_none() is not None


def put(connection: Connection, checkup: Checkup, key: bytes, summary: Summary | None) -> None:
    """Keep a changed checkup, with its summary when it is finished; it was locked in the same transaction."""
    connection.execute(CHANGED, {"row_id": checkup.id, **_changing(checkup, key, summary)})


def put_summary(connection: Connection, checkup: Checkup, key: bytes, summary: Summary) -> None:
    """Keep the summary of a checkup that did not change: checks that were finished long ago have none yet."""
    changed = update(CheckupRow).where(CheckupRow.id == checkup.id)
    connection.execute(changed.values(summary=seal_summary(summary, key, checkup.id, checkup.revision)))


def remove(connection: Connection, checkup_id: bytes) -> None:
    """Remove a checkup with its wrap, its shares, its sessions and its nonces."""
    connection.execute(delete(CheckupRow).where(CheckupRow.id == checkup_id))


def open_row(row: Sealed, key: bytes, code: str) -> Checkup:
    """Open the answers of a row. Raises StoreDamaged when they are not the ones of this row and revision."""
    place = _place(row.id, row.questionnaire, row.version, row.revision)
    content = json.loads(vault.unpad(vault.unseal(key, row.sealed, place)))
    return Checkup(
        id=row.id,
        revision=row.revision,
        questionnaire_id=row.questionnaire,
        version=row.version,
        hash=content.get("hash", ""),  # the first rows had none
        answers=MappingProxyType({one: _answer(value) for one, value in content["answers"].items()}),
        revised=MappingProxyType(content["revised"]),
        addressee=Addressee(content["name"], content["address"]),
        consent=content["consent"],
        keep=Keep(content["keep"]),
        finished_on=date.fromisoformat(content["finished_on"]) if content["finished_on"] else None,
        expires_on=row.expires_on,
        code=code,
        counted=_counted(content.get("counted")),  # nothing was counted of the first checks
        remarks=tuple(map(_remark, content.get("remarks", ()))),  # the first rows had none
    )


def reference(checkup_id: bytes) -> str:
    """Make the reference from the id."""
    return sha256(checkup_id).hexdigest()[:REFERENCE].upper()


def seal_summary(summary: Summary, key: bytes, checkup_id: bytes, revision: int) -> bytes:
    """Seal the summary of this revision; all summaries are of one size."""
    content = {**asdict(summary), "finished_on": summary.finished_on.isoformat() if summary.finished_on else ""}
    plain = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
    return vault.seal(key, vault.pad(plain, vault.SMALL), _summary_place(checkup_id, revision))


def open_summary(sealed: bytes, key: bytes, checkup_id: bytes, revision: int) -> Summary:
    """Open it. Raises StoreDamaged when it is not the one of this row and revision."""
    content = json.loads(vault.unpad(vault.unseal(key, sealed, _summary_place(checkup_id, revision))))
    finished_on = content.pop("finished_on")
    return Summary(**content, finished_on=date.fromisoformat(finished_on) if finished_on else None)


def _summary_place(checkup_id: bytes, revision: int) -> bytes:
    return checkup_id + f"{SUMMARY_SCHEMA}\n{revision}".encode()


def _changing(checkup: Checkup, key: bytes, summary: Summary | None) -> dict[str, object]:
    """Give the columns that change with every save."""
    content = {
        "hash": checkup.hash,
        "answers": dict(checkup.answers),
        "revised": dict(checkup.revised),
        "name": checkup.addressee.name,
        "address": checkup.addressee.address,
        "consent": checkup.consent,
        "keep": checkup.keep,
        "finished_on": checkup.finished_on.isoformat() if checkup.finished_on else "",
        "counted": _written(checkup.counted) if checkup.counted else None,
        "remarks": [{**asdict(one), "on": one.on.isoformat()} for one in checkup.remarks],
    }
    plain = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
    place = _place(checkup.id, checkup.questionnaire_id, checkup.version, checkup.revision)
    sealed = vault.seal(key, vault.pad(plain), place)
    small = seal_summary(summary, key, checkup.id, checkup.revision) if summary else None
    return {"revision": checkup.revision, "expires_on": checkup.expires_on, "sealed": sealed, "summary": small}


def _place(row_id: bytes, questionnaire: str, version: str, revision: int) -> bytes:
    """Bind answers to their row, version, revision and format; the id has a fixed length, the rest a line each."""
    return row_id + "\n".join((SCHEMA, questionnaire, version, str(revision))).encode()


def _written(counted: Counted) -> dict[str, object]:
    return {"month": counted.month.isoformat(), "group": counted.tally.group, "cells": counted.tally.cells}


def _counted(content: dict[str, Any] | None) -> Counted | None:
    if content is None:
        return None
    tally = Tally(Group(*content["group"]), tuple(content["cells"]))
    return Counted(tally, date.fromisoformat(content["month"]))


def _remark(kept: dict[str, str]) -> Remark:
    return Remark(kept["text"], kept["by"], Association(kept["association"]), date.fromisoformat(kept["on"]))


def _answer(value: str | int | list[str]) -> Answer:
    return tuple(value) if isinstance(value, list) else value
