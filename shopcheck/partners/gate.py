"""The gate: looks at what is about to be published as an attacker and an auditor would, and says what is wrong.

It works everything out again from the frozen leaves and reads the files as a partner does, so a slip in what made them
does not get past it (docs/privacy.md: A1, A2, A9, A10).
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from itertools import product
from typing import TYPE_CHECKING, Any

from shopcheck.core import canonical
from shopcheck.core.noise import SCALE
from shopcheck.core.publication import WHOLE
from shopcheck.core.release import LITTLE, MUCH
from shopcheck.core.scores import round_half_up
from shopcheck.core.statistics import BIN, COUNTRY, LAST_BIN, LEAST, NUMBER
from shopcheck.partners.metadata import DATA, FOR_EXCEL
from shopcheck.partners.table import BOM

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from shopcheck.core.profile import Profile
    from shopcheck.core.publication import Release
    from shopcheck.core.questionnaire import Lattice
    from shopcheck.core.release import Leaf
    from shopcheck.partners.made import Made

Key = tuple[str, str, str, str]  # region, sector, topic, band
LENGTHS = (1, 3, 6)
SCORE, WORST = "score", LAST_BIN + BIN
COUNTS = ("count", "countLow90", "countHigh90", "shareLow90", "shareHigh90")
OF_A_SHOP = {
    "a code": re.compile(r"\b(?:[0-9A-HJKMNP-TV-Z]{4}-?){3,4}[0-9A-HJKMNP-TV-Z]{4}\b"),
    "an e-mail address": re.compile(r"[\w.+-]+@[\w-]+\.\w+"),
    "a postcode": re.compile(r"\b[1-9][0-9]{3} ?[A-Z]{2}\b"),
    "a telephone number": re.compile(r"(?<![\w.-])(?:0|\+31[ -]?)[1-9](?:[ -]?[0-9]){7,9}\b"),
}
READABLE = (".csv", ".json", ".txt")


def flaws(
    release: Release, files: Iterable[Made], leaves: Iterable[Leaf], profile: Profile, lattice: Lattice | None
) -> Iterator[str]:
    """Give what is wrong, one sentence each; nothing when it may go out."""
    if lattice is None:
        yield "A9: nothing is counted"
        return
    named = {one.name: one.content for one in files}
    yield from finer(profile, lattice)
    yield from _frame(release)
    rows = _rows(named[DATA].decode(), ",")
    yield from _exact(rows)
    sums = _sums(release, leaves, profile, lattice)
    yield from _figures(rows, sums, {f"onderwerp/{one.id}": len(one.merges) for one in profile.topics})
    yield from _means(release, sums)
    if _rows(named[FOR_EXCEL].decode().removeprefix(BOM), ";") != rows:
        yield f"A2: {FOR_EXCEL} says something else than {DATA}"
    yield from _cubes(json.loads(named["data.json"]), rows)
    if canonical.read(named["release.json"]) != release:
        yield "A2: release.json is another release"
    yield from _leaks(named)


def finer(profile: Profile, lattice: Lattice) -> Iterator[str]:
    """Find what a profile asks for that the lattice does not have, or would have twice (A9)."""
    for merged, known in ((profile.topics, lattice.topics), (profile.sectors, [one.id for one in lattice.sectors])):
        parts = [part for one in merged for part in one.merges]
        yield from (f"A9: {part} is not counted" for part in parts if part not in known)
        yield from (f"A9: {part} is in two places" for part, times in Counter(parts).items() if times > 1)
    counted = {one.question for one in lattice.indicators}
    yield from (f"A9: {one} is not counted" for one in profile.indicators or () if one not in counted)


def _frame(release: Release) -> Iterator[str]:
    first, end = release.period.first, release.period.end
    months = (end.year - first.year) * 12 + end.month - first.month
    if (first.day, end.day) != (1, 1) or months not in LENGTHS or first.month % months != 1 % months:
        yield f"A9: {release.period.id} is no month, quarter or half-year"
    if release.scale < SCALE or release.least < LEAST:
        yield "A9: there is less noise, or fewer checks in a group, than in the scheme"


def _exact(rows: Mapping[Key, Mapping[str, str]]) -> Iterator[str]:
    """Find figures that say how many there were for certain (A1): the least and the most that there can be are one."""
    for key, row in rows.items():
        if row["count"] and row["countLow90"] == row["countHigh90"]:
            yield f"A1: {'/'.join(key)} is an exact count"


def _sums(release: Release, leaves: Iterable[Leaf], profile: Profile, lattice: Lattice) -> Counter[Key]:
    """Add the leaves up once more, in another way than `derive` does: cell by cell."""
    first, end, sums = release.period.first, release.period.end, Counter[Key]()
    topics = {part: one.id for one in profile.topics for part in one.merges}
    classes = {one.id: one.id for one in lattice.sectors} | {
        part: one.id for one in profile.sectors for part in one.merges
    }
    for leaf in leaves:
        group = leaf.group
        if (group.questionnaire, group.version) != (release.questionnaire, release.version):
            continue
        if not first < leaf.closed_on <= end:
            continue
        sector = classes.get(group.sector)
        places = [(str(COUNTRY), WHOLE)]
        if release.region in {group.region, COUNTRY}:
            places = [*places, (release.region, WHOLE), *([(release.region, sector)] if sector else [])]
        for cell, count in leaf.counts.items():
            table, _, band = cell.rpartition("/")
            kind, _, topic = table.partition("/")
            name = f"{kind}/{topics.get(topic, topic)}" if kind == "onderwerp" else table or band
            for place in dict.fromkeys(places):
                sums[*place, name, band if table else ""] += count
    return sums


def _figures(rows: Mapping[Key, Mapping[str, str]], sums: Counter[Key], parts: Mapping[str, int]) -> Iterator[str]:
    """Hold every figure against the sums (A2). `parts`: of how many subjects one is that is shown as one."""
    wholes = Counter[tuple[str, str, str]]()
    for (region, sector, topic, _), count in sums.items():
        wholes[region, sector, topic] += max(count, 0)
    for key, row in rows.items():
        if not row["count"]:
            continue
        if key not in sums or int(row["count"]) != max(sums[key], 0):
            yield f"A2: {'/'.join(key)} is not the sum of its leaves"
        elif key[2] != NUMBER:
            if wholes[key[:3]] < LEAST * parts.get(key[2], 1):
                yield f"A2: {'/'.join(key)} is of too few to show"
            elif row["share"] != _share(max(sums[key], 0), wholes[key[:3]]):
                yield f"A2: the share of {'/'.join(key)} is not that of its leaves"


def _means(release: Release, sums: Counter[Key]) -> Iterator[str]:
    """Hold the mean of every section against the sums (A2)."""
    country = [(str(COUNTRY), release.country)] if release.country else []
    for region, section in [*((release.region, one) for one in release.sections), *country]:
        scores = {score: max(sums[region, section.sector, SCORE, str(score)], 0) for score in range(0, WORST, BIN)}
        whole = sum(scores.values())
        mean = round_half_up(sum((at + BIN / 2) * n for at, n in scores.items()) / whole) if whole >= LEAST else None
        if (section.mean.value if section.mean else None) != mean:
            yield f"A2: the mean of {region}/{section.sector} is not that of its leaves"


def _share(part: int, whole: int) -> str:
    value = round_half_up(100 * part / whole)
    return f"<{LITTLE}" if value < LITTLE else f">{MUCH}" if value > MUCH else str(value)


def _rows(text: str, delimiter: str) -> dict[Key, dict[str, str]]:
    found = csv.DictReader(io.StringIO(text), delimiter=delimiter)
    return {(one["region"], one["sector"], one["topic"], one["band"]): one for one in found}


def _cubes(collection: Mapping[str, Any], rows: Mapping[Key, Mapping[str, str]]) -> Iterator[str]:
    """Hold every value of the cubes against the rows (A2)."""
    for cube in collection["link"]["item"]:
        places = product(*(cube["dimension"][name]["category"]["index"] for name in cube["id"]))
        for place, value in zip(places, cube["value"], strict=True):
            at = dict(zip(cube["id"], place, strict=True))
            key = (at["region"], at["sector"], at.get("topic", NUMBER), at.get("band", ""))
            said = rows.get(key, {}).get(at["measure"], "")
            if at["measure"] in COUNTS and str(value if value is not None else "") != said:
                yield f"A2: data.json says something else than {DATA} of {'/'.join(key)}"


def _leaks(files: Mapping[str, bytes]) -> Iterator[str]:
    """Find what can only come from a shop (A10)."""
    for name, content in files.items():
        if name.endswith(READABLE):
            text = content.decode()
            yield from (f"A10: {name} has {what} in it" for what, sign in OF_A_SHOP.items() if sign.search(text))
    yield from _words(files[DATA].decode())


def _words(text: str) -> Iterator[str]:
    """Find cells of the CSV that are neither a name nor a number."""
    for row in csv.reader(io.StringIO(text)):
        yield from (f"A10: {DATA} has free text in it" for cell in row if not CELL.fullmatch(cell))


CELL = re.compile(r"[A-Za-z0-9_./-]*|[<>][0-9]+")
