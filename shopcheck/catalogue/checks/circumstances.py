"""Every inherent score that can come of some answers: exact, by walking the profile with all sums at once.

Two ways to the same sum, with the same answers to what the profile itself looks at, go on as one. So a profile of
twenty questions has some hundreds of states and not billions of shops.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from shopcheck.catalogue.checks.search import possible, values_of
from shopcheck.core.findings import lost
from shopcheck.core.questionnaire import Sector
from shopcheck.core.response import chosen, sector_of
from shopcheck.core.scores import round_half_up

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from shopcheck.core.questionnaire import Question, QuestionId, Questionnaire
    from shopcheck.core.response import Answer

    Answers = dict[QuestionId, Answer]
    State = tuple[frozenset[tuple[str, Answer]], float]  # answers that decide what is asked, and the sum so far

TOP = 100


def inherents(questionnaire: Questionnaire, fixed: Mapping[QuestionId, Answer]) -> dict[int, Answers]:
    """Give the inherent scores that shops with these answers can have, lowest first, each with the profile of one."""
    profile = questionnaire.form[questionnaire.circumstances].questions
    decisive = {name for question in profile if question.when for name in question.when.names}
    if any(len(question.sectors) < len(Sector) for question in profile):
        decisive.add(questionnaire.branch_question)
    states: dict[State, Answers] = {(frozenset(), 0.0): {}}
    for question in profile:
        following: dict[State, Answers] = {}
        for (decided, total), shop in states.items():
            for answer, loss in _ways(questionnaire, question, shop, fixed):
                now = decided | {(question.id, answer)} if answer is not None and question.id in decisive else decided
                state = now, min(total + loss, questionnaire.scoring.full_at)
                following.setdefault(state, shop if answer is None else {**shop, question.id: answer})
        states = following
    found = {score_of(questionnaire, total): shop for (_, total), shop in states.items()}
    return dict(sorted(found.items()))


def score_of(questionnaire: Questionnaire, points: float) -> int:
    """Give the inherent score of a sum of points."""
    return min(TOP, round_half_up(points * TOP / questionnaire.scoring.full_at))


def _ways(
    questionnaire: Questionnaire, question: Question, shop: Answers, fixed: Mapping[QuestionId, Answer]
) -> Iterator[tuple[Answer | None, float]]:
    """Every answer to one question, with what it loses; one without an answer where it is not asked."""
    sector = sector_of(questionnaire, shop)
    if (sector is not None and sector not in question.sectors) or not (
        question.when is None or question.when.holds(values_of(shop)) is True
    ):
        if question.id not in fixed:
            yield None, 0
        return
    for answer in (fixed[question.id],) if question.id in fixed else possible(question):
        options = chosen(question, answer)
        counts = bool(options) and not any(option.not_applicable for option in options)
        yield answer, lost(question, options, questionnaire.scoring.unknown_share)[0] if counts else 0
