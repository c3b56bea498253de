"""Releases for tests, made of counts as they would be published: every share has the uncertainty of its noise."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from shopcheck.core.publication import WHOLE, Line, Period, Point, Release, Section, Table
from shopcheck.core.release import Estimate, Leaf, histogram, mean_score, total
from shopcheck.core.statistics import NUMBER, Cell, Group, score_cell

if TYPE_CHECKING:
    from shopcheck.core.release import Percentage

BANDS = {"groen": "Op orde", "geel": "Kan beter", "oranje": "Zwak", "rood": "Extra aandacht"}
SAID = {"ja": "Ja", "nee": "Nee"}
TOPICS = {
    "kas": "Kassa en geld",
    "openen_sluiten": "Openen en sluiten",
    "personeel": "Personeel",
    "indeling": "Toegang en indeling",
    "verlichting": "Verlichting",
    "camera": "Camera",
    "nazorg": "Nazorg",
}
SECTORS = {WHOLE: "Alle zaken", "winkel": "Winkels", "horeca": "Horeca"}
QUESTIONS = {"per_raak": "Iedereen weet wat te doen bij een overval"}
DAY = date(2027, 4, 1)
ORDINAL = ("eerste", "tweede", "derde", "vierde")


def period(year: int, quarter: int) -> Period:
    """Make a quarter."""
    first = date(year, 3 * quarter - 2, 1)
    end = date(year + quarter // 4, (3 * quarter) % 12 + 1, 1)
    return Period(first, end, f"{year}-k{quarter}", f"{ORDINAL[quarter - 1]} kwartaal van {year}")


def table(id_: str, title: str, lines: dict[str, str], checks: int, shares: tuple[int, ...]) -> Table:
    """Make a table of so many checks in which the lines have these shares; without any it is of too few."""
    counts = {Cell(f"{id_}/{line}"): checks * share // 100 for line, share in zip(lines, shares, strict=False)}
    leaf = Leaf("proef", Group("overval", "2026.1", "RTD", WHOLE), DAY, counts)
    bars = histogram(total([leaf]), {line: [Cell(f"{id_}/{line}")] for line in lines})
    return Table(id_, title, tuple(Line(bar.name, lines[bar.name], bar.count, bar.share) for bar in bars))


def section(sector: str, checks: int, **shares: tuple[int, ...]) -> Section:
    """Make a section; `shares` are whole percents per topic or question, from good to bad."""
    tables = [
        table(f"onderwerp/{name}", TOPICS[name], BANDS, checks, share) if name in TOPICS
        else table(f"vraag/{name}", QUESTIONS[name], SAID, checks, share)
        for name, share in shares.items()
    ]  # fmt: skip
    scores = {score_cell(score): checks // 10 for score in range(0, 100, 10)}
    mean = mean_score(total([Leaf("proef", Group("overval", "2026.1", "RTD", WHOLE), DAY, {NUMBER: checks, **scores})]))
    return Section(sector, SECTORS[sector], Estimate(checks, max(checks - 7, 0), checks + 7), mean, tuple(tables))


def point(of: Period, checks: int = 300, mean: Estimate | None = None, **good: Percentage) -> Point:
    """Make a point of a trend."""
    return Point(
        of, Estimate(checks, checks - 7, checks + 7), mean, tuple((f"onderwerp/{k}", v) for k, v in good.items())
    )


def release(checks: int = 1000, **shares: tuple[int, ...]) -> Release:
    """Make a release of one section: the first quarter of 2027 in Rotterdam."""
    return Release(
        id="rtd-2027-k1-2026.1",
        questionnaire="overval",
        version="2026.1",
        region="RTD",
        title="Rotterdam",
        period=period(2027, 1),
        published_on=DAY,
        corrects=None,
        sections=(section(WHOLE, checks, **shares),),
        country=None,
        trend=(),
        leaves=("00" * 32,),
        scale=3,
        least=30,
        epsilon=Fraction(10, 3),
    )
