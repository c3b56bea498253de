"""What a region's partners are told beside the figures, and when. Frozen; made by the catalogue from partners.yaml."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date  # noqa: TC003 - dataclass fields are read at run time
from enum import StrEnum

# Everybody who receives the figures of a region; a file that leaves one out is refused.
PARTNERS = ("gemeente", "politie", "om", "reclassering", "slachtofferhulp", "pvo", "khn", "dn")
REGION, SHARE = "{regio}", "{deel}"  # what a text may leave open


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
