"""The whole journey as an owner goes it, without JavaScript, on each database."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from shopcheck import usecases
from shopcheck.core.questionnaire import QuestionId
from tests.store.installations import CLIENT
from tests.web.visitor import WEAK

if TYPE_CHECKING:
    from shopcheck.usecases import Installation
    from tests.web.visitor import Visitor

RIGHT_CODE = "Bewaar en ga verder"


@pytest.fixture
def database_url(each_database: str) -> str:
    """The same on each database."""
    return each_database


def test_an_owner_goes_from_the_start_to_the_result(visitor: Visitor) -> None:
    assert "/begin" in visitor.page("/").links()
    code_page = visitor.begin()
    assert code_page.heading == "Dit is uw code"
    assert "/vragen" in code_page.links()
    result = visitor.send(visitor.walk(WEAK))
    assert visitor.seen[-1] == "/resultaat"
    assert result.heading.startswith("Uw uitslag")
    assert "Doe afromen" in result.text
    assert "/brief.pdf" in result.links()


def test_an_answer_is_still_there_on_another_device(visitor: Visitor, other: Visitor) -> None:
    visitor.begin()
    code = visitor.code()
    visitor.answer(visitor.page("/vragen"), {"profiel_sluit": "laat"})
    page = other.send(other.page("/verder"), {"code": code.lower().replace("-", " ")})
    assert other.seen[-1] == "/vragen/kas/kas_bedrag"
    assert page.heading == "Kas"
    assert "Laat" in other.page("/nakijken").text


def test_who_was_finished_comes_back_to_the_result(visitor: Visitor, other: Visitor) -> None:
    visitor.begin()
    code = visitor.code()
    visitor.send(visitor.walk(WEAK))
    other.send(other.page("/verder"), {"code": code})
    assert other.seen[-1] == "/resultaat"


def test_a_changed_answer_leads_back_to_the_review(visitor: Visitor) -> None:
    visitor.begin()
    review = visitor.walk(WEAK)
    change = next(one for one in review.links() if one.startswith("/vragen/kas/kas_bedrag") and "van=nakijken" in one)
    page = visitor.page(change.partition("#")[0])
    assert "q_kas_bedrag" in change.partition("#")[2]
    review = visitor.answer(page, {"kas_bedrag": "weinig"})
    assert review.heading == "Kloppen uw antwoorden?"
    assert "Weinig" in review.text


def test_an_answer_that_opens_a_question_shows_it_in_the_review(visitor: Visitor) -> None:
    visitor.begin()
    review = visitor.walk({**WEAK, "kas_kluis": "ja"})
    assert "kas_tellen?" not in review.text
    page = visitor.page("/vragen/kas/kas_bedrag?van=nakijken")
    review = visitor.answer(page, {"kas_kluis": "nee"})
    assert "kas_tellen? Nog geen antwoord" in review.text
    assert "Eén vraag is nog open" in review.text


def test_branch_and_region_can_be_changed_from_the_review(visitor: Visitor) -> None:
    visitor.begin()
    review = visitor.walk(WEAK)
    change = next(one for one in review.links() if one.startswith("/begin"))
    review = visitor.send(visitor.page(change.partition("#")[0]), {"q_branche": "snackbar", "q_regio": "AMS"})
    assert review.heading == "Kloppen uw antwoorden?"
    assert "Snackbar" in review.text
    assert "Ams" in review.text
    assert "licht_terras?" in review.text  # a question for bars alone


def test_a_question_may_be_passed_over(visitor: Visitor) -> None:
    visitor.begin()
    page = visitor.page("/vragen")
    skip = next(one for one in page.all("a") if one.text == "Sla over").get("href", "")
    assert skip == "/vragen/kas/kas_bedrag"
    visitor.answer(visitor.page(skip), {"kas_bedrag": "veel", "kas_afromen": "nooit", "kas_kluis": "nee"})
    result = visitor.send(visitor.page("/nakijken"))
    assert result.heading.startswith("Uw uitslag")


def test_without_an_answer_that_counts_there_is_no_result_and_the_review_says_what_is_needed(visitor: Visitor) -> None:
    visitor.begin()
    visitor.answer(visitor.page("/vragen"), {"profiel_sluit": "laat"})
    review = visitor.page("/nakijken")
    assert "Nog te weinig voor een uitslag" in review.text
    assert "/vragen" in review.links()
    assert not review.all("form")
    token = visitor.page("/stoppen").fields()["csrf_token"][0]
    refused = visitor.page("/nakijken", 422, method="POST", data={"csrf_token": token})
    assert "#eerst" in refused.links()
    for path in ("/resultaat", "/brief"):
        page = visitor.page(path)
        assert page.heading == "Kloppen uw antwoorden?"
        assert not [link for link in page.links() if link.startswith(("/brief", "/resultaat"))]
    page = visitor.page("/brief.pdf", 409)
    assert page.heading == "Uw brief kan nog niet"
    assert "te weinig vragen beantwoord" in page.text


def test_a_result_that_falls_away_after_finishing_is_asked_for_again(
    visitor: Visitor, installation: Installation
) -> None:
    visitor.begin({"q_branche": "snackbar"})
    visit = usecases.visit(installation, usecases.resume(installation, visitor.code(), client=CLIENT))
    usecases.save(installation, visit, {QuestionId("licht_terras"): "ja"}, revision=1, nonce="n1")
    assert visitor.send(visitor.page("/nakijken")).heading.startswith("Uw uitslag")
    visitor.send(visitor.page("/begin"), {"q_branche": "kleding"})  # a shop has no terrace
    assert "Nog te weinig voor een uitslag" in visitor.page("/resultaat").text
    assert visitor.page("/brief.pdf", 409).heading == "Uw brief kan nog niet"


def test_the_back_link_goes_to_the_page_before(visitor: Visitor) -> None:
    visitor.begin()
    assert "/code" in visitor.page("/vragen/profiel/profiel_sluit").links()
    assert "/vragen/profiel/profiel_sluit" in visitor.page("/vragen/kas/kas_bedrag").links()


def test_progress_counts_only_what_applies(visitor: Visitor) -> None:
    visitor.begin()
    visitor.walk({**WEAK, "kas_kluis": "ja"})
    assert "Kas · vraag 1 tot en met 3 van 5" in visitor.page("/vragen/kas/kas_bedrag").text
    visitor.answer(visitor.page("/vragen/kas/kas_bedrag"), {"kas_kluis": "nee"})
    assert "Kas · vraag 1 tot en met 3 van 6" in visitor.page("/vragen/kas/kas_bedrag").text


def test_a_page_that_no_longer_applies_leads_on(visitor: Visitor) -> None:
    visitor.begin({"q_branche": "snackbar"})
    visitor.walk(WEAK)
    visitor.page("/vragen/kas/kas_tellen")
    visitor.answer(visitor.page("/vragen/kas/kas_bedrag?van=nakijken"), {"kas_kluis": "ja"})
    assert "kas_tellen" not in visitor.page("/vragen/kas/kas_tellen").text


def test_deeper_questions_start_and_end_at_the_result(visitor: Visitor) -> None:
    visitor.begin()
    result = visitor.send(visitor.walk(WEAK))
    start = next(one for one in result.links() if one.startswith("/verdieping/"))
    page = visitor.page(start)
    assert "Terug" in page.text or "Vorige" in page.text
    page = visitor.answer(page, dict.fromkeys(("kas_diep_a", "kas_diep_b", "kas_diep_c"), "nee"))
    assert visitor.seen[-1] == "/verdieping/kas/kas_diep_d"
    result = visitor.answer(page, {"kas_diep_d": "ja"})
    assert visitor.seen[-1] == "/resultaat"
    assert not [one for one in result.links() if one.startswith("/verdieping/")]


def test_the_result_waits_until_the_check_is_finished(visitor: Visitor) -> None:
    visitor.begin()
    visitor.walk(WEAK)
    for path in ("/resultaat", "/brief", "/brief.pdf"):
        assert visitor.page(path).heading == "Kloppen uw antwoorden?"


def test_name_and_address_stand_on_the_letter_page_until_emptied(visitor: Visitor) -> None:
    visitor.begin()
    visitor.send(visitor.walk(WEAK))
    page = visitor.send(visitor.page("/brief"), {"naam": "Bakkerij Jansen", "adres": "Markt 1\r\n3011 AA Rotterdam"})
    assert page.fields()["naam"] == ["Bakkerij Jansen"]
    assert "Uw brief staat klaar" in page.text
    page = visitor.send(page, {"naam": "", "adres": ""})
    assert page.fields()["naam"] == [""]
    assert "Uw brief staat klaar" not in page.text


def test_a_name_that_is_too_long_is_kept_on_the_page(visitor: Visitor) -> None:
    visitor.begin()
    visitor.send(visitor.walk(WEAK))
    page = visitor.send(visitor.page("/brief"), {"naam": "x" * 101}, 422)
    assert page.fields()["naam"] == ["x" * 101]


def test_stopping_closes_the_door_behind(visitor: Visitor, other: Visitor) -> None:
    visitor.begin()
    code = visitor.code()
    reply = visitor.post(visitor.page("/stoppen"))
    assert reply.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert visitor.page(reply.headers["Location"]).heading == "U bent gestopt"
    assert visitor.page("/nakijken", 403).heading == "Typ uw code om verder te gaan"
    assert other.send(other.page("/verder"), {"code": code}).status == 200


def test_the_session_of_who_stopped_is_gone_from_the_server_too(visitor: Visitor) -> None:
    visitor.begin()
    cookie = visitor.client.get_cookie("preventiecheck")
    assert cookie
    visitor.post(visitor.page("/stoppen"))
    visitor.client.set_cookie("preventiecheck", cookie.value)
    visitor.page("/nakijken", 403)


def test_wiping_asks_first_and_leaves_nothing_to_open(visitor: Visitor, other: Visitor) -> None:
    visitor.begin()
    code = visitor.code()
    page = visitor.page("/wissen")
    assert visitor.page("/nakijken").status == 200  # asking alone wipes nothing
    assert visitor.send(page).heading == "Alles is gewist"
    page = other.send(other.page("/verder"), {"code": code}, 422)
    assert page.fields()["code"] == [code]


def test_only_verified_contacts_are_named(visitor: Visitor) -> None:
    visitor.begin()
    result = visitor.send(visitor.walk(WEAK))
    assert "Hulp in Rotterdam" in result.text
    assert "14 010" in result.text
    assert "Onbekende hulp" not in result.text


def test_a_reader_can_open_every_page_of_information(visitor: Visitor) -> None:
    for path in ("/", "/privacy", "/toegankelijkheid", "/hoe-wij-rekenen", "/bronnen", "/net-overvallen"):
        assert visitor.page(path).heading
