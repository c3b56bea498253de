"""How questions fall into pages, and where an owner is on the way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from shopcheck.core.questionnaire import QuestionId, Tier
from shopcheck.core.response import respond
from shopcheck.web.pages import LARGEST, Way, build_route
from tests.core.builders import answers, condition, form, option, question, questionnaire
from tests.web.example import example

if TYPE_CHECKING:
    from shopcheck.core.response import Answer
    from shopcheck.web.pages import Page

ROUTE = build_route(example())


def ids(pages: tuple[Page, ...] | list[Page]) -> list[list[str]]:
    """Give the questions of each page."""
    return [[one.id for one in page.questions] for page in pages]


def way(**given_answers: Answer) -> Way:
    """Lay answers over the example."""
    return Way.of(ROUTE, respond(ROUTE.questionnaire, answers(regio="RTD", **given_answers)))


def test_a_page_holds_a_few_questions_of_one_form() -> None:
    assert ids(ROUTE.pages[Tier.CORE]) == [
        ["profiel_sluit"],
        ["kas_bedrag", "kas_afromen", "kas_kluis"],
        ["kas_tellen", "kas_munten", "kas_opmerking"],
        ["licht_waar", "licht_lampen", "licht_terras"],
    ]
    assert ids(ROUTE.pages[Tier.DEEP]) == [["kas_diep_a", "kas_diep_b", "kas_diep_c"], ["kas_diep_d"]]


def test_a_question_that_looks_at_the_page_starts_the_next() -> None:
    first = question("kas_a", option("ja"), option("nee", 1))
    second = question("kas_b", option("ja"), option("nee", 1), when=condition('kas_a == "ja"', first))
    third = question("kas_c", option("ja"), option("nee", 1), when=condition('kas_a == "ja"', first))
    pages = build_route(questionnaire(form("kas", first, second, third))).pages[Tier.CORE]
    assert ids(pages) == [["kas_a"], ["kas_b", "kas_c"]]


@given(st.lists(st.integers(0, 9), max_size=12))
def test_no_page_asks_what_depends_on_itself(looks: list[int]) -> None:
    questions = [question("kas_start", option("ja"))]
    for number, back in enumerate(looks):
        seen = questions[back % len(questions)]
        when = condition(f'{seen.id} == "ja"', seen)
        questions.append(question(f"kas_{number}", option("ja"), when=when))
    pages = build_route(questionnaire(form("kas", *questions))).pages[Tier.CORE]
    assert [one for page in ids(pages) for one in page] == [one.id for one in questions]
    for page in pages:
        here = {one.id for one in page.questions}
        assert len(here) <= LARGEST
        assert not [one for one in page.questions if one.when and here & set(one.when.names)]


def test_the_first_open_page_is_where_an_owner_goes_on() -> None:
    assert ids([page for page in [way().first_open()] if page]) == [["profiel_sluit"]]
    at = way(profiel_sluit="laat", kas_bedrag="veel", kas_afromen="vaak")
    page = at.first_open()
    assert page
    assert page.first == "kas_bedrag"


def test_a_text_never_keeps_a_check_open() -> None:
    at = way(
        profiel_sluit="laat", kas_bedrag="veel", kas_afromen="vaak", kas_kluis="ja", kas_munten="ja",
        licht_waar=("deur",), licht_lampen=3,
    )  # fmt: skip
    assert at.first_open() is None
    assert all(topic.done for topic in at.topics())


def test_what_does_not_apply_counts_nowhere() -> None:
    topics = {topic.form.id: topic for topic in way(kas_kluis="ja").topics()}
    assert [one.id for one in topics[ROUTE.questionnaire.forms[2].id].asked] == ["licht_waar", "licht_lampen"]
    assert QuestionId("regio") not in {one.id for topic in topics.values() for one in topic.asked}


def test_after_the_last_page_comes_nothing() -> None:
    last = ROUTE.pages[Tier.CORE][-1]
    assert way().after(last) is None
    before = way().before(last)
    assert before
    assert before.first == "kas_tellen"


def test_deeper_pages_stay_within_their_subject() -> None:
    first, second = ROUTE.pages[Tier.DEEP]
    assert way().after(first) is second
    assert way().after(second) is None
    assert way().before(first) is None
