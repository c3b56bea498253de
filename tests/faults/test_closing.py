"""A closing is killed at each of its steps: the next one makes the same leaves, and each check is in one of them."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

import pytest

from shopcheck.core import release
from shopcheck.core.release import freeze
from shopcheck.store import counting as counters
from shopcheck.store import frozen
from shopcheck.store.errors import StoreUnavailable
from tests.core.counting import GROUP
from tests.faults.closer import close
from tests.faults.load import processes
from tests.machine import times
from tests.store.counted import close as close_here
from tests.store.counted import fill_queue, leaf_bytes, queue, tables

if TYPE_CHECKING:
    from pathlib import Path

    from shopcheck.core.release import Leaf
    from shopcheck.core.statistics import Batch
    from shopcheck.usecases import Installation
    from tests.store.installations import Clock

pytest_plugins = ("tests.store.fixtures",)

CHECKS = 33
STEPS = 8  # a closing has at least so many at which it can be killed


def killed(url: str, data: Path, at: int) -> tuple[bool, list[bytes]]:
    """Close in a process that is killed there; gives whether it was, and the leaves it had made."""
    ear, mouth = processes.Pipe()
    process = processes.Process(target=close, args=(url, str(data), at, mouth), daemon=True)
    process.start()
    mouth.close()
    process.join()
    made: list[bytes] = []
    try:
        while True:
            made.append(ear.recv_bytes())
    except EOFError:
        return process.exitcode != 0, made


def november(installation: Installation, version: str) -> None:
    """Count checks of a version in November, and forget that November ever closed."""
    fill_queue(installation, CHECKS, GROUP._replace(version=version))
    with installation.store.database.writing() as connection:
        connection.exec_driver_sql("UPDATE counting SET closed_on = NULL")
        connection.exec_driver_sql("UPDATE queue SET month = '2026-11-01'")


def test_a_closing_that_is_killed_anywhere_is_finished_with_the_same_bytes(
    counting: Installation, database_url: str, data: Path, clock: Clock
) -> None:
    clock.go_on(days=7)
    begun: list[bytes] = []
    for round_ in range(max(1, times(0) // 20)):
        for at in count(1):
            november(counting, f"{round_}.{at}")
            was_killed, made = killed(database_url, data, at)
            close_here(counting)
            begun.extend(made if was_killed else ())
            frozen_now = [one for one in leaf_bytes(counting) if f'"version":"{round_}.{at}"'.encode() in one]
            assert len(frozen_now) == 1
            assert made in ([], frozen_now)
            assert (tables(counting, "pending"), queue(counting)) == ([0], {})
            if not was_killed:
                break
        assert at > STEPS
    assert len(begun) > 1  # it was killed after its noise was drawn too


def test_noise_that_is_drawn_anew_after_a_crash_is_noticed(
    counting: Installation, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[bytes] = []
    keys = iter([b"a" * 32, b"b" * 32])

    def redraw(batch: Batch, _key: bytes) -> Leaf:
        made.append(release.written(freeze(batch, next(keys))))
        return release.read(made[-1])

    def stop(*_: object) -> None:
        raise StoreUnavailable

    monkeypatch.setattr(frozen, "freeze", redraw)
    fill_queue(counting, CHECKS)
    clock.go_on(days=7)
    with monkeypatch.context() as patched:
        patched.setattr(counters, "clear", stop)
        with pytest.raises(StoreUnavailable):
            close_here(counting)
    close_here(counting)
    assert set(made) != set(leaf_bytes(counting))
