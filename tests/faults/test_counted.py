"""Processes that finish checks are killed at any moment: counters and checks agree, and nothing told is untrue."""

from __future__ import annotations

import random
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from shopcheck import usecases
from shopcheck.store import checkups
from tests.core.builders import answers
from tests.core.counting import counted
from tests.faults.finisher import finish
from tests.faults.load import processes
from tests.faults.writer import opened
from tests.machine import times
from tests.store.counted import GOOD, queue

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import ForkServerProcess
    from pathlib import Path

    from shopcheck.usecases import Installation

pytest_plugins = ("tests.store.fixtures",)

KILLS = 12  # in an ordinary run
AT_ONCE = 2


class Told:
    """What the processes told of each check, by its session."""

    def __init__(self) -> None:
        """Start with nothing."""
        self.last: dict[str, str] = {}

    def hear(self, ear: Connection) -> None:
        """Take one message."""
        what, _, key = ear.recv_bytes().decode().partition(" ")
        self.last[key] = what

    def hear_all(self, ear: Connection) -> None:
        """Take what a process told before it was killed."""
        try:
            while True:
                self.hear(ear)
        except (EOFError, OSError):
            ear.close()


def start(url: str, data: Path) -> tuple[ForkServerProcess, Connection]:
    """Start a process that finishes checks."""
    ear, mouth = processes.Pipe()
    process = processes.Process(target=finish, args=(url, str(data), mouth), daemon=True)
    process.start()
    mouth.close()
    return process, ear


def load(url: str, data: Path, kills: int) -> Told:
    """Kill so many of them, one at a time, while another goes on."""
    chance, told = random.Random(kills), Told()  # noqa: S311 - no secret
    running = [start(url, data) for _ in range(AT_ONCE)]
    for turn in range(kills + AT_ONCE):
        process, ear = running[turn % AT_ONCE]
        for _ in range(chance.randint(1, 8) if turn < kills else 0):
            told.hear(ear)
        process.kill()
        process.join()
        told.hear_all(ear)
        if turn < kills:
            running[turn % AT_ONCE] = start(url, data)
    return told


def counted_by_checks(installation: Installation, told: Told) -> tuple[Counter[str], list[str]]:
    """Add up what every check says of itself, and name those that are not as they were told to be."""
    found: Counter[str] = Counter()
    untrue = []
    for key, what in told.last.items():
        mine = usecases.visit(installation, key).checkup.counted
        found.update(mine.tally.cells if mine else ())
        if (what == "counted" and mine is None) or (what == "back" and mine):
            untrue.append(f"{what}: {mine}")
    return found, untrue


def settled(url: str, data: Path) -> Installation:
    """Open the installation again, when PostgreSQL is done with the dead."""
    installation = opened(url, str(data), counted())
    with installation.store.database.writing() as connection:
        if not installation.store.database.sqlite:
            connection.execute(text("LOCK TABLE checkup, queue IN EXCLUSIVE MODE"))
    return installation


def test_counters_and_checks_agree_exactly_after_kill_minus_nine(database_url: str, data: Path) -> None:
    opened(database_url, str(data), counted()).store.close()
    told = load(database_url, data, times(KILLS))
    installation = settled(database_url, data)
    found, untrue = counted_by_checks(installation, told)
    assert untrue == []
    assert found == queue(installation)
    assert found["aantal"] > times(KILLS) // 3
    installation.store.close()


def test_counters_outside_the_transaction_are_caught(
    database_url: str, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    installation = opened(database_url, str(data), counted())
    real = checkups.put

    def stop(*rest: object) -> None:
        real(*rest)  # type: ignore[arg-type]  # as it was called
        with installation.store.database.engine.connect() as other:
            assert other.execute(text("SELECT count(*) FROM queue")).scalar_one() == 0  # nobody sees them before all is
        raise KeyboardInterrupt

    key = usecases.start(installation, answers(**GOOD), consent=True, keep=usecases.Keep.YEAR)
    monkeypatch.setattr(checkups, "put", stop)
    with pytest.raises(KeyboardInterrupt):
        usecases.finish(installation, usecases.visit(installation, key), nonce="af")
    assert queue(installation) == Counter()
    installation.store.close()
