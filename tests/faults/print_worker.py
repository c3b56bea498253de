"""A worker of print jobs that pulls its own plug at a chosen step, and the question whether anything went wrong."""

from __future__ import annotations

import multiprocessing
import os
import signal
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import event

from shopcheck.store import audit
from shopcheck.store.audit import What
from shopcheck.store.print_queue import LEASE
from shopcheck.usecases import print_jobs, printing
from tests.letter.shops import small
from tests.store.installations import Clock, install
from tests.store.print_day import everybody, in_file, in_zip, paper
from tests.store.sharing import JO

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from multiprocessing.context import ForkServerProcess

    from shopcheck.usecases import Installation

LATER = LEASE + 1  # seconds: whatever a dead worker held is free again

processes = multiprocessing.get_context("forkserver")  # a new worker in some milliseconds, without our threads
processes.set_forkserver_preload(["tests.faults.print_worker"])


def work(installation: Installation, step: Callable[[], None]) -> None:
    """Do all there is; `step` is called before and after each commit, and before and after each letter."""

    def letters(html: str) -> bytes:
        step()
        printed = paper(html)
        step()
        return printed

    engine = installation.store.database.engine
    event.listen(engine, "commit", lambda _connection: step())
    event.listen(engine.pool, "checkin", lambda *_: step())
    printing.look(installation)
    while printing.print_next(installation, letters, everybody):
        pass


def live(url: str, data: str, seconds: int, die_at: int | None) -> None:
    """Be a worker so many seconds after the clock of the tests; dies at a step, counted from 0."""
    clock = Clock()
    clock.moment += timedelta(seconds=seconds)
    left = iter(range(die_at)) if die_at is not None else None

    def step() -> None:
        if left is not None and next(left, None) is None:
            os.kill(os.getpid(), signal.SIGKILL)

    installation = install(url, Path(data), clock, small())
    work(installation, step)
    installation.store.close()


def run(url: str, data: Path, seconds: int, die_at: int | None = None) -> int:
    """Let a worker live in a process of its own until its end; gives how it ended."""
    process: ForkServerProcess = processes.Process(target=live, args=(url, str(data), seconds, die_at))
    process.start()
    process.join()
    return process.exitcode or 0


def printed(installation: Installation) -> int:
    """Count how often a letter was printed, as the log has it."""
    return sum(one.what == What.PRINT_ITEM for one in audit.newest(installation.store.database, size=10_000))


def violations(installation: Installation, job_id: bytes, expected: Sequence[str], before: int) -> Iterator[str]:
    """Name every letter of a job that is missing, or there twice, on paper, one by one or in the log."""
    for what, found in (
        ("print file", in_file(print_jobs.bound(installation, JO, job_id))),
        ("zip", in_zip(print_jobs.zipped(installation, JO, job_id))),
    ):
        if found != list(expected):
            yield f"{what}: {found}, not {list(expected)}"
    made = printed(installation) - before
    if made != len(expected):
        yield f"{made} letters were printed, not {len(expected)}"
