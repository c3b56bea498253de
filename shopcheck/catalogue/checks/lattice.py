"""What is counted: every name exists, every branch is in one class, and no check is in more tables than it may be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shopcheck.catalogue.checks.references import question_known, unique
from shopcheck.catalogue.counting import StatisticsShape
from shopcheck.catalogue.problems import near
from shopcheck.core.questionnaire import Kind, Tier
from shopcheck.core.statistics import COMBINED, MOST_TOUCHED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shopcheck.catalogue.counting import IndicatorShape
    from shopcheck.catalogue.files import Document
    from shopcheck.catalogue.names import Draft
    from shopcheck.catalogue.shapes import QuestionShape
    from shopcheck.core.errors import Problem

ALWAYS = 2  # tables that every check is in: the number, and the score


def lattice(draft: Draft) -> Iterator[Problem]:
    """Check statistiek.yaml, where there is one."""
    for document in draft.those(StatisticsShape):
        yield from _topics(draft, document)
        yield from _sectors(document)
        yield from _branches(draft, document)
        yield from _indicators(draft, document)
        yield from _touched(document)


def _topics(draft: Draft, document: Document[StatisticsShape]) -> Iterator[Problem]:
    shape, check = document.shape, draft.check.shape
    known = [topic.form for topic in check.topics]
    yield from unique((name, document.at("topics", at)) for at, name in enumerate(shape.topics))
    for at, name in enumerate(shape.topics):
        if name not in known:
            yield document.at("topics", at).problem("PC307", name=name, near=near(name, known))
    bands = [band.id for band in check.scoring.bands]
    if shape.bands != bands:
        yield document.at("bands").problem("PC133", expected=", ".join(bands))


def _sectors(document: Document[StatisticsShape]) -> Iterator[Problem]:
    yield from unique((one.id, document.at("sectors", at, "id")) for at, one in enumerate(document.shape.sectors))
    for at, one in enumerate(document.shape.sectors):
        if one.id == COMBINED:
            yield document.at("sectors", at, "id").problem("PC136", name=one.id)


def _branches(draft: Draft, document: Document[StatisticsShape]) -> Iterator[Problem]:
    asked = draft.questions.get(draft.check.shape.branch_question)
    if asked is None:
        return
    seen: dict[str, str] = {}
    for number, sector in enumerate(document.shape.sectors):
        for at, branch in enumerate(sector.branches):
            place = document.at("sectors", number, "branches", at)
            if branch not in asked.options:
                yield place.problem("PC302", name=branch, question=asked.id, near=near(branch, asked.options))
            elif branch in seen:
                yield place.problem("PC132", name=branch, other=seen[branch])
            seen.setdefault(branch, sector.id)
    for branch in asked.options:
        if branch not in seen:
            yield document.at("sectors").problem("PC131", name=branch)


def _indicators(draft: Draft, document: Document[StatisticsShape]) -> Iterator[Problem]:
    asked = {one.id: one for form in draft.forms for one in form.shape.questions}
    counted, cut_by = document.shape.indicators, {draft.check.shape.branch_question, draft.check.shape.region_question}
    yield from unique((one.question, document.at("indicators", at, "question")) for at, one in enumerate(counted))
    for at, one in enumerate(counted):
        question = asked.get(one.question)
        if question is None:
            yield from question_known(draft, one.question, document.at("indicators", at, "question"))
        elif question.tier is not Tier.CORE or question.kind is not Kind.CHOICE or one.question in cut_by:
            yield document.at("indicators", at, "question").problem("PC134", name=one.question)
        else:
            yield from _yes(document, at, one, question)


def _yes(
    document: Document[StatisticsShape], number: int, indicator: IndicatorShape, question: QuestionShape
) -> Iterator[Problem]:
    fixed = [one.id for one in question.options if not (one.unknown or one.not_applicable)]
    named = [one.id for one in question.options]
    for at, name in enumerate(indicator.yes):
        place = document.at("indicators", number, "yes", at)
        if name not in named:
            yield place.problem("PC302", name=name, question=question.id, near=near(name, fixed))
        elif name not in fixed:
            yield place.problem("PC137", name=name)
    if set(indicator.yes) >= set(fixed):
        yield document.at("indicators", number, "yes").problem("PC135", name=question.id)


def _touched(document: Document[StatisticsShape]) -> Iterator[Problem]:
    shape = document.shape
    number = ALWAYS + len(shape.topics) + len(shape.indicators)
    if number > MOST_TOUCHED:
        yield document.at("topics").problem("PC138", number=number, most=MOST_TOUCHED)
