"""A safer answer is never worse: neither critical itself where a worse one is not, nor the cause that another is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shopcheck.catalogue.checks.doors import safer_pairs
from shopcheck.catalogue.checks.extremes import PREVENTION, shop
from shopcheck.catalogue.checks.holding import holding
from shopcheck.catalogue.checks.search import Goal, Search, TooComplex, only
from shopcheck.catalogue.shops import told
from shopcheck.core.conditions import Condition
from shopcheck.core.findings import lost
from shopcheck.core.questionnaire import Kind
from shopcheck.core.response import respond
from shopcheck.core.scores import score

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from shopcheck.catalogue.checks.places import Places
    from shopcheck.catalogue.problems import Place
    from shopcheck.core.errors import Problem
    from shopcheck.core.questionnaire import Option, Question, QuestionId, Questionnaire
    from shopcheck.core.response import Answer

    # What can be critical: its name and place, when, and the answers it needs.
    Cause = tuple[str, Place, Condition, Mapping[QuestionId, Answer | None]]


def safer(search: Search, places: Places) -> Iterator[Problem]:
    """Check every control question; the circumstances have no safer answer to choose."""
    for question in _controls(search.questionnaire):
        yield from _safer_never_worse(search, places, question)
    for cause in _causes(search.questionnaire, places):
        yield from _never_caused_by_safer(search, cause)
    yield from _weighs_by_circumstances(search.questionnaire, places)


def _controls(questionnaire: Questionnaire) -> Iterator[Question]:
    return (one for one in questionnaire.questions.values() if one.form != questionnaire.circumstances)


def _safer_never_worse(search: Search, places: Places, question: Question) -> Iterator[Problem]:
    """A critical answer never loses less than one that is not critical in the same shop; "weet ik niet" is apart."""
    share = search.questionnaire.scoring.unknown_share
    counted = [option for option in question.options if not option.not_applicable]
    loss = {option.id: sum(lost(question, (option,), share)) for option in counted}
    for lighter in counted:
        for heavier in counted:
            if lighter.critical is not False and not heavier.unknown and loss[lighter.id] < loss[heavier.id]:
                place = places.options[question.id, lighter.id]
                try:
                    yield from _compare(search, place, question, lighter, heavier)
                except TooComplex:
                    yield place.problem("PC605", name=lighter.id)


def _compare(search: Search, place: Place, question: Question, lighter: Option, heavier: Option) -> Iterator[Problem]:
    if heavier.critical is True or lighter.critical == heavier.critical:
        return
    goal = Goal(
        {question.id: only(question, lighter)},
        true=() if isinstance(lighter.critical, bool) else (lighter.critical,),
        not_true=() if isinstance(heavier.critical, bool) else (heavier.critical,),
    )
    found = search.witness(goal)
    if found is not None:
        example = told({name: answer for name, answer in found.items() if name in set(goal.names())})
        yield place.problem("PC510", lighter=lighter.id, heavier=heavier.id, example=example)


def _causes(questionnaire: Questionnaire, places: Places) -> Iterator[Cause]:
    for question in _controls(questionnaire):
        for option in question.options:
            if isinstance(option.critical, Condition):
                needs = {question.id: only(question, option)}
                yield f"{question.id} = {option.id}", places.options[question.id, option.id], option.critical, needs
    for rule in questionnaire.rules:
        if rule.critical:
            yield rule.id, places.rules[rule.id], rule.when, {}


def _never_caused_by_safer(search: Search, cause: Cause) -> Iterator[Problem]:
    """What is critical under a condition is so, too, after a worse answer to a question that the condition looks at."""
    name, place, condition, needs = cause
    for question in _controls(search.questionnaire):
        if question.id in condition.names and question.id not in needs and question.kind is Kind.CHOICE:
            for lighter, heavier in safer_pairs(search.questionnaire, question):
                try:
                    found = _caused(search, condition, {**needs, question.id: lighter.id}, {question.id: heavier.id})
                except TooComplex:
                    yield place.problem("PC605", name=name)
                    return
                if found:
                    words = {"name": name, "question": question.id, "heavier": heavier.id}
                    yield place.problem("PC610", example=told(found), **words)


def _caused(
    search: Search,
    condition: Condition,
    needs: Mapping[QuestionId, Answer | None],
    worse: Mapping[QuestionId, Answer],
) -> Mapping[QuestionId, Answer] | None:
    """Find a shop that the worse answer would bring a lower class: all else as good as can be, where critical shows."""
    questionnaire = search.questionnaire
    for answers in holding(search, condition, needs):
        full = shop(questionnaire, PREVENTION, answers)
        if _severity(questionnaire, full) > _severity(questionnaire, {**full, **worse}):
            return {name: answer for name, answer in answers.items() if name in {*condition.names, *needs}}
    return None


def _severity(questionnaire: Questionnaire, answers: Mapping[QuestionId, Answer]) -> int:
    found = score(respond(questionnaire, answers)).risk_class
    return -1 if found is None else questionnaire.scoring.classes.index(found)


def _weighs_by_circumstances(questionnaire: Questionnaire, places: Places) -> Iterator[Problem]:
    """Whether a subject weighs hangs on circumstances alone; else a safer answer could switch a weak subject on."""
    for form in questionnaire.forms:
        for name in form.weighs_when.names if form.weighs_when else ():
            question = questionnaire.questions.get(name)  # type: ignore[call-overload]  # names of conditions are plain text
            if question is not None and question.form != questionnaire.circumstances:
                yield places.topics[form.id].problem("PC611", name=name, form=form.id)
