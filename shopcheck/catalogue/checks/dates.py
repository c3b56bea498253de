"""Facts age: what was looked at when, and until when it may be believed."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from shopcheck.catalogue import shapes
from shopcheck.catalogue.overlay import RegionShape
from shopcheck.catalogue.partners import PartnersShape

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from shopcheck.catalogue.names import Draft
    from shopcheck.catalogue.problems import Place
    from shopcheck.core.errors import Problem

YEAR = timedelta(days=365)  # after so long, somebody should look again
SOON = timedelta(days=60)  # so long beforehand, an author is told
Dated = tuple[str, "date | None", "date | None", "Place"]


def order_of_dates(draft: Draft) -> Iterator[Problem]:
    """Nothing expires before it was looked at."""
    for _, since, until, place in _dated(draft):
        if since and until and until < since:
            yield place.problem("PC701", until=until, since=since)


def expired(draft: Draft, on: date) -> Iterator[Problem]:
    """Say what is out of date, or not yet looked at, on a given day."""
    for name, since, until, place in _dated(draft):
        if until and until < on:
            yield place.problem("PC702", name=name, until=until)
        if since and since > on:
            yield place.problem("PC703", name=name, since=since)


def ageing(draft: Draft, on: date) -> Iterator[Problem]:
    """Say what was looked at long ago, and what will soon be out of date. Nothing is wrong yet."""
    for name, since, until, place in _dated(draft):
        if since and on - since > YEAR:
            yield place.problem("PC704", name=name, since=since)
        if until and on <= until <= on + SOON:
            yield place.problem("PC705", name=name, until=until)


def _dated(draft: Draft) -> Iterator[Dated]:
    for measures in draft.those(shapes.MeasuresShape):
        for n, one in enumerate(measures.shape.measures):
            yield one.id, one.checked_on, one.valid_until, measures.at("measures", n, "valid_until")
    for law in draft.those(shapes.LawsShape):
        for n, point in enumerate(law.shape.law):
            yield point.id, point.checked_on, point.valid_until, law.at("law", n, "valid_until")
    for contacts in draft.those(shapes.ContactsShape):
        for n, contact in enumerate(contacts.shape.contacts):
            yield contact.id, contact.verified_on, contact.valid_until, contacts.at("contacts", n, "valid_until")
    yield from _dated_in_regions(draft)
    yield from _dated_for_partners(draft)
    for sources in draft.those(shapes.SourcesShape):
        for n, source in enumerate(sources.shape.sources):
            yield source.id, source.checked_on, None, sources.at("sources", n, "checked_on")


def _dated_in_regions(draft: Draft) -> Iterator[Dated]:
    for region in draft.those(RegionShape):
        for key, n, fact in region.shape.facts:
            yield fact.id, fact.checked_on, fact.valid_until, region.at(key, n, "valid_until")


def _dated_for_partners(draft: Draft) -> Iterator[Dated]:
    for document in draft.those(PartnersShape):
        for n, one in enumerate(document.shape.partners):
            yield one.id, one.checked_on, one.valid_until, document.at("partners", n, "valid_until")
