"""A worker: takes tickets, and does one thing after the other in each of its lanes, until it is told to stop."""

from __future__ import annotations

import asyncio
import time
from contextlib import suppress
from dataclasses import dataclass
from threading import Event, Thread
from typing import TYPE_CHECKING, Self

from shopcheck.logs import log

if TYPE_CHECKING:
    from collections.abc import Callable

REST = 15.0  # seconds after something went wrong, such as a database that is away


@dataclass(frozen=True, slots=True)
class Work:
    """What a worker does. `one` does the next thing; `look` does what time asks for. Each says if there may be more."""

    one: Callable[[], bool]
    look: Callable[[], bool]


class Worker:
    """A thread that works as long as the block. Without the address of a PostgreSQL its tickets are in memory.

    What goes wrong is told in the log and tried again after a rest; nothing of it reaches whoever runs the thread.
    """

    def __init__(self, work: Work, conninfo: str | None, rest: float = REST) -> None:
        """Start nothing yet."""
        self._work, self._conninfo, self._rest = work, conninfo, rest
        self._stopping, self._resting_until = Event(), 0.0
        self._thread = Thread(target=lambda: asyncio.run(self._live()), name="jobs")

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Finish what is being done, and stop."""
        self._stopping.set()
        self._thread.join()

    def do(self) -> None:
        """Do one thing after the other until nothing is left."""
        with suppress(Resting):
            while not self._stopping.is_set() and self._careful(self._work.one):
                pass

    def look(self) -> bool:
        """Look whether there is something to do."""
        with suppress(Resting):
            return self._careful(self._work.look)
        return False

    def _careful(self, step: Callable[[], bool]) -> bool:
        if time.monotonic() < self._resting_until:
            raise Resting
        try:
            return step()
        except Exception as error:  # noqa: BLE001 - whatever it is, it is tried again
            log.error("work failed", cause=type(error).__name__)
            self._resting_until = time.monotonic() + self._rest
            raise Resting from None

    async def _live(self) -> None:
        """Take tickets; when that ends, as it does when the database goes away, begin anew after a rest."""
        from shopcheck.jobs.tickets import take  # noqa: PLC0415 - a quarter of a second, while others start already

        told = asyncio.create_task(asyncio.to_thread(self._stopping.wait))
        while not told.done():
            taking = asyncio.create_task(take(self._conninfo, self.do, self.look))
            await asyncio.wait([told, taking], return_when=asyncio.FIRST_COMPLETED)
            taking.cancel()  # finishes what is being done
            ended = (await asyncio.gather(taking, return_exceptions=True))[0]
            if not told.done():
                log.error("jobs stopped", cause=type(ended).__name__)
                await asyncio.wait([told], timeout=self._rest)


class Resting(Exception):
    """Something went wrong a moment ago."""
