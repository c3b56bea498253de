"""A safer answer may open or close questions, but never to the shop's loss.

For every door (a question on which others depend) and every two answers to it, the hardest shop is looked for: all
else as good, or as bad, as can be, and behind the door whatever makes the safer answer come out worst.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import permutations
from typing import TYPE_CHECKING

from shopcheck.catalogue.checks.extremes import SCALES, extreme, shop
from shopcheck.catalogue.checks.search import only, possible
from shopcheck.catalogue.shops import told
from shopcheck.core.findings import lost
from shopcheck.core.questionnaire import Kind
from shopcheck.core.response import respond
from shopcheck.core.scores import score

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from shopcheck.catalogue.checks.places import Places
    from shopcheck.core.errors import Problem
    from shopcheck.core.questionnaire import Option, Question, QuestionId, Questionnaire
    from shopcheck.core.response import Answer

    Answers = dict[QuestionId, Answer]

ALL = 10_000  # more than any questionnaire has questions
LEAST = 1e-9  # what a sum of broken numbers may be beside the mark


def no_penalty(questionnaire: Questionnaire, places: Places, rounds: int = 0) -> Iterator[Problem]:
    """Say where a safer answer can come out worse because of the questions that it opens or closes.

    Without rounds, only the four corners are tried (all well or badly, on either side of the door), which is quick.
    """
    for door in questionnaire.questions.values():
        if door.form == questionnaire.circumstances or door.kind not in {Kind.CHOICE, Kind.CHOICES}:
            continue
        behind = _behind(questionnaire, door)
        if any(question.worst or question.worst_detection for question in behind):
            for scale, part, _ in SCALES:
                corners = tuple(_corners(questionnaire, part, behind))
                for pair in safer_pairs(questionnaire, door):
                    gap = Gap(questionnaire, part, door, behind, pair)
                    yield from _penalty(gap, places, scale, [_climb(gap, start, rounds) for start in corners])


def safer_pairs(questionnaire: Questionnaire, question: Question) -> Iterator[tuple[Option, Option]]:
    """Give every two options of which the first loses less, and no more on either side."""
    share = questionnaire.scoring.unknown_share
    counted = [option for option in question.options if not option.not_applicable]
    for lighter, heavier in permutations(counted, 2):
        less, more = lost(question, (lighter,), share), lost(question, (heavier,), share)
        if less != more and all(a <= b for a, b in zip(less, more, strict=True)):
            yield lighter, heavier


def _behind(questionnaire: Questionnaire, door: Question) -> tuple[Question, ...]:
    """Give the questions that depend on this one, also by way of another."""
    names = {str(door.id)}
    found = []
    for question in questionnaire.questions.values():
        if question.when is not None and not names.isdisjoint(question.when.names):
            names.add(question.id)
            found.append(question)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Gap:
    """How much worse than the heavier of two answers to a door the lighter one comes out, on one of the scores."""

    questionnaire: Questionnaire
    part: int
    door: Question
    behind: tuple[Question, ...]
    pair: tuple[Option, Option]

    def scores(self, answers: Mapping[QuestionId, Answer]) -> tuple[float, float]:
        """Score a shop with the lighter and with the heavier answer."""
        lighter, heavier = (score(respond(self.questionnaire, one)).exact[self.part] for one in self.shops(answers))
        return lighter, heavier

    def of(self, answers: Mapping[QuestionId, Answer]) -> float:
        """Give the gap; above 0 the safer answer is punished."""
        lighter, heavier = self.scores(answers)
        return lighter - heavier

    def shops(self, answers: Mapping[QuestionId, Answer]) -> Iterator[Answers]:
        """Give the two shops."""
        return ({**answers, self.door.id: only(self.door, option)} for option in self.pair)

    def asked(self, answers: Mapping[QuestionId, Answer]) -> Answers:
        """Give the answers behind the door that either shop is asked for."""
        names = {question.id for one in self.shops(answers) for question in respond(self.questionnaire, one).asked}
        return {question.id: answers[question.id] for question in self.behind if question.id in names}


def _penalty(gap: Gap, places: Places, scale: str, shops: list[Answers]) -> Iterator[Problem]:
    hardest = max(shops, key=gap.of)
    safe, bad = gap.scores(hardest)
    if safe > bad + LEAST:
        lighter, heavier = gap.pair
        words = {"door": gap.door.id, "lighter": lighter.id, "heavier": heavier.id, "scale": scale}
        words |= {"safe": f"{round(safe, 1):g}", "bad": f"{round(bad, 1):g}", "example": told(gap.asked(hardest))}
        yield places.options[gap.door.id, lighter.id].problem("PC607", **words)


def _corners(questionnaire: Questionnaire, part: int, behind: tuple[Question, ...]) -> Iterator[Answers]:
    """All well or all badly, and behind the door likewise."""
    for heavy in (0, ALL):
        for high in (True, False):
            answers = {one.id: extreme(one, part, high=high) for one in behind}
            yield shop(questionnaire, part, answers, heavy=heavy)


def _climb(gap: Gap, start: Answers, rounds: int) -> Answers:
    so_far, best = start, gap.of(start)
    for _ in range(rounds):
        for question in gap.behind:
            for answer in possible(question):
                tried = {**so_far, question.id: answer}
                if (found := gap.of(tried)) > best:
                    so_far, best = tried, found
    return so_far
