"""What is published: batches with noise, frozen for good, and every table as a sum of those and of nothing else.

Whoever has the frozen leaves can make every table again, so two tables, however cut, never say more than the leaves do.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from datetime import date
from math import ceil, floor
from typing import TYPE_CHECKING, TypeVar

from shopcheck.core.noise import SCALE, VARIANCE, draw, margin
from shopcheck.core.scores import round_half_up
from shopcheck.core.statistics import BIN, LAST_BIN, LEAST, Batch, Cell, Group, epsilon, score_cell

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

K = TypeVar("K")

SCHEME, MECHANISM = "SDC-1", "discrete-laplace"
LITTLE, MUCH = 5, 95  # percent; what lies outside is not told apart
WIDEST = 30  # percent: a comparison that is less certain says nothing


@dataclass(frozen=True, slots=True)
class Leaf:
    """A frozen batch: its counts with the noise on them, so they may be below zero."""

    batch: str
    group: Group
    closed_on: date
    counts: Mapping[Cell, int]


@dataclass(frozen=True, slots=True)
class Total:
    """Leaves put together. `draws` says how much noise is in each count."""

    counts: Mapping[Cell, int]
    draws: Mapping[Cell, int]


@dataclass(frozen=True, slots=True)
class Estimate:
    """A number with noise in it; with a chance of nine in ten the count without noise gives one from low to high."""

    value: int
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Percentage(Estimate):
    """A share in whole percent."""

    @property
    def text(self) -> str:
        """The share as it is shown: close to none and close to all are not told apart from none and all."""
        return f"<{LITTLE} %" if self.value < LITTLE else f">{MUCH} %" if self.value > MUCH else f"{self.value} %"


@dataclass(frozen=True, slots=True)
class Bar:
    """One line of a table: how many answers, and which share of all lines."""

    name: str
    count: Estimate
    share: Percentage


def freeze(batch: Batch, key: bytes) -> Leaf:
    """Put noise on every cell. The key is of this batch alone: with it the same comes out again, and then it goes."""
    noised = {cell: count + draw(key, f"{batch.id}\n{cell}") for cell, count in batch.counts.items()}
    return Leaf(batch.id, batch.group, batch.closed_on, noised)


def written(leaf: Leaf) -> bytes:
    """Write a leaf as it is hashed and signed: canonical JSON, with all but the key said openly."""
    content = {
        "scheme": SCHEME,
        "mechanism": MECHANISM,
        "scale": SCALE,
        "least": LEAST,
        "epsilon": str(epsilon(leaf.counts)),
        "batch": leaf.batch,
        **leaf.group._asdict(),
        "closed_on": leaf.closed_on.isoformat(),
        "counts": leaf.counts,
    }
    return json.dumps(content, sort_keys=True, ensure_ascii=True, separators=(",", ":")).encode()


def read(content: bytes) -> Leaf:
    """Read a leaf that `written` wrote."""
    said = json.loads(content)
    group = Group._make(said[name] for name in Group._fields)
    return Leaf(said["batch"], group, date.fromisoformat(said["closed_on"]), said["counts"])


def total(leaves: Iterable[Leaf]) -> Total:
    """Add leaves up."""
    counts: Counter[Cell] = Counter()
    draws: Counter[Cell] = Counter()
    for leaf in leaves:
        counts.update(leaf.counts)
        draws.update(dict.fromkeys(leaf.counts, 1))
    return Total(dict(counts), dict(draws))


def count(of: Total, cells: Iterable[Cell]) -> Estimate:
    """Say how many checks are in one cell, or in several put together."""
    return _merged(of, cells).estimate


def histogram(of: Total, bars: Mapping[str, Iterable[Cell]], parts: int = 1) -> tuple[Bar, ...]:
    """Make a table with a line for each name, of one cell or of several put together; empty when it is of too few.

    Shares are of all lines, so who a subject is not about is left out. A count below zero is shown as zero. Whoever
    took part answered up to `parts` times, so fewer than the least for each part may be fewer than that many checks.
    """
    lines = {name: _merged(of, cells) for name, cells in bars.items()}
    if _too_few(lines.values(), parts):
        return ()
    return tuple(
        Bar(name, line.estimate, _share(lines, {one: one == name for one in lines})) for name, line in lines.items()
    )


def mean_score(of: Total) -> Estimate | None:
    """Give the mean prevention score, 0 good to 100 bad, from the published histogram; None when it is of too few."""
    lines = _scores(of)
    return None if _too_few(lines.values()) else _mean(lines, {score: score + BIN / 2 for score in lines})


def worse_than(of: Total, score: int) -> Percentage | None:
    """Say which share of checks scored worse than this one, and half of those in the same bin; None of too few."""
    lines, own = _scores(of), min(score // BIN * BIN, LAST_BIN)
    return None if _too_few(lines.values()) else _share(lines, {one: (one > own) + (one == own) / 2 for one in lines})


def benchmark(leaves: Iterable[Leaf], group: Group, score: int) -> Percentage | None:
    """Say which share of a release scored worse than this check; None when that is of too few, or too uncertain.

    `leaves` are those of one release, of a region or of the country: a part of it was not published by itself. Only
    those of the same version and sector class count: another version may count points in another way.
    """
    alike = [leaf for leaf in leaves if leaf.group._replace(region=group.region) == group]
    share = worse_than(total(alike), score)
    return share if share and share.high - share.low <= WIDEST else None


@dataclass(frozen=True, slots=True)
class _Line:
    """One or more cells put together: the published count, and the variance of the noise in it."""

    count: int
    variance: float

    @property
    def shown(self) -> int:
        return max(self.count, 0)

    @property
    def estimate(self) -> Estimate:
        """The band reaches up from what is shown, so that a count far below zero does not look as sure as 0 to 0."""
        around = margin(self.variance)
        return Estimate(self.shown, max(floor(self.count - around), 0), ceil(self.shown + around))


def _merged(of: Total, cells: Iterable[Cell]) -> _Line:
    there = [cell for cell in cells if cell in of.counts]
    return _Line(sum(of.counts[one] for one in there), VARIANCE * sum(of.draws[one] for one in there))


def _scores(of: Total) -> dict[int, _Line]:
    return {score: _merged(of, [score_cell(score)]) for score in range(0, LAST_BIN + 1, BIN)}


def _too_few(lines: Iterable[_Line], parts: int = 1) -> bool:
    return sum(line.shown for line in lines) < LEAST * parts


def _share(lines: Mapping[K, _Line], weights: Mapping[K, float]) -> Percentage:
    found = _mean(lines, {one: 100 * weight for one, weight in weights.items()})
    return Percentage(found.value, found.low, found.high)


def _mean(lines: Mapping[K, _Line], weights: Mapping[K, float]) -> Estimate:
    """Weigh the lines by their counts, weights from 0 to 100. Noise in a line pulls as far as it is off the mean."""
    whole = sum(line.shown for line in lines.values())
    mean = sum(line.shown * weights[one] for one, line in lines.items()) / whole
    around = margin(sum(line.variance * (weights[one] - mean) ** 2 for one, line in lines.items())) / whole
    return Estimate(round_half_up(mean), max(floor(mean - around), 0), min(ceil(mean + around), 100))
