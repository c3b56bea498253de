"""A part that ends is started again, later each time that it does not live long."""

from __future__ import annotations

import json
from dataclasses import dataclass, field

import pytest

from shopcheck.cli.serve import UNTIL_A_LOOK
from shopcheck.cli.supervise import LONG_ENOUGH, LONGEST_PAUSE, Kept
from shopcheck.core.errors import LetterFailed
from shopcheck.letter.client import START


@dataclass
class Fragile:
    """A part that does what a test says, and a clock."""

    alive: bool = False
    wrong: Exception | None = None
    takes: float = 0.0  # seconds to start
    done: list[str] = field(default_factory=list)
    time: float = 1000.0

    def start(self) -> None:
        """Start, or fail."""
        self.done.append("start")
        self.time += self.takes
        if self.wrong:
            raise self.wrong
        self.alive = True

    def stop(self) -> None:
        """Stop."""
        self.done.append("stop")
        self.alive = False

    def now(self) -> float:
        """Say what time it is."""
        return self.time


def pauses(part: Fragile, kept: Kept, times: int, lives: float = 0.0) -> list[float]:
    """Let it die so many times; gives how long each was waited."""
    waited = []
    for _ in range(times):
        part.time += lives
        part.alive = False
        wait = kept.look()
        assert wait is not None
        waited.append(wait)
        part.time += wait
        kept.look()
    return waited


def test_a_part_that_runs_is_left_alone() -> None:
    part = Fragile()
    with Kept("part", part, part.now) as kept:
        assert kept.look() is None
        assert part.done == ["start"]
    assert part.done == ["start", "stop"]


def test_a_part_that_ended_is_cleared_away_and_started_when_its_time_has_come() -> None:
    part = Fragile()
    with Kept("part", part, part.now) as kept:
        part.alive = False
        wait = kept.look()
        assert wait
        part.time += wait / 2
        assert kept.look() == wait / 2
        assert part.done == ["start"]
        part.time += wait / 2
        assert kept.look() is None
        assert part.done == ["start", "stop", "start"]


def test_a_part_that_keeps_dying_is_started_less_and_less_often_but_never_given_up() -> None:
    part = Fragile()
    with Kept("part", part, part.now) as kept:
        waited = pauses(part, kept, 12)
        assert waited[:4] == [1, 2, 4, 8]
        assert set(waited[6:]) == {LONGEST_PAUSE}
        assert part.alive


def test_a_part_that_lived_long_is_started_again_soon() -> None:
    part = Fragile()
    with Kept("part", part, part.now) as kept:
        pauses(part, kept, 12)
        assert pauses(part, kept, 2, lives=LONG_ENOUGH) == [0.5, 0.5]


def test_a_start_that_takes_long_and_fails_is_no_life() -> None:
    part = Fragile()
    with Kept("part", part, part.now) as kept:
        part.wrong, part.takes = LetterFailed("not in time"), LONG_ENOUGH
        assert pauses(part, kept, 4) == [1, 2, 4, 8]


def test_a_part_that_never_comes_up_does_not_pass_for_sound() -> None:
    assert START + UNTIL_A_LOOK < LONG_ENOUGH


@pytest.mark.parametrize("wrong", [LetterFailed("no fonts"), OSError("no processes left")])
def test_a_part_that_cannot_be_started_is_tried_again(wrong: Exception, capsys: pytest.CaptureFixture[str]) -> None:
    part = Fragile()
    with Kept("part", part, part.now) as kept:
        part.wrong = wrong
        assert pauses(part, kept, 3) == [1, 2, 4]
        part.wrong, part.time = None, part.time + 8
        assert kept.look() is None
        assert part.alive
    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert [line["event"] for line in lines[:3]] == ["part ended", "part not started", "part ended"]
    assert lines[1]["cause"] == type(wrong).__name__
    assert lines[-1]["event"] == "part started again"


def test_a_first_start_that_fails_is_for_who_starts_the_program() -> None:
    part = Fragile(wrong=LetterFailed("no fonts"))
    with pytest.raises(LetterFailed):
        Kept("part", part, part.now).__enter__()
