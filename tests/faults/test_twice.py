"""Whoever presses twice has saved once; whoever goes back and says something else is never passed over in silence."""

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
SAVED, ASKED = "saved", "asked"
SAME_FORM, CHANGED_MEANWHILE = ["slecht"], ["goed", "matig", "slecht"]


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
            return ASKED
        return SAVED

    with ThreadPoolExecutor(AT_ONCE) as threads:
        replies = set(threads.map(post, range(AT_ONCE)))
    return reopen(installation, visit).checkup.revision - before, replies


@pytest.mark.parametrize(
    ("values", "replies"), [(SAME_FORM, {SAVED}), (CHANGED_MEANWHILE, {SAVED, ASKED})], ids=["same", "changed"]
)
def test_fifty_presses_at_once_have_one_effect_and_what_differs_is_asked(
    installation: Installation, values: Sequence[str], replies: set[str]
) -> None:
    for one in range(ROUNDS):
        visit = begin(installation)
        assert press(installation, visit, f"form {one}", values) == (1, replies)


def test_the_mark_is_what_sees_to_it(installation: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checkups, "mark_done", lambda *_: True)
    effects, _ = press(installation, begin(installation), "one form", SAME_FORM)
    assert effects > 1
