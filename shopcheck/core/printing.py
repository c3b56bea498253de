"""Why a letter that an adviser wanted to print is not in the pile."""

from __future__ import annotations

from enum import StrEnum


class NotPrinted(StrEnum):
    """The reason; `said` is what the adviser reads, on screen and on the sheet on top of the pile."""

    TAKEN_BACK = "taken_back"
    NOT_YOURS = "not_yours"
    OUTDATED = "outdated"
    UNFINISHED = "unfinished"
    UNREADABLE = "unreadable"
    FAILED = "failed"

    @property
    def said(self) -> str:
        """Say it plainly."""
        return SAID[self]


SAID = {
    NotPrinted.TAKEN_BACK: "De ondernemer deelt deze check niet meer.",
    NotPrinted.NOT_YOURS: "Uw account mag deze check niet meer zien.",
    NotPrinted.OUTDATED: "In de brief staat een feit dat te oud is. Wij kijken het eerst na.",
    NotPrinted.UNFINISHED: "De check heeft nog geen uitslag. Vraag de ondernemer om meer vragen te beantwoorden.",
    NotPrinted.UNREADABLE: "Wij kunnen deze check niet openen. Laat het uw beheerder weten.",
    NotPrinted.FAILED: "Het lukte niet om deze brief te maken. Print hem straks los, bij de check zelf.",
}
