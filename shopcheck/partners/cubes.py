"""A release as JSON-stat 2.0: a collection with a cube for the numbers, and one for each kind of table."""

from __future__ import annotations

import json
from itertools import product
from typing import TYPE_CHECKING, Any, NamedTuple

from shopcheck.core.release import LITTLE, MUCH
from shopcheck.core.statistics import COUNTRY
from shopcheck.partners.made import method, title

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from shopcheck.core.publication import Line, Release, Section, Table
    from shopcheck.core.release import Estimate

NOISED, TOO_FEW, ALMOST_NONE, ALMOST_ALL = "n", "c", "l", "h"
STATUS = {
    NOISED: "met ruis",
    TOO_FEW: "te weinig om te tonen",
    ALMOST_NONE: f"minder dan {LITTLE} procent",
    ALMOST_ALL: f"meer dan {MUCH} procent",
}
BOUNDS = ("", "Low90", "High90")
BOUND_TITLES = ("", ", ondergrens 90 %", ", bovengrens 90 %")


class Dimension(NamedTuple):
    """A side of a cube: its name, and the title of each place along it."""

    id: str
    title: str
    places: Mapping[str, str]


Filled = tuple[int | None, str]


def written(release: Release) -> bytes:
    """Write the collection."""
    sections = {(release.region, one.sector): one for one in release.sections}
    if release.country:
        sections[COUNTRY, release.country.sector] = release.country
    cubes = [_numbers(release, sections), *(_tables(release, sections, kind) for kind in _kinds(sections.values()))]
    content = {
        "version": "2.0",
        "class": "collection",
        "label": title(release),
        "updated": release.published_on.isoformat(),
        "link": {"item": cubes},
        "extension": {
            "release": release.id,
            "note": method(release),
        },
    }
    return json.dumps(content, ensure_ascii=False, indent=1).encode()


def _kinds(sections: Iterable[Section]) -> tuple[Mapping[str, Table], ...]:
    """Put the tables that have the same lines together; one that nobody shows has none and is left out."""
    kinds: dict[tuple[str, ...], dict[str, Table]] = {}
    for section in sections:
        for table in section.tables:
            if table.lines:
                kinds.setdefault(tuple(one.id for one in table.lines), {}).setdefault(table.id, table)
    return tuple(kinds.values())


def _numbers(release: Release, sections: Mapping[tuple[str, str], Section]) -> dict[str, Any]:
    measures = _measures("count", "Deelnemers") | _measures("mean", "Gemiddelde score, 0 is goed en 100 is slecht")
    dimensions = (*_common(release), Dimension("measure", "Maat", measures))

    def fill(at: tuple[str, ...]) -> Filled:
        _, region, sector, measure = at
        section = sections.get((region, sector))
        return (
            _bound(section.number if measure.startswith("count") else section.mean, measure) if section else NOT_THERE
        )

    return _cube("Aantal deelnemers en gemiddelde score", dimensions, fill)


def _tables(
    release: Release, sections: Mapping[tuple[str, str], Section], tables: Mapping[str, Table]
) -> dict[str, Any]:
    first = next(iter(tables.values()))
    measures = _measures("count", "Antwoorden") | _measures("share", "Deel in procenten")
    dimensions = (
        *_common(release),
        Dimension("topic", "Onderwerp", {name: one.title for name, one in tables.items()}),
        Dimension("band", "Stap", {one.id: one.title for one in first.lines}),
        Dimension("measure", "Maat", measures),
    )
    lines = {
        (region, sector, table.id, line.id): line
        for (region, sector), section in sections.items()
        for table in section.tables
        for line in table.lines
    }

    def fill(at: tuple[str, ...]) -> Filled:
        _, region, sector, topic, band, measure = at
        if (region, sector) not in sections:
            return NOT_THERE
        return _line(lines.get((region, sector, topic, band)), measure)

    return _cube(", ".join(one.title for one in tables.values()), dimensions, fill)


NOT_THERE: Filled = (None, TOO_FEW)


def _line(line: Line | None, measure: str) -> Filled:
    if line is None:
        return NOT_THERE
    if measure == "share" and not LITTLE <= line.share.value <= MUCH:
        return None, ALMOST_NONE if line.share.value < LITTLE else ALMOST_ALL
    return _bound(line.count if measure.startswith("count") else line.share, measure)


def _bound(of: Estimate | None, measure: str) -> Filled:
    if of is None:
        return NOT_THERE
    return (of.low if measure.endswith("Low90") else of.high if measure.endswith("High90") else of.value), NOISED


def _measures(name: str, title: str) -> dict[str, str]:
    return {f"{name}{bound}": f"{title}{said}" for bound, said in zip(BOUNDS, BOUND_TITLES, strict=True)}


def _common(release: Release) -> tuple[Dimension, ...]:
    country = {str(COUNTRY): release.country.title} if release.country else {}
    return (
        Dimension("period", "Periode", {release.period.id: release.period.title}),
        Dimension("region", "Regio", {release.region: release.title} | country),
        Dimension("sector", "Sector", {one.sector: one.title for one in release.sections}),
    )


def _cube(label: str, dimensions: tuple[Dimension, ...], fill: Callable[[tuple[str, ...]], Filled]) -> dict[str, Any]:
    filled = [fill(at) for at in product(*(one.places for one in dimensions))]
    return {
        "version": "2.0",
        "class": "dataset",
        "label": label,
        "id": [one.id for one in dimensions],
        "size": [len(one.places) for one in dimensions],
        "role": {"time": ["period"], "geo": ["region"], "metric": ["measure"]},
        "dimension": {one.id: _dimension(one) for one in dimensions},
        "value": [value for value, _ in filled],
        "status": [status for _, status in filled],
        "extension": {"status": {"label": STATUS}},
    }


def _dimension(of: Dimension) -> dict[str, Any]:
    return {"label": of.title, "category": {"index": list(of.places), "label": dict(of.places)}}
