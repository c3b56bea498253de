"""What is published is frozen with its noise, and every table is a sum of frozen leaves."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopcheck.core.noise import draw
from shopcheck.core.release import (
    Leaf,
    Percentage,
    benchmark,
    freeze,
    histogram,
    mean_score,
    read,
    total,
    worse_than,
    written,
)
from shopcheck.core.statistics import NUMBER, Batch, Cell
from tests.core.counting import CELLS, GROUP, counts_of, leaf

if TYPE_CHECKING:
    from collections.abc import Mapping

DAY = date(2026, 12, 1)
KEY = bytes(range(32))
BATCH = Batch(GROUP, DAY, counts_of(40))
KAS = {band: [Cell(f"onderwerp/kas/{band}")] for band in ("groen", "geel", "oranje", "rood")}


def with_bands(**counts: int) -> Leaf:
    """Make a leaf with these counts for the till."""
    return leaf({NUMBER: sum(counts.values()), **{Cell(f"onderwerp/kas/{band}"): n for band, n in counts.items()}})


def with_scores(counts: Mapping[int, int], region: str = "rtd") -> Leaf:
    """Make a leaf with these counts by score."""
    return leaf({Cell(f"score/{score}"): n for score, n in counts.items()}, GROUP._replace(region=region))


def test_every_cell_gets_noise_of_its_own_and_the_same_key_gives_the_same() -> None:
    frozen = freeze(BATCH, KEY)
    assert set(frozen.counts) == set(CELLS)
    noise = {cell: frozen.counts[cell] - BATCH.counts[cell] for cell in CELLS}
    assert noise == {cell: draw(KEY, f"2026-12-01/proef/1/rtd/winkel\n{cell}") for cell in CELLS}
    assert len(set(noise.values())) > 5
    assert freeze(BATCH, KEY) == frozen
    assert freeze(BATCH, KEY[::-1]) != frozen


def test_a_leaf_is_written_as_canonical_json_that_says_how_it_was_made() -> None:
    content = written(freeze(BATCH, KEY))
    said = json.loads(content)
    assert content == json.dumps(said, sort_keys=True, separators=(",", ":")).encode("ascii")
    assert {name: value for name, value in said.items() if name != "counts"} == {
        "scheme": "SDC-1",
        "mechanism": "discrete-laplace",
        "scale": 3,
        "least": 30,
        "epsilon": "5/3",
        "batch": "2026-12-01/proef/1/rtd/winkel",
        "questionnaire": "proef",
        "version": "1",
        "region": "rtd",
        "sector": "winkel",
        "closed_on": "2026-12-01",
    }
    assert all(isinstance(count, int) for count in said["counts"].values())


def test_a_leaf_reads_back_as_it_was() -> None:
    frozen = freeze(BATCH, KEY)
    assert read(written(frozen)) == frozen


LEAVES = st.lists(
    st.dictionaries(st.sampled_from(CELLS), st.integers(-20, 200), min_size=1).map(leaf), min_size=1, max_size=6
)


@given(LEAVES, LEAVES)
def test_a_total_is_the_sum_of_its_leaves_so_a_difference_says_no_more(some: list[Leaf], others: list[Leaf]) -> None:
    both, first, second = total([*some, *others]), total(some), total(others)
    for cell in both.counts:
        assert both.counts[cell] == sum(one.counts.get(cell, 0) for one in [*some, *others])
        assert both.counts[cell] - first.counts.get(cell, 0) == second.counts.get(cell, 0)
        assert both.draws[cell] == sum(cell in one.counts for one in [*some, *others])


@given(LEAVES)
def test_shares_add_up_and_lie_within_their_own_band(leaves: list[Leaf]) -> None:
    bars = histogram(total(leaves), KAS)
    for bar in bars:
        assert 0 <= bar.share.low <= bar.share.value <= bar.share.high <= 100
        assert 0 <= bar.count.low <= bar.count.value <= bar.count.high
    if bars:
        assert 98 <= sum(bar.share.value for bar in bars) <= 102


def test_counts_below_zero_are_shown_as_zero_after_adding_up() -> None:
    bars = histogram(total([with_bands(groen=50, rood=-4), with_bands(groen=40, rood=3)]), KAS)
    assert [(bar.name, bar.count.value) for bar in bars] == [("groen", 90), ("geel", 0), ("oranje", 0), ("rood", 0)]
    assert bars[0].share.text == ">95 %"
    assert bars[3].share.text == "<5 %"


def test_a_count_far_below_zero_does_not_look_as_sure_as_none() -> None:
    (*_, red) = histogram(total([with_bands(groen=50, rood=-20)]), KAS)
    assert (red.count.value, red.count.low, red.count.high) == (0, 0, 7)


def test_a_share_says_how_sure_it_is() -> None:
    (green, *_, red) = histogram(total([with_bands(groen=60, geel=20, oranje=10, rood=10)]), KAS)
    assert (green.count.value, green.count.low, green.count.high) == (60, 53, 67)
    assert (green.share.value, green.share.low, green.share.high) == (60, 52, 68)
    assert red.share.text == "10 %"


def test_more_leaves_are_surer_of_a_share() -> None:
    one = with_bands(groen=60, rood=40)
    (few, _, _, _), (many, _, _, _) = histogram(total([one]), KAS), histogram(total([one] * 16), KAS)
    assert many.share.high - many.share.low < few.share.high - few.share.low


@pytest.mark.parametrize(("checks", "shown"), [(29, False), (30, True)])
def test_a_table_of_fewer_than_thirty_is_not_shown(checks: int, *, shown: bool) -> None:
    assert bool(histogram(total([with_bands(groen=checks)]), KAS)) is shown
    assert bool(mean_score(total([with_scores({0: checks})]))) is shown
    assert bool(worse_than(total([with_scores({0: checks})]), 0)) is shown


def test_lines_may_be_put_together() -> None:
    bars = {"in orde": [*KAS["groen"], *KAS["geel"]], "niet": [*KAS["oranje"], *KAS["rood"]]}
    good, bad = histogram(total([with_bands(groen=20, geel=-2, oranje=2, rood=20)]), bars)
    assert (good.count.value, bad.count.value) == (18, 22)
    assert good.count.high - good.count.low == 20  # the noise of two cells


def test_the_mean_is_taken_from_the_published_histogram_at_the_middle_of_each_ten() -> None:
    mean = mean_score(total([with_scores({0: 50, 90: 50, 40: -3})]))
    assert mean
    assert mean.value == 50
    assert mean.low < 50 < mean.high


def test_half_of_the_own_ten_scored_worse() -> None:
    share = worse_than(total([with_scores({0: 20, 40: 40, 90: 40})]), 45)
    assert share
    assert share.value == 60
    assert worse_than(total([with_scores({0: 50, 90: 50})]), 100) == Percentage(25, 22, 28)


def test_a_check_is_compared_with_the_whole_of_a_release_and_not_with_a_part_that_was_not_published() -> None:
    near, far = with_scores({0: 10, 90: 90}), with_scores({0: 100}, "ams")
    of_the_region, of_the_country = benchmark([near], GROUP, 5), benchmark([near, far], GROUP, 5)
    assert of_the_region
    assert of_the_country
    assert (of_the_region.value, of_the_country.value) == (95, 73)


def test_a_comparison_in_which_noise_could_say_anything_is_not_made() -> None:
    few, many = with_scores({0: 12, 50: 7, 90: 12}), with_scores({0: 80, 50: 40, 90: 80}, "ams")
    assert worse_than(total([few]), 50)
    assert benchmark([few], GROUP, 50) is None
    assert benchmark([few, many], GROUP, 50)


def test_without_a_released_leaf_of_its_sort_a_check_is_compared_with_nobody() -> None:
    other = [
        leaf(dict(with_scores({0: 100}).counts), group)
        for group in (GROUP._replace(sector="horeca"), GROUP._replace(version="2"))
    ]
    assert benchmark([], GROUP, 40) is None
    assert benchmark(other, GROUP, 40) is None
