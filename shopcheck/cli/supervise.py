"""Keeps the parts of the program running: one that ends by itself is started again, sooner or later.

Later each time that it did not live long, so that a part that cannot live does not eat the machine. It never gives up:
what is wrong may be put right while the rest runs.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol, Self

from shopcheck.core.errors import ShopcheckError
from shopcheck.logs import log

if TYPE_CHECKING:
    from collections.abc import Callable

FIRST_PAUSE, LONGEST_PAUSE = 0.5, 60.0  # seconds between an end and the next start
LONG_ENOUGH = 120.0  # seconds of life after which a part is sound again; more than one may take to come up


class Part(Protocol):
    """A process that can be started again; to stop one that has ended does no harm."""

    @property
    def alive(self) -> bool:
        """Whether it runs, or is coming up."""

    def start(self) -> None:
        """Start it, without waiting until it has come up: whoever looks after it listens to signals too."""

    def stop(self) -> None:
        """Stop it, and clear away what it left."""


@dataclass(slots=True)
class Kept:
    """One part that is to run, and when it is started again if it does not."""

    name: str
    part: Part
    now: Callable[[], float] = time.monotonic
    pause: float = FIRST_PAUSE
    started: float = field(init=False)
    due: float | None = None  # None while it runs

    def __enter__(self) -> Self:
        """Start it for the first time; what goes wrong now is for whoever starts the program."""
        self.part.start()
        self.started = self.now()
        return self

    def __exit__(self, *_: object) -> None:
        """Stop it for good."""
        self.part.stop()

    def look(self) -> float | None:
        """Start it again if it ended and its time has come; gives the seconds until then, None while it runs."""
        if self.part.alive:
            return None
        if self.due is None:
            lived = self.now() - self.started
            self.pause = FIRST_PAUSE if lived >= LONG_ENOUGH else min(self.pause * 2, LONGEST_PAUSE)
            self.due = self.now() + self.pause
            log.error("part ended", part=self.name, again_in=self.pause)
        if self.now() >= self.due:
            self._start_again()
            return self.look()
        return self.due - self.now()

    def _start_again(self) -> None:
        self.due = None
        self.part.stop()
        try:
            self.part.start()
        except (ShopcheckError, OSError) as error:
            log.error("part not started", part=self.name, cause=type(error).__name__)
        else:
            log.info("part started again", part=self.name)
        self.started = self.now()  # what it took to start is no life
