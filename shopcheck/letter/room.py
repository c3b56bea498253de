"""How much room texts take on paper: a letter has two to four pages, whatever a shop answered.

Heights are estimates in mm, a little on the safe side. They belong to templates/letter/letter.css; tests print letters
and count the pages.
"""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from shopcheck.letter.width import ems, lines

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from shopcheck.letter.letter import FirstMeasure, Front


class Layout(NamedTuple):
    """What follows on the page of the part before it, and the room that leaves beside the outcome, in mm."""

    page: int  # of the outcome
    outcome_goes_on: bool  # the outcome, after the first measures
    card_goes_on: bool  # the card, after the outcome; or else the annex goes on after the card
    room: float


class Placed(NamedTuple):
    """The parts that stand beside the outcome, and the room left in mm: there, in the annex, on a page more."""

    above: tuple[str, ...]
    beside: float
    annex: float
    next_page: float  # 0 where the letter has all its pages


PAGE, CARD = 259.0, 112.0
FRONT, CALM = 170.5, 19.5  # the first page without what differs; what comes first after a robbery
FRONT_LINE, TODAY, GOOD_GAP = 5.12, 9.2, 0.8
MEASURES_FRAME = 22.0  # of the page of the first measures: its head and its last sentence
MEASURE_LEAST, MEASURE_FRAME, MEASURE_LINE = 33.5, 12.2, 4.8  # a measure: at least, and without its paragraphs
OUTCOME, TOPIC, AFTER = 47.0, 5.0, 3.0  # the outcome without its rows; one row; more below measures
HEAD, LINE = 13.2, 4.24  # of a part over the whole width
ANNEX_HEAD, SCORE_NOTE = 7.5, 31.5
NOTE = 5.1  # the sentence below the head of a list
SOURCES_HEAD, SOURCES_LINE = 9.2, 3.53
BOX, BOX_LINE = 24.2, 4.55  # what an adviser remarks: all but its text, one line

# Widths in ems of the type, less what words in bold take more.
FULL, SOURCES, MEASURE_TEXT, BOX_TEXT = ems(172, 9), ems(176, 8), ems(114, 10), ems(158, 10)
FRONT_TEXT, CLASS_TEXT, GOOD_TEXT = ems(168, 10.5), ems(130, 10.5), ems(162, 10.5)


def paragraphs(texts: Sequence[str]) -> float:
    """Height of a head and paragraphs over the whole width."""
    return HEAD + sum(lines(text, FULL) * LINE + 1 for text in texts) if texts else 0.0


def boxed(text: str) -> float:
    """Height of one paragraph in a box of its own, with a head and who wrote it."""
    return BOX + lines(text, BOX_TEXT) * BOX_LINE


def running(text: str) -> float:
    """Height of a small head and one paragraph of small print over the whole width."""
    return SOURCES_HEAD + lines(text, SOURCES) * SOURCES_LINE if text else 0.0


def fit_good(front: Front, good: Sequence[str]) -> int:
    """Count how many of the things that go well fit on the first page."""
    room = PAGE - FRONT - CALM * front.calm - FRONT_LINE * lines(front.intro, FRONT_TEXT)
    room -= FRONT_LINE * sum(lines(text, CLASS_TEXT) for text in (front.verdict.text, front.verdict.weighs))
    room -= FRONT_LINE * lines(front.motto, FRONT_TEXT)
    if front.today:
        room -= TODAY + FRONT_LINE * sum(lines(text, GOOD_TEXT) for text in front.today)
    heights = accumulate(GOOD_GAP + FRONT_LINE * lines(text, GOOD_TEXT) for text in good)
    return sum(height <= room for height in heights)


def lay_out(measures: Sequence[FirstMeasure], topics: int) -> Layout:
    """Choose where a new page begins."""
    outcome = OUTCOME + topics * TOPIC
    beside = PAGE - outcome - measures_height(measures) - AFTER * bool(measures)
    if beside < 0:
        return Layout(page=3, outcome_goes_on=False, card_goes_on=True, room=PAGE - outcome - CARD)
    on_one_page = beside >= CARD
    return Layout(page=2, outcome_goes_on=True, card_goes_on=on_one_page, room=beside - CARD * on_one_page)


def place(heights: Mapping[str, float], layout: Layout) -> Placed:
    """Choose the parts that stand beside the outcome, in this order; the rest goes behind the card."""
    above: list[str] = []
    beside = layout.room
    for part, height in heights.items():
        if 0 < height <= beside:
            above.append(part)
            beside -= height
    behind = sum(height for part, height in heights.items() if part not in above)
    last = PAGE - SCORE_NOTE
    annex = last - ANNEX_HEAD - behind - CARD * (not layout.card_goes_on)
    return Placed(tuple(above), beside, annex, last * layout.outcome_goes_on)


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
