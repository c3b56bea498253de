"""What must hold for the questionnaire that owners fill in, whatever they answer."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from shopcheck.core.advice import advise, what_if
from shopcheck.core.assessment import assess
from shopcheck.core.questionnaire import Kind, QuestionId
from tests.content.walking import FOLDER, controls, extreme, outcome, overval
from tests.core.test_properties import safer, scores, severity

if TYPE_CHECKING:
    from shopcheck.core.questionnaire import Question
    from shopcheck.core.response import Answer

NUMBER = re.compile(r"(?<![\w-])0\d{2,3}-\d{3,7}(?![\w-])")


def answer_to(draw: st.DrawFn, question: Question) -> Answer:
    if question.kind is Kind.CHOICES:
        return (draw(st.sampled_from(question.options)).id,)
    return draw(st.sampled_from(question.options)).id


@st.composite
def shops(draw: st.DrawFn) -> dict[QuestionId, Answer]:
    """Draw an answer to every question, also to those that may not apply."""
    return {one.id: answer_to(draw, one) for one in overval().questions.values() if one.options}


@given(st.data())
def test_a_safer_answer_never_raises_a_score_or_the_class_also_across_gates(data: st.DataObject) -> None:
    before = data.draw(shops())
    question = data.draw(st.sampled_from(controls()))
    assume(question.kind is Kind.CHOICE)
    worse, better = data.draw(st.sampled_from(question.options)), data.draw(st.sampled_from(question.options))
    assume(not worse.not_applicable and not better.not_applicable and safer(question, better, worse))
    high = outcome({**before, question.id: worse.id})
    low = outcome({**before, question.id: better.id})
    assert all(a <= b for a, b in zip(scores(low)[:6], scores(high)[:6], strict=True)), (
        question.id,
        worse.id,
        better.id,
    )


@given(st.data())
def test_better_circumstances_never_raise_the_inherent_score(data: st.DataObject) -> None:
    before = data.draw(shops())
    profile = overval().form[overval().circumstances].questions
    question = data.draw(st.sampled_from([one for one in profile if one.options]))
    worse, better = data.draw(st.sampled_from(question.options)), data.draw(st.sampled_from(question.options))
    high, low = (outcome({**before, question.id: one.id}) for one in (worse, better))
    assume(better.points <= worse.points)
    assert low.inherent <= high.inherent
    if low.response.asked == high.response.asked:
        assert severity(low) <= severity(high)


@given(st.data())
def test_doing_measures_never_raises_the_risk(data: st.DataObject) -> None:
    before = outcome(data.draw(shops()))
    chosen = data.draw(st.lists(st.sampled_from(list(overval().measures.values())), min_size=1, max_size=5))
    after = assess(what_if(before.response, chosen))
    assert all(a <= b for a, b in zip(scores(after)[:6], scores(before)[:6], strict=True)), [one.id for one in chosen]


@given(shops())
@example(extreme("snackbar", safe=False))
def test_every_shop_gets_a_few_cheap_measures_and_three_things_that_go_well(shop: dict[QuestionId, Answer]) -> None:
    found = advise(outcome(shop))
    everything = [*found.first, *found.others]
    assert len(found.first) <= 5
    assert sum(one.cheap for one in found.first) >= min(3, sum(one.cheap for one in everything))
    assert len(found.good) >= 3


def test_no_word_for_a_subject_says_when_to_start() -> None:
    """The list of measures does that; a subject with much to do has measures for later too."""
    titles = " ".join(band.title.lower() for band in overval().scoring.bands)
    assert not {"eerst", "nu", "vandaag", "direct", "later"} & set(titles.split())


def test_the_word_for_a_critical_subject_fits_a_good_score_too() -> None:
    """A single critical answer gives a subject the last band, also when nearly all of it is in order."""
    scoring = overval().scoring
    band = next(one for one in scoring.bands if one.id == scoring.critical_band)
    assert "veel" not in band.title.lower().split()


def test_every_number_in_a_text_is_one_that_was_checked() -> None:
    known = {contact.phone for contact in overval().contacts.values()}
    texts = {path.name: path.read_text("utf-8") for path in FOLDER.glob("*.yaml") if path.name != "contacten.yaml"}
    named = {(name, number) for name, text in texts.items() for number in NUMBER.findall(text)}
    assert len(named) >= 3
    assert not [one for one in named if one[1] not in known]


@pytest.mark.parametrize(
    ("alone", "asked"),
    [("overdag", True), ("openen_sluiten", True), ("in_donker", True), ("nooit", False), (None, False)],
)
def test_who_never_works_alone_is_not_asked_what_was_agreed_for_that(alone: str | None, asked: bool) -> None:
    found = outcome({QuestionId("alleen"): alone} if alone else {})
    assert ("per_afspraken" in {one.id for one in found.response.asked}) == asked


@pytest.mark.parametrize(
    ("first", "then", "advice"),
    [
        ({"kas_thuis": "nooit"}, {"kas_tellen": "thuis"}, "geld_niet_thuis"),
        ({"per_na_donker": "altijd"}, {"alleen": "in_donker"}, "alleen_afspraken"),
    ],
)
def test_an_answer_that_another_speaks_against_gets_advice_and_no_compliment(
    first: dict[str, str], then: dict[str, str], advice: str
) -> None:
    praised, contradicted = (
        advise(outcome(extreme("lunchroom", safe=True, geld_contant="tot_250", **one))) for one in (first, first | then)
    )
    good = overval().questions[QuestionId(next(iter(first)))].good
    assert (good in praised.good, good in contradicted.good) == (True, False)
    assert advice in {one.measure.id for one in (*contradicted.first, *contradicted.others)}
    assert advice not in {one.measure.id for one in (*praised.first, *praised.others)}


@pytest.mark.parametrize("os_samen", ["alleen", "alleen_met_bel", "meestal"])
def test_who_opens_alone_is_not_praised_for_never_working_alone(os_samen: str) -> None:
    found = outcome(extreme("lunchroom", safe=True, alleen="nooit", os_samen=os_samen))
    assert "alleen" not in {question.id for question, _ in found.good}
