"""Look for a shop in which something happens: answers, in the order of the route, that make a goal come true.

Complete over the options of the questions that matter (those a goal looks at, and those that these depend on), so
"never" means never. A partial answer already decides much: once a condition is false, no later answer can mend it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import combinations
from typing import TYPE_CHECKING

from shopcheck.core.questionnaire import Kind
from shopcheck.core.response import parse_answer, sector_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from shopcheck.core.conditions import Condition
    from shopcheck.core.questionnaire import Option, Question, QuestionId, Questionnaire
    from shopcheck.core.response import Answer

BUDGET = 20_000  # answers tried for one goal; a goal that needs more is too hard to explain to an author as well
CHAIN = 200  # questions that hang together for one goal
MANY_OPTIONS = 6  # up to so many options every combination of a choices question is tried
NUMBER = re.compile(r"\d+")
MOST = 9_999_999


class TooComplex(Exception):
    """The budget ran out before the search was complete."""


@dataclass(frozen=True, slots=True)
class Goal:
    """What is looked for: these questions asked (and answered so), all of `true` hold, and none of `not_true` does."""

    needs: Mapping[QuestionId, Answer | None] = field(default_factory=dict)
    true: tuple[Condition, ...] = ()
    not_true: tuple[Condition, ...] = ()

    def names(self) -> Iterator[str]:
        """Name the questions that it looks at."""
        yield from self.needs
        for condition in (*self.true, *self.not_true):
            yield from condition.names

    def failed(self, values: Mapping[str, object]) -> bool:
        """Whether no further answer can make it come true."""
        return any(one.holds(values) is False for one in self.true) or any(one.holds(values) for one in self.not_true)

    def reached(self, values: Mapping[str, object]) -> bool:
        """Whether it has come true, all answers given."""
        return all(one.holds(values) for one in self.true) and not any(one.holds(values) for one in self.not_true)


class Search:
    """Searches one questionnaire."""

    def __init__(self, questionnaire: Questionnaire) -> None:
        """Note which numbers the conditions compare with."""
        self.questionnaire = questionnaire
        self.numbers: dict[str, set[int]] = {}
        for condition in conditions(questionnaire):
            for name in condition.names:
                self.numbers.setdefault(name, set()).update(map(int, NUMBER.findall(condition.text)))

    def witness(self, goal: Goal) -> Mapping[QuestionId, Answer] | None:
        """Give answers that reach the goal, or None when none can. Raises TooComplex."""
        return next(self.witnesses(goal), None)

    def witnesses(self, goal: Goal) -> Iterator[Mapping[QuestionId, Answer]]:
        """Give every combination of answers that reaches the goal. Raises TooComplex."""
        names = set(goal.names())
        questions = self._closure(names)
        if len(questions) > CHAIN:
            raise TooComplex
        # What the route on the way looks at counts too: a question may be for one branch only.
        looked_at = names.union(*(question.when.names for question in questions if question.when))
        yield from self._walk(goal, looked_at, questions, {}, [BUDGET])

    def _walk(
        self,
        goal: Goal,
        names: set[str],
        questions: tuple[Question, ...],
        answers: dict[QuestionId, Answer],
        left: list[int],
    ) -> Iterator[Mapping[QuestionId, Answer]]:
        left[0] -= 1
        if not left[0]:
            raise TooComplex
        values = values_of(answers)
        if goal.failed(values):
            return
        if not questions:
            if goal.reached(values):
                yield dict(answers)
            return
        question, rest = questions[0], questions[1:]
        needed = question.id in goal.needs
        if not self._applies(question, answers, values):
            if not needed:
                yield from self._walk(goal, names, rest, answers, left)
            return
        for answer in self._tries(question, goal, names):
            yield from self._walk(goal, names, rest, {**answers, question.id: answer}, left)
        if not needed and question.id != self.questionnaire.branch_question:
            yield from self._walk(goal, names, rest, answers, left)

    def _tries(self, question: Question, goal: Goal, names: set[str]) -> Iterable[Answer]:
        wanted = goal.needs.get(question.id)
        if wanted is not None:
            return (wanted,)
        if question.id == self.questionnaire.branch_question and question.id not in names:
            return {option.sector: option.id for option in reversed(question.options)}.values()
        return possible(question, self.numbers.get(question.id, set()))

    def _applies(self, question: Question, answers: Mapping[QuestionId, Answer], values: Mapping[str, object]) -> bool:
        sector = sector_of(self.questionnaire, answers)
        if sector is not None and sector not in question.sectors:
            return False
        return question.when is None or question.when.holds(values) is True

    def _closure(self, names: set[str]) -> tuple[Question, ...]:
        """Give the questions that matter for these, in the order of the route; the branch always does."""
        questions = self.questionnaire.questions
        found: set[str] = set()
        todo = {self.questionnaire.branch_question, *names}
        while todo:
            name = todo.pop()
            question = questions.get(name)  # type: ignore[call-overload]  # names of conditions are plain text
            if question is not None and name not in found:
                found.add(name)
                todo.update(question.when.names if question.when else ())
        return tuple(question for name, question in questions.items() if name in found)


def possible(question: Question, numbers: Iterable[int] = ()) -> tuple[Answer, ...]:
    """Give the answers that can make a difference: every option; around every number that is compared with."""
    match question.kind:
        case Kind.CHOICE:
            return tuple(option.id for option in question.options)
        case Kind.CHOICES:
            return tuple(_subsets(question))
        case Kind.NUMBER:
            around = {number + step for number in numbers for step in (-1, 0, 1)} | {0, MOST}
            return tuple(sorted(number for number in around if 0 <= number <= MOST))
        case Kind.TEXT:
            return ("tekst",)


def _subsets(question: Question) -> Iterator[Answer]:
    ids = [option.id for option in question.options]
    sizes = range(1, len(ids) + 1) if len(ids) <= MANY_OPTIONS else (1, 2)
    for size in sizes:
        for picked in combinations(ids, size):
            answer = parse_answer(question, picked)
            if answer is not None:
                yield answer


def only(question: Question, option: Option) -> Answer:
    """Give the answer that is this option alone."""
    return (option.id,) if question.kind is Kind.CHOICES else option.id


def values_of(answers: Mapping[QuestionId, Answer]) -> dict[str, object]:
    """Give answers as conditions see them."""
    return {name: list(answer) if isinstance(answer, tuple) else answer for name, answer in answers.items()}


def conditions(questionnaire: Questionnaire) -> Iterator[Condition]:
    """Give every condition of a questionnaire."""
    for form in questionnaire.forms:
        if form.weighs_when:
            yield form.weighs_when
        for question in form.questions:
            flags = [flag for option in question.options for flag in (option.critical, option.urgent)]
            yield from (flag for flag in flags if not isinstance(flag, bool))
            if question.when:
                yield question.when
    yield from (rule.when for rule in questionnaire.rules)
