"""How far each score can go: built shops that answer everything as well, or as badly, as they can."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from shopcheck.catalogue.checks.search import possible
from shopcheck.catalogue.shops import told
from shopcheck.core.assessment import assess
from shopcheck.core.response import chosen, respond
from shopcheck.core.scores import step_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from shopcheck.catalogue.names import Draft
    from shopcheck.catalogue.problems import Place
    from shopcheck.core.assessment import Assessment
    from shopcheck.core.errors import Problem
    from shopcheck.core.questionnaire import Option, Question, QuestionId, Questionnaire
    from shopcheck.core.response import Answer

    Score = Callable[[Assessment], int | None]

ROUNDS = 3  # times every question is tried anew to get further
TOP = 100
FEW = 8  # answers of an extreme shop that are told
PREVENTION, DETECTION = 0, 1  # which part of what an answer loses
SCALES: tuple[tuple[str, int, Score], ...] = (
    ("prevention", PREVENTION, lambda assessment: assessment.prevention),
    ("detection", DETECTION, lambda assessment: assessment.detection),
)
MORE = "Kijk of genoeg antwoorden punten kosten; bij inherent: maak full_at lager."
LESS = "Geef elke vraag een antwoord dat niets kost."


def extremes(draft: Draft, questionnaire: Questionnaire) -> Iterator[Problem]:
    """Check that both scores reach 0 and 100, inherent 100, and inherent its lowest level.

    Inherent need not reach 0: a branch carries points by itself.
    """
    for name, part, score in SCALES:
        if any(_part(option, part) for question in _controls(questionnaire) for option in question.options):
            for end in (0, TOP):
                found = furthest(questionnaire, part, score, high=bool(end), circumstances=False)
                if found.score != end:
                    yield _short_of(draft.check.at("scoring"), name, end, found, _controls(questionnaire))
    levels = questionnaire.scoring.inherent_levels
    for end in (levels[0].up_to, TOP):
        found = furthest(questionnaire, PREVENTION, _inherent, high=end == TOP, circumstances=True)
        if step_of(levels, found.score) != step_of(levels, end) or (end == TOP and found.score != TOP):
            yield _short_of(draft.check.at("inherent"), "inherent", end, found, _profile(questionnaire))


@dataclass(frozen=True, slots=True)
class Extreme:
    """How far a score goes, and the shop that goes there."""

    score: int
    answers: Mapping[QuestionId, Answer]


def _short_of(place: Place, scale: str, end: int, found: Extreme, questions: Iterable[Question]) -> Problem:
    names = {question.id for question in questions}
    shop_ = told(dict(islice(((name, one) for name, one in found.answers.items() if name in names), FEW)))
    words = {"scale": scale, "end": end, "extreme": found.score, "example": shop_ or "elk antwoord"}
    return place.problem("PC604", hint=MORE if end == TOP else LESS, **words)


def furthest(questionnaire: Questionnaire, part: int, score: Score, *, high: bool, circumstances: bool) -> Extreme:
    """Find the highest or lowest score: the worst or best answer everywhere, then each question tried anew."""
    heavy = TOP * TOP if high else 0
    free = _profile(questionnaire) if circumstances else tuple(questionnaire.questions.values())
    best = Extreme(0 if high else TOP, {})
    target = TOP if high else 0
    branch = questionnaire.questions[questionnaire.branch_question]
    for option in {one.sector: one for one in branch.options}.values():
        start: dict[QuestionId, Answer] = {} if circumstances else {branch.id: option.id}
        first = shop(questionnaire, part, start, heavy=heavy)
        found = _climb(questionnaire, first, score, free, high=high)
        if not best.answers or _better(found.score, best.score, high=high):
            best = found
        if best.score == target:
            break
    return best


def _climb(
    questionnaire: Questionnaire,
    start: dict[QuestionId, Answer],
    score: Score,
    free: tuple[Question, ...],
    *,
    high: bool,
) -> Extreme:
    def value(answers: Mapping[QuestionId, Answer]) -> int:
        return score(assess(respond(questionnaire, answers))) or 0

    best, target = Extreme(value(start), start), TOP if high else 0
    for _ in range(ROUNDS):
        before = best
        for question in free:
            for answer in possible(question):
                if best.score == target:
                    return best
                tried = {**best.answers, question.id: answer}
                found = value(tried)
                if _better(found, best.score, high=high):
                    best = Extreme(found, tried)
        if best is before:
            break
    return best


def _better(one: int, other: int, *, high: bool) -> bool:
    return one > other if high else one < other


def shop(
    questionnaire: Questionnaire, part: int, answers: Mapping[QuestionId, Answer], *, heavy: int = 0
) -> dict[QuestionId, Answer]:
    """Answer every question, asked or not: the first `heavy` as badly as can be, the others as well."""
    full = dict(answers)
    for number, question in enumerate(questionnaire.questions.values()):
        if question.id not in full:
            full[question.id] = extreme(question, part, high=number < heavy)
    return full


def extreme(question: Question, part: int, *, high: bool) -> Answer:
    """Give the answer that loses most, or least; not an evasion where there is a choice."""
    answers = [one for one in possible(question) if not _evades(question, one)] or list(possible(question))

    def loses(answer: Answer) -> float:
        return max((_part(option, part) for option in chosen(question, answer)), default=0)

    return max(answers, key=loses) if high else min(answers, key=loses)


def _evades(question: Question, answer: Answer) -> bool:
    return any(option.unknown or option.not_applicable for option in chosen(question, answer))


def _part(option: Option, part: int) -> float:
    return (option.points, option.detection)[part]


def _controls(questionnaire: Questionnaire) -> tuple[Question, ...]:
    return tuple(one for one in questionnaire.questions.values() if one.form != questionnaire.circumstances)


def _profile(questionnaire: Questionnaire) -> tuple[Question, ...]:
    return questionnaire.form[questionnaire.circumstances].questions


def _inherent(assessment: Assessment) -> int:
    return assessment.inherent
