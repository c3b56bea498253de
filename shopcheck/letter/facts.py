"""Facts that may be printed: known, verified, and not older than their date. Anything else stops the letter."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shopcheck.core.errors import LetterRefused
from shopcheck.letter.letter import Helper
from shopcheck.letter.wording import day

if TYPE_CHECKING:
    from datetime import date

    from shopcheck.core.questionnaire import (
        Contact,
        ContactId,
        LawPoint,
        Measure,
        Offer,
        Questionnaire,
        Region,
        RegionalText,
        Source,
        SourceId,
    )


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts of a questionnaire as they may be printed on one day. Every method raises LetterRefused."""

    questionnaire: Questionnaire
    on: date

    def measure(self, measure: Measure) -> Measure:
        """Give the measure back if it is still valid."""
        self._not_expired("maatregel", measure.id, measure.valid_until, "maatregelen.yaml")
        return measure

    def law(self, point: LawPoint) -> LawPoint:
        """Give the point of law back if it is still valid."""
        self._not_expired("wettelijk punt", point.id, point.valid_until, "wet.yaml")
        return point

    def source(self, source_id: SourceId) -> Source:
        """Find a source by id."""
        if source_id not in self.questionnaire.sources:
            raise LetterRefused(f"bron '{source_id}' bestaat niet op {day(self.on)}: zet hem in bronnen.yaml.")
        return self.questionnaire.sources[source_id]

    def contact(self, contact_id: ContactId) -> Helper:
        """Find a contact by id: somebody must have verified it, and not too long ago."""
        contact = self.questionnaire.contacts.get(contact_id)
        if contact is None:
            raise LetterRefused(f"contact '{contact_id}' bestaat niet op {day(self.on)}: zet het in contacten.yaml.")
        if contact.verified_on is None:
            raise LetterRefused(
                f"contact '{contact_id}' is op {day(self.on)} nog niet gecontroleerd: "
                "controleer het en zet verified_on erbij in contacten.yaml."
            )
        self._not_expired("contact", contact_id, contact.valid_until, "contacten.yaml")
        return _helper(contact)

    def phone(self, contact_id: ContactId) -> Helper:
        """Find a contact that is no use without a telephone number."""
        helper = self.contact(contact_id)
        if not helper.phone:
            raise LetterRefused(
                f"contact '{contact_id}' heeft op {day(self.on)} geen nummer: zet phone erbij in contacten.yaml."
            )
        return helper

    def regional(self, said: RegionalText | Offer, region: Region) -> None:
        """See to it that what a region says is still valid."""
        self._not_expired("regionale tekst", said.id, said.valid_until, f"regios/{region.code.lower()}.yaml")

    def _not_expired(self, sort: str, fact_id: str, valid_until: date, path: str) -> None:
        if valid_until < self.on:
            raise LetterRefused(
                f"{sort} '{fact_id}' was geldig tot en met {day(valid_until)}: "
                f"controleer of het nog klopt en zet de nieuwe datum in {path}."
            )


def _helper(contact: Contact) -> Helper:
    site = contact.site.removeprefix("https://").removeprefix("http://").removeprefix("www.").rstrip("/")
    return Helper(contact.title, contact.phone, site, contact.note)
