"""The letter as an owner gets it: by a link, from the process that prints."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from shopcheck import catalogue
from shopcheck.letter import LetterWorker
from shopcheck.settings import Settings
from shopcheck.store.store import open_store
from shopcheck.usecases import Installation
from shopcheck.web import create_app
from tests.web.visitor import WEAK, Visitor

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.store.installations import Clock

FIRST = {"q_branche": "avondwinkel", "postcode": "3011", "q_regio": ""}
REVIEW = "Kloppen uw antwoorden?"


@pytest.fixture
def owner(tmp_path: Path, clock: Clock) -> Iterator[Visitor]:
    """Give an owner at the real questionnaire, with the process that prints."""
    settings = Settings.from_environment({"SHOPCHECK_DATA": str(tmp_path)})
    store = open_store(settings.database_url, tmp_path, clock.seconds)
    real = catalogue.load_all(settings.questionnaires)
    with LetterWorker(settings.letter_socket):
        app = create_app(settings, Installation(settings, real, store, clock.today, clock.now))
        yield Visitor(app)
    store.close()


def fill_in(owner: Visitor) -> None:
    """Answer every page with its last choices, and finish."""
    owner.begin(FIRST)
    page = owner.page("/vragen")
    for _ in range(60):
        if page.heading == REVIEW:
            break
        choices = [one for one in page.all("input") if one.get("type") in {"radio", "checkbox"}]
        values = {one.get("name", ""): one.get("value", "") for one in choices}
        numbers = {one.get("name", ""): "3" for one in page.all("input") if one.get("type") == "text"}
        page = owner.send(page, {**values, **numbers})
    owner.send(page)


def test_the_letter_is_a_file_that_nobody_may_keep(owner: Visitor) -> None:
    fill_in(owner)
    reply = owner.ask("/brief.pdf")
    assert reply.status_code == 200
    assert reply.data.startswith(b"%PDF")
    assert reply.mimetype == "application/pdf"
    assert reply.headers["Cache-Control"] == "no-store"
    assert reply.headers["Content-Disposition"] == 'attachment; filename="preventiecheck-brief.pdf"'
    assert owner.ask("/readyz").status_code == 200


def test_without_the_process_the_page_says_so_and_the_result_stands(visitor: Visitor) -> None:
    visitor.begin()
    visitor.send(visitor.walk(WEAK))
    page = visitor.page("/brief.pdf", 503)
    assert "/resultaat" in page.links()
    assert visitor.page("/resultaat").status == 200


def test_an_address_that_does_not_fit_the_envelope_is_given_back_as_typed(visitor: Visitor) -> None:
    visitor.begin()
    visitor.send(visitor.walk(WEAK))
    lines = ["t.a.v. A. Jansen", "Winkelcentrum", "Unit 14", "Markt 1", "3011 AA Rotterdam"]
    typed = {"naam": "Bakkerij Jansen", "adres": "\r\n".join(lines)}
    page = visitor.send(visitor.page("/brief"), typed, 422)
    assert "hooguit vijf korte regels" in page.text
    assert page.fields()["naam"] == ["Bakkerij Jansen"]
    assert page.fields()["adres"][0].split() == " ".join(lines).split()
    assert visitor.send(page, {"adres": "\r\n".join(lines[1:])}).text.count("Uw brief staat klaar") == 1


def test_a_name_typed_when_the_session_had_ended_is_shown_after_the_code(visitor: Visitor, clock: Clock) -> None:
    visitor.begin()
    code = visitor.code()
    visitor.send(visitor.walk(WEAK))
    page = visitor.page("/brief")
    clock.go_on(minutes=31)
    ended = visitor.send(page, {"naam": "Bakkerij Jansen", "adres": "Markt 1\r\n3011 AA Rotterdam"}, 403)
    page = visitor.send(ended, {"code": code})
    assert page.fields()["naam"] == ["Bakkerij Jansen"]
    assert page.fields()["adres"][0].split() == ["Markt", "1", "3011", "AA", "Rotterdam"]
    assert "Nog niet opgeslagen" in page.text
    assert visitor.page("/brief").fields()["naam"] == [""]
    assert "Uw brief staat klaar" in visitor.send(page, {}).text


def test_a_name_typed_for_a_finished_check_waits_also_behind_the_code_of_one_that_is_not(
    visitor: Visitor, other: Visitor, clock: Clock
) -> None:
    other.begin()
    code = other.code()
    visitor.begin()
    visitor.send(visitor.walk(WEAK))
    page = visitor.page("/brief")
    clock.go_on(minutes=31)
    again = visitor.send(visitor.send(page, {"naam": "Bakkerij Jansen"}, 403), {"code": code})
    assert again.fields()["naam"] == ["Bakkerij Jansen"]
    assert "Eerst maakt u uw check af" in again.text
    assert not [link for link in again.links() if link.startswith("/brief.pdf")]
    assert visitor.send(again, {}).heading == "Kloppen uw antwoorden?"


def test_a_name_is_not_saved_into_another_check(visitor: Visitor, other: Visitor) -> None:
    visitor.headers = {"Sec-Fetch-Site": "same-origin"}
    for one in (visitor, other):
        one.begin()
        one.send(one.walk(WEAK))
    page = visitor.page("/brief")
    visitor.send(visitor.page("/verder"), {"code": other.code()})
    page = visitor.send(visitor.send(page, {"naam": "Bakkerij Jansen"}, 400), {}, 409)
    assert page.fields()["naam"] == ["Bakkerij Jansen"]
    assert visitor.page("/brief").fields()["naam"] == [""]


@pytest.mark.parametrize(
    ("typed", "shown", "told"),
    [("Café ’t Hoekje", "Café ’t Hoekje", False), ("Bar 'Zon'", "Bar ’Zon’", False), ("Лев", "???", True)],
)
def test_the_page_shows_the_name_as_the_letter_prints_it(visitor: Visitor, typed: str, shown: str, told: bool) -> None:
    visitor.begin()
    visitor.send(visitor.walk(WEAK))
    page = visitor.send(visitor.page("/brief"), {"naam": typed})
    assert f"Dit komt erop: {shown}" in page.text
    assert ("kan onze brief niet afdrukken" in page.text) is told
    assert page.fields()["naam"] == [typed]


def test_the_result_says_until_which_day_the_answers_are_kept(visitor: Visitor) -> None:
    visitor.begin()
    result = visitor.send(visitor.walk(WEAK))
    assert "Wij bewaren uw antwoorden tot en met" in result.text
    assert "wissen uw antwoorden op" not in result.text
