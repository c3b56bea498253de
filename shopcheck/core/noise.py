"""Exact noise: the discrete Laplace law, P(x) ∝ e^(−|x|/3), drawn with whole numbers only.

Floating point would leave marks in the lowest bits that tell what was added to what. So chances are fractions of whole
numbers, after Canonne, Kamath and Steinke (2020), and the bits are an HMAC of the place that the noise is for: the same
key and place give the same draw, so that nothing can be averaged away by asking again.
"""

from __future__ import annotations

import hmac
from math import exp, sqrt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

SCALE = 3
VARIANCE = 2 * exp(-1 / SCALE) / (1 - exp(-1 / SCALE)) ** 2  # of one draw: 17.83
NINETY = 1.645  # standard deviations on either side that hold nine in ten
BLOCK = 256  # bits


def draw(key: bytes, place: str) -> int:
    """Draw the noise for a place. `place` holds no line end followed by a number, so that no two share their bits."""
    bits = _bits(key, place)
    while True:
        within = _below(bits, SCALE)
        if not _chance_exp(bits, within, SCALE):
            continue
        size = within
        while _chance_exp(bits, 1, 1):
            size += SCALE
        negative = _below(bits, 2)
        if size or not negative:  # else zero would be drawn twice as often
            return -size if negative else size


def margin(variance: float) -> float:
    """Say within how far of the truth nine in ten sums of draws with this variance lie."""
    return NINETY * sqrt(variance)


def _chance_exp(bits: Iterator[int], numerator: int, denominator: int) -> bool:
    """Be true with chance e^(−numerator/denominator), for a fraction of at most 1: the series of e, one term a turn."""
    turn = 1
    while _below(bits, denominator * turn) < numerator:
        turn += 1
    return turn % 2 == 1


def _below(bits: Iterator[int], limit: int) -> int:
    """Give a whole number from 0 up to the limit, each as often; what is too high is thrown away."""
    while True:
        value = 0
        for _ in range((limit - 1).bit_length()):
            value = 2 * value + next(bits)
        if value < limit:
            return value


def _bits(key: bytes, place: str) -> Iterator[int]:
    """Give as many bits as are asked for, each block from the next number behind the place."""
    number = 0
    while True:
        block = int.from_bytes(hmac.digest(key, f"{place}\n{number}".encode(), "sha256"))
        yield from ((block >> at) & 1 for at in range(BLOCK))
        number += 1
