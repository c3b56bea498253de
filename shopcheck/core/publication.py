"""A release: what the partners of one region receive about one period, as tables made from frozen leaves alone.

A region has its own rhythm and may put subjects together; it can never have more than the leaves say (docs/privacy.md).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date
    from fractions import Fraction

    from shopcheck.core.release import Estimate, Percentage

WHOLE = "totaal"  # the section of all sector classes together


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A month, quarter or half-year. `id` sorts by time within a rhythm: `2027-m01`, `2027-k1`, `2027-h1`.

    No id looks like a date: a spreadsheet would make one of it.
    """

    first: date
    end: date  # the first day after it
    id: str
    title: str  # "eerste kwartaal van 2027"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a table: how many answers, and which share of all. A check gives one for each merged subject."""

    id: str  # a band, `ja`, or the lowest score of ten
    title: str
    count: Estimate
    share: Percentage


@dataclass(frozen=True, slots=True)
class Table:
    """One histogram; `id` is that of its cells, as `onderwerp/kas`. Without lines when it is of too few to show."""

    id: str
    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """The tables of one sector class, or of all together (`WHOLE`). `mean` is the score, 0 good to 100 bad."""

    sector: str
    title: str
    number: Estimate
    mean: Estimate | None
    tables: tuple[Table, ...]


@dataclass(frozen=True, slots=True)
class Point:
    """How the whole stood in one period, for the trend; `good` holds per table the share of its best line."""

    period: Period
    number: Estimate
    mean: Estimate | None
    good: tuple[tuple[str, Percentage], ...]


@dataclass(frozen=True, slots=True)
class Release:
    """What is published of one region and period, and for good. `id` is a path segment: `rtd-2027-k1-2026.1`."""

    id: str
    questionnaire: str
    version: str
    region: str
    title: str  # the name of the region
    period: Period
    published_on: date
    corrects: str | None  # the release that this one replaces
    sections: tuple[Section, ...]  # first the whole, then each sector class
    country: Section | None  # the whole of the country over the same period, when it can be shown
    trend: tuple[Point, ...]  # oldest first; the last is this release
    leaves: tuple[str, ...]  # SHA-256, in hexadecimals, of every leaf that it is a sum of
    scale: int
    least: int
    epsilon: Fraction
