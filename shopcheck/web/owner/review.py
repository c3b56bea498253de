"""Every answer on one page, each with a way to change it; then the check is finished."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import redirect, render_template, request, url_for

from shopcheck import usecases
from shopcheck.core.assessment import has_outcome
from shopcheck.core.errors import TooFewAnswers
from shopcheck.core.questionnaire import Kind, Tier
from shopcheck.web import session
from shopcheck.web.access import owner
from shopcheck.web.forms import field_name
from shopcheck.web.owner import questions, shown
from shopcheck.web.shop import shop

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as Reply

    from shopcheck.core.questionnaire import Form, Question
    from shopcheck.web.pages import Way


Shown = str | tuple[str, int]


@dataclass(frozen=True, slots=True)
class Row:
    """One answer; `text` is empty while there is none."""

    question: str
    text: str
    url: str
    optional: bool


@owner
def review() -> Shown | Reply:
    """Show every answer; a POST finishes the check."""
    if request.method != "POST":
        return _render()
    try:
        usecases.finish(shop().installation, session.current(), nonce=questions.nonce(request.form))
    except TooFewAnswers:
        return _render(refused=True), 422
    return redirect(url_for("owner.result"), 303)


def _render(*, refused: bool = False) -> str:
    at = shown.way()
    sections = [(form, [_row(at, one) for one in asked]) for form, asked in _by_form(at)]
    rows = [row for _, section in sections for row in section if not row.optional]
    checkup, questionnaire = session.current().checkup, at.route.questionnaire
    return render_template(
        "review.html",
        sections=sections,
        asked=len(rows),
        answered=sum(bool(row.text) for row in rows),
        windows=shown.windows(at),
        enough=has_outcome(at.response),
        consent=checkup.consent and not checkup.counted and questionnaire.lattice is not None,
        refused=refused,
        back_url=_last_page(at),
        nonce=shown.nonce(),
    )


def _by_form(at: Way) -> list[tuple[Form, list[Question]]]:
    """Group what was asked: every core question that applies, and the deeper ones that have an answer."""
    groups: list[tuple[Form, list[Question]]] = []
    for question in at.response.asked:
        if question.tier is Tier.CORE or question.id in at.response.answers:
            if not groups or groups[-1][0].id != question.form:
                groups.append((at.route.questionnaire.form[question.form], []))
            groups[-1][1].append(question)
    return groups


def _row(at: Way, question: Question) -> Row:
    text = shown.written(question, at.response.answers)
    return Row(question.text, text, _change_url(at, question), question.kind is Kind.TEXT)


def _change_url(at: Way, question: Question) -> str:
    anchor = field_name(question.id)
    if question.id in at.route.at_begin:
        return url_for("owner.begin", van=shown.REVIEW, _anchor=anchor)
    page = at.route.page_of[question.id]
    return shown.address(page, review=True, anchor=anchor)


def _last_page(at: Way) -> str:
    pages = at.pages(Tier.CORE)
    return shown.address(pages[-1]) if pages else url_for("owner.code")
