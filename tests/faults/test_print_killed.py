"""A worker that prints is killed at every step: in the end there is exactly one of each letter."""

from __future__ import annotations

import signal
from functools import partial
from threading import Event
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text, update

from shopcheck import jobs
from shopcheck.jobs import Work, Worker
from shopcheck.store import print_queue
from shopcheck.store.database import driver_of
from shopcheck.store.rows import PrintItemRow
from shopcheck.usecases import print_jobs, printing
from tests.faults.print_worker import LATER, printed, run, violations, work
from tests.letter.shops import small
from tests.machine import times
from tests.store.installations import install
from tests.store.print_day import asked, everybody, paper
from tests.store.sharing import JO

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shopcheck.usecases import Installation
    from tests.store.installations import Clock
    from tests.store.street import Street

pytest_plugins = ("tests.store.fixtures", "tests.store.street")

FEW = 4  # kills in an ordinary run
LETTERS = 2
SOON = 60.0  # s, far more than anything here takes


@pytest.fixture
def installation(street: Street, clock: Clock) -> Iterator[Installation]:
    """Open the street, on each database in turn, with all that wakes a worker."""
    opened = install(street.url, street.data, clock, small())
    if not opened.store.database.sqlite:
        with opened.store.database.writing() as connection:
            jobs.prepare(driver_of(connection))
    yield opened
    opened.store.close()


def expected(street: Street) -> list[str]:
    """Give the references in the order of the pile: by postcode, and the shop without one last."""
    return [one.checkup.reference for one in street.shops[:LETTERS]]


def count_steps(installation: Installation) -> int:
    """Count the steps of a job that nobody kills."""
    steps: list[None] = []
    job_id = asked(installation, LETTERS, nonce="counted")
    work(installation, lambda: steps.append(None))
    counted = len(steps)
    print_jobs.wipe(installation, JO, job_id)
    return counted


def test_kill_minus_nine_at_every_step_leaves_exactly_one_of_each_letter(
    installation: Installation, street: Street, clock: Clock
) -> None:
    steps, kills, seconds = count_steps(installation), times(FEW), 0
    for kill in range(kills):
        die_at = kill % steps if kills >= steps else kill * steps // kills
        before, job_id = printed(installation), asked(installation, LETTERS, nonce=f"kill {kill}")
        assert run(street.url, street.data, seconds, die_at) == -signal.SIGKILL
        seconds += LATER
        assert run(street.url, street.data, seconds) == 0
        clock.go_on(seconds=LATER)
        assert list(violations(installation, job_id, expected(street), before)) == [], die_at
        print_jobs.wipe(installation, JO, job_id)


def test_a_worker_that_does_not_look_whose_turn_it_is_is_caught(
    installation: Installation, street: Street, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, job_id = printed(installation), asked(installation, LETTERS)

    def anyones(claim: print_queue.LetterClaim | print_queue.BindingClaim) -> object:
        if isinstance(claim, print_queue.BindingClaim):
            return held(claim)
        place = (PrintItemRow.job_id == claim.job.id) & (PrintItemRow.place == claim.item.place)
        return update(PrintItemRow).where(place)

    def slow(html: str) -> bytes:
        if not clock_moved:
            clock_moved.append(True)
            clock.go_on(seconds=LATER)
            printing.print_next(installation, paper, everybody)  # another takes the same letter over
        return paper(html)

    held, clock_moved = print_queue._held, list[bool]()
    monkeypatch.setattr(print_queue, "_held", anyones)
    while printing.print_next(installation, slow, everybody):
        pass
    assert list(violations(installation, job_id, expected(street), before)) == ["3 letters were printed, not 2"]


def test_a_letter_that_is_lost_is_caught(installation: Installation, street: Street) -> None:
    before, job_id = printed(installation), asked(installation, LETTERS)
    printing.print_next(installation, paper, everybody)
    with installation.store.database.writing() as connection:
        connection.execute(text("DELETE FROM print_item WHERE place = 1"))
    work(installation, lambda: None)
    assert len(list(violations(installation, job_id, expected(street), before))) == 2


def test_the_real_worker_is_woken_and_does_it_all(installation: Installation, street: Street) -> None:
    before, ready = printed(installation), Event()

    def one() -> bool:
        more = printing.print_next(installation, paper, everybody)
        if print_jobs.mine(installation, JO)[0].ready:
            ready.set()
        return more

    with Worker(Work(one, partial(printing.look, installation)), installation.store.database.conninfo):
        job_id = asked(installation, LETTERS)
        assert ready.wait(SOON)
    assert list(violations(installation, job_id, expected(street), before)) == []
