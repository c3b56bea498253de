"""What one question must keep to: kinds, points, what each sort of answer may and may not carry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shopcheck.catalogue import shapes
from shopcheck.core.questionnaire import Kind, Sector

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shopcheck.catalogue.files import Document, Loc
    from shopcheck.catalogue.names import Draft
    from shopcheck.core.errors import Problem

FIXED = {Kind.CHOICE, Kind.CHOICES}
PROFILE_NEVER = ("detection", "critical", "urgent", "advise")
NOT_APPLICABLE_NEVER = ("points", "detection", "critical", "urgent", "advise", "law")


def points(draft: Draft) -> Iterator[Problem]:
    """Check every question by itself, and the measures and the two special questions that lean on it."""
    for document in draft.forms:
        profile = document.shape.id == draft.check.shape.inherent.form
        for number, question in enumerate(document.shape.questions):
            loc: Loc = ("questions", number)
            yield from _kind(document, loc, question)
            if profile:
                yield from _in_profile(document, loc, question)
            else:
                yield from _outside_profile(document, loc, question)
            for at, option in enumerate(question.options):
                yield from _option(draft, document, (*loc, "options", at), option, profile=profile)
    yield from _branch(draft)
    yield from _region(draft)
    yield from _costs(draft)
    yield from _better(draft)


def _kind(document: Document[shapes.FormShape], loc: Loc, question: shapes.QuestionShape) -> Iterator[Problem]:
    many = len(question.options)
    if question.kind in FIXED and many < 2:  # noqa: PLR2004 - one answer is no choice
        wanted = "minstens twee antwoorden in options"
        yield document.at(*loc, "kind").problem("PC501", kind=question.kind, wanted=wanted)
    if question.kind not in FIXED and many:
        yield document.key(*loc, "options").problem("PC501", kind=question.kind, wanted="geen options")


def _in_profile(document: Document[shapes.FormShape], loc: Loc, question: shapes.QuestionShape) -> Iterator[Problem]:
    for at, option in enumerate(question.options):
        for key in PROFILE_NEVER:
            if getattr(option, key):
                yield document.key(*loc, "options", at, key).problem("PC505", key=key)


def _outside_profile(
    document: Document[shapes.FormShape], loc: Loc, question: shapes.QuestionShape
) -> Iterator[Problem]:
    if question.lever is None:
        yield document.at(*loc).problem("PC502", key="lever")
    counted = [option for option in question.options if not (option.unknown or option.not_applicable)]
    losing = [option for option in question.options if option.points or option.detection]
    if counted and all(option in losing for option in counted):
        yield document.at(*loc).problem("PC511")
    if losing and not question.good:
        yield document.at(*loc).problem("PC503")
    for at, option in enumerate(question.options):
        if option.unknown and (option.points or option.detection):
            yield document.at(*loc, "options", at).problem("PC507")
        elif option in losing and not (option.advise or option.not_applicable):
            yield document.at(*loc, "options", at).problem("PC504", option=option.id)


def _option(
    draft: Draft, document: Document[shapes.FormShape], loc: Loc, option: shapes.OptionShape, *, profile: bool
) -> Iterator[Problem]:
    question = document.shape.questions[int(loc[1])]
    if option.unknown and option.not_applicable:
        yield document.at(*loc).problem("PC509")
    if option.not_applicable:
        for key in NOT_APPLICABLE_NEVER:
            if getattr(option, key):
                yield document.key(*loc, key).problem("PC508", key=key)
    if option.sector and question.id != draft.check.shape.branch_question:
        yield document.key(*loc, "sector").problem("PC506", key="sector", where="bij de branchevraag")
    if option.after_robbery and not profile:
        yield document.key(*loc, "after_robbery").problem("PC506", key="after_robbery", where="in profiel")


def _special(draft: Draft, name: str) -> tuple[Document[shapes.FormShape], Loc, shapes.QuestionShape] | None:
    for document in draft.forms:
        for number, question in enumerate(document.shape.questions):
            if question.id == name:
                return document, ("questions", number), question
    return None


def _branch(draft: Draft) -> Iterator[Problem]:
    yield from _always(draft, draft.check.shape.branch_question, "branche")
    found = _special(draft, draft.check.shape.branch_question)
    if not found:
        return
    document, loc, question = found
    for at, option in enumerate(question.options):
        if option.sector is None:
            yield document.at(*loc, "options", at).problem("PC201", key="sector")
    named = {option.sector for option in question.options}
    for sector in Sector:
        if sector not in named:
            yield document.at(*loc).problem("PC526", sector=sector)
        if sector not in draft.check.shape.senders:
            yield draft.check.at("senders").problem("PC201", key=sector)


def _region(draft: Draft) -> Iterator[Problem]:
    yield from _always(draft, draft.check.shape.region_question, "regio")


def _always(draft: Draft, name: str, what: str) -> Iterator[Problem]:
    found = _special(draft, name)
    if not found:
        return
    document, loc, question = found
    place = document.at(*loc)
    if document.shape.id != draft.check.shape.inherent.form:
        yield place.problem("PC525", what=what, wanted="hoort in profiel")
    if question.kind is not Kind.CHOICE:
        yield place.problem("PC525", what=what, wanted="is van soort choice")
    if question.when is not None or set(question.sectors) != set(Sector):
        yield place.problem("PC525", what=what, wanted="heeft geen when of sectors")


def _costs(draft: Draft) -> Iterator[Problem]:
    for document in draft.those(shapes.MeasuresShape):
        for number, measure in enumerate(document.shape.measures):
            cost, place = measure.cost, document.at("measures", number, "cost")
            if cost.from_ > cost.to:
                yield place.problem("PC521", low=cost.from_, high=cost.to)
            if cost.sort == "gratis" and cost.to:
                yield place.problem("PC522")


def _better(draft: Draft) -> Iterator[Problem]:
    """A measure makes true what loses less than the answers that ask for it."""
    questions = {question.id: question for document in draft.forms for question in document.shape.questions}
    for document in draft.those(shapes.MeasuresShape):
        for number, measure in enumerate(document.shape.measures):
            for name, option in measure.sets.items():
                place = document.at("measures", number, "sets", name)
                if name in questions and _no_better(questions[name], option, measure.id):
                    yield place.problem("PC523", option=option, question=name)


def _no_better(question: shapes.QuestionShape, name: str, measure: str) -> bool:
    target = next((option for option in question.options if option.id == name), None)
    if target is None:
        return False
    if target.unknown or target.not_applicable:
        return True
    rivals = [option for option in question.options if measure in option.advise and not option.unknown]
    rivals = rivals or [max(question.options, key=_loss)]
    return any((target.points, target.detection) == (o.points, o.detection) for o in rivals) or any(
        target.points > rival.points or target.detection > rival.detection for rival in rivals
    )


def _loss(option: shapes.OptionShape) -> float:
    return option.points + option.detection
