"""The check on paper: which questions, under which codes, and what stands around them. Pure: no clock, no files."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date  # noqa: TC003 - dataclass fields are read at run time
from itertools import groupby
from typing import TYPE_CHECKING

from shopcheck.core.codes import check_number, codes, letters, stamp
from shopcheck.core.paper import CORE, on_paper
from shopcheck.core.questionnaire import Kind, Sector
from shopcheck.letter.applies import applies
from shopcheck.letter.compose import EMERGENCY
from shopcheck.letter.facts import Facts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shopcheck.core.paper import PaperQuestion
    from shopcheck.core.questionnaire import OptionId, QuestionId, Questionnaire, Tier

SECTORS = {Sector.SHOP: "winkels", Sector.HORECA: "horeca"}
EVERYBODY = "winkels en horeca"


@dataclass(frozen=True, slots=True)
class Box:
    """One option with the box to tick; `ticked` when this paper is for that answer alone."""

    letter: str
    text: str
    ticked: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """One question as printed. `applies` says when to answer; `postcode` asks for four digits if in doubt."""

    code: str
    text: str
    help: str
    applies: str
    kind: Kind
    boxes: tuple[Box, ...]
    postcode: bool


@dataclass(frozen=True, slots=True)
class Subject:
    """The questions of one form of the questionnaire."""

    title: str
    intro: str
    asked: tuple[Asked, ...]


@dataclass(frozen=True, slots=True)
class PaperForm:
    """A check to be filled in with a pen. `edition` stands on every page, `stamp` in the QR code; nobody's name.

    `quick` is the ten-minute path; `roomy` gives few questions more space.
    """

    product: str
    whom: str
    adviser: str
    edition: str
    stamp: str
    on: date
    quick: bool
    roomy: bool
    motto: str
    emergency: str
    subjects: tuple[Subject, ...]


def compose_form(
    questionnaire: Questionnaire,
    sector: Sector | None = None,
    branch: OptionId | None = None,
    tiers: frozenset[Tier] = CORE,
    *,
    on: date,
) -> PaperForm:
    """Make the paper for one branch, one sector or everybody, as of one day.

    Raises LetterRefused: a number or name that is printed is too old or was never verified.
    """
    facts = Facts(questionnaire, on)
    named = questionnaire.questions[questionnaire.branch_question].option
    if branch is not None:
        sector = named[branch].sector
    whom = named[branch].text if branch else SECTORS[sector] if sector else EVERYBODY
    return PaperForm(
        product=questionnaire.title,
        whom=whom,
        adviser=f"de adviseur van {facts.contact(questionnaire.senders[sector]).title}" if sector else "uw adviseur",
        edition=f"{questionnaire.id} {questionnaire.version} · controlegetal {check_number(questionnaire)}",
        stamp=stamp(questionnaire, sector, branch),
        on=on,
        quick=tiers == CORE,
        roomy=branch is not None,
        motto=questionnaire.motto,
        emergency=facts.phone(EMERGENCY).phone,
        subjects=_subjects(questionnaire, on_paper(questionnaire, sector, branch, tiers)),
    )


def _subjects(questionnaire: Questionnaire, asked: tuple[PaperQuestion, ...]) -> tuple[Subject, ...]:
    known = codes(questionnaire)
    return tuple(
        Subject(
            questionnaire.form[form].title,
            questionnaire.form[form].intro,
            tuple(_asked(questionnaire, one, known) for one in group),
        )
        for form, group in groupby(asked, key=lambda one: one.question.form)
    )


def _asked(questionnaire: Questionnaire, asked: PaperQuestion, known: Mapping[QuestionId, str]) -> Asked:
    question, spelled = asked.question, letters(asked.question)
    for_one = question.id == questionnaire.branch_question and len(asked.options) == 1
    return Asked(
        code=known[question.id],
        text=question.text,
        help="" if for_one else question.help,
        applies=applies(asked.gate, questionnaire, known),
        kind=question.kind,
        boxes=tuple(Box(spelled[one.id], one.text, for_one) for one in asked.options),
        postcode=question.id == questionnaire.region_question,
    )
