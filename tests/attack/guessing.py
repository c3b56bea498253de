"""Attackers who know much and guess the rest: A3 (over releases), A4 (all but one known), A5 (was this shop in it?).

The shops are made up: four bands of one subject, 40 % in the commonest. Noise is that of the program, or of a mutant.
"""

from __future__ import annotations

import random
from collections import Counter
from math import exp, log, sqrt
from typing import TYPE_CHECKING, NamedTuple

from shopcheck.core.noise import SCALE, draw

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Noise = Callable[[str], int]

CHANCES = (0.40, 0.25, 0.20, 0.15)
BANDS = range(len(CHANCES))
KEY = bytes(range(32))
ENOUGH = 50  # so many hits before a rate says something
MORE_RELEASES = 3


class Gain(NamedTuple):
    """What an attack wins over guessing: a share of all tries, and how unsure that is (one standard error)."""

    gain: float
    error: float
    certain: int = 0  # tries in which the attacker knew for sure


def real(place: str) -> int:
    """Draw the noise of the program."""
    return draw(KEY, place)


def off(_place: str) -> int:
    """Draw none: exact counts."""
    return 0


def averaged(redraws: int) -> Noise:
    """Publish the same counts so often, each time with fresh noise: what an attacker has after averaging."""
    return lambda place: round(sum(draw(KEY, f"{place}\n{one}\nagain") for one in range(redraws)) / redraws)


def _shops(chance: random.Random, number: int) -> list[int]:
    found = Counter(chance.choices(BANDS, CHANCES, k=number))
    return [found[band] for band in BANDS]


def _noised(counts: Sequence[int], noise: Noise, place: str) -> list[int]:
    return [count + noise(f"{place}\n{band}") for band, count in enumerate(counts)]


def _best(scores: Sequence[float]) -> int:
    return max(BANDS, key=scores.__getitem__)


def over_releases(tries: int, size: int, noise: Noise = real, *, cumulative: bool = False) -> tuple[Gain, Gain]:
    """A3: guess the band of one shop in a batch, (i) from that batch, (ii) from all releases around it as well.

    The gain is over the same guess about a shop that is not in the batch. `cumulative` is the mutant: each month the
    exact total so far, in which the shop is the only newcomer.
    """
    chance = random.Random(size)  # noqa: S311 - repeatable, not secret
    first, both = [], []
    for number in range(tries):
        target, stranger = chance.choices(BANDS, CHANCES, k=2)
        others, around = _shops(chance, size - 1), _shops(chance, size * MORE_RELEASES)
        place = f"A3 {size} {number}"
        added = _noised([0] * len(BANDS), noise, place)
        before = _noised(around, noise, f"{place} before")
        hits = []
        for inside in (target, stranger):
            batch = [others[band] + added[band] + (band == inside) for band in BANDS]
            mixed = [batch[band] / size + max(before[band], 0) / (size * MORE_RELEASES) for band in BANDS]
            newcomer = [batch[band] - others[band] for band in BANDS] if cumulative else mixed
            hits.append((_best(batch) == target, _best(newcomer) == target))
        first.append(hits[0][0] - hits[1][0])
        both.append(hits[0][1] - hits[1][1])
    return _gain(first), _gain(both)


def all_but_one(tries: int, noise: Noise = real, scale: float = SCALE) -> Gain:
    """A4: everybody else in the batch is known exactly; guess the band of the last one by Bayes, knowing the noise."""
    chance = random.Random(4)  # noqa: S311 - as above
    wins, certain = [], 0
    for number in range(tries):
        (target,) = chance.choices(BANDS, CHANCES)
        left = [noise(f"A4 {number}\n{band}") + (band == target) for band in BANDS]
        off_by = [sum(abs(left[one] - (one == band)) for one in BANDS) for band in BANDS]
        chances = [CHANCES[band] * exp(-off_by[band] / scale) for band in BANDS]
        certain += 0 < max(chances) == sum(chances)
        wins.append((_best(chances) == target) - (_best(CHANCES) == target))
    return _gain(wins)._replace(certain=certain)


class Membership(NamedTuple):
    """How well shops in the batch are told from shops outside: area under the curve, and ε as seen (lower bound)."""

    area: float
    epsilon: float


def membership(tries: int, histograms: int, noise: Noise = real) -> Membership:
    """A5: all others are known; is this shop, whose answers are known too, in the batch? By the likelihood ratio."""
    inside, outside = (
        [_ratio([noise(f"A5 {word} {number}\n{one}") + here for one in range(histograms)]) for number in range(tries)]
        for word, here in (("in", 1), ("out", 0))
    )
    return Membership(_area(inside, outside), _epsilon(inside, outside))


def _ratio(left: Sequence[int]) -> float:
    """Give the log of how much likelier these counts are with the shop than without."""
    return sum(abs(one) - abs(one - 1) for one in left) / SCALE


def _area(inside: Sequence[float], outside: Sequence[float]) -> float:
    below: float = 0
    area: float = 0
    counts_in, counts_out = Counter(inside), Counter(outside)
    for score in sorted({*counts_in, *counts_out}):
        area += counts_in[score] * (below + counts_out[score] / 2)
        below += counts_out[score]
    return area / (len(inside) * len(outside))


def _epsilon(inside: Sequence[float], outside: Sequence[float]) -> float:
    """Give the largest ln(TPR/FPR) over all thresholds that the tries prove, with two standard errors off."""
    found = 0.0
    for score in {*inside, *outside}:
        hits, alarms = sum(one >= score for one in inside), sum(one >= score for one in outside)
        if hits >= ENOUGH:
            surest = log(hits / max(alarms, 1)) - 2 * sqrt(1 / hits + 1 / max(alarms, 1))
            found = max(found, surest)
    return found


def _gain(wins: Sequence[int]) -> Gain:
    mean = sum(wins) / len(wins)
    return Gain(mean, sqrt(sum((one - mean) ** 2 for one in wins)) / len(wins))
