"""A worker that tells partners and pulls its own plug at a chosen step; what reached a partner stands in a file."""

from __future__ import annotations

import multiprocessing
import os
import signal
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import event

from shopcheck.store.outbox import LEASE, State
from shopcheck.usecases import delivering
from tests.store.installations import Clock, install
from tests.store.outgoing import deliveries, webhook, with_receivers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from shopcheck.core.receivers import Notice, Receiver
    from shopcheck.usecases import Installation

LATER = LEASE + 1  # seconds: whatever a dead worker held is free again
NAMES = ("gemeente", "politie")

processes = multiprocessing.get_context("forkserver")  # a new worker in some milliseconds, without our threads
processes.set_forkserver_preload(["tests.faults.teller"])


def work(installation: Installation, heard: Path, step: Callable[[], None]) -> None:
    """Tell all there is; `step` is called before and after each commit, and before and after a partner hears."""

    def send(_installation: Installation, receiver: Receiver, notice: Notice) -> None:
        step()
        with heard.open("a") as file:
            file.write(f"{receiver.name} {notice.id}\n")
        step()

    engine = installation.store.database.engine
    event.listen(engine, "commit", lambda _connection: step())
    event.listen(engine.pool, "checkin", lambda *_: step())
    while delivering.deliver_next(installation, send):
        pass


def live(url: str, data: str, seconds: int, die_at: int | None) -> None:
    """Be a worker so many seconds after the clock of the tests; dies at a step, counted from 0."""
    clock = Clock()
    clock.moment += timedelta(seconds=seconds)
    left = iter(range(die_at)) if die_at is not None else None

    def step() -> None:
        if left is not None and next(left, None) is None:
            os.kill(os.getpid(), signal.SIGKILL)

    installation = with_receivers(install(url, Path(data), clock), *map(webhook, NAMES))
    work(installation, Path(data) / "heard", step)
    installation.store.close()


def run(url: str, data: Path, seconds: int, die_at: int | None = None) -> int:
    """Let a worker live in a process of its own until its end; gives how it ended."""
    process = processes.Process(target=live, args=(url, str(data), seconds, die_at))
    process.start()
    process.join()
    return process.exitcode or 0


def violations(installation: Installation, release_id: str, heard: Path) -> Iterator[str]:
    """Name every partner that did not hear of a release, or that would take it for two."""
    said = {tuple(line.split()) for line in heard.read_text().splitlines()} if heard.exists() else set()
    all_of_them = deliveries(installation)
    for one in all_of_them:
        if one.release_id == release_id and (one.receiver, one.id) not in said:
            yield f"{one.receiver} heard nothing"
        if one.state is not State.DELIVERED:
            yield f"{one.receiver} is {one.state}"
    for name, event_id in said - {(one.receiver, one.id) for one in all_of_them}:
        yield f"{name} heard of {event_id}, which is no event"
