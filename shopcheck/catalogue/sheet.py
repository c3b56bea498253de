"""What one region is made of, for a person who maintains it: each part in words, with the place it comes from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shopcheck.catalogue import shapes
from shopcheck.catalogue.overlay import RegionShape

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from shopcheck.catalogue.files import Document
    from shopcheck.catalogue.names import Draft
    from shopcheck.catalogue.overlay import OfferShape, RegionalTextShape
    from shopcheck.catalogue.problems import Place


HEADS = ("Contacten", "Teksten", "Aanbod", "Accenten", "Eigen vragen")


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that a region says, under one of the heads, and where that is written."""

    head: str
    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Sheet:
    """All that one region says, what it names in other files filled in."""

    title: str
    lines: tuple[Line, ...]

    def under(self, head: str) -> tuple[Line, ...]:
        """Give the lines under one head."""
        return tuple(line for line in self.lines if line.head == head)


def lay_out(draft: Draft) -> dict[str, Sheet]:
    """Lay out every region of a questionnaire without problems, by code."""
    return {one.shape.code: Sheet(one.shape.title, tuple(_lines(draft, one))) for one in draft.those(RegionShape)}


def _lines(draft: Draft, document: Document[RegionShape]) -> Iterator[Line]:
    shape = document.shape
    contacts = _contacts(draft)
    for name in shape.contacts:
        yield Line("Contacten", *contacts[name])
    for at, text in enumerate(shape.texts):
        yield Line("Teksten", f"{text.text} ({_basis(text)})", document.at("texts", at))
    for at, offer in enumerate(shape.offers):
        yield Line("Aanbod", _offer(offer, contacts), document.at("offers", at))
    for at, name in enumerate(shape.accents):
        yield Line("Accenten", _title(draft, name), document.at("accents", at))
    for at, question in enumerate(shape.questions):
        choices = " / ".join(option.text for option in question.options)
        yield Line("Eigen vragen", f"{question.text} {choices}", document.at("questions", at))


def _contacts(draft: Draft) -> dict[str, tuple[str, Place]]:
    found: dict[str, tuple[str, Place]] = {}
    for document in draft.those(shapes.ContactsShape):
        for at, one in enumerate(document.shape.contacts):
            verified = f"nagekeken {one.verified_on}" if one.verified_on else "nog niet nagekeken"
            known = ", ".join(filter(None, (one.title, one.phone, one.site)))
            found[one.id] = f"{known} ({verified}, geldig tot en met {one.valid_until})", document.at("contacts", at)
    return found


def _basis(fact: RegionalTextShape) -> str:
    return f"bron {', '.join(fact.sources)}; nagekeken {fact.checked_on}, geldig tot en met {fact.valid_until}"


def _offer(offer: OfferShape, contacts: Mapping[str, tuple[str, Place]]) -> str:
    whom = ", ".join(sorted(offer.sectors))
    when = f", als {_spelled(offer.when)}" if offer.when else ""
    ask = f" Vragen bij: {contacts[offer.contact][0].partition(' (')[0]}." if offer.contact else ""
    return f"{offer.title}. {offer.text}{ask} Voor: {whom}{when}. ({_basis(offer)})"


def _spelled(when: str | dict[str, str | list[str]]) -> str:
    if isinstance(when, str):
        return when
    wanted = {name: [one] if isinstance(one, str) else one for name, one in when.items()}
    return " en ".join(f"{name} is {' of '.join(words)}" for name, words in wanted.items())


def _title(draft: Draft, name: str) -> str:
    measures = (one for document in draft.those(shapes.MeasuresShape) for one in document.shape.measures)
    measure = next((f"maatregel: {one.title}" for one in measures if one.id == name), None)
    return measure or next(f"onderwerp: {form.shape.title}" for form in draft.forms if form.shape.id == name)
