"""How good figures are, and what they cost: the error by checks a year, and closing and publishing by checks (P10)."""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections import Counter
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import insert

from shopcheck import catalogue
from shopcheck.core.release import freeze, total
from shopcheck.core.statistics import (
    NUMBER,
    Cell,
    Counters,
    Group,
    cells_of,
    close,
    histogram_of,
    next_month,
    topic_cell,
)
from shopcheck.store.counting import QUEUE
from shopcheck.usecases import releases
from shopcheck.usecases.closing import close_month
from tests.catalogue.shelf import REAL
from tests.store.installations import Clock, install

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shopcheck.core.questionnaire import Lattice, Questionnaire
    from shopcheck.core.release import Leaf

A_YEAR = (1_200, 6_000, 20_000)
MONTHS = 24
SEEDS = 3
FIRST = date(2027, 1, 1)
REGIONS = "AMS DHG LIM MNL NHL NNL OBR ONL RTD ZWB".split()
CHECKS = (1_000, 100_000, 10_000_000)
SPREAD = 2.0  # of the Dirichlet law from which the true shares of a region are drawn
Share = tuple[str, str, str]  # region, topic, band


class Utility(NamedTuple):
    """The mean absolute error of the shares of all regions, topics and bands, in points; and what was published."""

    error: float
    published: float


def utility(questionnaire: Questionnaire, a_year: int, seed: int = 1) -> Utility:
    """Let checks be filled in for two years, and hold what was published against all that was filled in."""
    lattice = questionnaire.lattice
    assert lattice
    chance = random.Random(seed)  # noqa: S311 - repeatable, not secret
    laws = {region: _laws(questionnaire, chance) for region in REGIONS}
    queue: list[Counters] = []
    leaves: list[Leaf] = []
    truth, month, previous, closed = Counter[tuple[str, Cell]](), FIRST, None, 0
    for _ in range(MONTHS):
        filled = list(_month(questionnaire, lattice, laws, month, a_year // 12, chance))
        for one in filled:
            truth.update({(one.group.region, cell): count for cell, count in one.counts.items()})
        month = next_month(month)
        closing = close([*queue, *filled], month, previous)
        gone = {*closing.closed, *closing.dropped}
        queue, previous = [one for one in (*queue, *filled) if one not in gone], month
        closed += sum(batch.counts[NUMBER] for batch in closing.batches)
        leaves += [freeze(batch, chance.randbytes(32)) for batch in closing.batches]
    errors = list(_errors(questionnaire, lattice, leaves, truth))
    everyone = sum(count for (_, cell), count in truth.items() if cell == NUMBER)
    return Utility(100 * sum(errors) / len(errors), closed / everyone)


def _laws(questionnaire: Questionnaire, chance: random.Random) -> dict[str, list[float]]:
    """Draw how a region answers, per histogram."""
    sizes = Counter(histogram_of(cell) for cell in cells_of(questionnaire))
    return {name: [chance.gammavariate(SPREAD, 1) for _ in range(size)] for name, size in sizes.items()}


def _month(
    questionnaire: Questionnaire,
    lattice: Lattice,
    laws: dict[str, dict[str, list[float]]],
    month: date,
    checks: int,
    chance: random.Random,
) -> Iterator[Counters]:
    cells = cells_of(questionnaire)
    histograms: dict[str, list[Cell]] = {}
    for cell in cells:
        histograms.setdefault(histogram_of(cell), []).append(cell)
    for place, number in Counter(
        chance.choices([(r, s.id) for r in REGIONS for s in lattice.sectors], k=checks)
    ).items():
        counts = Counter({NUMBER: number})
        for name, lines in histograms.items():
            if name:
                counts.update(chance.choices(lines, laws[place[0]][name], k=number))
        group = Group(questionnaire.id, questionnaire.version, *place)
        yield Counters(group, month, {cell: counts[cell] for cell in cells})


def _errors(
    questionnaire: Questionnaire, lattice: Lattice, leaves: list[Leaf], truth: Counter[tuple[str, Cell]]
) -> Iterator[float]:
    bands = [one.id for one in questionnaire.scoring.bands]
    for region in REGIONS:
        found = total(one for one in leaves if one.group.region == region).counts
        for topic in lattice.topics:
            cells = [topic_cell(topic, band) for band in bands]
            shown = [max(found.get(cell, 0), 0) for cell in cells]
            real = [truth[region, cell] for cell in cells]
            if sum(shown):
                yield from (abs(a / sum(shown) - b / sum(real)) for a, b in zip(shown, real, strict=True))


def cost(questionnaire: Questionnaire, checks: int) -> tuple[float, float]:
    """Close a quarter of so many checks in all regions and publish it; gives the seconds of both."""
    clock = Clock()
    with tempfile.TemporaryDirectory() as folder:
        opened = install(f"sqlite:///{folder}/shopcheck.sqlite3", Path(folder), clock, questionnaire)
        lattice = questionnaire.lattice
        assert lattice
        groups = [(region, sector.id) for region in REGIONS for sector in lattice.sectors]
        names = ("questionnaire", "version", "region", "sector", "month", "cell", "count")
        rows = [
            (questionnaire.id, questionnaire.version, *group, FIRST, cell, checks // len(groups))
            for group in groups
            for cell in cells_of(questionnaire)
        ]
        with opened.store.database.writing() as connection:
            connection.execute(insert(QUEUE), [dict(zip(names, row, strict=True)) for row in rows])
        day = date(2027, 7, 1)
        begin = time.perf_counter()
        close_month(opened, day, who="worker")
        closed = time.perf_counter()
        done = releases.publish_due(opened, day, who="worker")
        assert len(done) > len(REGIONS) / 2
        opened.store.close()
        return closed - begin, time.perf_counter() - closed


def main() -> None:
    """Print both."""
    questionnaire = catalogue.load(REAL / "overval")
    for a_year in A_YEAR:
        found = [utility(questionnaire, a_year, seed) for seed in range(SEEDS)]
        error, published = (sum(values) / SEEDS for values in zip(*found, strict=True))
        sys.stdout.write(f"{a_year} a year: {error:.2f} points off, {published:.0%} published\n")
        sys.stdout.flush()
    for checks in CHECKS:
        closing, publishing = cost(questionnaire, checks)
        sys.stdout.write(f"P10 {checks} checks: closing {closing:.2f} s, publishing {publishing:.2f} s\n")


if __name__ == "__main__":
    main()
