"""What is asked on paper, where nothing can be hidden: each question says of itself when it is to be answered.

When a question applies is found by trying every answer that can be given on the same paper to the questions it looks
at, and to those that these look at in turn, so it does not matter how a condition is written.
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
    from shopcheck.core.response import Answer

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
    looked_at = _looked_at(questionnaire, question, before)
    if any(one.question.kind is Kind.NUMBER for one in looked_at) or _ways(looked_at) > MOST:
        return None
    ways = product(*([(one.question.id, chosen) for chosen in _possible(one)] for one in looked_at))
    return {way: _applies(questionnaire, question, way, before) for way in ways}


def _looked_at(
    questionnaire: Questionnaire, question: Question, before: Mapping[QuestionId, PaperQuestion]
) -> tuple[PaperQuestion, ...]:
    """Find what decides about a question, also through another, as the answer to one that is not asked counts nowhere.

    What cannot be said of a question is not said again of those behind it.
    """
    names = _names(questionnaire, question)
    for name, one in reversed(tuple(before.items())):  # a condition looks at earlier questions only
        if name in names and one.gate is not None:
            names |= _names(questionnaire, one.question)
    return tuple(one for name, one in before.items() if name in names)


def _names(questionnaire: Questionnaire, question: Question) -> set[str]:
    everybody = question.sectors == frozenset(Sector)
    return {*(question.when.names if question.when else ()), *(() if everybody else (questionnaire.branch_question,))}


def _ways(looked_at: Iterable[PaperQuestion]) -> int:
    return prod(2 ** len(one.options) if one.question.kind is Kind.CHOICES else len(one.options) for one in looked_at)


def _possible(asked: PaperQuestion) -> Iterator[Chosen]:
    most = len(asked.options) if asked.question.kind is Kind.CHOICES else 1
    for size in range(1, most + 1):
        for some in combinations([option.id for option in asked.options], size):
            if parse_answer(asked.question, some) is not None:
                yield some


def _applies(
    questionnaire: Questionnaire, question: Question, way: Way, before: Mapping[QuestionId, PaperQuestion]
) -> bool:
    """Walk the route: an answer to a question that does not apply is as good as none."""
    kept: dict[QuestionId, Answer] = {}
    for name, chosen in way:
        asked = before[name]
        answer = parse_answer(asked.question, chosen)
        if answer is not None and (asked.gate is None or _holds(questionnaire, asked.question, kept)):
            kept[name] = answer
    return _holds(questionnaire, question, kept)


def _holds(questionnaire: Questionnaire, question: Question, given: Mapping[QuestionId, Answer]) -> bool:
    sector = sector_of(questionnaire, given)
    if sector is not None and sector not in question.sectors:
        return False
    values = {str(name): list(answer) if isinstance(answer, tuple) else answer for name, answer in given.items()}
    return question.when is None or question.when.holds(values) is True


def _gate(outcomes: Mapping[Way, bool], before: Mapping[QuestionId, PaperQuestion]) -> Gate | None:
    """Say in picks when a question applies, if picks can say it: in those that are less to read.

    First what goes with asking it at all; of what is left, at most one combination with which it is not asked.
    """
    some = _picked(way for way, applies in outcomes.items() if applies)
    refused = _picked(way for way, applies in outcomes.items() if not applies and _fits(way, some))
    if any(applies is not (_fits(way, some) and not _fits(way, refused)) for way, applies in outcomes.items()):
        return None
    only: list[tuple[QuestionId, Chosen]] = []
    unless: list[tuple[QuestionId, Chosen]] = []
    for name, chosen in _telling(some, before):
        others = tuple(one.id for one in before[name].options if one.id not in chosen)
        shorter = len(others) < len(chosen) and _always_one(before[name])
        (unless if shorter else only).append((name, others if shorter else chosen))
    return Gate(tuple(only), tuple(unless), _telling(refused, before))


def _always_one(asked: PaperQuestion) -> bool:
    """Whether exactly one option is picked here, so that "not these" is the same as "one of the others"."""
    return asked.question.kind is Kind.CHOICE and asked.gate == Gate()


def _picked(ways: Iterable[Way]) -> Mapping[QuestionId, set[OptionId]] | None:
    """Gather per question the options that these ways pick; None when there is no such way."""
    found: dict[QuestionId, set[OptionId]] | None = None
    for way in ways:
        found = found or {}
        for name, chosen in way:
            found.setdefault(name, set()).update(chosen if len(chosen) == 1 else ())
    return found


def _fits(way: Way, picks: Mapping[QuestionId, set[OptionId]] | None) -> bool:
    return picks is not None and all(not picks[name].isdisjoint(chosen) for name, chosen in way)


def _telling(picks: Mapping[QuestionId, set[OptionId]] | None, before: Mapping[QuestionId, PaperQuestion]) -> Picks:
    """Leave out a question of which any option will do."""
    return tuple(
        (name, tuple(one.id for one in before[name].options if one.id in chosen))
        for name, chosen in (picks or {}).items()
        if len(chosen) < len(before[name].options)
    )
