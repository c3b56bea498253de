"""Whoever presses twice, or posts again after going back, has saved once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TYPE_CHECKING

import pytest

from shopcheck import usecases
from shopcheck.core.errors import AnswersConflict
from shopcheck.store import checkups
from tests.machine import times
from tests.store.installations import begin, page, reopen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shopcheck.usecases import Installation, Visit

pytest_plugins = ("tests.store.fixtures",)

AT_ONCE = 50
ROUNDS = max(1, times(AT_ONCE) // AT_ONCE)
SAVED = "saved"
pressed = pytest.mark.parametrize(
    "values", [["slecht"], ["goed", "matig", "slecht"]], ids=["the same form", "a form changed meanwhile"]
)


def press(installation: Installation, visit: Visit, nonce: str, values: Sequence[str]) -> tuple[int, set[str]]:
    """Post forms with one nonce from fifty threads at once; give how often it had an effect, and every reply."""
    before = reopen(installation, visit).checkup.revision
    together = Barrier(AT_ONCE)

    def post(number: int) -> str:
        given = page(kas_a=values[number % len(values)])
        together.wait()
        try:
            usecases.save(installation, visit, given, revision=before, nonce=nonce)
        except AnswersConflict:
            return "conflict"
        return SAVED

    with ThreadPoolExecutor(AT_ONCE) as threads:
        replies = set(threads.map(post, range(AT_ONCE)))
    return reopen(installation, visit).checkup.revision - before, replies


@pressed
def test_fifty_times_the_same_nonce_has_one_effect_and_one_reply(
    installation: Installation, values: Sequence[str]
) -> None:
    visit = begin(installation)
    outcomes = [press(installation, visit, f"form {one}", values) for one in range(ROUNDS)]
    assert outcomes == [(1, {SAVED})] * ROUNDS


@pressed
def test_the_nonce_is_what_sees_to_it(
    installation: Installation, values: Sequence[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checkups, "use_nonce", lambda *_: True)
    effects, replies = press(installation, begin(installation), "one form", values)
    assert effects > 1
    assert replies == ({SAVED} if len(values) == 1 else {SAVED, "conflict"})
