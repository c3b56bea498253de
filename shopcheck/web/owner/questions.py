"""Pages of questions: show, save, and let the owner choose when two screens say different things."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import abort, redirect, render_template, request, url_for

from shopcheck import usecases
from shopcheck.core.errors import AnswersConflict
from shopcheck.core.questionnaire import Tier
from shopcheck.core.response import respond
from shopcheck.store.errors import StoreUnavailable
from shopcheck.web import forms, session
from shopcheck.web.access import owner
from shopcheck.web.owner import shown
from shopcheck.web.pages import Way
from shopcheck.web.shop import shop

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from werkzeug.datastructures import MultiDict
    from werkzeug.wrappers import Response as Reply

    from shopcheck.core.questionnaire import QuestionId
    from shopcheck.core.response import Answer
    from shopcheck.web.forms import AnswerField
    from shopcheck.web.pages import Page

Shown = str | tuple[str, int]
NONCE = re.compile(r"[A-Za-z0-9_-]{16,64}")
REVISION = re.compile(r"[0-9]{1,9}")
NOTHING = "Geen antwoord"
PICK = "pick_"
MINE, SAVED = "mine", "saved"


@dataclass(frozen=True, slots=True)
class Apart:
    """A question to which two screens gave different answers."""

    id: QuestionId
    name: str
    text: str
    mine: str
    saved: str


@owner
def next_page() -> Reply:
    """Go to the first page with an open question, or to the review."""
    page = shown.way().first_open()
    return redirect(shown.address(page) if page else url_for("owner.review"), 303)


@owner
def question(form_id: str, question_id: str) -> Shown | Reply:
    """Show or save a page of the ten-minute check."""
    return _page(Tier.CORE, form_id, question_id)


@owner
def deep(form_id: str, question_id: str) -> Shown | Reply:
    """Show or save a page of deeper questions."""
    return _page(Tier.DEEP, form_id, question_id)


def _page(tier: Tier, form_id: str, question_id: str) -> Shown | Reply:
    at = shown.way()
    page = at.route.page(tier, form_id, question_id)
    if page is None:
        abort(404)
    if not at.asked(page):  # an answer elsewhere made it fall away; nothing to ask here any more
        return redirect(url_for("owner.next_page" if tier is Tier.CORE else "owner.result"), 303)
    if request.method != "POST":
        return shown.render(page, shown.saved_views(at, page), revision=session.current().checkup.revision)
    return receive(page, request.form)


def receive(page: Page, posted: MultiDict[str, str]) -> Shown | Reply:
    """Save what was posted for a page, and show what is still needed with what was typed.

    A page of another check is shown again, made from revision 0: sent once more, every answer that differs is asked.
    """
    fields = read(page, posted)
    if elsewhere(posted):
        return shown.render(page, shown.typed_views(page, fields), revision=0, elsewhere=True), 409
    picks = _picks([field for field in fields if not field.errors], posted)
    if None in picks.values():
        return conflict(page, fields, [one for one, pick in picks.items() if pick is None], unpicked=True), 422
    answers = {one: answer for one, answer in forms.answers(fields).items() if picks.get(one) != SAVED}
    return save(page, fields, answers, posted)


def read(page: Page, posted: MultiDict[str, str]) -> list[AnswerField]:
    """Read the fields of the questions that apply; whatever else was posted is not looked at."""
    form = page.form_class(posted)
    fields = forms.only(form, [one.id for one in shown.way().asked(page)])
    form.validate()
    return fields


def save(
    page: Page, fields: list[AnswerField], answers: Mapping[QuestionId, Answer | None], posted: MultiDict[str, str]
) -> Shown | Reply:
    """Save, then go on or ask what is missing; 409 with a choice when another screen saved something else first."""
    visit = session.current()
    try:
        if answers:
            usecases.save(shop().installation, visit, answers, revision=revision(posted), nonce=nonce(posted))
    except AnswersConflict as differing:
        session.open_visit()
        return conflict(page, fields, differing.questions), 409
    except StoreUnavailable:
        return shown.render(page, shown.typed_views(page, fields), revision=revision(posted), not_saved=True), 503
    if any(field.errors for field in fields):
        return _ask_rest(page, fields, revision(posted)), 422
    return redirect(shown.onward(page, after(answers)), 303)


def _ask_rest(page: Page, fields: list[AnswerField], seen: int) -> str:
    """Ask what is missing, as on a new screen; unless another screen has changed that, for then this one is old."""
    checkup = session.open_visit().checkup
    changed = any(checkup.revised.get(field.question.id, 0) > seen for field in fields if field.errors)
    views = shown.typed_views(page, fields)
    return shown.render(page, views, shown.complaints(fields), revision=seen if changed else checkup.revision)


def after(answers: Mapping[QuestionId, Answer | None]) -> Way:
    """Lay the answers as they are after saving over the pages."""
    response = session.response()
    merged = {**session.current().checkup.answers, **answers}
    kept = {one: answer for one, answer in merged.items() if answer is not None}
    return Way.of(shop().route(response.questionnaire), respond(response.questionnaire, kept))


def conflict(page: Page, fields: list[AnswerField], differing: Iterable[str], *, unpicked: bool = False) -> str:
    """Show both values of each question that differs, and let the owner choose."""
    saved = session.current().checkup.answers
    apart = [_apart(field, saved) for field in fields if field.question.id in differing]
    return render_template(
        "conflict.html",
        page=page,
        action=shown.address(page, review=shown.from_review()),
        differing=apart,
        hidden=[(field.name, value) for field in fields for value in field.typed],
        errors=[(one.name, f"Kies een antwoord: {one.text}") for one in apart] if unpicked else [],
        nonce=shown.nonce(),
        mark=session.current().mark,
        revision=session.current().checkup.revision,
    )


def _apart(field: AnswerField, saved: Mapping[QuestionId, Answer]) -> Apart:
    question = field.question
    mine = {} if field.answer is None else {question.id: field.answer}
    return Apart(
        id=question.id,
        name=PICK + question.id,
        text=question.text,
        mine=shown.written(question, mine) or NOTHING,
        saved=shown.written(question, saved) or NOTHING,
    )


def _picks(fields: list[AnswerField], posted: MultiDict[str, str]) -> dict[str, str | None]:
    """What the owner chose on the page that shows both values; None where nothing was chosen yet."""
    asked = set(posted.getlist("differs"))
    chosen = {field.question.id: posted.get(PICK + field.question.id) for field in fields if field.question.id in asked}
    return {one: pick if pick in {MINE, SAVED} else None for one, pick in chosen.items()}


def elsewhere(posted: MultiDict[str, str]) -> bool:
    """Whether a form was not made for the check that is open now, as when another code was typed since."""
    return posted.get("check") != session.current().mark


def revision(posted: MultiDict[str, str]) -> int:
    """Which revision the screen was made from; 0, the most careful one, when that is not readable."""
    value = posted.get("revision", "")
    return int(value) if REVISION.fullmatch(value) else 0


def nonce(posted: MultiDict[str, str]) -> str:
    """Read the mark of the form; a form without a readable one gets its own, so nothing else is taken for it."""
    value = posted.get("nonce", "")
    return value if NONCE.fullmatch(value) else shown.nonce()
