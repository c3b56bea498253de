"""A6 and A7: the noise follows its law, and asking again never gives another draw."""

from __future__ import annotations

from collections import Counter
from datetime import date
from hashlib import sha256
from math import erfc, exp, sqrt
from typing import TYPE_CHECKING, NamedTuple

from shopcheck.core.noise import SCALE, VARIANCE
from shopcheck.core.release import freeze, written
from shopcheck.core.statistics import Batch
from tests.attack.guessing import KEY, real
from tests.core.counting import GROUP, counts_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.attack.guessing import Noise

LEAST_EXPECTED = 10  # draws in a class of the χ² test


class Law(NamedTuple):
    """How draws compare with the law: the chance of so much difference, and the variance over that of the law."""

    p: float
    variance: float


def chance_of(size: int) -> float:
    """Say how often a draw comes, by the formula."""
    q = exp(-1 / SCALE)
    return (1 - q) / (1 + q) * q ** abs(size)


def law(draws: int, noise: Noise = real) -> Law:
    """A6: χ² of so many draws against the exact law; the tails are put together."""
    found = Counter(noise(f"A6\n{number}") for number in range(draws))
    edge = next(size for size in range(1, 100) if draws * chance_of(size) < LEAST_EXPECTED) - 1
    seen = [found[size] for size in range(-edge, edge + 1)]
    wanted = [draws * chance_of(size) for size in range(-edge, edge + 1)]
    seen.append(draws - sum(seen))
    wanted.append(draws - sum(wanted))
    chi2 = sum((one - other) ** 2 / other for one, other in zip(seen, wanted, strict=True))
    variance = sum(size * size * number for size, number in found.items()) / draws
    return Law(_p(chi2, len(seen) - 1), variance / VARIANCE)


def _p(chi2: float, degrees: int) -> float:
    """Give the chance of a χ² at least so large (Wilson and Hilferty)."""
    part = 2 / (9 * degrees)
    return erfc(((chi2 / degrees) ** (1 / 3) - (1 - part)) / sqrt(2 * part)) / 2


def distinct(times: int, key: Callable[[int], bytes] = lambda _: KEY) -> int:
    """A7: freeze one batch so often; gives how many different files come of it. The mutant takes a fresh key."""
    batch = Batch(GROUP, date(2026, 12, 1), counts_of(40))
    return len({sha256(written(freeze(batch, key(number)))).digest() for number in range(times)})
