"""Lists in columns: nothing is lost, columns are about as high, and what is said to fit does."""

from __future__ import annotations

import pytest

from shopcheck.letter.columns import ANSWERS, HEAD, LIST, Setting, Title, divide, fit, height, rows_of
from shopcheck.letter.letter import Chapter, Quote

SHORT = Quote("kort", "ja")
ROWS = rows_of((Chapter("A", (Quote("x " * 150, "y"),)), Chapter("B", (SHORT,) * 9), Chapter("C", (SHORT,) * 5)))


@pytest.mark.parametrize("setting", [LIST, ANSWERS])
@pytest.mark.parametrize("count", range(len(ROWS) + 1))
def test_columns_lose_nothing_and_are_no_more_than_fit_beside_each_other(setting: Setting, count: int) -> None:
    columns = divide(ROWS[:count], setting)
    assert [row for column in columns for row in column] == ROWS[:count]
    assert len(columns) <= setting.columns


def test_columns_are_about_as_high() -> None:
    assert [len(column) for column in divide(["a", "b", "c", "d"], LIST)] == [2, 2]
    assert [len(column) for column in divide([SHORT] * 9, ANSWERS)] == [3, 3, 3]


def test_one_long_row_has_a_column_of_its_own() -> None:
    first, second = divide(["x " * 300, "b", "c"], LIST)
    assert (first, second) == (["x " * 300], ["b", "c"])


@pytest.mark.parametrize("count", range(1, len(ROWS)))
def test_a_title_never_ends_a_column(count: int) -> None:
    rows = rows_of((Chapter("A", (SHORT,) * count), Chapter("B", (SHORT,) * 2), Chapter("C", (SHORT,))))
    assert not any(isinstance(column[-1], Title) for column in divide(rows, ANSWERS))


def test_a_list_is_as_high_as_its_highest_column_below_its_head() -> None:
    assert height([], LIST) == 0
    assert height(["a", "b", "c"], LIST) == pytest.approx(HEAD + 2 * (LIST.line + LIST.after))


@pytest.mark.parametrize("room", [0, 5, HEAD, 15, 22, 30, 1000])
def test_as_many_are_kept_as_fit_and_no_more(room: float) -> None:
    items = [SHORT] * 20
    kept = fit(items, list, room, ANSWERS)
    assert height(kept, ANSWERS) <= room or not kept
    assert len(kept) == len(items) or height(items[: len(kept) + 1], ANSWERS) > room
