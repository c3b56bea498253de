"""`shopcheck demo`: fills the database with made-up shops, through the same use cases as real ones.

The same seed gives the same answers. Nothing here is secret or random: the codes are made as always.
"""

from __future__ import annotations

from hashlib import sha256
from secrets import token_urlsafe
from typing import TYPE_CHECKING

import click

from shopcheck import usecases
from shopcheck.cli import surroundings
from shopcheck.core.questionnaire import Kind, Tier
from shopcheck.core.response import respond
from shopcheck.store.code import shown

if TYPE_CHECKING:
    from shopcheck.core.questionnaire import Question, QuestionId, Questionnaire
    from shopcheck.core.response import Answer
    from shopcheck.usecases import Installation

MOST_OF = 10  # a made-up number is smaller


@click.command()
@click.option("--checks", type=click.IntRange(1, 10_000), default=10, show_default=True, help="How many shops.")
@click.option("--seed", type=int, default=1, show_default=True, help="The same seed gives the same answers.")
def demo(checks: int, seed: int) -> None:
    """Fill the database with made-up, finished checks; print the code of each."""
    with surroundings.said_plainly(), surroundings.installation() as opened:
        for number in range(checks):
            click.echo(make_up(opened, f"{seed}/{number}"))


def make_up(installation: Installation, name: str) -> str:
    """Make and finish one check; gives its code."""
    questionnaire = installation.offered
    answers = made_up_answers(questionnaire, name)
    first = {one: answers.pop(one) for one in (questionnaire.branch_question, questionnaire.region_question)}
    key = usecases.start(installation, first, consent=bool(_number(name, 2)), keep=usecases.Keep.QUARTER)
    visit = usecases.visit(installation, key)
    usecases.save(installation, visit, answers, revision=visit.checkup.revision, nonce=token_urlsafe())
    usecases.finish(installation, visit, nonce=token_urlsafe())
    usecases.leave(installation, visit)
    return shown(visit.checkup.code)


def made_up_answers(questionnaire: Questionnaire, name: str) -> dict[QuestionId, Answer]:
    """Answer every core question that applies, one after the other, as the answers before it have it."""
    answers: dict[QuestionId, Answer] = {}
    while True:
        asked = respond(questionnaire, answers).asked
        left = [one for one in asked if one.id not in answers and one.tier is Tier.CORE and one.kind is not Kind.TEXT]
        if not left:
            return answers
        answers[left[0].id] = _answer(left[0], f"{name}/{left[0].id}")


def _answer(question: Question, name: str) -> Answer:
    if question.kind is Kind.NUMBER:
        return _number(name, MOST_OF)
    option = question.options[_number(name, len(question.options))].id
    return (option,) if question.kind is Kind.CHOICES else str(option)


def _number(name: str, below: int) -> int:
    return int.from_bytes(sha256(name.encode()).digest()[:8]) % below
