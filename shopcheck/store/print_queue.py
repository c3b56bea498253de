"""Who makes which letter of a print job. A claim is a lease: who does not come back in time loses it to another.

The lease is also the number under which the outcome is written, and each lease is later than the one before. So every
letter gets one outcome, and who comes too late changes nothing. Letters are claimed by their place, so that a small job
need not wait for a large one.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import bindparam, delete, exists, func, insert, select, update

from shopcheck.logs import log
from shopcheck.store import printing
from shopcheck.store.errors import StoreDamaged
from shopcheck.store.printing import ITEM, JOB, ItemState, JobState
from shopcheck.store.rows import CheckupRow, PrintFileRow, PrintItemRow, PrintJobRow, ShareRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from sqlalchemy import BindParameter, Connection, Update

    from shopcheck.core.printing import NotPrinted
    from shopcheck.store.keyring import Keys
    from shopcheck.store.printing import Details, Item, Job

LEASE = 60  # seconds for one letter, or to bind them: far more than either takes
READY_KEPT = 24 * 3600  # seconds
FIRST_PAUSE, LONGEST_PAUSE = 15, 600  # seconds until what failed is tried again
MOST_TRIES = 10  # of one letter; binding is never given up


class LetterClaim(NamedTuple):
    """The right to make one letter as long as the lease lasts."""

    job: Job
    item: Item
    lease: int
    failed: int  # how often it failed before


class BindingClaim(NamedTuple):
    """The right to bind the letters of a job as long as the lease lasts."""

    job: Job
    lease: int
    failed: int


Claim = LetterClaim | BindingClaim

NOW: BindParameter[int] = bindparam("now")
TODAY: BindParameter[date] = bindparam("today")
WAITS = PrintItemRow.state == ItemState.WAITING
OPEN_JOB = (PrintJobRow.state == JobState.WAITING) & (PrintJobRow.ends > NOW)
OF_JOB = PrintJobRow.id == PrintItemRow.job_id
OLDEST = (PrintJobRow.created, PrintJobRow.id)
LETTER_DUE = select(PrintItemRow.tries, *JOB, *ITEM).join(PrintJobRow, OF_JOB).where(WAITS, OPEN_JOB)
LETTER_DUE = LETTER_DUE.where(PrintItemRow.lease <= NOW).order_by(PrintItemRow.place, *OLDEST).limit(1)
BINDING_DUE = select(PrintJobRow.tries, *JOB).where(OPEN_JOB, ~exists().where(OF_JOB, WAITS))
BINDING_DUE = BINDING_DUE.where(PrintJobRow.lease <= NOW).order_by(*OLDEST).limit(1)
LIVES = (
    exists()
    .where(ShareRow.id == PrintItemRow.share_id, ShareRow.ends_on >= TODAY)
    .where(CheckupRow.id == ShareRow.checkup_id, CheckupRow.expires_on >= TODAY)
)
# Jobs with a file that holds a letter which nobody may see any more.
OVERTAKEN = select(PrintItemRow.job_id).join(PrintJobRow, OF_JOB).distinct()
OVERTAKEN = OVERTAKEN.where(PrintJobRow.state == JobState.READY, PrintItemRow.state == ItemState.MADE, ~LIVES)


def due(connection: Connection, now: int) -> bool:
    """Whether there is a letter to make, or a job to bind."""
    return any(connection.execute(select(exists(LETTER_DUE), exists(BINDING_DUE)), {"now": now}).one())


def claim(connection: Connection, keys: Keys, now: int) -> Claim | None:
    """Claim the next letter, or else the binding of a job that has all of its letters; None when nothing is due."""
    letter = LETTER_DUE.with_for_update(of=PrintItemRow, skip_locked=True)
    row = connection.execute(letter, {"now": now}).one_or_none()
    if row is None:
        row = connection.execute(BINDING_DUE.with_for_update(skip_locked=True), {"now": now}).one_or_none()
    return _opened(connection, keys, now, row) if row else None


def put_letter(connection: Connection, claimed: LetterClaim, details: Details, pdf: bytes) -> bool:
    """Keep a letter that was made. False when the claim was lost: nothing changes then."""
    job, place = claimed.job, claimed.item.place
    sealed = printing.seal_details(job, place, details)
    made = {"state": ItemState.MADE, "sealed": sealed, "letter": job.seal(f"letter {place}", pdf)}
    return _write(connection, _held(claimed).values(made))


def drop(connection: Connection, claimed: LetterClaim, why: NotPrinted) -> bool:
    """Give a letter up. False when the claim was lost."""
    return _write(connection, _held(claimed).values(_dropped(claimed.job, claimed.item, why)))


def put_back(connection: Connection, claimed: Claim, now: int) -> bool:
    """Let what failed be tried again, later each time. False when the claim was lost."""
    pause = min(FIRST_PAUSE * 2**claimed.failed, LONGEST_PAUSE)
    return _write(connection, _held(claimed).values(lease=now + pause, tries=claimed.failed + 1))


def living(connection: Connection, job: Job, today: date) -> frozenset[int]:
    """Give the places of the letters whose share still lives."""
    mine = select(PrintItemRow.place).where(PrintItemRow.job_id == job.id, LIVES)
    return frozenset(connection.execute(mine, {"today": today}).scalars())


def finish(
    connection: Connection,
    claimed: BindingClaim,
    now: int,
    files: Mapping[str, bytes],
    dropped: Iterable[tuple[Item, NotPrinted]],
) -> bool:
    """Keep the files, and that some letters were left out at last. False when the claim was lost: nothing changes.

    The files are kept a day after the first time that there were any.
    """
    job, first = claimed.job, func.coalesce(PrintJobRow.ready, now)
    if not _write(connection, _held(claimed).values(state=JobState.READY, ready=first, ends=first + READY_KEPT)):
        return False
    for item, why in dropped:
        _write(connection, _letter(job.id, item.place).values(_dropped(job, item, why)))
    for name, content in files.items():
        connection.execute(insert(PrintFileRow).values(job_id=job.id, name=name, sealed=job.seal(name, content)))
    return True


def overtaken(connection: Connection, today: date, job_id: bytes | None = None) -> bool:
    """Whether a file, of this job or of any, holds a letter that nobody may see any more."""
    some = OVERTAKEN if job_id is None else OVERTAKEN.where(PrintJobRow.id == job_id)
    return connection.execute(some.limit(1), {"today": today}).one_or_none() is not None


def reopen_overtaken(connection: Connection, today: date) -> None:
    """Remove such files, and let what is left be bound again."""
    jobs = connection.execute(OVERTAKEN, {"today": today}).scalars().all()
    if jobs:
        connection.execute(delete(PrintFileRow).where(PrintFileRow.job_id.in_(jobs)))
        again = update(PrintJobRow).where(PrintJobRow.id.in_(jobs))
        connection.execute(again.values(state=JobState.WAITING, lease=0, tries=0))


def _opened(connection: Connection, keys: Keys, now: int, row: Sequence[Any]) -> Claim | None:
    """Take the lease of a row that is due. What cannot be opened gets a long one, for the others have to go on."""
    failed, of_job, of_item = row[0], row[1 : 1 + len(JOB)], row[1 + len(JOB) :]
    lease = now + LEASE
    claimed: Claim | None = None
    try:
        job = printing.open_job(keys, of_job)
        claimed = BindingClaim(job, lease, failed)
        if of_item:
            claimed = LetterClaim(job, printing.open_item(job, of_item), lease, failed)
    except StoreDamaged:
        log.error("print job damaged", job=of_job[0].hex())
        claimed, lease = None, now + LONGEST_PAUSE
    rows = _letter(of_job[0], of_item[0]) if of_item else _job(of_job[0])
    connection.execute(rows.values(lease=lease))
    return claimed


def _held(claimed: Claim) -> Update:
    """Change what was claimed, if it is still ours and nothing was decided meanwhile."""
    if isinstance(claimed, LetterClaim):
        return _letter(claimed.job.id, claimed.item.place).where(WAITS, PrintItemRow.lease == claimed.lease)
    return _job(claimed.job.id).where(PrintJobRow.state == JobState.WAITING, PrintJobRow.lease == claimed.lease)


def _letter(job_id: bytes, place: int) -> Update:
    return update(PrintItemRow).where(PrintItemRow.job_id == job_id, PrintItemRow.place == place)


def _job(job_id: bytes) -> Update:
    return update(PrintJobRow).where(PrintJobRow.id == job_id)


def _write(connection: Connection, statement: Update) -> bool:
    return connection.execute(statement).rowcount == 1


def _dropped(job: Job, item: Item, why: NotPrinted) -> dict[str, object]:
    """Give the columns of a letter that is given up; nothing of the shop stays but its reference."""
    named = replace(item.details, name="", postcode="", town="", why=why)
    sealed = printing.seal_details(job, item.place, named)
    return {"state": ItemState.DROPPED, "sealed": sealed, "letter": None}
