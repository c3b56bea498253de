"""P8: assessing, against closures written by hand; all interleaved in one run, processor time."""

from __future__ import annotations

import itertools
import time
from pathlib import Path
from typing import TYPE_CHECKING

from shopcheck.catalogue import load
from shopcheck.core.advice import advise, what_if
from shopcheck.core.assessment import assess
from shopcheck.core.findings import find
from shopcheck.core.response import respond
from shopcheck.core.scores import score

if TYPE_CHECKING:
    from collections.abc import Callable

    from shopcheck.core.questionnaire import Question, QuestionId, Questionnaire
    from shopcheck.core.response import Answer

REAL = Path(__file__).parents[2] / "questionnaires" / "overval"
ROUNDS = 15
MEASURES = 40


def worst(questionnaire: Questionnaire) -> dict[QuestionId, Answer]:
    """Give the answer that loses most to every question: the heaviest shop to assess."""
    found: dict[QuestionId, Answer] = {}
    for one in questionnaire.questions.values():
        if one.options:
            option = max(one.options, key=lambda option: option.points + option.detection)
            found[one.id] = (option.id,) if one.kind == "choices" else option.id
    return found


def closures(questions: list[Question]) -> list[Callable[[dict[QuestionId, Answer]], float]]:
    """Write, as a hand would, one function per question that gives its points."""

    def points_of(question: Question) -> Callable[[dict[QuestionId, Answer]], float]:
        points = {option.id: option.points for option in question.options}
        return lambda answers: points.get(answers.get(question.id, ""), 0.0)  # type: ignore[call-overload]  # a choice

    return [points_of(question) for question in questions]


def measure() -> dict[str, float]:
    """Give microseconds for each way, the best of several interleaved rounds, and the ratios."""
    questionnaire = load(REAL)
    answers = worst(questionnaire)
    response = respond(questionnaire, answers)
    single = [one for one in response.asked if one.kind == "choice"]
    by_hand = closures(single)
    ways: dict[str, Callable[[], object]] = {
        "closures for points": lambda: sum(points(answers) for points in by_hand),
        "points": lambda: sum(finding.points for finding in find(response)),
        "all conditions": lambda: assess(respond(questionnaire, answers)),
        "advice": lambda: advise(assess(response)),
    }
    took = {name: min(_micros(way) for _ in range(ROUNDS)) for name, way in ways.items()}
    took["questions"] = len(response.asked)
    took["points / closures"] = took["points"] / took["closures for points"]
    took["what-if over sets of three, ms"] = _what_ifs(questionnaire, answers)
    return took


def _micros(way: Callable[[], object], times: int = 20) -> float:
    begin = time.process_time()
    for _ in range(times):
        way()
    return (time.process_time() - begin) / times * 1e6


def _what_ifs(questionnaire: Questionnaire, answers: dict[QuestionId, Answer]) -> float:
    """Try every set of three out of forty measures; milliseconds of processor time, from a tenth of the sets."""
    response = respond(questionnaire, answers)
    sets = list(itertools.combinations(list(questionnaire.measures.values())[:MEASURES], 3))
    begin = time.process_time()
    for three in sets[::10]:
        score(what_if(response, three))
    return (time.process_time() - begin) * 10 * 1e3
