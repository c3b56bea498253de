"""A safer answer is never worse: not critical where a worse one is not, and no door to questions that cost points."""

from __future__ import annotations

from itertools import permutations
from typing import TYPE_CHECKING

from shopcheck.catalogue.checks.extremes import SCALES, extreme, shop
from shopcheck.catalogue.checks.search import Goal, Search, TooComplex, only
from shopcheck.core.assessment import assess
from shopcheck.core.findings import lost
from shopcheck.core.questionnaire import Kind, QuestionId
from shopcheck.core.response import respond

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shopcheck.catalogue.checks.places import Places
    from shopcheck.catalogue.problems import Place
    from shopcheck.core.errors import Problem
    from shopcheck.core.questionnaire import Option, Question, Questionnaire


def safer(search: Search, places: Places) -> Iterator[Problem]:
    """Check every control question; the circumstances have no safer answer to choose."""
    questionnaire = search.questionnaire
    for question in questionnaire.questions.values():
        if question.form != questionnaire.circumstances:
            yield from _safer_never_worse(search, places, question)
    yield from _no_penalty(search, places)


def _safer_never_worse(search: Search, places: Places, question: Question) -> Iterator[Problem]:
    """A critical answer never loses less than one that is not critical in the same shop; "weet ik niet" is apart."""
    share = search.questionnaire.scoring.unknown_share
    counted = [option for option in question.options if not option.not_applicable]
    loss = {option.id: _loss(question, option, share) for option in counted}
    for lighter in counted:
        for heavier in counted:
            if lighter.critical is not False and not heavier.unknown and loss[lighter.id] < loss[heavier.id]:
                place = places.options[question.id, lighter.id]
                try:
                    yield from _compare(search, place, question, lighter, heavier)
                except TooComplex:
                    yield place.problem("PC605", name=lighter.id)


def _loss(question: Question, option: Option, share: float) -> float:
    return sum(lost(question, (option,), share))


def _compare(search: Search, place: Place, question: Question, lighter: Option, heavier: Option) -> Iterator[Problem]:
    if heavier.critical is True or lighter.critical == heavier.critical:
        return
    goal = Goal(
        {question.id: only(question, lighter)},
        true=None if isinstance(lighter.critical, bool) else lighter.critical,
        not_true=None if isinstance(heavier.critical, bool) else heavier.critical,
    )
    found = search.witness(goal)
    if found is not None:
        shop = ", ".join(f"{name}: {answer}" for name, answer in found.items() if name in set(goal.names()))
        example = f" (bij {shop})" if len(set(goal.names())) > 1 else ""
        yield place.problem("PC510", lighter=lighter.id, heavier=heavier.id, example=example)


def _doors(search: Search) -> dict[Question, list[Question]]:
    """Give the choice questions on which questions that cost points depend, with those questions."""
    questionnaire = search.questionnaire
    doors: dict[str, list[Question]] = {}
    for question in questionnaire.questions.values():
        if question.when is not None and (question.worst or question.worst_detection):
            for name in question.when.names:
                doors.setdefault(name, []).append(question)
    return {
        door: behind
        for name, behind in doors.items()
        if (door := questionnaire.questions[QuestionId(name)]).form != questionnaire.circumstances
        and door.kind is Kind.CHOICE
    }


def _no_penalty(search: Search, places: Places) -> Iterator[Problem]:
    """A safer answer may open questions that cost points, but the worst answers to those cost no more than it saves.

    The hardest case is a shop that does all else well: there the questions behind the door weigh most.
    """
    share = search.questionnaire.scoring.unknown_share
    for door, behind in _doors(search).items():
        counted = [option for option in door.options if not option.not_applicable]
        for lighter, heavier in permutations(counted, 2):
            if _loss(door, lighter, share) < _loss(door, heavier, share):
                yield from _penalty(search.questionnaire, places, door, behind, (lighter, heavier))


def _penalty(
    questionnaire: Questionnaire, places: Places, door: Question, behind: list[Question], pair: tuple[Option, Option]
) -> Iterator[Problem]:
    lighter, heavier = pair
    for name, part, score in SCALES:
        worst = {question.id: extreme(question, part, high=True) for question in behind}
        shops = [shop(questionnaire, part, {**worst, door.id: option.id}) for option in pair]
        safe, bad = (score(assess(respond(questionnaire, answers))) or 0 for answers in shops)
        if safe > bad:
            words = {"door": door.id, "lighter": lighter.id, "heavier": heavier.id, "scale": name}
            yield places.options[door.id, lighter.id].problem("PC607", safe=safe, bad=bad, **words)
