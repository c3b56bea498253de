"""The first page: the class, what goes well, what to start with. What goes well fills the room that is left."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from shopcheck.letter.letter import Front
from shopcheck.letter.outcome import heading, intro, today, verdict
from shopcheck.letter.room import fit_good

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shopcheck.core.advice import Advice
    from shopcheck.letter.letter import FirstMeasure

GOOD_LEAST = 3  # named of what goes well, however little room


def compose_front(advice: Advice, measures: Sequence[FirstMeasure]) -> Front:
    """Fill the first page."""
    front = Front(
        heading=heading(len(measures)),
        salutation="Beste ondernemer,",
        calm=advice.assessment.after_robbery,
        intro=intro(advice),
        verdict=verdict(advice),
        motto=advice.assessment.response.questionnaire.motto,
        good=(),
        more_good=0,
        today=today(advice, measures),
    )
    good = advice.good[: max(GOOD_LEAST, fit_good(front, advice.good))]
    return replace(front, good=good, more_good=len(advice.good) - len(good))
