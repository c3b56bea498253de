"""`shopcheck close` and the worker: a month closes once, whoever does it."""

from __future__ import annotations

import sys
from datetime import date
from typing import TYPE_CHECKING, NoReturn

import pytest
from click.testing import CliRunner, Result

from shopcheck.cli import main
from shopcheck.cli.worker import AGAIN, EVERY, clear, work
from shopcheck.store import counting as counters
from shopcheck.store.errors import StoreUnavailable
from tests.core.counting import GROUP
from tests.store.counted import fill_queue, leaf_bytes

if TYPE_CHECKING:
    from pathlib import Path

    from shopcheck.usecases import Installation
    from tests.store.installations import Clock

pytest_plugins = ("tests.store.fixtures",)


@pytest.fixture
def database_url(data: Path) -> str:
    """Stay on SQLite, where the command finds it."""
    return f"sqlite:///{data / 'shopcheck.sqlite3'}"


def unprinted(_html: str) -> NoReturn:
    """Print nothing: where no release is due, none is asked for."""
    raise AssertionError


def close(data: Path, day: str) -> Result:
    """Run the command on this data folder."""
    return CliRunner().invoke(main, ["close", "--date", day], env={"SHOPCHECK_DATA": str(data)})


def test_the_command_closes_once_and_tells_what_it_froze(counting: Installation, data: Path) -> None:
    fill_queue(counting, 40)
    first = close(data, "2026-12-15")
    assert (first.exit_code, first.output.count("frozen 2026-12-01/proef/1/rtd/winkel, about ")) == (0, 1)
    assert first.output.endswith("Closed as of 2026-12-01: 1 batches, 0 counters too old.\n")
    second = close(data, "2026-12-31")
    assert (second.exit_code, second.output.splitlines()[-1]) == (
        0,
        "Already closed as of 2026-12-01; nothing changed.",
    )
    assert len(leaf_bytes(counting)) == 1


def test_a_closing_ahead_of_its_day_is_said_to_be_one(counting: Installation, data: Path) -> None:
    ahead = close(data, "2999-01-31")
    assert "Beware: 2999-01-01 is still to come" in ahead.stderr
    assert "Beware" not in close(data, "2020-01-31").stderr


@pytest.mark.parametrize("day", ["2026-13-01", "morgen", ""])
def test_a_day_that_does_not_exist_is_wrong_usage(data: Path, day: str) -> None:
    assert close(data, day).exit_code == 2


def test_the_worker_closes_on_the_first_it_meets_and_not_before(counting: Installation, clock: Clock) -> None:
    work(counting, unprinted)
    fill_queue(counting, 31)
    clock.go_on(days=6)
    work(counting, unprinted)
    assert leaf_bytes(counting) == []
    clock.go_on(days=3)  # it slept on the first and the second
    for _ in range(2):
        assert work(counting, unprinted) == EVERY
    assert len(leaf_bytes(counting)) == 1
    assert counters.last_closing(counting.store.database) == date(2026, 12, 1)


def test_when_closing_fails_the_worker_tries_again_soon_and_clears_all_the_same(
    counting: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object, **__: object) -> None:
        raise StoreUnavailable

    fill_queue(counting, 1, GROUP)
    monkeypatch.setattr(sys.modules[work.__module__], "close_month", away)
    assert clear(counting) == EVERY
    assert work(counting, unprinted) == AGAIN
