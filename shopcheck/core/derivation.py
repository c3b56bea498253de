"""From frozen leaves and a profile to a release: sums of leaves and nothing else, so it tells no more than they do.

A leaf belongs to the period in which its counters were closed: what closes on the first of April was counted in March
at the latest, and is of the first quarter. It may hold checks that waited longer for their batch.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING

from shopcheck.core.noise import SCALE
from shopcheck.core.profile import AS_THE_COUNTRY, Cadence, put_together
from shopcheck.core.publication import WHOLE, Line, Period, Point, Release, Section, Table
from shopcheck.core.questionnaire import FormId, RegionCode
from shopcheck.core.release import count, histogram, mean_score, total, written
from shopcheck.core.statistics import (
    BIN,
    COUNTRY,
    LAST_BIN,
    LEAST,
    NO,
    NUMBER,
    YES,
    epsilon,
    indicator_cell,
    score_cell,
    topic_cell,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from shopcheck.core.profile import Profile
    from shopcheck.core.questionnaire import Lattice, Questionnaire
    from shopcheck.core.release import Leaf
    from shopcheck.core.statistics import Cell

YEAR = 12
MONTH_NAMES = "januari februari maart april mei juni juli augustus september oktober november december".split()
ORDINALS = ("eerste", "tweede", "derde", "vierde")
SCORE = "score"
COUNTRY_TITLE, WHOLE_TITLE = "Nederland", "Alle deelnemers"
WORST = LAST_BIN + BIN


@dataclass(frozen=True, slots=True)
class Frame:
    """A table that a release has: its lines, and of which cells each is the sum.

    A check counts once in each of its `parts`: subjects that are shown as one.
    """

    id: str
    title: str
    titles: Mapping[str, str]
    cells: Mapping[str, tuple[Cell, ...]]
    parts: int = 1


def profile_of(questionnaire: Questionnaire, region: str) -> Profile:
    """Give the wishes of a region; the country has none."""
    found = questionnaire.regions.get(RegionCode(region))
    return found.release if found else AS_THE_COUNTRY


def title_of(questionnaire: Questionnaire, region: str) -> str:
    """Name a region, or the country."""
    found = questionnaire.regions.get(RegionCode(region))
    return COUNTRY_TITLE if region == COUNTRY else found.title if found else region


def period_of(cadence: Cadence, closed_on: date) -> Period:
    """Give the period that a leaf belongs to: that of the month before the first of the month on which it closed."""
    length = cadence.months
    start = (closed_on.year * YEAR + closed_on.month - 2) // length * length
    first, end = _first_of(start), _first_of(start + length)
    at = start % YEAR // length
    name, title = {
        Cadence.MONTH: (f"m{first.month:02}", MONTH_NAMES[first.month - 1]),
        Cadence.QUARTER: (f"k{at + 1}", f"{ORDINALS[at % 4]} kwartaal van"),
        Cadence.HALF_YEAR: (f"h{at + 1}", f"{ORDINALS[at % 4]} helft van"),
    }[cadence]
    return Period(first, end, f"{first.year}-{name}", f"{title} {first.year}")


def due(
    leaves: Iterable[Leaf], region: str, cadence: Cadence, closed: date, since: date | None = None
) -> tuple[Period, ...]:
    """Give the periods that are over and hold a leaf that no release of this region has yet, oldest first.

    `closed` is the day of the last closing and `since` the end of the last period that has a release. A region that
    takes up another rhythm so gets no second release of what it had, but for a longer period that reaches further.
    """
    fresh = (one.closed_on for one in of_region(leaves, region) if since is None or one.closed_on > since)
    return tuple(sorted({found for day in fresh if (found := period_of(cadence, day)).end <= closed}))


def derive(
    questionnaire: Questionnaire,
    leaves: Collection[Leaf],
    region: str,
    period: Period,
    on: date,
    corrects: str | None = None,
) -> Release:
    """Make the release of a region and period. `leaves` are all that are frozen, of any region and time."""
    profile = profile_of(questionnaire, region)
    alike = [one for one in leaves if (one.group.questionnaire, one.group.version) == _version(questionnaire)]
    tables, now = tuple(frames(questionnaire, profile)), within(alike, period)
    own = of_region(now, region)
    return Release(
        id=release_id(region, period, questionnaire.version),
        questionnaire=questionnaire.id,
        version=questionnaire.version,
        region=region,
        title=title_of(questionnaire, region),
        period=period,
        published_on=on,
        corrects=corrects,
        sections=tuple(_sections(questionnaire, profile, own, tables)),
        country=_country(now, region, tables),
        trend=tuple(_trend(of_region(alike, region), profile.cadence, period, tables)),
        leaves=tuple(sha256(written(one)).hexdigest() for one in own),
        scale=SCALE,
        least=LEAST,
        epsilon=max(epsilon(one.counts) for one in own),
    )


def release_id(region: str, period: Period, version: str) -> str:
    """Name a release, as it stands in addresses."""
    return f"{region}-{period.id}-{version}".lower()


def of_region(leaves: Iterable[Leaf], region: str) -> tuple[Leaf, ...]:
    """Give the leaves of a region; the country has all, and those that were only closed for the country."""
    return tuple(one for one in leaves if region in {one.group.region, COUNTRY})


def within(leaves: Iterable[Leaf], period: Period) -> tuple[Leaf, ...]:
    """Give the leaves that closed in a period, in a fixed order."""
    found = (one for one in leaves if period.first < one.closed_on <= period.end)
    return tuple(sorted(found, key=lambda one: (one.closed_on, one.batch)))


def frames(questionnaire: Questionnaire, profile: Profile) -> Iterator[Frame]:
    """Give the tables that a profile asks for: the score, each subject, each question that is counted by itself."""
    lattice = questionnaire.lattice
    if lattice is None:
        return
    scores = range(0, WORST, BIN)
    yield Frame(
        SCORE,
        "Preventiescore (0 is goed, 100 is slecht)",
        {str(one): f"{one} tot en met {WORST if one == LAST_BIN else one + BIN - 1}" for one in scores},
        {str(one): (score_cell(one),) for one in scores},
    )
    bands = {band.id: band.title for band in questionnaire.scoring.bands}
    for topic in put_together(profile.topics, {one: questionnaire.form[one].title for one in lattice.topics}):
        cells = {band: tuple(topic_cell(FormId(part), band) for part in topic.merges) for band in bands}
        parts = len(topic.merges)
        title = f"{topic.title} ({parts} onderwerpen samen)" if parts > 1 else topic.title
        yield Frame(f"onderwerp/{topic.id}", title, bands, cells, parts)
    yield from _indicators(lattice, profile)


def _indicators(lattice: Lattice, profile: Profile) -> Iterator[Frame]:
    for one in lattice.indicators:
        if profile.indicators is None or one.question in profile.indicators:
            cells = {said: (indicator_cell(one.question, said),) for said in (YES, NO)}
            yield Frame(f"vraag/{one.question}", one.title, {YES: "Ja", NO: "Nee"}, cells)


def _sections(
    questionnaire: Questionnaire, profile: Profile, leaves: Collection[Leaf], tables: Iterable[Frame]
) -> Iterator[Section]:
    yield _section(WHOLE, WHOLE_TITLE, leaves, tables)
    lattice = questionnaire.lattice
    classes = {one.id: one.title for one in lattice.sectors} if lattice else {}
    parts = put_together(profile.sectors, classes)
    for part in parts if len(parts) > 1 else ():
        own = [one for one in leaves if one.group.sector in part.merges]
        if own:
            yield _section(part.id, part.title, own, tables)


def _country(leaves: Collection[Leaf], region: str, tables: Iterable[Frame]) -> Section | None:
    """Give the country beside a region; nothing where nobody else was counted, for that would be itself once more."""
    others = any(one.group.region != region for one in leaves)
    return _section(WHOLE, COUNTRY_TITLE, leaves, tables) if others and region != COUNTRY else None


def _section(sector: str, title: str, leaves: Iterable[Leaf], tables: Iterable[Frame]) -> Section:
    found = total(leaves)
    made = (
        Table(one.id, one.title, tuple(Line(bar.name, one.titles[bar.name], bar.count, bar.share) for bar in bars))
        for one in tables
        for bars in [histogram(found, one.cells, one.parts)]
    )
    return Section(sector, title, count(found, (NUMBER,)), mean_score(found), tuple(made))


def _trend(leaves: Collection[Leaf], cadence: Cadence, until: Period, tables: Iterable[Frame]) -> Iterator[Point]:
    periods = {period_of(cadence, one.closed_on) for one in leaves}
    for period in sorted(one for one in periods if one <= until):
        whole = _section(WHOLE, WHOLE_TITLE, within(leaves, period), tables)
        good = tuple((one.id, one.lines[0].share) for one in whole.tables if one.lines and one.id != SCORE)
        yield Point(period, whole.number, whole.mean, good)


def _version(questionnaire: Questionnaire) -> tuple[str, str]:
    return questionnaire.id, questionnaire.version


def _first_of(months: int) -> date:
    year, month = divmod(months, YEAR)
    return date(year, month + 1, 1)
