"""`shopcheck demo`: fills the database with made-up shops, through the same use cases as real ones.

The same seed gives the same answers. Nothing here is secret or random: the codes are made as always.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from hashlib import sha256
from secrets import token_urlsafe
from typing import TYPE_CHECKING

import click

from shopcheck import usecases
from shopcheck.cli import surroundings
from shopcheck.core.errors import LetterFailed
from shopcheck.core.questionnaire import Kind, Tier
from shopcheck.core.response import respond
from shopcheck.core.sharing import Association, Contacting, SharedWith, Wish
from shopcheck.core.statistics import first_of_month, next_month
from shopcheck.store.audit import OPERATOR
from shopcheck.store.code import shown
from shopcheck.usecases import sharing
from shopcheck.usecases.closing import close_month
from shopcheck.usecases.releases import publish_due
from shopcheck.usecases.reports import reports

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import date

    from shopcheck.core.questionnaire import Question, QuestionId, Questionnaire
    from shopcheck.core.response import Answer
    from shopcheck.usecases import Installation, Visit

NOON = time(12, tzinfo=UTC)
MOST_OF = 10  # a made-up number is smaller


@click.command()
@click.option("--checks", type=click.IntRange(1, 100_000), default=10, show_default=True, help="How many shops.")
@click.option("--seed", type=int, default=1, show_default=True, help="The same seed gives the same answers.")
@click.option("--share", multiple=True, metavar="khn:RTD", help="Share by tick with these, in turn; can be repeated.")
@click.option(
    "--months",
    type=click.IntRange(0, 60),
    default=0,
    help="Spread the checks over so many months before this one; close each, and publish in the rhythm of each region.",
)
def demo(checks: int, seed: int, share: tuple[str, ...], months: int) -> None:
    """Fill the database with made-up, finished checks; print the code of each."""
    with surroundings.said_plainly(), surroundings.installation() as opened, surroundings.letters() as letters:
        if months and opened.receivers.by_name:
            raise click.UsageError("made-up figures would reach real partners: run --months without SHOPCHECK_CHANNELS")
        wanted = [_shared_with(opened.offered, one) for one in share]
        for one in wanted:
            sharing.open_to(opened, one)
        for day, numbers in _spread(opened.today(), months, checks):
            for number in numbers:
                shared_with = wanted[number % len(wanted)] if wanted else None
                click.echo(make_up(_as_of(opened, day), f"{seed}/{number}", shared_with))
            if months:
                _close(_as_of(opened, next_month(day)), letters)


def _spread(today: date, months: int, checks: int) -> Iterator[tuple[date, range]]:
    """Give days to make checks on, oldest first, with the numbers of those checks; without months it is today."""
    days = [today]
    for _ in range(months):
        days = [first_of_month(first_of_month(days[0]) - timedelta(days=1)), *days]
    share = checks / max(months, 1)
    for at, day in enumerate(days[:months] or days):
        yield day, range(round(at * share), round((at + 1) * share))


def _as_of(installation: Installation, day: date) -> Installation:
    """Turn the clock of an installation to noon of a day."""
    return replace(installation, today=lambda: day, now=lambda: datetime.combine(day, NOON))


def _close(installation: Installation, letters: Callable[[str], bytes]) -> None:
    day = installation.today()
    close_month(installation, day, who=OPERATOR)
    try:
        for one in publish_due(installation, day, who=OPERATOR, report=reports(letters)):
            click.echo(f"published {one.id}", err=True)
    except LetterFailed as error:  # it is due the next time too
        click.echo(f"{day}: {error}", err=True)


def make_up(installation: Installation, name: str, shared_with: SharedWith | None = None) -> str:
    """Make and finish one check, in the region with which it is shared, if it is; gives its code."""
    questionnaire = installation.offered
    given = {questionnaire.region_question: shared_with.region} if shared_with else {}
    answers = made_up_answers(questionnaire, name, given)
    first = {one: answers.pop(one) for one in (questionnaire.branch_question, questionnaire.region_question)}
    key = usecases.start(installation, first, consent=bool(_number(name, 2)), keep=usecases.Keep.QUARTER)
    visit = usecases.visit(installation, key)
    usecases.save(installation, visit, answers, revision=visit.checkup.revision, nonce=token_urlsafe())
    usecases.finish(installation, visit, nonce=token_urlsafe())
    if shared_with:
        _share(installation, usecases.visit(installation, key), shared_with, name)
    usecases.leave(installation, visit)
    return shown(visit.checkup.code)


def _share(installation: Installation, visit: Visit, shared_with: SharedWith, name: str) -> None:
    """Share a made-up check; half of them bear a name, and a third would like a visit."""
    if _number(f"{name}/naam", 2):
        addressee = usecases.Addressee(f"Voorbeeldzaak {name}")
        usecases.address(installation, visit, addressee, nonce=token_urlsafe())
    visited = _number(f"{name}/bezoek", 3) == 0
    wish = Wish(Contacting.VISIT, f"voorbeeld-{name.replace('/', '-')}@example.org") if visited else None
    sharing.share_by_tick(installation, visit, shared_with.association, wish, nonce=token_urlsafe())


def _shared_with(questionnaire: Questionnaire, written: str) -> SharedWith:
    association, _, region = written.partition(":")
    regions = questionnaire.questions[questionnaire.region_question].option
    if association not in set(Association) or region not in regions:
        said = f"{written!r} is not one of {', '.join(Association)}, a colon and one of {', '.join(regions)}"
        raise click.BadParameter(said, param_hint="--share")
    return SharedWith(Association(association), region)


def made_up_answers(
    questionnaire: Questionnaire, name: str, given: Mapping[QuestionId, Answer] | None = None
) -> dict[QuestionId, Answer]:
    """Answer every core question that applies, one after the other, as the answers before it have it."""
    answers = dict(given or {})
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
