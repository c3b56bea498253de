"""Pages of questions: what is refused, what is kept, and what two screens may do to each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.web import house_rules
from tests.web.visitor import WEAK

if TYPE_CHECKING:
    from tests.store.installations import Clock
    from tests.web.visitor import Visitor

PAGE = "/vragen/kas/kas_bedrag"
GOOD = {"kas_bedrag": "weinig", "kas_afromen": "vaak", "kas_kluis": "ja"}


def shown(visitor: Visitor, path: str = PAGE) -> dict[str, list[str]]:
    """Give what is saved on a page."""
    fields = visitor.page(path).fields()
    return {name: value for name, value in fields.items() if name.startswith("q_")}


def test_a_missing_answer_is_asked_for_kindly(visitor: Visitor) -> None:
    visitor.begin()
    page = visitor.answer(visitor.page(PAGE), {"kas_afromen": "nooit"}, 422)
    assert "Kies een antwoord: kas_bedrag?" in page.text
    assert "Twijfelt u? Kies ‘Weet_niet’." in page.text
    assert "#q_kas_bedrag" in page.links()
    assert page.fields()["q_kas_afromen"] == ["nooit"]
    assert house_rules.text(page.one("title")).startswith("Nog nodig: ")


def test_what_was_answered_is_saved_while_the_rest_is_asked(visitor: Visitor) -> None:
    visitor.begin()
    page = visitor.answer(visitor.page(PAGE), {"kas_afromen": "nooit"}, 422)
    assert shown(visitor) == {"q_kas_afromen": ["nooit"]}
    visitor.answer(page, {**GOOD, "kas_afromen": "vaak"})  # the page knows what it has saved itself
    assert shown(visitor) == {f"q_{one}": [value] for one, value in GOOD.items()}


def test_the_rest_that_was_asked_does_not_overwrite_another_screen(visitor: Visitor, other: Visitor) -> None:
    visitor.begin()
    other.send(other.page("/verder"), {"code": visitor.code()})
    mine = visitor.page(PAGE)
    other.answer(other.page(PAGE), {**GOOD, "kas_bedrag": "veel", "kas_afromen": "nooit"})
    page = visitor.answer(mine, {"kas_afromen": "nooit"}, 422)
    assert visitor.answer(page, {**GOOD, "kas_afromen": "nooit"}, 409).heading == "Welk antwoord klopt?"
    assert shown(visitor)["q_kas_bedrag"] == ["veel"]


def test_the_answers_beside_a_missing_one_meet_a_choice_too(visitor: Visitor, other: Visitor) -> None:
    visitor.begin()
    other.send(other.page("/verder"), {"code": visitor.code()})
    mine = visitor.page(PAGE)
    other.answer(other.page(PAGE), {**GOOD, "kas_afromen": "nooit"})
    page = visitor.answer(mine, {"kas_afromen": "vaak", "kas_kluis": "ja"}, 409)
    visitor.send(page, {"pick_kas_afromen": "mine"}, 422)
    assert shown(visitor) == {f"q_{one}": [value] for one, value in GOOD.items()}


@pytest.mark.parametrize(
    ("path", "typed"),
    [
        (PAGE, {"q_kas_bedrag": "heel_veel"}),
        (PAGE, {"q_kas_bedrag": ["weinig", "veel"]}),
        (PAGE, {"q_kas_bedrag": ["weinig", "weinig"]}),
        (PAGE, {"q_kas_bedrag": "<script>"}),
        ("/vragen/licht/licht_waar", {"q_licht_lampen": "drie"}),
        ("/vragen/licht/licht_waar", {"q_licht_lampen": "-1"}),
        ("/vragen/licht/licht_waar", {"q_licht_lampen": "99999999"}),
        ("/vragen/licht/licht_waar", {"q_licht_waar": ["deur", "achter"]}),
        ("/vragen/licht/licht_waar", {"q_licht_waar": []}),
        ("/vragen/kas/kas_tellen", {"q_kas_opmerking": "x" * 501}),
    ],
)
def test_no_possible_answer_is_refused_and_not_saved(
    visitor: Visitor, path: str, typed: dict[str, str | list[str]]
) -> None:
    visitor.begin()
    visitor.answer(visitor.page(PAGE), {**GOOD, "kas_kluis": "nee"})
    rest = {f"q_{one}": value for one, value in WEAK.items() if f"q_{one}" in visitor.page(path).html}
    before = shown(visitor, path)
    page = visitor.send(visitor.page(path), {**rest, **typed}, 422)
    assert "Er is nog iets nodig" in page.text
    after = shown(visitor, path)
    assert {name: after.get(name) for name in typed} == {name: before.get(name) for name in typed}


def test_what_was_typed_stands_there_again_and_harms_nobody(visitor: Visitor) -> None:
    visitor.begin()
    visitor.answer(visitor.page(PAGE), {**GOOD, "kas_kluis": "nee"})
    typed = '"></textarea><img src=x onerror=alert(1)>' + "x" * 500
    page = visitor.send(visitor.page("/vragen/kas/kas_tellen"), {"q_kas_opmerking": typed}, 422)
    assert page.fields()["q_kas_opmerking"] == [typed]
    assert not page.all("img")


def test_a_text_is_optional_and_can_be_emptied(visitor: Visitor) -> None:
    visitor.begin()
    visitor.walk({**WEAK, "kas_opmerking": "Let op de achterdeur"})
    assert "Let op de achterdeur" in visitor.page("/nakijken").text
    visitor.answer(visitor.page("/vragen/kas/kas_tellen?van=nakijken"), {"kas_opmerking": ""})
    assert "Let op de achterdeur" not in visitor.page("/nakijken").text


def test_fields_that_were_not_asked_change_nothing(visitor: Visitor) -> None:
    visitor.begin()
    tampered = {"q_licht_terras": "ja", "q_profiel_sluit": "vroeg", "score": "0", "role": "admin", "q_regio": "AMS"}
    typed = {f"q_{one}": value for one, value in GOOD.items()}
    visitor.send(visitor.page(PAGE), {**typed, **tampered})
    review = visitor.page("/nakijken").text
    assert "regio? Rtd" in review
    assert "profiel_sluit? Nog geen antwoord" in review


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(st.dictionaries(st.text(min_size=1, max_size=20), st.text(max_size=30), max_size=8))
def test_no_posted_fields_can_break_a_page(visitor: Visitor, posted: dict[str, str]) -> None:
    visitor.begin() if not visitor.client.get_cookie("preventiecheck") else None
    page = visitor.page(PAGE)
    reply = visitor.post(page, posted)
    assert reply.status_code in {303, 422, 400}


def test_an_unknown_page_of_questions_is_not_there(visitor: Visitor) -> None:
    visitor.begin()
    for path in (
        "/vragen/kas/niets",
        "/vragen/licht/kas_bedrag",
        "/vragen/kas/kas_afromen",
        "/verdieping/kas/kas_bedrag",
    ):
        visitor.page(path, 404)


def test_the_same_form_sent_twice_is_harmless(visitor: Visitor) -> None:
    visitor.begin()
    page = visitor.page(PAGE)
    values = {f"q_{one}": value for one, value in GOOD.items()}
    first, second = visitor.post(page, values), visitor.post(page, values)
    assert (first.status_code, second.status_code) == (303, 303)
    assert first.headers["Location"] == second.headers["Location"]
    assert page.fields()["revision"] == ["1"]
    assert visitor.page(PAGE).fields()["revision"] == ["2"]  # once


def test_going_back_and_saying_something_else_on_the_old_page_asks_which_is_right(visitor: Visitor) -> None:
    visitor.begin()
    page = visitor.page(PAGE)
    visitor.answer(page, GOOD)
    visitor.answer(page, {**GOOD, "kas_kluis": "nee"}, 409)
    assert shown(visitor)["q_kas_kluis"] == ["ja"]


def test_two_screens_lead_to_a_choice_and_nothing_is_overwritten(visitor: Visitor, other: Visitor) -> None:
    visitor.begin()
    other.send(other.page("/verder"), {"code": visitor.code()})
    mine, theirs = visitor.page(PAGE), other.page(PAGE)
    other.answer(theirs, {**GOOD, "kas_bedrag": "veel"})
    page = visitor.answer(mine, GOOD, 409)
    assert page.heading == "Welk antwoord klopt?"
    assert "Wat u nu koos Weinig" in page.text
    assert "Wat al was opgeslagen Veel" in page.text
    assert "kas_kluis?" not in page.text  # there both screens agree
    page = visitor.send(page, {}, 422)
    assert "#pick_kas_bedrag" in page.links()
    visitor.send(page, {"pick_kas_bedrag": "mine"})
    assert shown(visitor)["q_kas_bedrag"] == ["weinig"]


def test_what_was_saved_stays_when_the_owner_says_so(visitor: Visitor, other: Visitor) -> None:
    visitor.begin()
    other.send(other.page("/verder"), {"code": visitor.code()})
    mine, theirs = visitor.page(PAGE), other.page(PAGE)
    other.answer(theirs, {**GOOD, "kas_bedrag": "veel"})
    page = visitor.answer(mine, {**GOOD, "kas_afromen": "nooit"}, 409)
    page = visitor.send(page, {"pick_kas_bedrag": "saved", "pick_kas_afromen": "mine"})
    assert page.status == 200
    assert shown(visitor) == {"q_kas_bedrag": ["veel"], "q_kas_afromen": ["nooit"], "q_kas_kluis": ["ja"]}


def test_a_change_during_the_choice_asks_again(visitor: Visitor, other: Visitor) -> None:
    visitor.begin()
    other.send(other.page("/verder"), {"code": visitor.code()})
    mine = visitor.page(PAGE)
    other.answer(other.page(PAGE), {**GOOD, "kas_bedrag": "veel"})
    page = visitor.answer(mine, GOOD, 409)
    other.answer(other.page(PAGE), {**GOOD, "kas_bedrag": "weet_niet"})
    page = visitor.send(page, {"pick_kas_bedrag": "mine"}, 409)
    assert "Wat al was opgeslagen Weet_niet" in page.text


def test_answers_of_a_session_that_ended_wait_for_the_code(visitor: Visitor, clock: Clock) -> None:
    visitor.begin()
    code = visitor.code()
    page = visitor.page(PAGE)
    clock.go_on(minutes=31)
    ended = visitor.answer(page, GOOD, 403)
    assert "nog niet opgeslagen, maar ze staan hier klaar" in ended.text
    again = visitor.send(ended, {"code": "1111"}, 422)
    visitor.send(again, {"code": code})
    assert shown(visitor)["q_kas_bedrag"] == ["weinig"]
    assert len(shown(visitor)) == 3


@pytest.mark.parametrize("headers", [{}, {"Origin": "null"}, {"Sec-Fetch-Site": "same-origin", "Origin": "null"}])
def test_answers_wait_whatever_the_browser_tells_of_the_sender(
    visitor: Visitor, clock: Clock, headers: dict[str, str]
) -> None:
    """An older Safari tells nothing; there the token in the form, still that of the cookie, is the proof."""
    visitor.headers = headers
    visitor.begin()
    code = visitor.code()
    page = visitor.page(PAGE)
    clock.go_on(minutes=31)
    visitor.send(visitor.answer(page, GOOD, 403), {"code": code})
    assert shown(visitor)["q_kas_kluis"] == ["ja"]


@pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "same-origin"}, {"Origin": "http://localhost"}])
def test_answers_wait_too_when_the_cookie_is_gone(visitor: Visitor, headers: dict[str, str]) -> None:
    visitor.headers = headers
    visitor.begin()
    code = visitor.code()
    page = visitor.page(PAGE)
    visitor.client.delete_cookie("preventiecheck")
    ended = visitor.answer(page, GOOD, 400)
    assert ended.heading == "Typ uw code om verder te gaan"
    visitor.send(ended, {"code": code})
    assert shown(visitor)["q_kas_kluis"] == ["ja"]


def test_answers_that_waited_too_long_still_meet_a_choice(visitor: Visitor, other: Visitor, clock: Clock) -> None:
    visitor.begin()
    code = visitor.code()
    page = visitor.page(PAGE)
    clock.go_on(minutes=31)
    ended = visitor.answer(page, GOOD, 403)
    other.send(other.page("/verder"), {"code": code})
    other.answer(other.page(PAGE), {**GOOD, "kas_bedrag": "veel"})
    assert visitor.send(ended, {"code": code}, 409).heading == "Welk antwoord klopt?"


def test_a_choice_that_was_made_holds_when_the_session_ended(visitor: Visitor, other: Visitor, clock: Clock) -> None:
    visitor.begin()
    code = visitor.code()
    other.send(other.page("/verder"), {"code": code})
    mine, theirs = visitor.page(PAGE), other.page(PAGE)
    other.answer(theirs, {**GOOD, "kas_bedrag": "veel"})
    page = visitor.answer(mine, {**GOOD, "kas_afromen": "nooit"}, 409)
    clock.go_on(minutes=31)
    ended = visitor.send(page, {"pick_kas_bedrag": "saved", "pick_kas_afromen": "mine"}, 403)
    again = visitor.send(ended, {"code": "1111"}, 422)
    visitor.send(again, {"code": code})
    assert shown(visitor) == {"q_kas_bedrag": ["veel"], "q_kas_afromen": ["nooit"], "q_kas_kluis": ["ja"]}


def test_a_page_of_one_check_is_not_saved_into_another(visitor: Visitor, other: Visitor) -> None:
    visitor.headers = {"Sec-Fetch-Site": "same-origin"}
    visitor.begin()
    other.begin()
    other.answer(other.page(PAGE), {**GOOD, "kas_bedrag": "veel"})
    mine = visitor.page(PAGE)
    visitor.send(visitor.page("/verder"), {"code": other.code()})
    again = visitor.answer(mine, GOOD, 400)  # the token of the forms is another one now
    page = visitor.send(again, {}, 409)
    assert "hoort bij een andere check" in page.text
    assert page.fields().items() >= {f"q_{one}": [value] for one, value in GOOD.items()}.items()
    assert shown(visitor)["q_kas_bedrag"] == ["veel"]
    page = visitor.send(page, {}, 409)
    assert page.heading == "Welk antwoord klopt?"
    visitor.send(page, {"pick_kas_bedrag": "mine"})
    assert shown(visitor)["q_kas_bedrag"] == ["weinig"]


def test_answers_that_waited_are_not_saved_into_the_check_of_another_code(
    visitor: Visitor, other: Visitor, clock: Clock
) -> None:
    visitor.begin()
    mine = visitor.page(PAGE)
    clock.go_on(minutes=31)
    other.begin()
    ended = visitor.answer(mine, GOOD, 403)
    assert "hoort bij een andere check" in visitor.send(ended, {"code": other.code()}, 409).text
    assert shown(other) == {}


def test_the_mark_of_a_check_is_that_of_the_check_and_not_its_code(visitor: Visitor, other: Visitor) -> None:
    visitor.begin()
    code = visitor.code()
    other.send(other.page("/verder"), {"code": code})
    (mark,) = visitor.page(PAGE).fields()["check"]
    assert other.page("/vragen/licht/licht_waar").fields()["check"] == [mark]
    assert code.replace("-", "").lower() not in mark


def test_a_page_opened_after_the_session_ended_asks_for_the_code(visitor: Visitor, clock: Clock) -> None:
    visitor.begin()
    clock.go_on(minutes=31)
    page = visitor.page(PAGE, 403)
    assert page.heading == "Typ uw code om verder te gaan"
    assert not [name for name in page.fields() if name.startswith(("q_", "held_"))]


def test_another_post_of_a_session_that_ended_says_it_was_not_saved(visitor: Visitor, clock: Clock) -> None:
    visitor.begin()
    page = visitor.page("/keuzes")
    clock.go_on(hours=9)
    assert "nog niet opgeslagen" in visitor.send(page, {}, 403).text
