"""The route: only questions that apply count."""

from __future__ import annotations

import pytest

from shopcheck.core.questionnaire import Kind, QuestionId, Sector
from shopcheck.core.response import parse_answer, respond
from tests.core.builders import answers, condition, form, option, question, questionnaire

SAFE = question("kluis", option("ja"), option("nee", 4))
LOCK = question("slot", option("traag"), option("snel", 3), when=condition('kluis == "ja"', SAFE))
SIGN = question("bord", option("ja"), option("nee", 1), when=condition('slot == "traag"', LOCK))
TERRACE = question("terras", option("pin"), option("beurs", 4), sectors=frozenset({Sector.HORECA}))
PROEF = questionnaire(form("kas", SAFE, LOCK, SIGN, TERRACE))


def asked(**given: str) -> list[str]:
    return [one.id for one in respond(PROEF, answers(**given)).asked]


def test_a_question_waits_for_the_answer_that_makes_it_apply() -> None:
    assert asked() == ["branche", "regio", "kluis"]
    assert asked(kluis="nee") == ["branche", "regio", "kluis"]
    assert asked(kluis="ja") == ["branche", "regio", "kluis", "slot"]


def test_a_hidden_answer_never_makes_another_question_appear() -> None:
    assert "bord" in asked(kluis="ja", slot="traag")
    assert "bord" not in asked(kluis="nee", slot="traag")


def test_hidden_answers_are_left_out() -> None:
    response = respond(PROEF, answers(kluis="nee", slot="snel"))
    assert "slot" not in response.answers


def test_questions_of_the_other_sector_do_not_apply() -> None:
    assert "terras" not in asked()
    assert "terras" in asked(branche="snackbar")


def test_branch_gives_the_sector_and_the_region_is_an_answer() -> None:
    response = respond(PROEF, answers(branche="snackbar", regio="rtd"))
    assert (response.sector, response.region) == (Sector.HORECA, "rtd")
    assert respond(PROEF, {}).sector is None
    assert respond(PROEF, {}).region is None


def test_an_answer_that_is_no_option_stands_for_no_option() -> None:
    response = respond(PROEF, answers(kluis="weg"))
    assert response.options(SAFE) == ()


CHOICES = question(
    "film", option("geluid", law="geluid"), option("toilet", law="toilet"), option("nee"), kind=Kind.CHOICES
)
NUMBER = question("bedrag", kind=Kind.NUMBER)
TEXT = question("opmerking", kind=Kind.TEXT)


@pytest.mark.parametrize(
    ("asked_", "raw", "expected"),
    [
        (SAFE, ["ja"], "ja"),
        (SAFE, [" ja "], "ja"),
        (SAFE, [], None),
        (SAFE, [""], None),
        (SAFE, ["misschien"], None),
        (SAFE, ["ja", "nee"], None),
        (CHOICES, ["toilet", "geluid"], ("geluid", "toilet")),
        (CHOICES, ["nee"], ("nee",)),
        (CHOICES, ["nee", "geluid"], None),
        (CHOICES, ["anders"], None),
        (CHOICES, [], None),
        (NUMBER, ["250"], 250),
        (NUMBER, ["-3"], None),
        (NUMBER, ["veel"], None),
        (NUMBER, ["9" * 8], None),
        (NUMBER, ["9" * 5000], None),
        (NUMBER, ["²"], None),
        (TEXT, ["Aan de achterkant"], "Aan de achterkant"),
        (TEXT, ["x" * 501], None),
    ],
)
def test_what_is_posted_becomes_an_answer_or_nothing(asked_: object, raw: list[str], expected: object) -> None:
    assert parse_answer(asked_, raw) == expected  # type: ignore[arg-type]  # parametrised


def test_choices_are_kept_in_the_order_of_the_file() -> None:
    proef = questionnaire(form("kas", CHOICES))
    response = respond(proef, answers(film=("toilet", "geluid")))
    assert [one.id for one in response.options(CHOICES)] == ["geluid", "toilet"]
    assert response.answers[QuestionId("film")] == ("toilet", "geluid")
