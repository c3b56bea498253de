"""What partners are told: nobody is left out or left without a word, and every figure that is named is counted."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from shopcheck.catalogue.checks.references import unique
from shopcheck.catalogue.counting import StatisticsShape
from shopcheck.catalogue.partners import PartnersShape
from shopcheck.catalogue.problems import near
from shopcheck.core.partners import REGION, SHARE, Partner
from shopcheck.core.statistics import NO, YES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from shopcheck.catalogue.files import Document
    from shopcheck.catalogue.names import Draft
    from shopcheck.catalogue.partners import ClaimShape, PartnerShape
    from shopcheck.core.errors import Problem

    Partners = Document[PartnersShape]
    Tables = Mapping[str, Sequence[str]]  # table → its lines

OPEN = re.compile(r"\{[^}]*\}?")


def partners(draft: Draft) -> Iterator[Problem]:
    """Check partners.yaml, where there is one."""
    counted = [document.shape for document in draft.those(StatisticsShape)]
    tables, sectors = _tables(counted), [sector.id for shape in counted for sector in shape.sectors]
    for document in draft.those(PartnersShape):
        there = document.shape.partners
        yield from unique((one.id, document.at("partners", at, "id")) for at, one in enumerate(there))
        missing = [name for name in Partner if name not in {one.id for one in there}]
        yield from (document.at("partners").problem("PC150", name=name) for name in missing)
        for at, one in enumerate(there):
            yield from _partner(document, at, one, sectors)
            yield from _sources(draft, document, at, one)
            yield from _paragraphs(document, at, one, tables)


def _tables(counted: Sequence[StatisticsShape]) -> Tables:
    topics = {f"onderwerp/{topic}": shape.bands for shape in counted for topic in shape.topics}
    return topics | {f"vraag/{one.question}": [YES, NO] for shape in counted for one in shape.indicators}


def _partner(document: Partners, at: int, one: PartnerShape, sectors: Sequence[str]) -> Iterator[Problem]:
    if one.id not in set(Partner):
        yield document.at("partners", at, "id").problem("PC159", name=one.id, near=near(one.id, Partner))
    if one.sector and one.sector not in sectors:
        place = document.at("partners", at, "sector")
        yield place.problem("PC157", name=one.sector, near=near(one.sector, sectors))
    if all(paragraph.when for paragraph in one.paragraphs):
        yield document.at("partners", at, "paragraphs").problem("PC151", name=one.id)


def _sources(draft: Draft, document: Partners, at: int, one: PartnerShape) -> Iterator[Problem]:
    known = draft.known["sources"]
    for number, name in enumerate(one.sources):
        if known is not None and name not in known:
            place = document.at("partners", at, "sources", number)
            yield place.problem("PC304", name=name, near=near(name, known))


def _paragraphs(document: Partners, at: int, partner: PartnerShape, tables: Tables) -> Iterator[Problem]:
    for number, one in enumerate(partner.paragraphs):
        loc = ("partners", at, "paragraphs", number)
        may_stand = {REGION, SHARE} if one.when and one.when.lines else {REGION}
        for found in OPEN.findall(one.text):
            if found not in may_stand:
                yield document.at(*loc, "text").problem("PC154", name=found)
        if one.when:
            yield from _claim(document, (*loc, "when"), one.when, tables)
            for key in ("country", "trend"):
                if partner.sector and getattr(one.when, key):
                    yield document.key(*loc, "when", key).problem("PC158", key=key)


def _claim(document: Partners, loc: tuple[str | int, ...], claim: ClaimShape, tables: Tables) -> Iterator[Problem]:
    limits = [one for one in (claim.at_least, claim.at_most) if one is not None]
    of_table = bool(claim.lines or claim.country or claim.trend)
    if bool(claim.lines) != bool(limits) or of_table != bool(claim.table) or not (of_table or claim.checks):
        yield document.key(*loc).problem("PC155")
    if claim.table and claim.table not in tables:
        yield document.at(*loc, "table").problem("PC152", name=claim.table, near=near(claim.table, tables))
    elif claim.table:
        lines = tables[claim.table]
        for at, line in enumerate(claim.lines):
            if line not in lines:
                place = document.at(*loc, "lines", at)
                yield place.problem("PC153", name=line, table=claim.table, near=near(line, lines))
    if claim.at_least is not None and claim.at_most is not None and claim.at_least > claim.at_most:
        yield document.at(*loc, "at_least").problem("PC156", least=claim.at_least, most=claim.at_most)
