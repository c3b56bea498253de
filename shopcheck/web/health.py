"""For machines: whether the process lives, and whether it can do its work."""

from __future__ import annotations

import time
from threading import Lock
from typing import TYPE_CHECKING

from flask import jsonify

from shopcheck.core.errors import LettersBusy
from shopcheck.web import logs
from shopcheck.web.access import public
from shopcheck.web.shop import shop

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Response

SMALLEST = '<!doctype html><html lang="nl"><title>Proef</title><p>Proef'
LETTER_EVERY = 10.0  # seconds between two trials, so that asking costs nothing


@public
def alive() -> Response:
    """Answer while the process lives; touches nothing else."""
    return jsonify(status="ok")


@public
def ready() -> tuple[Response, int]:
    """Answer 200 when database, migrations, questionnaires and letters are all there, else 503. Names no cause."""
    checks = {name: _holds(check) for name, check in shop().readiness.items()}
    fine = all(checks.values())
    return jsonify(status="ok" if fine else "not ready", checks=checks), 200 if fine else 503


class LettersReady:
    """The test of the letter process: prints the smallest letter, once in a while as long as that goes well.

    While a trial runs, whoever else asks hears what the last one said. After one that failed the next who asks tries
    again, so that a process that is back is seen at once.
    """

    def __init__(self, letters: Callable[[str], bytes]) -> None:
        """Say how letters are printed; nothing is known yet."""
        self._letters = letters
        self._trial = Lock()
        self._due = 0.0
        self._fine = False  # until the first trial said so

    def __call__(self) -> bool:
        """Whether letters are printed."""
        if time.monotonic() >= self._due and self._trial.acquire(blocking=False):
            try:
                self._try()
            finally:
                self._trial.release()
        return self._fine

    def _try(self) -> None:
        try:
            self._fine = self._letters(SMALLEST).startswith(b"%PDF")
        except LettersBusy:  # says nothing bad: the letters that take every place tell, or the next trial
            return
        except BaseException:
            self._fine = False
            raise
        self._due = time.monotonic() + LETTER_EVERY


def _holds(check: Callable[[], bool]) -> bool:
    try:
        return check()
    except Exception as error:  # noqa: BLE001 - whatever it is, this part is not ready
        logs.exception(error)
        return False
