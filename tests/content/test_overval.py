"""What must hold for the questionnaire that owners fill in, whatever they answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import assume, example, given
from hypothesis import strategies as st

from shopcheck.core.advice import advise, what_if
from shopcheck.core.assessment import assess
from shopcheck.core.questionnaire import Kind
from tests.content.walking import controls, extreme, outcome, overval
from tests.core.test_properties import safer, scores, severity

if TYPE_CHECKING:
    from shopcheck.core.questionnaire import Question, QuestionId
    from shopcheck.core.response import Answer


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
