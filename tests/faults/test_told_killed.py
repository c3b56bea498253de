"""A worker that tells partners is killed at every step: each partner hears, and always under one id."""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING

import pytest

from shopcheck.store import outbox
from tests.faults.teller import LATER, NAMES, run, violations, work
from tests.machine import times
from tests.store.outgoing import publish, webhook, with_receivers

if TYPE_CHECKING:
    from pathlib import Path

    from shopcheck.usecases import Installation
    from tests.store.installations import Clock

pytest_plugins = ("tests.store.fixtures",)

FEW = 4  # kills in an ordinary run


@pytest.fixture
def partners(installation: Installation, monkeypatch: pytest.MonkeyPatch) -> Installation:
    """Let two partners hear of releases; nobody is woken."""
    monkeypatch.setattr("shopcheck.jobs.ask", lambda *_: None)
    return with_receivers(installation, *map(webhook, NAMES))


def published(installation: Installation, number: int) -> str:
    """Publish a release; the fourth quarter is followed by the first of the next year."""
    return publish(installation, number % 4 + 1, year=2027 + number // 4)


def test_kill_minus_nine_at_every_step_leaves_nobody_unheard_and_nothing_told_as_two(
    partners: Installation, database_url: str, data: Path, clock: Clock
) -> None:
    steps: list[None] = []
    published(partners, 0)
    work(partners, data / "counted", lambda: steps.append(None))
    there_are, kills, seconds = len(steps), times(FEW), 0
    for kill in range(kills):
        die_at = kill % there_are if kills >= there_are else kill * there_are // kills
        release_id = published(partners, kill + 1)
        assert run(database_url, data, seconds, die_at) == -signal.SIGKILL
        seconds += LATER
        assert run(database_url, data, seconds) == 0
        clock.go_on(seconds=LATER)
        assert list(violations(partners, release_id, data / "heard")) == [], die_at


def test_a_delivery_that_is_lost_is_caught(partners: Installation, data: Path) -> None:
    release_id = published(partners, 0)
    with partners.store.database.writing() as connection:
        claimed = outbox.claim(connection, partners.seconds)
        assert claimed
        outbox.delivered(connection, claimed)  # before it was told
    work(partners, data / "heard", lambda: None)
    assert len(list(violations(partners, release_id, data / "heard"))) == 1
