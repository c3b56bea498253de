"""What is asked on paper, where nothing can be hidden: each question says of itself when it is to be answered.

When a question applies is found by trying every answer that can be given on the same paper to the questions it looks
at, so it does not matter how a condition is written.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations, product
from math import prod
from typing import TYPE_CHECKING

from shopcheck.core.questionnaire import Kind, Sector, Tier
from shopcheck.core.response import parse_answer, sector_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from shopcheck.core.questionnaire import Option, OptionId, Question, QuestionId, Questionnaire

    Chosen = tuple[OptionId, ...]  # options ticked at one question
    Picks = tuple[tuple[QuestionId, Chosen], ...]  # at these questions one of these options

CORE = frozenset({Tier.CORE})
MOST = 5000  # ways to answer that are tried for one question


@dataclass(frozen=True, slots=True)
class Gate:
    """When a question on paper is to be answered; nothing in it: always.

    Each of `only` was picked, none of `unless`, and not all of `unless_all` together.
    """

    only: Picks = ()
    unless: Picks = ()
    unless_all: Picks = ()


@dataclass(frozen=True, slots=True)
class PaperQuestion:
    """A question with the options that its paper offers. Without a gate it cannot be said in words when it applies."""

    question: Question
    options: tuple[Option, ...]
    gate: Gate | None


def on_paper(
    questionnaire: Questionnaire,
    sector: Sector | None = None,
    branch: OptionId | None = None,
    tiers: frozenset[Tier] = CORE,
) -> tuple[PaperQuestion, ...]:
    """Give the national questions for this branch, sector or everybody that can apply, in the order of the route."""
    found: dict[QuestionId, PaperQuestion] = {}
    for form in questionnaire.forms:
        for question in form.questions:
            if form.region is None and question.tier in tiers:
                options = _offered(questionnaire, question, sector, branch)
                outcomes = _outcomes(questionnaire, question, found)
                if outcomes is None or any(outcomes.values()):
                    gate = None if outcomes is None else _gate(outcomes, found)
                    found[question.id] = PaperQuestion(question, options, gate)
    return tuple(found.values())


def _offered(
    questionnaire: Questionnaire, question: Question, sector: Sector | None, branch: OptionId | None
) -> tuple[Option, ...]:
    if question.id != questionnaire.branch_question:
        return question.options
    return tuple(
        one
        for one in question.options
        if (branch is None or one.id == branch) and (sector is None or one.sector == sector)
    )


Way = tuple[tuple["QuestionId", "Chosen"], ...]  # one way to answer the questions that another looks at


def _outcomes(
    questionnaire: Questionnaire, question: Question, before: Mapping[QuestionId, PaperQuestion]
) -> Mapping[Way, bool] | None:
    """Say for every way to answer whether the question applies; None where there are too many ways."""
    names = set(question.when.names if question.when else ())
    if question.sectors != frozenset(Sector):
        names.add(questionnaire.branch_question)
    looked_at = [one for name, one in before.items() if name in names]
    if any(one.question.kind is Kind.NUMBER for one in looked_at) or _ways(looked_at) > MOST:
        return None
    ways = product(*([(one.question.id, chosen) for chosen in _possible(one)] for one in looked_at))
    return {way: _applies(questionnaire, question, way) for way in ways}


def _ways(looked_at: Iterable[PaperQuestion]) -> int:
    return prod(2 ** len(one.options) if one.question.kind is Kind.CHOICES else len(one.options) for one in looked_at)


def _possible(asked: PaperQuestion) -> Iterator[Chosen]:
    most = len(asked.options) if asked.question.kind is Kind.CHOICES else 1
    for size in range(1, most + 1):
        for some in combinations([option.id for option in asked.options], size):
            if parse_answer(asked.question, some) is not None:
                yield some


def _applies(questionnaire: Questionnaire, question: Question, way: Way) -> bool:
    answers = {name: parse_answer(questionnaire.questions[name], chosen) for name, chosen in way}
    given = {name: answer for name, answer in answers.items() if answer is not None}
    sector = sector_of(questionnaire, given)
    if sector is not None and sector not in question.sectors:
        return False
    values = {str(name): list(answer) if isinstance(answer, tuple) else answer for name, answer in given.items()}
    return question.when is None or question.when.holds(values) is True


def _gate(outcomes: Mapping[Way, bool], before: Mapping[QuestionId, PaperQuestion]) -> Gate | None:
    """Say in picks when a question applies, if picks can say it: in those that are less to read."""
    picks = _picks(outcomes, before, outcome=True)
    if picks is None:
        picks = _picks(outcomes, before, outcome=False)
        return None if picks is None else Gate(unless_all=picks)
    only: list[tuple[QuestionId, Chosen]] = []
    unless: list[tuple[QuestionId, Chosen]] = []
    for name, chosen in picks:
        others = tuple(one.id for one in before[name].options if one.id not in chosen)
        shorter = len(others) < len(chosen) and _always_one(before[name])
        (unless if shorter else only).append((name, others if shorter else chosen))
    return Gate(tuple(only), tuple(unless))


def _always_one(asked: PaperQuestion) -> bool:
    """Whether exactly one option is picked here, so that "not these" is the same as "one of the others"."""
    return asked.question.kind is Kind.CHOICE and asked.gate == Gate()


def _picks(outcomes: Mapping[Way, bool], before: Mapping[QuestionId, PaperQuestion], *, outcome: bool) -> Picks | None:
    """Find per question the options that go with this outcome; None when these do not tell every way apart.

    A question of which any option will do is left out.
    """
    found: dict[QuestionId, set[OptionId]] = {}
    for way in (way for way, applies in outcomes.items() if applies is outcome):
        for name, chosen in way:
            found.setdefault(name, set()).update(chosen if len(chosen) == 1 else ())
    for way, applies in outcomes.items():
        picked = all(not found.get(name, set()).isdisjoint(chosen) for name, chosen in way)
        if picked is not (applies is outcome):
            return None
    return tuple(
        (name, tuple(one.id for one in before[name].options if one.id in chosen))
        for name, chosen in found.items()
        if len(chosen) < len(before[name].options)
    )
