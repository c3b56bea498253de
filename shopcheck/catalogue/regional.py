"""From the file of a region to the values of the core: what it says and offers; its own questions as a last form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shopcheck.core.profile import AS_THE_COUNTRY
from shopcheck.core.questionnaire import (
    ContactId,
    Form,
    FormId,
    Kind,
    Offer,
    Option,
    OptionId,
    Question,
    QuestionId,
    Region,
    RegionalText,
    RegionCode,
    SourceId,
    Tier,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from shopcheck.catalogue.compiling import Compiler
    from shopcheck.catalogue.files import Document
    from shopcheck.catalogue.names import Draft
    from shopcheck.catalogue.overlay import OfferShape, RegionalQuestionShape, RegionalTextShape, RegionShape
    from shopcheck.core.conditions import Condition

OWN_FORM = "regio_"  # and the code: the form that holds a region's own questions


def region(document: Document[RegionShape], compiler: Compiler) -> Region:
    """Build one region; a condition that does not hold water is a problem of the compiler."""
    shape = document.shape
    return Region(
        code=RegionCode(shape.code),
        title=shape.title,
        contacts=tuple(map(ContactId, shape.contacts)),
        texts=tuple(map(_text, shape.texts)),
        offers=tuple(_offer(one, _when(document, at, compiler)) for at, one in enumerate(shape.offers)),
        accents=frozenset(shape.accents),
        release=shape.release.profile if shape.release else AS_THE_COUNTRY,
    )


def _text(shape: RegionalTextShape) -> RegionalText:
    return RegionalText(shape.id, shape.text, tuple(map(SourceId, shape.sources)), shape.checked_on, shape.valid_until)


def _when(document: Document[RegionShape], at: int, compiler: Compiler) -> Condition | None:
    raw = document.shape.offers[at].when
    return None if raw is None else compiler.condition(document, ("offers", at, "when"), raw)


def _offer(shape: OfferShape, when: Condition | None) -> Offer:
    return Offer(
        id=shape.id,
        title=shape.title,
        text=shape.text,
        contact=ContactId(shape.contact) if shape.contact else None,
        sectors=frozenset(shape.sectors),
        when=when,
        sources=tuple(map(SourceId, shape.sources)),
        checked_on=shape.checked_on,
        valid_until=shape.valid_until,
    )


def own_forms(documents: Iterable[Document[RegionShape]], draft: Draft, compiler: Compiler) -> Iterator[Form]:
    """Build a form for every region that asks something: without weight, in depth, for shops in that region only."""
    name = draft.check.shape.region_question
    asked = draft.questions.get(name)
    for document in documents:
        shape = document.shape
        if shape.questions and asked and shape.code in asked.options:
            there = compiler.scope.compile(compiler.scope.spell({name: shape.code}))
            form = FormId(OWN_FORM + shape.code.lower())
            yield Form(
                id=form,
                title=f"In uw regio: {shape.title}",
                intro="Deze vragen stelt uw regio. Ze tellen niet mee in uw uitslag.",
                questions=tuple(_question(one, form, there) for one in shape.questions),
                region=RegionCode(shape.code),
            )


def _question(shape: RegionalQuestionShape, form: FormId, there: Condition) -> Question:
    return Question(
        id=QuestionId(shape.id),
        form=form,
        text=shape.text,
        kind=Kind(shape.kind),
        tier=Tier.DEEP,
        why=shape.why,
        help=shape.help or "",
        when=there,
        options=tuple(Option(OptionId(one.id), one.text) for one in shape.options),
    )
