"""Rules that merge advice (`replace`): what goes comes back as something else, and never goes in every shop."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from shopcheck.catalogue.checks.search import Goal, Search, TooComplex, only
from shopcheck.catalogue.shops import told

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shopcheck.catalogue.checks.places import Places
    from shopcheck.core.errors import Problem
    from shopcheck.core.questionnaire import MeasureId, Questionnaire


def merging(search: Search, places: Places) -> Iterator[Problem]:
    """Check every rule that replaces measures, and every measure that is replaced."""
    yield from _gives_back(search.questionnaire, places)
    yield from _in_order(search, places)
    yield from _sometimes_stays(search, places)


def _gives_back(questionnaire: Questionnaire, places: Places) -> Iterator[Problem]:
    """Who replaces advice gives other advice; the reasons behind it would be lost."""
    for rule in questionnaire.rules:
        for measure in rule.replace:
            if not set(rule.advise) - {measure} or measure in rule.advise:
                yield places.rules[rule.id].problem("PC614", name=rule.id, measure=measure)


def _in_order(search: Search, places: Places) -> Iterator[Problem]:
    """What one rule advises in place of something else, no earlier rule takes away in the same shop."""
    for earlier, later in combinations(search.questionnaire.rules, 2):
        gone = sorted(set(later.advise) & set(earlier.replace)) if later.replace else []
        if not gone:
            continue
        place = places.rules[later.id]
        try:
            found = search.witness(Goal(true=(earlier.when, later.when)))
        except TooComplex:
            yield place.problem("PC605", name=later.id)
            continue
        if found is not None:
            words = {"name": later.id, "other": earlier.id, "measure": gone[0], "example": told(found)}
            yield place.problem("PC615", **words)


def _sometimes_stays(search: Search, places: Places) -> Iterator[Problem]:
    for measure in dict.fromkeys(one for rule in search.questionnaire.rules for one in rule.replace):
        replacing = [rule for rule in search.questionnaire.rules if measure in rule.replace]
        try:
            stays = any(search.witness(goal) for goal in _where_advised(search.questionnaire, measure))
        except TooComplex:
            yield places.measures[measure].problem("PC605", name=measure)
            continue
        if not stays:
            names = ", ".join(rule.id for rule in replacing)
            yield places.measures[measure].problem("PC616", name=measure, rules=names)


def _where_advised(questionnaire: Questionnaire, measure: MeasureId) -> Iterator[Goal]:
    """What to look for: the measure is advised, and no rule replaces it."""
    without = tuple(rule.when for rule in questionnaire.rules if measure in rule.replace)
    for question in questionnaire.questions.values():
        for option in question.options:
            if measure in option.advise:
                yield Goal({question.id: only(question, option)}, not_true=without)
    for rule in questionnaire.rules:
        if measure in rule.advise:
            yield Goal(true=(rule.when,), not_true=without)
