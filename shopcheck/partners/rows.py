"""A release as rows: one for each line of each table. Both kinds of CSV come from these, so they cannot differ."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shopcheck.core.statistics import COUNTRY, NUMBER

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shopcheck.core.publication import Release, Section
    from shopcheck.core.release import Estimate, Percentage

# SDMX code lists CL_OBS_STATUS and CL_CONF_STATUS: estimated, or suppressed; free, or kept back for a small count.
ESTIMATED, SUPPRESSED = "E", "Q"
FREE, SMALL = "F", "A"


@dataclass(frozen=True, slots=True)
class Fact:
    """One row. A table that is of too few to show is one row without band and figures; a number has no share."""

    release: str
    period: str
    region: str
    sector: str
    topic: str
    band: str
    count: Estimate | None
    share: Percentage | None

    @property
    def status(self) -> tuple[str, str]:
        """Say how sure the figure is, and whether it may be seen."""
        return (ESTIMATED, FREE) if self.count else (SUPPRESSED, SMALL)


def facts(release: Release) -> Iterator[Fact]:
    """Give every row: the region's sections, and then the country beside it."""
    for section in release.sections:
        yield from _section(release, release.region, section)
    if release.country:
        yield from _section(release, COUNTRY, release.country)


def _section(release: Release, region: str, section: Section) -> Iterator[Fact]:
    place = (release.id, release.period.id, region, section.sector)
    yield Fact(*place, NUMBER, "", section.number, None)
    for table in section.tables:
        if not table.lines:
            yield Fact(*place, table.id, "", None, None)
        for line in table.lines:
            yield Fact(*place, table.id, line.id, line.count, line.share)
