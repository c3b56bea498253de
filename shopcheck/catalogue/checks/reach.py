"""Nothing in vain: every question can come up, every rule can hold, every measure can be advised."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shopcheck.catalogue.checks.holding import holding
from shopcheck.catalogue.checks.search import Goal, Search, TooComplex, conditions, only
from shopcheck.core.questionnaire import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shopcheck.catalogue.checks.places import Places
    from shopcheck.core.errors import Problem
    from shopcheck.core.questionnaire import Question, Questionnaire

UNDECIDED = "PC605"  # the search gave up: neither proven alive nor proven dead


def reach(search: Search, places: Places) -> Iterator[Problem]:
    """Prove reachability; each failure at the place of what is in vain."""
    questionnaire = search.questionnaire
    dead: set[str] = set()
    for problem, name in (*_questions(search, places), *_rules(search, places)):
        if problem.number != UNDECIDED:
            dead.add(name)
        yield problem
    yield from _measures(questionnaire, places, dead)
    for question in questionnaire.questions.values():
        if question.id not in dead and question.form != questionnaire.circumstances:
            yield from _flags(search, places, question)
    yield from _sets(questionnaire, places)


def _questions(search: Search, places: Places) -> Iterator[tuple[Problem, str]]:
    for question in search.questionnaire.questions.values():
        place = places.questions[question.id]
        try:
            if search.witness(Goal({question.id: None})) is None:
                yield place.problem("PC601", name=question.id), question.id
        except TooComplex:
            yield place.problem(UNDECIDED, name=question.id), question.id


def _rules(search: Search, places: Places) -> Iterator[tuple[Problem, str]]:
    for rule in search.questionnaire.rules:
        place = places.rules[rule.id]
        try:
            if next(holding(search, rule.when, {}), None) is None:
                yield place.problem("PC602", name=rule.id), rule.id
        except TooComplex:
            yield place.problem(UNDECIDED, name=rule.id), rule.id


def _measures(questionnaire: Questionnaire, places: Places, dead: set[str]) -> Iterator[Problem]:
    alive = {
        measure
        for question in questionnaire.questions.values()
        if question.id not in dead
        for option in question.options
        for measure in option.advise
    }
    alive |= {measure for rule in questionnaire.rules if rule.id not in dead for measure in rule.advise}
    for measure in questionnaire.measures:
        if measure not in alive:
            yield places.measures[measure].problem("PC603", name=measure)


def _flags(search: Search, places: Places, question: Question) -> Iterator[Problem]:
    for option in question.options:
        for flag in (option.critical, option.urgent):
            if isinstance(flag, bool):
                continue
            place = places.options[question.id, option.id]
            try:
                if next(holding(search, flag, {question.id: only(question, option)}), None) is None:
                    yield place.problem("PC606", name=option.id)
            except TooComplex:
                yield place.problem(UNDECIDED, name=option.id)


def _sets(questionnaire: Questionnaire, places: Places) -> Iterator[Problem]:
    """A measure sets one answer; conditions read the answers to a choices question as a list."""
    looked_at = {name for condition in conditions(questionnaire) for name in condition.names}
    for measure in questionnaire.measures.values():
        for name in measure.sets:
            if questionnaire.questions[name].kind is Kind.CHOICES and name in looked_at:
                yield places.measures[measure.id].problem("PC524", question=name)
