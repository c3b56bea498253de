"""The questionnaire that owners fill in, and shops to walk through it."""

from __future__ import annotations

from functools import cache
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

from shopcheck.catalogue import load, read_answers
from shopcheck.core.assessment import assess
from shopcheck.core.questionnaire import Kind, OptionId, QuestionId
from shopcheck.core.response import respond

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shopcheck.core.assessment import Assessment
    from shopcheck.core.questionnaire import Option, Question, Questionnaire
    from shopcheck.core.response import Answer

FOLDER = Path(__file__).parents[2] / "questionnaires" / "overval"


@cache
def overval() -> Questionnaire:
    """Read the files once for all these tests."""
    return load(FOLDER)


BRANCHES = [option.id for option in overval().questions[overval().branch_question].options]


def outcome(given: dict[QuestionId, Answer]) -> Assessment:
    """Assess these answers."""
    return assess(respond(overval(), given))


def controls() -> list[Question]:
    """Give every question with options that is about what an owner can change."""
    return [one for one in overval().questions.values() if one.form != overval().circumstances and one.options]


def extreme(branch: str, *, safe: bool, **more: str) -> dict[QuestionId, Answer]:
    """Give the safest or the weakest answer to everything, but for `more`."""
    choose = min if safe else max
    found: dict[QuestionId, Answer] = {}
    for one in overval().questions.values():
        fixed = [option for option in one.options if not option.unknown and not option.not_applicable]
        if fixed:
            chosen = choose(fixed, key=lambda option: (option.points + option.detection, option.law is not None)).id
            found[one.id] = (chosen,) if one.kind is Kind.CHOICES else chosen
    return {**found, overval().branch_question: branch, **{QuestionId(name): value for name, value in more.items()}}


@cache
def examples() -> dict[str, dict[QuestionId, Answer]]:
    """Read the answers of every example shop."""
    files = sorted((FOLDER / "proeven").glob("*.yaml"))
    return {path.stem: dict(read_answers(path.read_text("utf-8"), overval(), path.name)) for path in files}


def walks(branch: str) -> Iterator[tuple[Question, ...]]:
    """Give the questions asked on every way through this branch.

    Complete: what comes up hangs on the gates alone, and options that no condition tells apart are tried once.
    """
    questions = overval().questions
    texts = [one.when.text for one in questions.values() if one.when]
    gates = {name for one in questions.values() if one.when for name in one.when.names} - {overval().branch_question}
    tried = [[(name, one.id) for one in _told_apart(questions[QuestionId(name)], texts)] for name in sorted(gates)]
    for picked in product(*tried):
        given: dict[QuestionId, Answer] = {overval().branch_question: branch}
        given |= {QuestionId(name): option for name, option in picked}
        yield respond(overval(), given).asked


def _told_apart(question: Question, texts: list[str]) -> list[Option]:
    """Give one option of every sort that the conditions tell apart."""

    def signs(option: OptionId) -> tuple[bool, ...]:
        return tuple(f'"{option}"' in text and question.id in text for text in texts)

    return list({signs(one.id): one for one in question.options}.values())
