"""What a region's partners are told beside the figures, and when. Frozen; made by the catalogue from partners.yaml."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date  # noqa: TC003 - dataclass fields are read at run time
from enum import StrEnum

REGION, SHARE = "{regio}", "{deel}"  # what a text may leave open


class Partner(StrEnum):
    """Everybody who receives the figures of a region. Only those are for them, also at an association with advisers."""

    MUNICIPALITY = "gemeente"
    POLICE = "politie"
    PROSECUTION = "om"
    PROBATION = "reclassering"
    VICTIM_SUPPORT = "slachtofferhulp"
    PVO = "pvo"
    KHN = "khn"
    DN = "dn"

    @property
    def full_name(self) -> str:
        """The name as people know it."""
        return TITLES[self]


TITLES = {
    Partner.MUNICIPALITY: "Gemeente",
    Partner.POLICE: "Politie",
    Partner.PROSECUTION: "Openbaar Ministerie",
    Partner.PROBATION: "Reclassering",
    Partner.VICTIM_SUPPORT: "Slachtofferhulp Nederland",
    Partner.PVO: "Platform Veilig Ondernemen",
    Partner.KHN: "Koninklijke Horeca Nederland",
    Partner.DN: "Detailhandel Nederland",
}


class Course(StrEnum):
    """Which way a comparison goes."""

    BETTER = "beter"
    WORSE = "slechter"


@dataclass(frozen=True, slots=True)
class Claim:
    """What the figures must bear out, uncertainty and all. Everything that is given has to hold.

    `lines` of the table are taken together; `country` and `trend` are about its best line.
    """

    table: str = ""
    lines: tuple[str, ...] = ()
    at_least: int = 0
    at_most: int = 100
    country: Course | None = None
    trend: Course | None = None
    checks: int = 0  # so many took part


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A few sentences; without `when` they are always said."""

    text: str
    when: Claim | None = None


@dataclass(frozen=True, slots=True)
class Guidance:
    """What one partner can do with the figures; `sector` is the class whose figures it goes by, or empty for all."""

    id: str
    title: str
    sector: str
    paragraphs: tuple[Paragraph, ...]
    sources: tuple[str, ...]
    checked_on: date
    valid_until: date
