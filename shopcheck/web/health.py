"""For machines: whether the process lives, and whether it can do its work."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from flask import jsonify

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


def letters_ready(letters: Callable[[str], bytes]) -> Callable[[], bool]:
    """Make the test of the letter process: print the smallest letter, at most once in a while."""
    tried: list[tuple[float, bool]] = [(-LETTER_EVERY, False)]

    def test() -> bool:
        if time.monotonic() - tried[0][0] >= LETTER_EVERY:
            tried[0] = (time.monotonic(), False)
            tried[0] = (tried[0][0], letters(SMALLEST).startswith(b"%PDF"))
        return tried[0][1]

    return test


def _holds(check: Callable[[], bool]) -> bool:
    try:
        return check()
    except Exception as error:  # noqa: BLE001 - whatever it is, this part is not ready
        logs.exception(error)
        return False
