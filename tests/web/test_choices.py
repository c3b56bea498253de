"""To count or not, and how long to keep: seen and changed whenever the owner likes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from shopcheck import usecases
from shopcheck.store.checkups import Keep
from tests.store.installations import CLIENT
from tests.web import house_rules
from tests.web.visitor import WEAK

if TYPE_CHECKING:
    from shopcheck.store.checkups import Checkup
    from shopcheck.usecases import Installation
    from tests.store.installations import Clock
    from tests.web.visitor import Visitor

QUARTER_DAY, YEAR_DAY = "24 februari 2027", "24 november 2027"


def kept(visitor: Visitor, installation: Installation) -> Checkup:
    """Open what was kept, by its code."""
    key = usecases.resume(installation, visitor.code(), client=CLIENT)
    return usecases.visit(installation, key).checkup


def test_the_tick_has_a_label_that_says_what_it_does(visitor: Visitor) -> None:
    assert "Ja, tel mij mee" in visitor.page("/begin").text
    visitor.begin()
    assert "Ja, tel mij mee" in visitor.page("/keuzes").text


def test_the_choices_of_the_start_stand_on_their_page(visitor: Visitor) -> None:
    visitor.begin({"meetellen": "ja", "bewaren": "12_maanden"})
    page = visitor.page("/keuzes")
    assert "U telt mee voor uw regio." in page.text
    assert (page.fields()["meetellen"], page.fields()["bewaren"]) == (["ja"], ["12_maanden"])


def test_consent_can_be_given_and_taken_back(visitor: Visitor, installation: Installation) -> None:
    visitor.begin()
    page = visitor.send(visitor.page("/keuzes"), {"meetellen": "ja"})
    assert "U telt mee voor uw regio." in page.text
    assert kept(visitor, installation).consent is True
    page = visitor.send(page, {"meetellen": []})
    assert "U telt niet mee voor uw regio." in page.text
    assert kept(visitor, installation).consent is False


def test_a_finished_check_is_kept_as_long_as_the_owner_says_now(visitor: Visitor, installation: Installation) -> None:
    visitor.begin()
    visitor.send(visitor.walk(WEAK))
    page = visitor.page("/keuzes")
    assert f"3 maanden: tot en met {QUARTER_DAY}" in page.text
    page = visitor.send(page, {"bewaren": "12_maanden"})
    assert f"Wij bewaren uw antwoorden tot en met {YEAR_DAY}" in page.text
    assert kept(visitor, installation).keep is Keep.YEAR
    assert YEAR_DAY in visitor.page("/resultaat").text


def test_a_check_that_is_not_finished_keeps_the_choice_for_later(visitor: Visitor) -> None:
    visitor.begin()
    page = visitor.send(visitor.page("/keuzes"), {"bewaren": "12_maanden"})
    assert "nog 12 maanden" in page.text
    assert "tot en met 24 december 2026" in page.text  # a draft: 30 days
    assert YEAR_DAY in visitor.send(visitor.walk(WEAK)).text


def test_a_time_that_is_over_already_ends_with_today(visitor: Visitor, other: Visitor, clock: Clock) -> None:
    visitor.begin()
    code = visitor.code()
    visitor.send(visitor.walk(WEAK))
    clock.go_on(days=10)
    visitor.send(visitor.page("/verder"), {"code": code})
    page = visitor.send(visitor.page("/keuzes"), {"bewaren": "1_dag"})
    assert "tot en met 4 december 2026" in page.text
    clock.go_on(days=1)
    other.send(other.page("/verder"), {"code": code}, 422)


@pytest.mark.parametrize("wrong", ["", "altijd", ["1_dag", "altijd"]])
def test_what_cannot_be_read_changes_nothing_and_keeps_the_tick(
    visitor: Visitor, installation: Installation, wrong: str | list[str]
) -> None:
    visitor.begin()
    wrong = wrong if isinstance(wrong, str) else wrong[::-1]
    page = visitor.send(visitor.page("/keuzes"), {"meetellen": "ja", "bewaren": wrong}, 422)
    assert "#bewaren" in page.links()
    assert house_rules.text(page.one("title")).startswith("Nog nodig: ")
    assert page.fields()["meetellen"] == ["ja"]
    assert kept(visitor, installation).consent is False


def test_an_old_form_sent_again_does_not_undo_a_later_choice(visitor: Visitor, installation: Installation) -> None:
    visitor.begin()
    old = visitor.page("/keuzes")
    visitor.send(old, {"meetellen": "ja"})
    visitor.send(visitor.page("/keuzes"), {"meetellen": []})
    visitor.send(old, {"meetellen": "ja"})
    assert kept(visitor, installation).consent is False


def test_every_page_with_the_code_leads_to_the_choices(visitor: Visitor) -> None:
    visitor.begin()
    visitor.send(visitor.walk(WEAK))
    for path in ("/code", "/resultaat", "/verder"):
        assert "/keuzes" in visitor.page(path).links()


def test_a_choice_made_when_the_session_had_ended_is_shown_after_the_code(
    visitor: Visitor, installation: Installation, clock: Clock
) -> None:
    visitor.begin()
    code = visitor.code()
    page = visitor.page("/keuzes")
    clock.go_on(minutes=31)
    ended = visitor.send(page, {"meetellen": "ja", "bewaren": "12_maanden"}, 403)
    page = visitor.send(visitor.send(ended, {"code": "1111"}, 422), {"code": code})
    assert page.heading == "Uw keuzes"
    assert "Nog niet opgeslagen" in page.text
    assert (page.fields()["meetellen"], page.fields()["bewaren"]) == (["ja"], ["12_maanden"])
    assert kept(visitor, installation).consent is False
    assert "Nog niet opgeslagen" not in visitor.send(page, {}).text
    assert (kept(visitor, installation).consent, kept(visitor, installation).keep) == (True, Keep.YEAR)


def test_a_choice_for_one_check_is_not_saved_into_another(
    visitor: Visitor, other: Visitor, installation: Installation
) -> None:
    visitor.headers = {"Sec-Fetch-Site": "same-origin"}
    visitor.begin()
    other.begin()
    page = visitor.page("/keuzes")
    visitor.send(visitor.page("/verder"), {"code": other.code()})
    page = visitor.send(visitor.send(page, {"meetellen": "ja"}, 400), {}, 409)
    assert page.fields()["meetellen"] == ["ja"]
    assert kept(other, installation).consent is False


def test_who_comes_for_the_choices_gets_there_by_the_code(visitor: Visitor, other: Visitor) -> None:
    visitor.begin()
    asked = other.page("/keuzes", 403)
    again = other.send(asked, {"code": "1111"}, 422)
    assert other.send(again, {"code": visitor.code()}).heading == "Uw keuzes"
