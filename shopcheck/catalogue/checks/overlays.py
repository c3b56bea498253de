"""What a region says: in its place, about things that exist, and to somebody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shopcheck.catalogue.checks.references import known, known_one, unique
from shopcheck.catalogue.checks.search import Goal, Search, TooComplex
from shopcheck.catalogue.overlay import RegionShape
from shopcheck.catalogue.problems import near
from shopcheck.core.response import sector_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shopcheck.catalogue.files import Document
    from shopcheck.catalogue.names import Draft
    from shopcheck.core.errors import Problem
    from shopcheck.core.questionnaire import Offer, Region


def overlays(draft: Draft) -> Iterator[Problem]:
    """Check the files of the regions: one per answer, every name known, own questions beside the national ones."""
    yield from _files(draft)
    for document in draft.those(RegionShape):
        yield from _names(draft, document)
        yield from _accents(draft, document)
        yield from _questions(draft, document)


def _files(draft: Draft) -> Iterator[Problem]:
    question = draft.questions.get(draft.check.shape.region_question)
    if question is None:
        return
    regions = {document.shape.code: document for document in draft.those(RegionShape)}
    for code, document in regions.items():
        if code not in question.options:
            yield document.at("code").problem("PC314", name=code, question=question.id)
        if document.stem != code.lower():
            yield document.at("code").problem("PC311", name=code.lower(), file=f"{document.stem}.yaml")
    if "region" not in draft.folder.unreadable:
        stems = {path.stem for path in (draft.folder.path / "regios").glob("*.yaml")}
        for code in question.options:
            if code not in regions and code.lower() not in stems:
                yield question.place.problem("PC315", name=code, file=f"{code.lower()}.yaml")


def _names(draft: Draft, document: Document[RegionShape]) -> Iterator[Problem]:
    shape = document.shape
    yield from known(draft, "contacts", document, ("contacts",), shape.contacts)
    yield from unique((one.id, document.at(key, at, "id")) for key, at, one in shape.facts)
    for key, at, one in shape.facts:
        yield from known(draft, "sources", document, (key, at, "sources"), one.sources)
    for at, offer in enumerate(shape.offers):
        if offer.contact:
            yield from known_one(draft, "contacts", offer.contact, document.at("offers", at, "contact"))


def _accents(draft: Draft, document: Document[RegionShape]) -> Iterator[Problem]:
    measures = draft.known["measures"]
    if measures is None:
        return
    there = measures | {topic.form for topic in draft.check.shape.topics}
    for at, name in enumerate(document.shape.accents):
        place = document.at("accents", at)
        if name in document.shape.accents[:at]:
            yield place.problem("PC316", name=name)
        elif name not in there:
            yield place.problem("PC318", name=name, near=near(name, there))


def _questions(draft: Draft, document: Document[RegionShape]) -> Iterator[Problem]:
    shape = document.shape
    prefix = f"{shape.code.lower()}_"
    yield from unique((one.id, document.at("questions", at, "id")) for at, one in enumerate(shape.questions))
    for at, one in enumerate(shape.questions):
        place = document.at("questions", at, "id")
        options = enumerate(one.options)
        yield from unique((option.id, document.at("questions", at, "options", n, "id")) for n, option in options)
        if one.id in draft.questions:
            yield place.problem("PC530", name=one.id, prefix=prefix)
        elif not one.id.startswith(prefix):
            yield place.problem("PC317", name=one.id, code=shape.code, prefix=prefix)


def within_reach(draft: Draft, search: Search) -> Iterator[Problem]:
    """Prove that every offer is for somebody in its region."""
    regions = search.questionnaire.regions
    for document in draft.those(RegionShape):
        region = next(one for one in regions.values() if one.code == document.shape.code)
        for at, offer in enumerate(region.offers):
            place = document.at("offers", at, "id")
            try:
                if not _reaches(search, region, offer):
                    yield place.problem("PC529", name=offer.id)
            except TooComplex:
                yield place.problem("PC605", name=offer.id)


def _reaches(search: Search, region: Region, offer: Offer) -> bool:
    questionnaire = search.questionnaire
    goal = Goal({questionnaire.region_question: region.code}, true=(offer.when,) if offer.when else ())
    return any(sector_of(questionnaire, answers) in offer.sectors for answers in search.witnesses(goal))
