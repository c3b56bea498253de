"""What a check adds to the counters, and when they close."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopcheck.core.assessment import assess
from shopcheck.core.questionnaire import Lattice
from shopcheck.core.response import respond
from shopcheck.core.statistics import (
    COMBINED,
    COUNTRY,
    LEAST,
    NUMBER,
    Counters,
    Group,
    cells_of,
    close,
    epsilon,
    first_of_month,
    histogram_of,
    next_month,
    score_cell,
    tally,
)
from tests.core.builders import answers
from tests.core.counting import CELLS, GROUP, LATTICE, counted, counters, tally_of

if TYPE_CHECKING:
    from shopcheck.core.statistics import Closing

NOVEMBER, DECEMBER = date(2026, 11, 1), date(2026, 12, 1)
MONTHS = [date(2026, month, 1) for month in range(1, 13)]
GROUPS = [Group("proef", "1", region, sector) for region in ("ams", "rtd") for sector in ("horeca", "winkel")]


def test_the_cells_are_a_closed_list() -> None:
    declared = (
        "aantal",
        *(f"score/{bin_}" for bin_ in range(0, 100, 10)),
        *(f"onderwerp/{topic}/{band}" for topic in ("kas", "licht") for band in ("groen", "geel", "oranje", "rood")),
        "vraag/licht_deur/ja",
        "vraag/licht_deur/nee",
    )
    assert declared == CELLS
    assert cells_of(counted(None)) == ()


def test_a_check_adds_one_to_its_own_cells_only() -> None:
    found = tally_of(regio="rtd", kas_a="slecht", licht_deur="aan")
    assert found
    assert found.group == GROUP
    assert found.cells == ("aantal", "score/50", "onderwerp/kas/rood", "onderwerp/licht/groen", "vraag/licht_deur/ja")


def test_what_does_not_apply_or_was_not_answered_adds_nothing() -> None:
    for found in (tally_of(regio="rtd", kas_a="goed"), tally_of(regio="rtd", kas_a="goed", licht_deur="nvt")):
        assert found
        assert found.cells == ("aantal", "score/0", "onderwerp/kas/groen")


def test_not_knowing_counts_in_the_subject_and_is_neither_yes_nor_no() -> None:
    found = tally_of(regio="rtd", licht_deur="weet_niet")
    assert found
    assert found.cells == ("aantal", "score/70", "onderwerp/licht/oranje")


@pytest.mark.parametrize(
    ("lattice", "said"),
    [
        (LATTICE, {"regio": "rtd"}),  # no outcome
        (LATTICE, {"kas_a": "goed"}),  # no region
        (LATTICE, {"regio": "elders", "kas_a": "goed"}),
        (LATTICE, {"regio": "rtd", "kas_a": "goed", "branche": "onbekend"}),
        (Lattice((LATTICE.sectors[1],), (), ()), {"regio": "rtd", "kas_a": "goed"}),
        (None, {"regio": "rtd", "kas_a": "goed"}),
    ],
)
def test_a_check_that_falls_outside_the_list_is_not_counted(lattice: Lattice | None, said: dict[str, str]) -> None:
    assert tally_of(lattice, **said) is None


@pytest.mark.parametrize(("score", "cell"), [(0, "score/0"), (9, "score/0"), (10, "score/10"), (100, "score/90")])
def test_a_score_is_counted_by_tens(score: int, cell: str) -> None:
    assert score_cell(score) == cell


@given(
    st.fixed_dictionaries(
        {},
        optional={
            "branche": st.sampled_from(["kleding", "snackbar"]),
            "regio": st.sampled_from(["rtd", "ams"]),
            "kas_a": st.sampled_from(["goed", "matig", "slecht"]),
            "licht_deur": st.sampled_from(["aan", "soms", "uit", "weet_niet", "nvt"]),
        },
    )
)
def test_a_check_moves_each_histogram_by_one_cell_at_most(said: dict[str, str]) -> None:
    found = tally(assess(respond(counted(), answers(**said))))
    cells = found.cells if found else ()
    assert set(cells) <= set(CELLS)
    assert max(Counter(map(histogram_of, cells)).values(), default=1) == 1
    assert Fraction(len(cells), 3) <= epsilon(CELLS)


def test_epsilon_is_a_third_for_each_histogram() -> None:
    assert epsilon(CELLS) == Fraction(5, 3)  # number, score, two subjects, one question


def ids(closing: Closing) -> list[str]:
    """Name the batches."""
    return [one.id for one in closing.batches]


@pytest.mark.parametrize(("checks", "batches"), [(LEAST - 1, []), (LEAST, ["2026-12-01/proef/1/rtd/winkel"])])
def test_a_group_closes_at_thirty_and_never_under(checks: int, batches: list[str]) -> None:
    closing = close([counters(checks, NOVEMBER)], DECEMBER, NOVEMBER)
    assert ids(closing) == batches
    assert len(closing.closed) == len(batches)


def test_a_batch_holds_the_whole_queue_of_earlier_months() -> None:
    queue = [counters(20, date(2026, 10, 1)), counters(20, NOVEMBER), counters(99, DECEMBER)]
    (batch,) = close(queue, date(2026, 12, 15), NOVEMBER).batches
    assert batch.counts[NUMBER] == 40
    assert batch.closed_on == DECEMBER
    assert set(batch.counts) == set(CELLS)


def test_a_month_closes_once() -> None:
    queue = [counters(40, NOVEMBER)]
    assert close(queue, date(2026, 12, 31), DECEMBER).batches == ()
    assert close(queue, DECEMBER, date(2027, 1, 1)).batches == ()


def test_versions_are_never_put_together() -> None:
    queue = [counters(20, NOVEMBER), counters(20, NOVEMBER, GROUP._replace(version="2"))]
    assert close(queue, date(2027, 1, 1), NOVEMBER).batches == ()


@pytest.mark.parametrize(
    ("day", "previous", "pooled"),
    [
        (DECEMBER, NOVEMBER, False),
        (date(2026, 10, 1), date(2026, 9, 1), True),
        (date(2026, 11, 5), date(2026, 9, 1), True),  # nobody closed in October: the quarter ended all the same
        (date(2026, 10, 1), None, True),
        (date(2026, 11, 1), None, False),
    ],
)
def test_at_the_end_of_a_quarter_the_rest_of_a_region_closes_together(
    day: date, previous: date | None, *, pooled: bool
) -> None:
    queue = [counters(20, date(2026, 8, 1), one) for one in GROUPS[:2]]
    closing = close(queue, day, previous)
    assert [one.group for one in closing.batches] == ([Group("proef", "1", "ams", COMBINED)] if pooled else [])


def test_at_the_end_of_a_year_the_rest_of_the_country_closes_together() -> None:
    queue = [counters(14, NOVEMBER, one) for one in GROUPS] + [counters(16, NOVEMBER, GROUPS[1])]
    closing = close(queue, date(2027, 1, 1), DECEMBER)
    assert ids(closing) == ["2027-01-01/proef/1/ams/winkel"]  # 28 left in rtd, 14 of each sector class elsewhere
    queue = [counters(15, NOVEMBER, GROUPS[0]), counters(15, DECEMBER, GROUPS[2])]
    assert ids(close(queue, date(2027, 1, 1), DECEMBER)) == [f"2027-01-01/proef/1/{COUNTRY}/horeca"]
    assert ids(close(queue, date(2026, 12, 1), NOVEMBER)) == []


def test_a_counter_waits_twelve_months_and_not_longer() -> None:
    queue = [counters(29, date(2026, 1, 1))]
    assert close(queue, date(2027, 1, 1), DECEMBER).dropped == ()
    assert close(queue, date(2027, 2, 1), date(2027, 1, 1)).dropped == tuple(queue)
    late = close([*queue, counters(29, date(2026, 12, 1))], date(2027, 2, 1), date(2027, 1, 1))
    assert (late.batches, len(late.dropped)) == ((), 1)  # what is too old makes no batch any more


def test_the_first_of_the_month_and_of_the_next() -> None:
    assert first_of_month(date(2026, 12, 31)) == DECEMBER
    assert next_month(NOVEMBER) == DECEMBER
    assert next_month(DECEMBER) == date(2027, 1, 1)


QUEUES = st.lists(
    st.builds(
        counters,
        st.integers(0, 40),
        st.sampled_from(MONTHS),
        st.sampled_from(GROUPS),
    ),
    max_size=12,
    unique_by=lambda one: (one.group, one.month),
)


@given(QUEUES, st.dates(date(2026, 2, 1), date(2028, 2, 1)), st.none() | st.sampled_from(MONTHS))
def test_every_check_is_in_one_batch_at_most_and_none_is_lost(
    queue: list[Counters], day: date, previous: date | None
) -> None:
    closing = close(queue, day, previous)
    gone = [*closing.closed, *closing.dropped]
    assert len(gone) == len({(one.group, one.month) for one in gone})
    assert all(one in queue for one in gone)
    published: Counter[str] = Counter()
    for batch in closing.batches:
        published.update(batch.counts)
        assert batch.counts[NUMBER] >= LEAST
    taken: Counter[str] = Counter()
    for one in closing.closed:
        taken.update(one.counts)
    assert published == taken
    assert len(ids(closing)) == len(set(ids(closing)))


@given(QUEUES, st.sampled_from(MONTHS))
def test_what_is_put_together_is_of_two_groups_or_more(queue: list[Counters], day: date) -> None:
    closing = close(queue, day, None)
    for batch in closing.batches:
        members = {one.group for one in closing.closed if one.counts[NUMBER]}
        pooled = batch.group.sector == COMBINED or batch.group.region == COUNTRY
        mine = [
            one for one in members if batch.group in {one, one._replace(sector=COMBINED), one._replace(region=COUNTRY)}
        ]
        assert len(mine) >= (2 if pooled else 1)


def test_two_counters_of_another_group_are_other_values() -> None:
    assert hash(counters(1, NOVEMBER)) == hash(replace(counters(1, NOVEMBER), counts={}))
