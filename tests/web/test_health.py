"""Whether the program lives, and whether it can do its work."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from shopcheck.core.errors import LetterFailed, LettersBusy
from shopcheck.store.errors import StoreUnavailable
from shopcheck.web import health
from shopcheck.web.shop import EXTENSION

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask

    from tests.web.visitor import Visitor

FINE = {"database": True, "questionnaires": True, "letters": True}


def away() -> bool:
    """Be a part that is away."""
    raise StoreUnavailable("secret-address")


def prepare(app: Flask, **parts: Callable[[], bool]) -> None:
    """Give the app these parts to look at."""
    fine: dict[str, Callable[[], bool]] = dict.fromkeys(FINE, lambda: True)
    app.extensions[EXTENSION] = replace(app.extensions[EXTENSION], readiness={**fine, **parts})


def test_it_is_ready_when_every_part_is(app: Flask, visitor: Visitor) -> None:
    prepare(app)
    reply = visitor.ask("/readyz")
    assert (reply.status_code, reply.json) == (200, {"status": "ok", "checks": FINE})


@pytest.mark.parametrize("part", FINE)
def test_it_is_not_ready_when_a_part_is_away_and_tells_no_cause(app: Flask, visitor: Visitor, part: str) -> None:
    prepare(app, **{part: away})
    reply = visitor.ask("/readyz")
    assert (reply.status_code, reply.json) == (503, {"status": "not ready", "checks": {**FINE, part: False}})
    assert visitor.ask("/healthz").status_code == 200


def test_it_looks_at_the_real_parts(visitor: Visitor) -> None:
    reply = visitor.ask("/readyz")
    assert reply.status_code == 503
    assert reply.json == {"status": "not ready", "checks": {**FINE, "letters": False}}  # nobody started the letters


def test_a_trial_letter_is_printed_now_and_then_only() -> None:
    printed: list[str] = []

    def letters(html: str) -> bytes:
        printed.append(html)
        return b"%PDF-1.7"

    ready = health.LettersReady(letters)
    assert [ready(), ready(), ready()] == [True, True, True]
    assert len(printed) == 1


def test_letters_that_fail_are_not_called_ready_and_letters_that_are_back_are_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    away = False

    def letters(_html: str) -> bytes:
        if away:
            raise LetterFailed("away")
        return b"%PDF-1.7"

    ready = health.LettersReady(letters)
    assert ready()
    monkeypatch.setattr(ready, "_due", 0.0)
    away = True
    for _ in range(2):
        with pytest.raises(LetterFailed):
            ready()
    away = False
    assert ready()


def test_who_asks_while_a_trial_letter_prints_hears_what_the_last_one_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "LETTER_EVERY", 0.0)
    meanwhile: list[bool] = []

    def letters(_html: str) -> bytes:
        meanwhile.append(ready())
        return b"%PDF-1.7"

    ready = health.LettersReady(letters)
    assert [ready(), ready()] == [True, True]
    assert meanwhile == [False, True]


def test_letters_that_are_busy_with_those_of_owners_stay_what_they_were(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "LETTER_EVERY", 0.0)
    busy = False

    def letters(_html: str) -> bytes:
        if busy:
            raise LettersBusy
        return b"%PDF-1.7"

    ready = health.LettersReady(letters)
    assert ready()
    busy = True
    assert ready()
