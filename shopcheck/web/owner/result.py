"""The result on screen, and the letter: both made from the same advice."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar
from unicodedata import normalize

from flask import make_response, redirect, render_template, request, url_for

from shopcheck import usecases
from shopcheck.core.advice import advise
from shopcheck.core.assessment import assess, has_outcome
from shopcheck.core.questionnaire import Offer, RegionalText, Tier
from shopcheck.letter import fits_window, printed
from shopcheck.store.checkups import Addressee
from shopcheck.store.code import shown as written_code
from shopcheck.usecases import sharing as verbs
from shopcheck.usecases.comparing import compare
from shopcheck.web import contacts, session
from shopcheck.web.access import owner
from shopcheck.web.addressee import LONGEST, OUTSIDE_WINDOW, too_long
from shopcheck.web.owner import questions, shown
from shopcheck.web.shop import shop

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from werkzeug.datastructures import MultiDict
    from werkzeug.wrappers import Response as Reply

    from shopcheck.web.pages import Way

Shown = str | tuple[str, int]
Dated = TypeVar("Dated", Offer, RegionalText)
QUOTES = str.maketrans("“”‘’\u2032", "\"\"'''")
SECONDS_EACH = 20  # to answer one deeper question
FILENAME = "preventiecheck-brief.pdf"


def _unfinished() -> bool:
    return session.current().checkup.finished_on is None


def waits() -> bool:
    """Whether there is no result to show yet; the review says what is still needed."""
    return _unfinished() or not has_outcome(session.response())


@owner
def result() -> str | Reply:
    """Show class, first measures, subjects and reasons. Before the check is finished there is none."""
    if waits():
        return redirect(url_for("owner.review"), 303)
    at = shown.way()
    questionnaire, response, checkup = at.route.questionnaire, at.response, session.current().checkup
    assessment = assess(response)
    advice = advise(assessment)
    region, today = advice.region, shop().installation.today()
    return render_template(
        "result.html",
        advice=advice,
        comparison=None if assessment.after_robbery else compare(shop().installation, assessment),
        remark=checkup.remark,
        deeper=_deeper(at),
        sender=questionnaire.contacts[questionnaire.senders[response.sector]] if response.sector else None,
        offered=verbs.offered(shop().installation, session.current()),
        shares=verbs.shares_of(shop().installation, session.current()),
        code=written_code(checkup.code),
        expires_on=checkup.expires_on,
        contacts=contacts.listed(questionnaire, today, region.contacts if region else ()),
        helpers=contacts.reachable(questionnaire, today),
        region_title=region.title if region else "",
        texts=_valid(region.texts if region else (), today),
        offers=_valid(advice.offers, today),
    )


def _deeper(at: Way) -> list[dict[str, object]]:
    """Give the subjects with deeper questions that are still open, and where each starts."""
    found: list[dict[str, object]] = []
    for topic in at.topics(Tier.DEEP):
        page = next((one for one in at.pages(Tier.DEEP, topic.form.id) if at.open(one)), None)
        if page:
            left = sum(one.id not in at.response.answers for one in topic.asked)
            minutes = -(-left * SECONDS_EACH // 60)
            found.append({"title": topic.form.title, "url": shown.address(page), "count": left, "minutes": minutes})
    return found


def _valid(facts: Iterable[Dated], today: date) -> tuple[Dated, ...]:
    """Keep what is not out of date."""
    return tuple(one for one in facts if one.valid_until >= today)


@owner
def letter() -> Shown | Reply:
    """Ask name and address for the letter; both may stay empty, and both can be emptied again."""
    visit = session.current()
    if request.method != "POST":
        if waits():
            return redirect(url_for("owner.review"), 303)
        return _letter_page({"naam": visit.checkup.addressee.name, "adres": visit.checkup.addressee.address})
    if questions.elsewhere(request.form):
        return _letter_page(_typed(request.form), unsaved=True), 409
    typed = _typed(request.form)
    errors = too_long(typed)
    if not errors and not fits_window(typed["naam"], typed["adres"]):
        errors["adres"] = OUTSIDE_WINDOW
    if errors:
        return _letter_page(typed, errors), 422
    addressee = Addressee(typed["naam"], typed["adres"])
    usecases.address(shop().installation, visit, addressee, nonce=questions.nonce(request.form))
    return redirect(url_for("owner.letter", _anchor="klaar"), 303)


def again(posted: MultiDict[str, str]) -> str:
    """Show what was typed for the letter before the check was opened, also an unfinished one; the owner saves it."""
    return _letter_page(_typed(posted), unsaved=True)


def _typed(posted: MultiDict[str, str]) -> dict[str, str]:
    return {name: posted.get(name, "").replace("\r\n", "\n").strip() for name in LONGEST}


def _letter_page(typed: dict[str, str], errors: dict[str, str] | None = None, *, unsaved: bool = False) -> str:
    addressee = session.current().checkup.addressee
    on_paper = {name: printed(typed[name]) for name in LONGEST}
    return render_template(
        "addressee.html",
        typed=typed,
        printed=on_paper,
        loses=any(_words(on_paper[name]) != _words(typed[name]) for name in LONGEST),
        errors=dict.fromkeys(LONGEST, "") | (errors or {}),
        saved=bool(addressee.name or addressee.address) and not errors and not unsaved,
        unsaved=unsaved,
        waits=waits(),
        mark=session.current().mark,
        longest=LONGEST,
        nonce=shown.nonce(),
    )


def _words(text: str) -> list[str]:
    """Give what must be the same on paper; another sort of quotation mark is no loss."""
    return normalize("NFC", text).translate(QUOTES).split()


@owner
def letter_pdf() -> Reply:
    """Make the letter and send it; it is kept nowhere. Without an outcome the page says that, and why."""
    if _unfinished() and has_outcome(session.response()):
        return redirect(url_for("owner.review"), 303)
    pdf = usecases.issue_letter(shop().installation, session.current(), shop().letters)
    reply = make_response(pdf)
    reply.mimetype = "application/pdf"
    reply.headers["Content-Disposition"] = f'attachment; filename="{FILENAME}"'
    return reply
