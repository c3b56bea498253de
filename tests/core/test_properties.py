"""What holds for every questionnaire and every shop."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import TYPE_CHECKING

from hypothesis import assume, given
from hypothesis import strategies as st

from shopcheck.core.advice import advise, what_if
from shopcheck.core.assessment import assess
from shopcheck.core.questionnaire import Kind
from shopcheck.core.response import respond
from tests.core.builders import condition
from tests.core.strategies import answered, questionnaires

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shopcheck.core.assessment import Assessment
    from shopcheck.core.questionnaire import Option, Question, Questionnaire
    from shopcheck.core.response import Answer


def outcome(proef: Questionnaire, given_: Mapping[str, Answer]) -> Assessment:
    return assess(respond(proef, given_))  # type: ignore[arg-type]  # plain ids in a test


def severity(assessment: Assessment) -> int:
    classes = [one.id for one in assessment.response.questionnaire.scoring.classes]
    return -1 if assessment.risk_class is None else classes.index(assessment.risk_class.id)


def scores(assessment: Assessment) -> tuple[float, ...]:
    """Everything that may never rise by a safer answer."""
    topics = [topic.score or 0 for topic in assessment.topics]
    return (
        assessment.inherent,
        assessment.prevention or 0,
        assessment.detection or 0,
        severity(assessment),
        *assessment.exact,
        *topics,
    )


def loses(question: Question, option: Option) -> tuple[float, float, bool]:
    if option.unknown:
        return 0.75 * question.worst, 0.75 * question.worst_detection, False
    return option.points, option.detection, bool(option.critical)


def safer(question: Question, one: Option, other: Option) -> bool:
    """Whether the first option loses no more than the other on any side."""
    return all(a <= b for a, b in zip(loses(question, one), loses(question, other), strict=True))


@given(st.data())
def test_a_safer_answer_never_raises_any_score_or_the_class(data: st.DataObject) -> None:
    proef = data.draw(questionnaires())
    before = data.draw(answered(proef))
    question = data.draw(
        st.sampled_from([one for one in proef.questions.values() if one.form != "profiel" or one.id[-1].isdigit()])
    )
    worse, better = data.draw(st.sampled_from(question.options)), data.draw(st.sampled_from(question.options))
    assume(not worse.not_applicable and not better.not_applicable and safer(question, better, worse))
    high = scores(outcome(proef, {**before, question.id: worse.id}))
    low = scores(outcome(proef, {**before, question.id: better.id}))
    assert all(a <= b for a, b in zip(low, high, strict=True))


@given(st.data())
def test_the_order_of_the_answers_does_not_matter(data: st.DataObject) -> None:
    proef = data.draw(questionnaires())
    before = data.draw(answered(proef))
    mixed = list(before.items())
    random.Random(data.draw(st.integers())).shuffle(mixed)  # noqa: S311 - a shuffle in a test
    assert outcome(proef, dict(mixed)) == outcome(proef, before)


@given(st.data())
def test_not_applicable_is_never_better_than_the_safest_answer(data: st.DataObject) -> None:
    proef = data.draw(questionnaires())
    before = data.draw(answered(proef))
    with_nvt = [one for one in proef.questions.values() if "nvt" in one.option]
    assume(with_nvt)
    question = data.draw(st.sampled_from(with_nvt))
    skipped = scores(outcome(proef, {**before, question.id: "nvt"}))
    safest = scores(outcome(proef, {**before, question.id: "o0"}))
    assert all(a <= b for a, b in zip(safest[3:], skipped[3:], strict=True) if skipped[3] >= 0)


@given(st.data())
def test_not_applicable_counts_as_little_as_a_missing_answer(data: st.DataObject) -> None:
    proef = data.draw(questionnaires())
    before = data.draw(answered(proef))
    with_nvt = [one.id for one in proef.questions.values() if "nvt" in one.option]
    assume(with_nvt)
    id_ = data.draw(st.sampled_from(with_nvt))
    missing = {one: answer for one, answer in before.items() if one != id_}
    assert scores(outcome(proef, {**before, id_: "nvt"})) == scores(outcome(proef, missing))


@given(st.data())
def test_hidden_questions_never_count(data: st.DataObject) -> None:
    proef = data.draw(questionnaires())
    before = data.draw(answered(proef))
    last = list(proef.questions.values())[-1]
    gate = proef.questions["branche"]  # type: ignore[index]  # plain id in a test
    assume(before["branche"] == "kleding")
    hidden = replace(last, when=condition('branche == "snackbar"', gate))
    closed = _with(proef, last, hidden)
    given_ = {one: answer for one, answer in before.items() if one != last.id}
    answer = data.draw(st.sampled_from(last.options)).id
    assert scores(outcome(closed, {**given_, last.id: answer})) == scores(outcome(closed, given_))
    assert last.id not in outcome(closed, {**given_, last.id: answer}).response.answers


def _with(proef: Questionnaire, old: Question, new: Question) -> Questionnaire:
    forms = tuple(
        replace(form, questions=tuple(new if one is old else one for one in form.questions)) for form in proef.forms
    )
    return replace(proef, forms=forms)


@given(questionnaires())
def test_nought_and_a_hundred_are_attainable(proef: Questionnaire) -> None:
    safest: dict[str, Answer] = {one.id: "o0" for one in proef.questions.values() if "o0" in one.option}
    worst: dict[str, Answer] = {
        one.id: max(one.options, key=lambda o: (o.points, o.detection)).id for one in proef.questions.values()
    }
    assume(any(one.worst for one in proef.questions.values() if one.form != "profiel"))
    assert outcome(proef, safest).prevention == 0
    assert outcome(proef, {**worst, "branche": "snackbar"}).prevention == 100


@given(st.data())
def test_doing_a_measure_never_raises_the_risk(data: st.DataObject) -> None:
    proef = data.draw(questionnaires())
    before = outcome(proef, data.draw(answered(proef)))
    chosen = data.draw(st.lists(st.sampled_from(list(proef.measures.values())), min_size=1, max_size=3))
    after = assess(what_if(before.response, chosen))
    assume(before.risk_class is not None)
    assert all(
        a <= b for a, b in zip(scores(after)[:6], scores(before)[:6], strict=True) if before.detection is not None
    )


@given(st.data())
def test_every_finding_and_every_measure_says_why(data: st.DataObject) -> None:
    proef = data.draw(questionnaires())
    found = advise(outcome(proef, data.draw(answered(proef))))
    for finding in found.assessment.findings:
        question_id, _, options = finding.rule.partition(".")
        assert question_id == finding.question.id
        assert options.split("+") == [one.id for one in finding.options]
        assert finding.because
    for one in (*found.first, *found.others):
        assert one.because
        assert one.measure.sources


@given(st.data())
def test_the_first_five_are_few_cheap_and_critical_first(data: st.DataObject) -> None:
    proef = data.draw(questionnaires())
    found = advise(outcome(proef, data.draw(answered(proef))))
    everything = [*found.first, *found.others]
    assert len(found.first) == min(5, len(everything))
    assert sum(one.cheap for one in found.first) >= min(3, sum(one.cheap for one in everything))
    ranks = [(not one.critical, not one.urgent) for one in found.first]
    assert ranks == sorted(ranks)
    assert len({one.measure.id for one in everything}) == len(everything)
    assert len(found.good) >= 3


@given(st.data())
def test_a_critical_answer_makes_the_class_at_least_oranje(data: st.DataObject) -> None:
    proef = data.draw(questionnaires())
    found = outcome(proef, data.draw(answered(proef)))
    if found.critical:
        assert severity(found) >= 2
        assert {one.kind for one in proef.questions.values()} == {Kind.CHOICE}
