"""How much room texts take on paper: a letter has two to four pages, whatever a shop answered.

Heights are estimates in mm, a little on the safe side. They belong to templates/letter/letter.css; tests print letters
and count the pages.
"""

from __future__ import annotations

from math import ceil
from textwrap import wrap
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from shopcheck.letter.letter import FirstMeasure

T = TypeVar("T")

PAGE = 259.0
CARD = 104.0
OUTCOME, TOPIC = 48.0, 6.0  # the outcome without its rows; one row
ANNEX_HEAD, SCORE_NOTE = 21.0, 40.0
HEAD, SMALL_HEAD = 14.5, 9.0
LINE, SMALL_LINE = 4.7, 4.05
FULL, COLUMN = 92, 54  # signs on a line: 10 pt over the whole width, 8.5 pt over half of it
MEASURES = 243.0  # for the first measures, beside head and conclusion
MEASURE_LEAST, MEASURE_FRAME = 33.0, 11.5  # a measure: at least, and without its paragraphs
MEASURE_TEXT, MEASURE_LINE = 65, 4.8  # signs on a line of a measure, and its height; both somewhat on the safe side


def lines(text: str, width: int) -> int:
    """Estimate the lines that a text takes."""
    return max(1, len(wrap(text, width)))


def paragraphs(texts: Sequence[str]) -> float:
    """Height of a head and paragraphs over the whole width."""
    return HEAD + sum(lines(text, FULL) * LINE + 1 for text in texts) if texts else 0.0


def columns(texts: Iterable[str]) -> float:
    """Height of a small head and a list in two columns."""
    count = sum(lines(text, COLUMN) for text in texts)
    return SMALL_HEAD + (ceil(count / 2) + 1) * SMALL_LINE if count else 0.0


def fit(items: Iterable[T], text: Callable[[T], str], room: float) -> tuple[T, ...]:
    """Keep the first items whose texts fit in the room together, in two columns."""
    left = 2 * ((room - SMALL_HEAD) / SMALL_LINE - 1)
    kept: list[T] = []
    for item in items:
        left -= lines(text(item), COLUMN)
        if left < 0:
            break
        kept.append(item)
    return tuple(kept)


def place(heights: Mapping[str, float], topics: int) -> tuple[str, ...]:
    """Choose the parts that stand above the card, on the page of the outcome, in this order; the rest goes behind."""
    room = PAGE - CARD - OUTCOME - topics * TOPIC
    above: list[str] = []
    for part, height in heights.items():
        if 0 < height <= room:
            above.append(part)
            room -= height
    return tuple(above)


def is_dense(measures: Iterable[FirstMeasure]) -> bool:
    """Whether the first measures need the tighter setting to stay on one page."""
    return sum(_measure_height(measure) for measure in measures) > MEASURES


def _measure_height(measure: FirstMeasure) -> float:
    texts = [f"Waarom. {measure.why}", f"Zo doet u het. {measure.how}"]
    texts += [f"Op de vraag ‘{one.question}’ antwoordde u: {one.answer}." for one in measure.quotes]
    return max(MEASURE_LEAST, MEASURE_FRAME + sum(lines(text, MEASURE_TEXT) * MEASURE_LINE + 1 for text in texts))
