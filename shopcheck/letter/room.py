"""How much room texts take on paper: a letter has two to four pages, whatever a shop answered.

Heights are estimates in mm, a little on the safe side. They belong to templates/letter/letter.css; tests print letters
and count the pages.
"""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from shopcheck.letter.width import ems, wrapped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from shopcheck.letter.letter import FirstMeasure, Front

T = TypeVar("T")


class Setting(NamedTuple):
    """How small print in two columns is set: the height of a line in mm, its width in ems, and what columns differ."""

    line: float
    width: float
    uneven: float


class Room(NamedTuple):
    """The room behind the card, in mm: in the annex, on a page more; the share that measures for later may claim."""

    annex: float
    next_page: float  # 0 where the letter has all its pages
    later_share: float


PAGE, CARD = 259.0, 107.0
FRONT, CALM = 170.5, 19.5  # the first page without what differs; what comes first after a robbery
FRONT_LINE, TODAY, GOOD_GAP = 5.12, 9.2, 0.8
MEASURES_FRAME = 22.0  # of the page of the first measures: its head and its last sentence
MEASURE_LEAST, MEASURE_FRAME, MEASURE_LINE = 33.5, 12.2, 4.8  # a measure: at least, and without its paragraphs
OUTCOME, TOPIC, AFTER = 48.0, 6.0, 3.0  # the outcome without its rows; one row; more below measures
HEAD, LINE = 13.2, 4.7  # of a part over the whole width
ANNEX_HEAD, SCORE_NOTE = 7.5, 39.0
SMALL_HEAD, NOTE, TITLE = 9.2, 5.1, 4.9  # of a list, of the sentence below that, of the title of a form
LATER_SHARE = 0.4  # of the annex that measures for later may take where the answers do not fit either

# Widths in ems of the type, less what words in bold take more.
LIST, ANSWERS = Setting(4.16, ems(73, 8.5), 2.1), Setting(3.81, ems(80, 8.5), 5.0)
FULL, MEASURE_TEXT = ems(163, 10), ems(114, 10)
FRONT_TEXT, CLASS_TEXT, GOOD_TEXT = ems(168, 10.5), ems(130, 10.5), ems(162, 10.5)


def lines(text: str, room: float) -> int:
    """Estimate the lines that a text takes in a width of so many ems."""
    return max(1, len(wrapped(text, room)))


def paragraphs(texts: Sequence[str]) -> float:
    """Height of a head and paragraphs over the whole width."""
    return HEAD + sum(lines(text, FULL) * LINE + 1 for text in texts) if texts else 0.0


def columns(texts: Iterable[str], setting: Setting = LIST) -> float:
    """Height of a small head and a list in two columns."""
    count = sum(lines(text, setting.width) for text in texts)
    return SMALL_HEAD + setting.uneven + count * setting.line / 2 if count else 0.0


def fit(items: Sequence[T], text: Callable[[T], str], room: float, setting: Setting = LIST) -> tuple[T, ...]:
    """Keep the first items whose texts fit in the room together, below a small head and in two columns."""
    left = 2 * (room - SMALL_HEAD - setting.uneven) / setting.line
    reach = accumulate(lines(text(item), setting.width) for item in items)
    return tuple(items[: sum(one <= left for one in reach)])


def fit_good(front: Front, good: Sequence[str]) -> int:
    """Count how many of the things that go well fit on the first page."""
    room = PAGE - FRONT - CALM * front.calm - FRONT_LINE * lines(front.intro, FRONT_TEXT)
    room -= FRONT_LINE * sum(lines(text, CLASS_TEXT) for text in (front.verdict.text, front.verdict.weighs))
    room -= FRONT_LINE * lines(front.motto, FRONT_TEXT)
    if front.today:
        room -= TODAY + FRONT_LINE * sum(lines(text, GOOD_TEXT) for text in front.today)
    heights = accumulate(GOOD_GAP + FRONT_LINE * lines(text, GOOD_TEXT) for text in good)
    return sum(height <= room for height in heights)


def above_card(measures: Sequence[FirstMeasure], topics: int) -> tuple[bool, float]:
    """Say whether the outcome and the card follow the first measures on one page, and the room above the card."""
    room = PAGE - CARD - OUTCOME - topics * TOPIC
    beside = room - measures_height(measures) - AFTER * bool(measures)
    return (True, beside) if beside >= 0 else (False, room)


def place(heights: Mapping[str, float], room: float) -> tuple[str, ...]:
    """Choose the parts that stand above the card, on the page of the outcome, in this order; the rest goes behind."""
    above: list[str] = []
    for part, height in heights.items():
        if 0 < height <= room:
            above.append(part)
            room -= height
    return tuple(above)


def behind_card(parts: float, *, one_page: bool, goes_on: bool) -> Room:
    """Say how much room the annex has beside such parts. `goes_on`: the list of measures for later began before it."""
    annex = PAGE - ANNEX_HEAD - SCORE_NOTE
    return Room(annex - parts, annex * one_page, 0.0 if goes_on else LATER_SHARE)


def is_dense(measures: Sequence[FirstMeasure]) -> bool:
    """Whether the first measures need the tighter setting to stay on one page."""
    return measures_height(measures) > PAGE


def measures_height(measures: Sequence[FirstMeasure]) -> float:
    """Height of the first measures with their head and their last sentence; nothing when there are none."""
    return MEASURES_FRAME + sum(map(_measure_height, measures)) if measures else 0.0


def _measure_height(measure: FirstMeasure) -> float:
    texts = [f"Waarom. {measure.why}", f"Zo doet u het. {measure.how}"]
    texts += [f"Op de vraag ‘{one.question}’ antwoordde u: {one.answer}." for one in measure.quotes]
    return max(MEASURE_LEAST, MEASURE_FRAME + sum(lines(text, MEASURE_TEXT) * MEASURE_LINE + 1 for text in texts))
