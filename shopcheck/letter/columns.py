"""Small print in columns: how a list is divided over them, and so how high it is. The template divides with this too.

WeasyPrint can divide a list itself (`columns`), at twice the time for the whole letter.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import astuple
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from shopcheck.letter.letter import Later, Quote
from shopcheck.letter.width import ems, lines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from shopcheck.letter.letter import Chapter

T = TypeVar("T")
Row = str | Quote | Later


class Title(str):
    """A row that is the title of the rows after it; it never ends a column."""

    __slots__ = ()


class Setting(NamedTuple):
    """How a list is set. Widths are in ems of the type, less what words in bold take more; heights in mm."""

    columns: int
    width: float
    line: float
    after: float  # below a row
    title: float  # above a title


LIST = Setting(2, ems(79, 8.5), 3.82, 0.36, 0.0)
ANSWERS = Setting(3, ems(53, 8), 3.53, 0.5, 1.0)
HEAD = 9.8  # of a list, and the air above it
STEP = 0.5  # mm


def height(rows: Sequence[Row], setting: Setting) -> float:
    """Height of a small head and the rows below it."""
    return HEAD + max(sum(_height(row, setting) for row in column) for column in divide(rows, setting)) if rows else 0.0


def fit(items: Sequence[T], rows: Callable[[Sequence[T]], Sequence[Row]], room: float, setting: Setting) -> Sequence[T]:
    """Keep the first items whose rows fit in the room together."""
    count = bisect_right(range(1, len(items) + 1), room, key=lambda n: height(rows(items[:n]), setting))
    return items[:count]


def divide(rows: Sequence[Row], setting: Setting) -> list[list[Row]]:
    """Divide rows over columns, in their order, so that the highest column is as low as can be."""
    heights = [_height(row, setting) for row in rows]
    limit = sum(heights) / setting.columns
    while len(found := _fill(rows, heights, limit)) > setting.columns:
        limit += STEP
    return found


def rows_of(chapters: Iterable[Chapter]) -> list[Row]:
    """The answers in one list: the title of a form, then its questions with their answers."""
    rows: list[Row] = []
    for chapter in chapters:
        rows += [Title(chapter.title), *chapter.answers]
    return rows


def _height(row: Row, setting: Setting) -> float:
    text = row if isinstance(row, str) else " ".join(astuple(row))
    return lines(text, setting.width) * setting.line + setting.after + setting.title * isinstance(row, Title)


def _fill(rows: Sequence[Row], heights: Sequence[float], limit: float) -> list[list[Row]]:
    """Fill columns up to a height, one after the other."""
    found: list[list[Row]] = [[]]
    left = limit
    for at, row in enumerate(rows):
        if sum(heights[at : at + 1 + isinstance(row, Title)]) > left and found[-1]:
            found.append([])
            left = limit
        found[-1].append(row)
        left -= heights[at]
    return found
