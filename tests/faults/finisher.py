"""A process that begins and finishes check after check, telling each before it is finished and after."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

from shopcheck import usecases
from shopcheck.usecases import Keep
from tests.core.builders import answers
from tests.core.counting import counted
from tests.faults.writer import opened
from tests.store.counted import GOOD

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

BANDS = ("goed", "matig", "slecht")


def finish(url: str, data: str, mouth: Connection) -> None:
    """Go on until killed. A check that changes its mind at once is finished, counted and taken back."""
    installation = opened(url, data, counted())
    for number in count():
        said = answers(**{**GOOD, "kas_a": BANDS[number % len(BANDS)]})
        key = usecases.start(installation, said, consent=True, keep=Keep.YEAR)
        mouth.send_bytes(f"begun {key}".encode())
        visit = usecases.visit(installation, key)
        usecases.finish(installation, visit, nonce="af")
        mouth.send_bytes(f"{'counted' if number % 4 else 'doubts'} {key}".encode())
        if number % 4 == 0:
            usecases.choose(installation, visit, consent=False, keep=Keep.YEAR, nonce="toch niet")
            mouth.send_bytes(f"back {key}".encode())
