"""From release to report: choose and word everything that partners read on paper. Pure: no clock, no files.

A report never has a hole: a partner without a text, or a fact that is too old, stops it with LetterRefused.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from shopcheck.core.briefing import better, in_words, said_to
from shopcheck.core.errors import LetterRefused
from shopcheck.core.partners import Course, Partner
from shopcheck.core.publication import WHOLE
from shopcheck.core.questionnaire import ContactId, RegionCode, SourceId
from shopcheck.core.release import Estimate, Percentage
from shopcheck.core.statistics import COUNTRY
from shopcheck.letter.facts import Facts
from shopcheck.letter.width import ems, width
from shopcheck.letter.wording import day, listed, lower_first

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from shopcheck.core.partners import Guidance
    from shopcheck.core.publication import Period, Release, Section, Table
    from shopcheck.core.questionnaire import Questionnaire
    from shopcheck.letter.letter import Helper

    Compared: TypeAlias = tuple[str, Percentage | None, Percentage | None]  # a subject, its share and the other

SCORE = "score"  # the table of scores; it is told as a mean
TITLE = 66, 9.5  # mm on a line, and its type
FEW = 3  # subjects that are named as best, and as worst
PERIODS = 8  # in the trend
EVERYWHERE = (ContactId("politie"), ContactId("mma"), ContactId("slachtofferhulp"))
ANSWERED = "vraag/"  # tables of which the lines are yes and no


class Row(NamedTuple):
    """A line of a chart and its table: the share of the best line, and one to compare with."""

    title: str
    share: Percentage | None
    other: Percentage | None


class Named(NamedTuple):
    """A subject that stands out, and what is to be said of it."""

    title: str
    text: str


class Told(NamedTuple):
    """What one partner is told."""

    title: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """All that is printed, as it is printed. Scores run from 0 to 100 in order, as everywhere owners read them."""

    release: Release
    where: str
    number: Estimate
    score: Estimate | None
    country_score: Estimate | None
    best: tuple[Named, ...]
    least: tuple[Named, ...]
    overview: tuple[Row, ...]
    tall: bool  # a title of the overview takes two lines
    missing: bool  # a line of the overview is of too few
    compared: tuple[str, ...]
    tables: tuple[Table, ...]
    sectors: tuple[Section, ...]
    trend: tuple[tuple[Period, Estimate | None], ...]
    changed: tuple[str, ...]
    told: tuple[Told, ...]
    helpers: tuple[Helper, ...]
    publishers: tuple[str, ...]  # of what the texts for partners rest on


def compose_report(release: Release, questionnaire: Questionnaire, *, short: bool = False) -> Report:
    """Make the report of a release; a `short` one leaves the sector classes out.

    Raises LetterRefused: a partner has no text, or a fact is expired, not verified or absent, on the day of publishing.
    """
    facts = Facts(questionnaire, release.published_on)
    whole = _whole(release)
    partners = _partners(release, questionnaire)
    tables = tuple(one for one in whole.tables if one.id != SCORE)
    overview = tuple(Row(one.title, _good(one), _good_in(release.country, one.id)) for one in tables)
    shown = sorted((one for one in tables if one.lines), key=_order)
    few = min(FEW, len(shown) // 2)
    return Report(
        release=release,
        where="Nederland" if release.region == COUNTRY else f"politieregio {release.title}",
        number=whole.number,
        score=in_order(whole.mean),
        country_score=in_order(release.country.mean) if release.country else None,
        best=tuple(Named(one.title, _said(one)) for one in shown[:few]),
        least=tuple(Named(one.title, f"{_said(one)}{_weak(one)}") for one in reversed(shown[len(shown) - few :])),
        overview=overview,
        tall=any(width(one.title) > ems(*TITLE) for one in overview),
        missing=any(one.share is None for one in overview),
        compared=tuple(_differences(overview, "landelijk", "het hele land")),
        tables=tables,
        sectors=() if short else tuple(one for one in release.sections if one.sector != WHOLE),
        trend=tuple((one.period, in_order(one.mean)) for one in release.trend[-PERIODS:]),
        changed=tuple(_changed(release, tables)) if len(release.trend) > 1 else (),
        told=tuple(Told(one.title, _paragraphs(one, release)) for one in partners),
        helpers=_helpers(release, questionnaire, facts),
        publishers=tuple(dict.fromkeys(facts.source(SourceId(one)).publisher for p in partners for one in p.sources)),
    )


def in_order(mean: Estimate | None) -> Estimate | None:
    """Turn a mean of 0 good to 100 bad round, as owners read it: so many of 100 in order."""
    return None if mean is None else Estimate(100 - mean.value, 100 - mean.high, 100 - mean.low)


def _whole(release: Release) -> Section:
    found = next((one for one in release.sections if one.sector == WHOLE), None)
    if found is None:
        raise LetterRefused(f"release '{release.id}' heeft geen cijfers van alle deelnemers samen.")
    return found


def _partners(release: Release, questionnaire: Questionnaire) -> tuple[Guidance, ...]:
    for name in Partner:
        if name not in questionnaire.partners:
            raise LetterRefused(f"partner '{name}' heeft geen tekst: zet hem in partners.yaml.")
    for one in questionnaire.partners.values():
        if one.valid_until < release.published_on:
            raise LetterRefused(
                f"de tekst voor partner '{one.id}' was geldig tot en met {day(one.valid_until)}: "
                "controleer of hij nog klopt en zet de nieuwe datum in partners.yaml."
            )
    return tuple(questionnaire.partners.values())


def _paragraphs(partner: Guidance, release: Release) -> tuple[str, ...]:
    found = said_to(partner, release)
    if not found or any("{" in one or not one.strip() for one in found):
        raise LetterRefused(f"de tekst voor partner '{partner.id}' heeft een gat: kijk in partners.yaml.")
    return found


def _helpers(release: Release, questionnaire: Questionnaire, facts: Facts) -> tuple[Helper, ...]:
    region = questionnaire.regions.get(RegionCode(release.region))
    if region is None and release.region != COUNTRY:
        raise LetterRefused(f"regio '{release.region}' bestaat niet: zet haar in de map regios.")
    return tuple(map(facts.contact, (*(region.contacts if region else ()), *EVERYWHERE)))


def _good(table: Table) -> Percentage | None:
    return table.lines[0].share if table.lines else None


def _good_in(section: Section | None, table_id: str) -> Percentage | None:
    return next((_good(one) for one in section.tables if one.id == table_id), None) if section else None


def _order(table: Table) -> tuple[int, str]:
    return -table.lines[0].share.value, table.id


def _said(table: Table) -> str:
    share = in_words(table.lines[0].share)
    return f"{share} zegt ja." if table.id.startswith(ANSWERED) else f"bij {share} op orde."


def _weak(table: Table) -> str:
    """Name the worse half of the steps, where there are steps."""
    if table.id.startswith(ANSWERED):
        return ""
    half = table.lines[(len(table.lines) + 1) // 2 :]
    share = Percentage(min(sum(one.share.value for one in half), 100), 0, 100)
    return f" Bij {in_words(share)} is de stand {listed(tuple(f'‘{one.title.lower()}’' for one in half), 'of')}."


def _differences(pairs: Iterable[Compared], than: str, beside: str) -> Iterator[str]:
    """Say what is certainly better or worse than something else, and that the rest is too near to call."""
    both = [(lower_first(title), better(one, other)) for title, one, other in pairs if one and other]
    for course, said in ((Course.BETTER, "Vaker"), (Course.WORSE, "Minder vaak")):
        names = [title for title, way in both if way is course]
        if names:
            yield f"{said} op orde dan {than}: {'; '.join(names)}."
    near = sum(way is None for _, way in both)
    if near:
        which = "geen enkel onderwerp" if near == len(both) else "de andere onderwerpen"
        size = "groot genoeg" if near == len(both) else "te klein"
        yield f"Bij {which} is het verschil met {beside} {size} om er iets over te zeggen."


def _changed(release: Release, tables: Sequence[Table]) -> Iterator[str]:
    """Hold a period against the one before it."""
    before, now = (dict(one.good) for one in release.trend[-2:])
    pairs = ((one.title, now.get(one.id), before.get(one.id)) for one in tables)
    yield from _differences(pairs, "in de periode ervoor", "de periode ervoor")
