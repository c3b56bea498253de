"""Print jobs: which letters an adviser wants on paper, how far they are, and the files until they are taken.

Everything about a shop is sealed with the job's own key, and that with a secret beside the database: when the row of
the job is gone, so is all of it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import delete, func, insert, select

from shopcheck.core.printing import NotPrinted
from shopcheck.core.sharing import Association, SharedWith
from shopcheck.store import vault
from shopcheck.store.database import insert_on
from shopcheck.store.errors import StoreDamaged
from shopcheck.store.rows import PrintFileRow, PrintItemRow, PrintJobRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sqlalchemy import Connection

    from shopcheck.store.keyring import Keys

UNFINISHED_KEPT = 72 * 3600  # seconds
SCHEMA = "p1"
BOUND, COVER = "alles", "overzicht"


class JobState(StrEnum):
    """Whether the files of a job are there."""

    WAITING = "waiting"
    READY = "ready"


class ItemState(StrEnum):
    """How far one letter is."""

    WAITING = "waiting"
    MADE = "made"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True, repr=False)
class Details:
    """What a job knows of one letter; name, postcode and town once it is made, `why` once it is dropped."""

    shared_with: SharedWith
    reference: str
    shared_on: date
    name: str = ""
    postcode: str = ""
    town: str = ""
    why: NotPrinted | None = None


class Item(NamedTuple):
    """One letter of a job. `place` is where it stood when it was chosen, from 1."""

    place: int
    share_id: bytes
    state: ItemState
    details: Details


@dataclass(frozen=True, slots=True)
class Job:
    """What one adviser prints at once, opened. Times are in seconds since 1970; it is gone at `ends`."""

    id: bytes
    account_id: str
    association: Association
    created: int
    state: JobState
    ends: int
    key: bytes = field(repr=False)

    def seal(self, what: str, content: bytes, step: int = vault.PAD) -> bytes:
        """Seal something of this job, to be opened as the same."""
        return vault.seal(self.key, vault.pad(content, step), self._place(what))

    def unseal(self, what: str, sealed: bytes) -> bytes:
        """Open it. Raises StoreDamaged."""
        return vault.unpad(vault.unseal(self.key, sealed, self._place(what)))

    def _place(self, what: str) -> bytes:
        return self.id + f"{SCHEMA}\n{what}".encode()


class Progress(NamedTuple):
    """A job, and how many of its letters are in which state."""

    job: Job
    waiting: int
    made: int
    dropped: int

    @property
    def total(self) -> int:
        """All letters of the job."""
        return self.waiting + self.made + self.dropped

    @property
    def ready(self) -> bool:
        """Whether the letters are bound."""
        return self.job.state is JobState.READY


JOB = tuple(
    getattr(PrintJobRow, name)
    for name in ("id", "account_id", "association", "created", "state", "ends", "key_version", "sealed_key")
)
ITEM = (PrintItemRow.place, PrintItemRow.share_id, PrintItemRow.state, PrintItemRow.sealed)
STATES = (PrintItemRow.job_id, PrintItemRow.state)
COUNTED = select(*STATES, func.count()).group_by(*STATES)


def add(connection: Connection, keys: Keys, job: Job, wanted: Sequence[tuple[bytes, Details]]) -> bool:
    """Keep a new job for these shares, in this order. False when it was kept before: nothing changes then."""
    version = keys.newest_association_key
    values = {
        "id": job.id,
        "account_id": job.account_id,
        "association": job.association,
        "created": job.created,
        "state": job.state,
        "lease": 0,
        "tries": 0,
        "ends": job.ends,
        "key_version": version,
        "sealed_key": vault.seal(_secret(keys, version), job.key, _owner(job.id, job.account_id)),
    }
    row = insert_on(connection)(PrintJobRow).values(values).on_conflict_do_nothing(index_elements=["id"])
    if connection.execute(row.returning(PrintJobRow.id)).one_or_none() is None:
        return False
    connection.execute(insert(PrintItemRow), [_new_item(job, *one) for one in enumerate(wanted, start=1)])
    return True


def find(connection: Connection, keys: Keys, job_id: bytes, account_id: str) -> Job | None:
    """Open a job of this account."""
    mine = select(*JOB).where(PrintJobRow.id == job_id, PrintJobRow.account_id == account_id)
    row = connection.execute(mine).one_or_none()
    return open_job(keys, row) if row else None


def of_account(connection: Connection, keys: Keys, account_id: str) -> list[Job]:
    """Open the jobs of this account, the newest first."""
    mine = select(*JOB).where(PrintJobRow.account_id == account_id)
    rows = connection.execute(mine.order_by(PrintJobRow.created.desc(), PrintJobRow.id))
    return [open_job(keys, row) for row in rows]


def progress(connection: Connection, jobs: Iterable[Job]) -> list[Progress]:
    """Count the letters of these jobs."""
    asked = list(jobs)
    rows = connection.execute(COUNTED.where(PrintItemRow.job_id.in_([one.id for one in asked])))
    counts = {(row[0], row[1]): row[2] for row in rows}
    return [Progress(one, *(counts.get((one.id, state), 0) for state in ItemState)) for one in asked]


def items(connection: Connection, job: Job) -> list[Item]:
    """Open what the job knows of its letters, in the order in which they were chosen."""
    rows = connection.execute(select(*ITEM).where(PrintItemRow.job_id == job.id).order_by(PrintItemRow.place))
    return [open_item(job, row) for row in rows]


def letters(connection: Connection, job: Job, places: Iterable[int]) -> Iterator[bytes]:
    """Open letters that are made, in this order, one at a time."""
    for place in places:
        mine = (PrintItemRow.job_id == job.id) & (PrintItemRow.place == place)
        sealed = connection.execute(select(PrintItemRow.letter).where(mine)).scalar_one_or_none()
        if sealed is None:
            raise StoreDamaged("a letter of a print job is gone")
        yield job.unseal(f"letter {place}", sealed)


def file(connection: Connection, job: Job, name: str) -> bytes | None:
    """Open a file that was made of the letters."""
    mine = (PrintFileRow.job_id == job.id) & (PrintFileRow.name == name)
    sealed = connection.execute(select(PrintFileRow.sealed).where(mine)).scalar_one_or_none()
    return None if sealed is None else job.unseal(name, sealed)


def remove(connection: Connection, job: Job) -> None:
    """Remove a job with its letters and files."""
    connection.execute(delete(PrintJobRow).where(PrintJobRow.id == job.id))


def any_ended(connection: Connection, now: int) -> bool:
    """Whether the time of some job is over."""
    return connection.execute(select(PrintJobRow.id).where(PrintJobRow.ends <= now).limit(1)).one_or_none() is not None


def remove_ended(connection: Connection, now: int) -> None:
    """Remove the jobs whose time is over."""
    connection.execute(delete(PrintJobRow).where(PrintJobRow.ends <= now))


def open_job(keys: Keys, row: Sequence[Any]) -> Job:
    """Open a row of JOB. Raises StoreDamaged."""
    id_, account_id, association, created, state, ends, version, sealed_key = row
    key = vault.unseal(_secret(keys, version), sealed_key, _owner(id_, account_id))
    return Job(id_, account_id, Association(association), created, JobState(state), ends, key)


def open_item(job: Job, row: Sequence[Any]) -> Item:
    """Open a row of ITEM. Raises StoreDamaged."""
    place, share_id, state, sealed = row
    content = json.loads(job.unseal(f"details {place}", sealed))
    details = Details(
        SharedWith(Association(content["association"]), content["region"]),
        content["reference"],
        date.fromisoformat(content["shared_on"]),
        content["name"],
        content["postcode"],
        content["town"],
        NotPrinted(content["why"]) if content["why"] else None,
    )
    return Item(place, share_id, ItemState(state), details)


def seal_details(job: Job, place: int, details: Details) -> bytes:
    """Seal what the job knows of a letter; the size says nothing."""
    content = {
        "association": details.shared_with.association,
        "region": details.shared_with.region,
        "reference": details.reference,
        "shared_on": details.shared_on.isoformat(),
        "name": details.name,
        "postcode": details.postcode,
        "town": details.town,
        "why": details.why or "",
    }
    return job.seal(f"details {place}", json.dumps(content, ensure_ascii=False).encode(), vault.SMALL)


def _new_item(job: Job, place: int, wanted: tuple[bytes, Details]) -> dict[str, object]:
    share_id, details = wanted
    sealed = seal_details(job, place, details)
    waiting = {"state": ItemState.WAITING, "lease": 0, "tries": 0}
    return {"job_id": job.id, "place": place, "share_id": share_id, "sealed": sealed, **waiting}


def _secret(keys: Keys, version: int) -> bytes:
    secret = keys.association_keys.get(version)
    if secret is None:
        raise StoreDamaged("keys.json lacks the secret of a print job: put back the file of this database")
    return vault.derive(secret, b"print job")


def _owner(job_id: bytes, account_id: str) -> bytes:
    return job_id + f"{SCHEMA}\n{account_id}".encode()
