"""The noise follows its law exactly, and the same place always gets the same."""

from __future__ import annotations

import hmac
import inspect
from collections import Counter
from itertools import count
from math import exp

import pytest

from shopcheck.core import noise
from shopcheck.core.noise import NINETY, SCALE, VARIANCE, draw, margin

KEY = bytes(range(32))
DRAWS = 20_000
Q = exp(-1 / SCALE)


def law(size: int) -> float:
    """Say how often this draw comes, by the formula."""
    return (1 - Q) / (1 + Q) * Q ** abs(size)


def test_the_same_key_and_place_give_the_same_and_others_do_not() -> None:
    drawn = [draw(KEY, f"batch\ncel {number}") for number in range(50)]
    assert drawn == [draw(KEY, f"batch\ncel {number}") for number in range(50)]
    assert drawn != [draw(KEY[::-1], f"batch\ncel {number}") for number in range(50)]
    assert drawn != [draw(KEY, f"other\ncel {number}") for number in range(50)]
    assert drawn[:12] == [-5, 3, 0, -1, -4, -1, -2, 3, -2, -9, -4, 0]  # other bits would draw anew


def test_draws_come_as_often_as_the_law_says() -> None:
    drawn = Counter(draw(KEY, f"law\n{number}") for number in range(DRAWS))
    for size in range(-8, 9):
        expected = law(size)
        assert abs(drawn[size] / DRAWS - expected) < 5 * (expected * (1 - expected) / DRAWS) ** 0.5
    assert max(drawn) > 15
    assert min(drawn) < -15


def test_the_variance_is_that_of_the_law() -> None:
    assert sum(size * size * law(size) for size in range(-400, 401)) == pytest.approx(VARIANCE)


@pytest.mark.parametrize("draws", [1, 2, 3, 10, 40])
def test_nine_in_ten_sums_of_draws_lie_within_the_margin(draws: int) -> None:
    one = {size: law(size) for size in range(-60, 61)}
    sums = {0: 1.0}
    for _ in range(draws):
        added: Counter[int] = Counter()
        for so_far, chance in sums.items():
            for size, more in one.items():
                added[so_far + size] += chance * more  # type: ignore[assignment]  # a chance, added up
        sums = {size: chance for size, chance in added.items() if chance > 1e-12}
    around = round(margin(draws * VARIANCE))
    inside = sum(chance for size, chance in sums.items() if abs(size) <= around)
    assert 0.89 < inside < 0.93


def test_one_draw_lies_within_seven_nine_times_in_ten() -> None:
    assert round(margin(VARIANCE)) == 7
    assert pytest.approx(7, abs=0.1) == NINETY * VARIANCE**0.5


def test_drawing_never_meets_a_number_with_a_point() -> None:
    source = "".join(inspect.getsource(one) for one in (draw, noise._chance_exp, noise._below, noise._bits))
    assert "float" not in source
    assert " / " not in source
    assert not any(f"{digit}." in source for digit in range(10))


def test_bits_of_one_place_are_never_those_of_another() -> None:
    blocks = [hmac.digest(KEY, f"{place}\n{number}".encode(), "sha256") for place in "ab" for number in range(4)]
    assert len(set(blocks)) == 8
    first = [bit for _, bit in zip(range(300), noise._bits(KEY, "a"), strict=False)]
    from_blocks = [(int.from_bytes(one) >> at) & 1 for one in blocks[:2] for at in range(256)][:300]
    assert first == from_blocks


def test_a_whole_number_below_a_limit_comes_evenly() -> None:
    bits = noise._bits(KEY, "even")
    found = Counter(noise._below(bits, 3) for _, _ in zip(range(3000), count(), strict=False))
    assert set(found) == {0, 1, 2}
    assert max(found.values()) - min(found.values()) < 200
