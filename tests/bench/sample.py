"""The letter of one example shop, as HTML."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from shopcheck.catalogue import load
from shopcheck.core.advice import advise
from shopcheck.core.assessment import assess
from shopcheck.core.response import respond
from shopcheck.letter import compose, render_html

if TYPE_CHECKING:
    from shopcheck.core.questionnaire import QuestionId
    from shopcheck.core.response import Answer

REAL = Path(__file__).parents[2] / "questionnaires" / "overval"


def html() -> str:
    """Compose and render the letter of the shop that the walker is: the first choice of every core question."""
    questionnaire = load(REAL)
    core = (one for one in questionnaire.questions.values() if one.tier == "core" and one.options)
    answers: dict[QuestionId, Answer] = {one.id: one.options[0].id for one in core}
    chosen = {questionnaire.branch_question: "snackbar", questionnaire.region_question: "RTD"}
    advice = advise(assess(respond(questionnaire, {**answers, **chosen})))
    letter = compose(advice, "", "", on=date(2026, 11, 24), resume_url="http://127.0.0.1/verder", reference="PC-1")
    return render_html(letter)
