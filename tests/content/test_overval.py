"""What must hold for the questionnaire that owners fill in, whatever they answer."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from shopcheck.catalogue import load
from shopcheck.core.advice import advise, what_if
from shopcheck.core.assessment import assess
from shopcheck.core.questionnaire import Cost, Kind, QuestionId, Tier
from shopcheck.core.response import respond
from tests.core.test_properties import safer, scores, severity

if TYPE_CHECKING:
    from shopcheck.core.assessment import Assessment
    from shopcheck.core.questionnaire import Question, Questionnaire
    from shopcheck.core.response import Answer

NUMBER = re.compile(r"(?<![\w-])0\d{2,3}-\d{3,7}(?![\w-])")
FOLDER = Path(__file__).parents[2] / "questionnaires" / "overval"
BRANCHES = [option.id for option in load(FOLDER).questions[load(FOLDER).branch_question].options]


@cache
def overval() -> Questionnaire:
    """Read the files once for all these tests."""
    return load(FOLDER)


def controls() -> list[Question]:
    return [one for one in overval().questions.values() if one.form != overval().circumstances and one.options]


def answer_to(draw: st.DrawFn, question: Question) -> Answer:
    if question.kind is Kind.CHOICES:
        return (draw(st.sampled_from(question.options)).id,)
    return draw(st.sampled_from(question.options)).id


@st.composite
def shops(draw: st.DrawFn) -> dict[QuestionId, Answer]:
    """Draw an answer to every question, also to those that may not apply."""
    return {one.id: answer_to(draw, one) for one in overval().questions.values() if one.options}


def outcome(given_: dict[QuestionId, Answer]) -> Assessment:
    return assess(respond(overval(), given_))


def extreme(branch: str, *, safe: bool) -> dict[QuestionId, Answer]:
    """Give the safest or the weakest answer to everything."""
    choose = min if safe else max
    found: dict[QuestionId, Answer] = {}
    for one in overval().questions.values():
        fixed = [option for option in one.options if not option.unknown and not option.not_applicable]
        if fixed:
            chosen = choose(fixed, key=lambda option: (option.points + option.detection, option.law is not None)).id
            found[one.id] = (chosen,) if one.kind is Kind.CHOICES else chosen
    return {**found, overval().branch_question: branch}


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
    # No cash and little cash weigh alike, but only the second opens the question about the weekend.
    assume(
        better.points < worse.points or (better.points == worse.points and low.response.asked == high.response.asked)
    )
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


@pytest.mark.parametrize("branch", BRANCHES)
def test_both_ends_can_be_reached(branch: str) -> None:
    safest, weakest = outcome(extreme(branch, safe=True)), outcome(extreme(branch, safe=False))
    assert (safest.prevention, safest.detection) == (0, 0)
    assert (weakest.prevention, weakest.detection) == (100, 100)
    assert (severity(weakest), severity(safest) <= 1) == (3, True)
    assert safest.findings == ()


@pytest.mark.parametrize("branch", BRANCHES)
def test_the_weakest_shop_is_told_at_least_three_free_or_cheap_things(branch: str) -> None:
    found = advise(outcome(extreme(branch, safe=False)))
    assert len(found.first) == 5
    assert sum(one.measure.cost in {Cost.FREE, Cost.LOW} for one in found.first) >= 3
    assert found.first[0].critical


@given(shops())
def test_the_quick_path_stays_near_twenty_five_questions(shop: dict[QuestionId, Answer]) -> None:
    start = {overval().branch_question, overval().region_question}
    asked = [one for one in respond(overval(), shop).asked if one.tier is Tier.CORE and one.id not in start]
    assert len(asked) <= 25


def test_no_core_question_waits_for_a_deep_one() -> None:
    questions = overval().questions
    waits = {one.id: one.when.names for one in questions.values() if one.tier is Tier.CORE and one.when}
    assert {name for names in waits.values() for name in names if questions[name].tier is Tier.DEEP} == set()  # type: ignore[index]  # names of a condition are question ids


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


@pytest.mark.parametrize("alone", ["overdag", "openen_sluiten", "in_donker", "nooit", None])
def test_who_works_alone_now_and_then_is_not_praised_for_never_doing_so(alone: str | None) -> None:
    given_ = {QuestionId("per_afspraken"): "nooit_alleen", QuestionId("per_raak"): "iedereen"}
    advice = advise(outcome({**given_, **({QuestionId("alleen"): alone} if alone else {})}))
    praised = [text for question, text in advice.assessment.good if question.id == "per_afspraken"]
    advised = [one.because[-1].because for one in (*advice.first, *advice.others)]
    if alone in {"nooit", None}:
        assert (praised, advised) == (["In uw zaak werkt nooit iemand alleen."], [])
    else:
        assert (praised, advised) == ([], ["U zei eerder dat er wel eens iemand alleen werkt. Dan helpt een afspraak."])
