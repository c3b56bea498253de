"""Whoever presses twice, or posts again after going back, has saved once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from shopcheck import usecases
from shopcheck.store import checkups
from tests.machine import times
from tests.store.installations import begin, page, reopen

if TYPE_CHECKING:
    import pytest

    from shopcheck.usecases import Installation, Visit

pytest_plugins = ("tests.store.fixtures",)

AT_ONCE = 50


def press(installation: Installation, visit: Visit) -> int:
    """Post one form fifty times at once; give how often it had an effect."""
    saved = visit.checkup.revision

    def post(_: int) -> None:
        usecases.save(installation, visit, page(kas_a="slecht"), revision=saved, nonce="one form")

    with ThreadPoolExecutor(AT_ONCE) as together:
        list(together.map(post, range(times(AT_ONCE))))
    return reopen(installation, visit).checkup.revision - saved


def test_fifty_times_the_same_form_has_one_effect(installation: Installation) -> None:
    assert press(installation, begin(installation)) == 1


def test_the_mark_of_the_form_is_what_sees_to_it(installation: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checkups, "use_nonce", lambda *_: True)
    assert press(installation, begin(installation)) > 1
