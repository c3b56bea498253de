"""What an adviser asks to see: each choice leaves out the right shares, and an address never holds what is searched."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from shopcheck.core.sharing import Association, Share, SharedWith, ShareKind
from shopcheck.store.checkups import Summary
from shopcheck.usecases.desk import Listed
from shopcheck.web.desk.wanted import LONGEST_SEARCH, Line, State, Wanted

if TYPE_CHECKING:
    from collections.abc import Iterable

TODAY = date(2026, 11, 24)
CLASSES = ("groen", "geel", "oranje", "rood")


def line(name: str, branch: str, risk_class: str, days: int, state: State = State.NEW, region: str = "RTD") -> Line:
    """Make a line of the list, shared so many days ago."""
    shared_on = TODAY - timedelta(days=days)
    scope = SharedWith(Association.KHN, region)
    share = Share(name.encode(), ShareKind.TICK, scope, shared_on, TODAY, None, None, None)
    summary = Summary("horeca", branch, branch.capitalize(), risk_class, name)
    return Line(Listed(share, summary, f"4F2A{days:04}"), state)


LINES = [
    line("Café Één", "cafe", "oranje", 0),
    line("", "snackbar", "rood", 1, region="AMS"),
    line("Lunchroom", "lunchroom", "groen", 6, State.PRINTED),
    line("Hotel", "hotel", "rood", 13, State.DONE),
    line("anders", "", "", 29),
]


def names(found: Iterable[Line]) -> list[str]:
    """Name the shops."""
    return [one.listed.summary.name for one in found]


def narrowed(**typed: str) -> list[str]:
    """Name the shops that are kept, in their order."""
    return names(Wanted.of(typed).narrow(LINES, TODAY, CLASSES))


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ({}, ["Café Één", "", "Lunchroom", "Hotel", "anders"]),
        ({"sinds": "1"}, ["Café Één"]),
        ({"sinds": "7"}, ["Café Één", "", "Lunchroom"]),
        ({"sinds": "14"}, ["Café Één", "", "Lunchroom", "Hotel"]),
        ({"sinds": "vroeger"}, ["Café Één", "", "Lunchroom", "Hotel", "anders"]),
        ({"klasse": "rood"}, ["", "Hotel"]),
        ({"klasse": "paars"}, []),
        ({"branche": "hotel"}, ["Hotel"]),
        ({"stand": "nieuw"}, ["Café Één", "", "anders"]),
        ({"stand": "geprint"}, ["Lunchroom"]),
        ({"stand": "klaar"}, ["Hotel"]),
        ({"regio": "AMS"}, [""]),
        ({"klasse": "rood", "stand": "klaar"}, ["Hotel"]),
        ({"zoek": "cafe een"}, ["Café Één"]),
        ({"zoek": "ÉÉN"}, ["Café Één"]),
        ({"zoek": "4f2a0013"}, ["Hotel"]),
        ({"zoek": "snack"}, [""]),
        ({"zoek": "hotel cafe"}, []),
        ({"volgorde": "klasse"}, ["", "Hotel", "Café Één", "Lunchroom", "anders"]),
        ({"volgorde": "naam"}, ["anders", "Café Één", "Hotel", "Lunchroom", ""]),
        ({"volgorde": "branche"}, ["Café Één", "Hotel", "Lunchroom", "", "anders"]),
        ({"volgorde": "prijs"}, ["Café Één", "", "Lunchroom", "Hotel", "anders"]),
    ],
)
def test_each_choice_keeps_what_it_says(typed: dict[str, str], kept: list[str]) -> None:
    assert narrowed(**typed) == kept


def test_an_address_holds_every_choice_but_what_is_searched_for() -> None:
    typed = {"sinds": "7", "klasse": "rood", "volgorde": "naam", "zoek": "Kanarie", "other": "x"}
    wanted = Wanted.of(typed)
    assert wanted.chosen == {"sinds": "7", "klasse": "rood", "volgorde": "naam"}
    assert Wanted.of(wanted.chosen).chosen == wanted.chosen


def test_only_the_plain_list_can_do_with_one_page_of_shares() -> None:
    assert Wanted.of({"volgorde": "gedeeld", "sinds": " "}).everything
    for typed, narrows in (({"volgorde": "naam"}, False), ({"sinds": "7"}, True), ({"zoek": "x"}, True)):
        wanted = Wanted.of(typed)
        assert (wanted.everything, wanted.narrows) == (False, narrows)


def test_what_is_typed_is_cut_to_a_length() -> None:
    assert len(Wanted.of({"zoek": "x" * 5000}).zoek) == LONGEST_SEARCH
