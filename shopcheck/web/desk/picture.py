"""A release as its page shows it: what goes on which drawing, and beside what it stands.

A mean is told as owners see their own: how much of 100 is in order, where the release says how much is not.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from shopcheck.core.release import Estimate, Percentage
from shopcheck.core.statistics import BIN, LAST_BIN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shopcheck.core.publication import Period, Point, Release, Section, Table

ALL = 100
SCORE, TOPIC = "score", "onderwerp/"

Row = tuple[str, Percentage | None, Percentage | None]
Course = list[tuple["Period", Estimate | None]]


class Subject(NamedTuple):
    """One table of the section: its lines, each beside what it is compared with, and how the best line went."""

    id: str
    title: str
    rows: list[Row]
    course: Course

    @property
    def best(self) -> Row:
        """The first line under the name of the whole: who has this in order, or says yes."""
        return (self.title, self.rows[0][1], self.rows[0][2]) if self.rows else (self.title, None, None)


@dataclass(frozen=True, slots=True)
class Picture:
    """One section of a release, and what it is compared with: the whole with the country, a class with the whole."""

    release: Release
    section: Section
    beside: Section | None

    @classmethod
    def of(cls, release: Release, sector: str) -> Picture:
        """Take the section that is asked for, or the whole."""
        whole = release.sections[0]
        section = next((one for one in release.sections if one.sector == sector), whole)
        return cls(release, section, release.country if section is whole else whole)

    @property
    def is_whole(self) -> bool:
        """Whether this is of all sector classes together."""
        return self.section is self.release.sections[0]

    @property
    def mean(self) -> Estimate | None:
        """How much is in order."""
        return in_order(self.section.mean)

    @property
    def mean_beside(self) -> Estimate | None:
        """How much is in order there."""
        return in_order(self.beside.mean) if self.beside else None

    @property
    def course(self) -> Course:
        """How the mean went."""
        return [(one.period, in_order(one.mean)) for one in self._points]

    @property
    def periods(self) -> list[tuple[str, Estimate | None]]:
        """The same, by the name of the period."""
        return [(period.title, mean) for period, mean in self.course]

    @property
    def spread(self) -> Subject | None:
        """How the means are spread, the best first."""
        return next((one for one in self._subjects() if one.id == SCORE), None)

    @property
    def topics(self) -> list[Subject]:
        """The subjects, that with the least in order first; those of too few last."""
        found = [one for one in self._subjects() if one.id.startswith(TOPIC)]
        return sorted(found, key=lambda one: one.best[1].value if one.best[1] else ALL + 1)

    @property
    def questions(self) -> list[Subject]:
        """What is counted by itself."""
        return [one for one in self._subjects() if one.id != SCORE and not one.id.startswith(TOPIC)]

    @property
    def _points(self) -> tuple[Point, ...]:
        return self.release.trend if self.is_whole else ()

    def _subjects(self) -> Iterator[Subject]:
        beside = {one.id: one for one in self.beside.tables} if self.beside else {}
        for table in self.section.tables:
            course: Course = [(one.period, dict(one.good).get(table.id)) for one in self._points]
            yield Subject(table.id, table.title, _rows(table, beside.get(table.id)), course)


def in_order(mean: Estimate | None) -> Estimate | None:
    """Turn a score round, with its band."""
    return Estimate(ALL - mean.value, ALL - mean.high, ALL - mean.low) if mean else None


def _rows(table: Table, beside: Table | None) -> list[Row]:
    others = {one.id: one.share for one in beside.lines} if beside else {}
    turned = table.id == SCORE
    return [(_bin(int(one.id)) if turned else one.title, one.share, others.get(one.id)) for one in table.lines]


def _bin(least: int) -> str:
    """Say how much is in order for who stands in this bin."""
    most = ALL if least == LAST_BIN else least + BIN - 1
    return f"{ALL - most} tot en met {ALL - least}"
