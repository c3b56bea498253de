"""Shops in which a condition holds, also a condition that looks at the inherent score."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shopcheck.catalogue.checks.circumstances import inherents
from shopcheck.catalogue.checks.search import Goal, Search, values_of
from shopcheck.catalogue.names import INHERENT

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from shopcheck.core.conditions import Condition
    from shopcheck.core.questionnaire import QuestionId
    from shopcheck.core.response import Answer

    Needs = Mapping[QuestionId, Answer | None]


def holding(search: Search, condition: Condition, needs: Needs) -> Iterator[dict[QuestionId, Answer]]:
    """Give answers, these among them, with which the condition holds; none when it never does. Raises TooComplex."""
    if INHERENT in condition.names:
        yield from _with_inherent(search, condition, needs)
    else:
        yield from map(dict, search.witnesses(Goal(needs, true=(condition,))))


def _with_inherent(search: Search, condition: Condition, needs: Needs) -> Iterator[dict[QuestionId, Answer]]:
    questionnaire = search.questionnaire
    names = {name: None for name in questionnaire.questions if name in condition.names}
    profile = {question.id for question in questionnaire.form[questionnaire.circumstances].questions}
    scores: dict[frozenset[tuple[QuestionId, Answer]], Mapping[int, Mapping[QuestionId, Answer]]] = {}
    for answers in search.witnesses(Goal({**names, **needs})):
        known = {name: answer for name, answer in answers.items() if name in profile}
        key = frozenset(known.items())
        if key not in scores:
            scores[key] = inherents(questionnaire, known)
        for inherent, around in scores[key].items():
            if condition.holds(values_of(answers) | {INHERENT: inherent}):
                yield {**around, **answers}
                break
