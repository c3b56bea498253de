"""The letter of one example shop, as HTML."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from shopcheck.catalogue import load
from shopcheck.core.advice import advise
from shopcheck.core.assessment import assess
from shopcheck.core.response import respond
from shopcheck.letter import compose, render_html
from tests.bench.rules import worst

REAL = Path(__file__).parents[2] / "questionnaires" / "overval"


def html() -> str:
    """Compose and render the letter of the heaviest shop."""
    questionnaire = load(REAL)
    advice = advise(assess(respond(questionnaire, worst(questionnaire))))
    letter = compose(
        advice, "Snackbar", "Straat 1", on=date(2026, 11, 24), resume_url="http://127.0.0.1/verder", reference="PC-1"
    )
    return render_html(letter)
