"""What the example shops show, and what none of them does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shopcheck.catalogue.checks.places import Places

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from shopcheck.catalogue.checks.examples import Outcome
    from shopcheck.catalogue.names import Draft
    from shopcheck.core.advice import Advice
    from shopcheck.core.errors import Problem
    from shopcheck.core.questionnaire import Questionnaire, Step

PER_BRANCH = 2  # examples that each branch should have
NEAR = 3  # points from a border, within which an example shows that side of it


@dataclass(frozen=True, slots=True)
class Shown:
    """How many there are of one sort of thing, and which of them no example shows."""

    what: str
    total: int
    missing: tuple[str, ...]

    @property
    def number(self) -> int:
        """How many are shown."""
        return self.total - len(self.missing)


@dataclass(frozen=True, slots=True)
class Coverage:
    """What the examples of one questionnaire show."""

    examples: int
    rules: Shown
    options: Shown
    measures: Shown
    branches: Shown
    borders: Shown

    @property
    def sorts(self) -> tuple[Shown, ...]:
        """All of it, in the order in which it is told."""
        return self.rules, self.options, self.measures, self.branches, self.borders


def coverage(questionnaire: Questionnaire, outcomes: Iterable[Outcome]) -> Coverage:
    """See what comes up in the examples."""
    found = [one.advice for one in outcomes if one.advice]
    return Coverage(
        examples=len(found),
        rules=_rules(questionnaire, found),
        options=_options(questionnaire, found),
        measures=_measures(questionnaire, found),
        branches=_branches(questionnaire, found),
        borders=_borders(questionnaire, found),
    )


def shown_rules(found: Coverage, draft: Draft) -> Iterator[Problem]:
    """Every rule is shown by an example: the others may be missed, a rule says something that nobody else says."""
    for name in found.rules.missing:
        yield Places(draft).rules[name].problem("PC804", name=name)


def _rules(questionnaire: Questionnaire, found: Sequence[Advice]) -> Shown:
    seen = {rule.id for one in found for rule in one.assessment.rules}
    return Shown("regels", len(questionnaire.rules), tuple(one.id for one in questionnaire.rules if one.id not in seen))


def _options(questionnaire: Questionnaire, found: Sequence[Advice]) -> Shown:
    seen = {
        (question.id, option.id)
        for one in found
        for question in one.assessment.response.asked
        for option in one.assessment.response.options(question)
    }
    all_ = [
        (question.id, option.id)
        for question in questionnaire.questions.values()
        for option in question.options
        if option.points or option.detection
    ]
    missing = tuple(f"{question} = {option}" for question, option in all_ if (question, option) not in seen)
    return Shown("antwoorden met punten", len(all_), missing)


def _measures(questionnaire: Questionnaire, found: Sequence[Advice]) -> Shown:
    seen = {advised.measure.id for one in found for advised in (*one.first, *one.others)}
    missing = tuple(name for name in questionnaire.measures if name not in seen)
    return Shown("maatregelen", len(questionnaire.measures), missing)


def _branches(questionnaire: Questionnaire, found: Sequence[Advice]) -> Shown:
    name = questionnaire.branch_question
    times = [one.assessment.response.answers.get(name) for one in found]
    options = questionnaire.questions[name].options
    missing = tuple(f"{one.id} ({times.count(one.id)})" for one in options if times.count(one.id) < PER_BRANCH)
    return Shown(f"branches met {PER_BRANCH} voorbeelden", len(options), missing)


def _borders(questionnaire: Questionnaire, found: Sequence[Advice]) -> Shown:
    """Both sides of every border that decides the class: an example at most NEAR points from it."""
    scoring = questionnaire.scoring
    inherent = [one.assessment.inherent for one in found]
    prevention = [one.assessment.prevention for one in found if one.assessment.prevention is not None]
    sides = [
        *_sides("inherent", scoring.inherent_levels, inherent),
        *_sides("prevention", scoring.shortfall_levels, prevention),
    ]
    return Shown("kanten van een grens", len(sides), tuple(name for name, seen in sides if not seen))


def _sides(scale: str, steps: Sequence[Step], scores: Sequence[int]) -> Iterator[tuple[str, bool]]:
    for step in steps[:-1]:
        low, high = step.up_to, step.up_to + 1
        yield f"{scale} {low - NEAR + 1} t/m {low}", any(low - NEAR < one <= low for one in scores)
        yield f"{scale} {high} t/m {high + NEAR - 1}", any(high <= one < high + NEAR for one in scores)
