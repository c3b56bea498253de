"""Signals as something to wait for: bytes in a pipe, each the number of a signal that came."""

from __future__ import annotations

import os
import select
import signal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import FrameType

STOP = frozenset({signal.SIGTERM, signal.SIGINT})


def wake_on(*signals: signal.Signals) -> int:
    """Give a pipe that can be read as soon as one of these signals came."""
    read, write = os.pipe()
    os.set_blocking(write, False)

    def wake(number: int, _frame: FrameType | None) -> None:
        os.write(write, bytes([number]))

    for one in signals:
        signal.signal(one, wake)
    return read


def told_to_stop(wake: int, seconds: float) -> bool:
    """Wait until a signal comes or the time is over; True when it says to stop."""
    readable, _, _ = select.select([wake], [], [], seconds)
    return bool(readable) and not STOP.isdisjoint(os.read(wake, 512))
