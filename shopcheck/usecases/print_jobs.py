"""Print day, for the adviser: ask for the letters of many checks, see how far they are, take them, and wipe them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shopcheck import jobs
from shopcheck.core.errors import PrintJobGone, TooManyLetters
from shopcheck.letter.pile import COVER, file_name, in_order, pack
from shopcheck.store import audit, print_queue, printing, vault
from shopcheck.store.audit import Event, What
from shopcheck.store.database import driver_of
from shopcheck.store.printing import Details, ItemState, Job, JobState

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from shopcheck.core.sharing import Account
    from shopcheck.store.printing import Item, Progress
    from shopcheck.usecases.desk import Listed
    from shopcheck.usecases.installation import Installation

MOST = 500  # letters of one job
JOB_ID = 16  # bytes


def start(installation: Installation, account: Account, wanted: Sequence[Listed], *, nonce: str) -> bytes:
    """Ask for the letters of these shares, one or more; gives the id of the job. The same form again is the same job.

    Raises TooManyLetters.
    """
    if len(wanted) > MOST:
        raise TooManyLetters(MOST)
    store, now = installation.store, installation.seconds
    said = "\n".join(["print", account.id, nonce, *(one.share.id.hex() for one in wanted)])
    job_id = vault.keyed_hash(store.keys.index_pepper, said.encode())[:JOB_ID]
    ends = now + printing.UNFINISHED_KEPT
    job = Job(job_id, account.id, account.association, now, JobState.WAITING, ends, vault.new_key())
    chosen = [(one.share.id, Details(one.share.shared_with, one.reference, one.share.shared_on)) for one in wanted]
    with store.database.writing() as connection:
        if printing.add(connection, store.keys, job, chosen):
            if not store.database.sqlite:
                jobs.ask(driver_of(connection), len(chosen))
            audit.note(connection, event(What.PRINT_STARTED, job, job.id), now)
    return job.id


def mine(installation: Installation, account: Account) -> list[Progress]:
    """Give the print jobs of this account, the newest first."""
    store, now = installation.store, installation.seconds
    with store.database.reading() as connection:
        found = printing.of_account(connection, store.keys, account.id)
        return printing.progress(connection, (one for one in found if one.ends > now))


def progress(installation: Installation, account: Account, job_id: bytes) -> tuple[Progress, list[Item]]:
    """Say how far a job of this account is, and which letters are not made. Raises PrintJobGone."""
    job = _job(installation, account, job_id)
    with installation.store.database.reading() as connection:
        (counted,) = printing.progress(connection, [job])
        return counted, [one for one in printing.items(connection, job) if one.state is ItemState.DROPPED]


def bound(installation: Installation, account: Account, job_id: bytes) -> bytes | None:
    """Give the file for the printer; None while there is none. Raises PrintJobGone."""
    job = _job(installation, account, job_id)
    with installation.store.database.reading() as connection:
        content = printing.file(connection, job, printing.BOUND) if _whole(installation, job) else None
    return _taken(installation, job, content)


def zipped(installation: Installation, account: Account, job_id: bytes) -> bytes | None:
    """Give the letters one by one under the sheet that is on top; None while there are none. Raises PrintJobGone."""
    job = _job(installation, account, job_id)
    with installation.store.database.reading() as connection:
        cover = printing.file(connection, job, printing.COVER) if _whole(installation, job) else None
        if cover is None:
            return None
        pile = in_pile(printing.items(connection, job))
        names = (file_name(at, one.details.reference) for at, one in enumerate(pile, start=1))
        letters = printing.letters(connection, job, (one.place for one in pile))
        content = pack([(COVER, cover), *zip(names, letters, strict=True)])
    return _taken(installation, job, content)


def wipe(installation: Installation, account: Account, job_id: bytes) -> None:
    """Remove a job of this account for good: all is on paper, or not wanted any more. Twice is fine."""
    store = installation.store
    with store.database.writing() as connection:
        job = printing.find(connection, store.keys, job_id, account.id)
        if job is None:
            return
        printing.remove(connection, job)
        audit.note(connection, event(What.PRINT_TAKEN, job, job.id), installation.seconds)
    store.database.forget_deleted()


def in_pile(items: Iterable[Item]) -> list[Item]:
    """Put the letters that are made in the order of the pile."""
    made = [one for one in items if one.state is ItemState.MADE]
    return [made[at] for at in in_order((one.details.postcode, one.details.shared_on) for one in made)]


def event(what: What, job: Job, about: bytes) -> Event:
    """Say what happened for the adviser whose job it is."""
    return Event(what, job.account_id, about.hex(), job.association)


def _job(installation: Installation, account: Account, job_id: bytes) -> Job:
    store = installation.store
    with store.database.reading() as connection:
        job = printing.find(connection, store.keys, job_id, account.id)
    if job is None or job.ends <= installation.seconds:
        raise PrintJobGone
    return job


def _whole(installation: Installation, job: Job) -> bool:
    """Whether the letters are bound, and each may still be seen. If not, the worker binds them anew in a moment."""
    with installation.store.database.reading() as connection:
        return job.state is JobState.READY and not print_queue.overtaken(connection, installation.today(), job.id)


def _taken(installation: Installation, job: Job, content: bytes | None) -> bytes | None:
    if content is not None:
        with installation.store.database.writing() as connection:
            audit.note(connection, event(What.PRINT_TAKEN, job, job.id), installation.seconds)
    return content
