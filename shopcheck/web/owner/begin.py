"""The first screen: what sort of business, which police region, to count or not, how long to keep. Then the code.

The region is chosen from ten, or found from four digits that are used in this request and then forgotten.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from flask import redirect, render_template, request, url_for
from markupsafe import Markup

from shopcheck import usecases
from shopcheck.catalogue import region_of
from shopcheck.core.errors import Busy, SessionEnded, TooManyAttempts
from shopcheck.core.questionnaire import Sector
from shopcheck.core.response import parse_answer
from shopcheck.letter import qr_svg
from shopcheck.store.checkups import Keep
from shopcheck.store.code import shown as written_code
from shopcheck.web import forms, session
from shopcheck.web.access import owner, public
from shopcheck.web.owner import questions, shown
from shopcheck.web.shop import shop

if TYPE_CHECKING:
    from werkzeug.datastructures import MultiDict
    from werkzeug.wrappers import Response as Reply

    from shopcheck.core.questionnaire import Question, QuestionId, Questionnaire
    from shopcheck.core.response import Answer

Shown = str | tuple[str, int] | tuple[str, int, dict[str, str]]
POSTCODE, COUNT, KEEP = "postcode", "meetellen", "bewaren"
KEEPS = {
    "1_dag": (Keep.DAY, "1 dag"),
    "3_maanden": (Keep.QUARTER, "3 maanden"),
    "12_maanden": (Keep.YEAR, "12 maanden"),
}
DEFAULT_KEEP = "3_maanden"
SECTOR_TITLES = {Sector.SHOP: "Winkels", Sector.HORECA: "Horeca", None: "Anders"}
DIGITS = re.compile(r"([1-9][0-9]{3})(?: ?[A-Za-z]{2})?")  # of a postcode; the letters may stand there, unused
SOON = "2"  # seconds until a busy moment has passed


@dataclass(frozen=True, slots=True)
class Opening:
    """What was typed on the first screen; `errors` maps an input to what is still needed."""

    typed: dict[str, str]
    answers: dict[QuestionId, Answer] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    count: bool = False
    keep: Keep = Keep.QUARTER


@public
def begin() -> Shown | Reply:
    """Show the first screen; make a code, or change branch and region of an open check."""
    visit = session.try_visit()
    if visit is None and "check" in request.form:  # a change of a check that was closed meanwhile, not a new one
        raise SessionEnded
    questionnaire = visit.questionnaire if visit else shop().installation.offered
    if request.method != "POST":
        return _render(questionnaire, _saved() if visit else Opening({KEEP: DEFAULT_KEEP}))
    opening = read(questionnaire, request.form)
    if opening.errors:
        return _render(questionnaire, opening), 422
    if visit:
        return _change(questionnaire, opening)
    return _start(questionnaire, opening)


def _start(questionnaire: Questionnaire, opening: Opening) -> Shown | Reply:
    """Make the check, once for this form in this browser; when that must wait, what was typed stays on the screen."""
    # The token of the cookie goes along: the same form in another browser is another check.
    nonce = request.form.get("csrf_token", "") + questions.nonce(request.form)
    client = request.remote_addr or ""
    try:
        key = usecases.start(
            shop().installation,
            opening.answers,
            consent=opening.count,
            keep=opening.keep,
            client=client,
            nonce=nonce,
        )
    except TooManyAttempts as limit:
        minutes = max(1, -(-limit.retry_after // 60))
        said = (
            f"Er zijn vanaf uw netwerk veel checks begonnen. Wacht {minutes} {'minuut' if minutes == 1 else 'minuten'}."
        )
        return _render(questionnaire, opening, said), 429, {"Retry-After": str(limit.retry_after)}
    except Busy:
        return _render(questionnaire, opening, "Het is even druk. Wacht een paar tellen."), 503, {"Retry-After": SOON}
    session.begin(key)
    return redirect(url_for("owner.code"), 303)


def _change(questionnaire: Questionnaire, opening: Opening) -> Shown | Reply:
    """Save another branch or region; the newest wins, because it is on this screen alone.

    A form that was not made for the open check, as that of a new one, changes nothing in silence: it is shown again.
    """
    visit = session.current()
    changed = {one: value for one, value in opening.answers.items() if visit.checkup.answers.get(one) != value}
    chosen = (opening.count, opening.keep) if KEEP in request.form else (visit.checkup.consent, visit.checkup.keep)
    rechosen = chosen != (visit.checkup.consent, visit.checkup.keep)
    if (changed or rechosen) and questions.elsewhere(request.form):
        return _render(questionnaire, opening, unsaved=True), 422
    revision = visit.checkup.revision
    if changed:
        nonce = questions.nonce(request.form)
        usecases.save(shop().installation, visit, changed, revision=revision, nonce=nonce)
    if rechosen:
        consent, keep = chosen
        usecases.choose(shop().installation, visit, consent=consent, keep=keep, nonce=questions.nonce(request.form))
    return redirect(url_for("owner.review" if shown.from_review() else "owner.code"), 303)


def again(posted: MultiDict[str, str]) -> str:
    """Show what was typed before the check was opened; the owner saves it."""
    questionnaire = session.current().questionnaire
    return _render(questionnaire, Opening(read(questionnaire, posted).typed), unsaved=True)


def read(questionnaire: Questionnaire, posted: MultiDict[str, str]) -> Opening:
    """Read the first screen. The four digits stay in what is shown again, and nowhere else."""
    branch = questionnaire.questions[questionnaire.branch_question]
    region = questionnaire.questions[questionnaire.region_question]
    names = _inputs(questionnaire)
    opening = Opening({name: posted.get(name, "") for name in names}, count=posted.get(COUNT) == "ja")
    _take(opening, branch, posted.getlist(names[0]), "Kies wat voor zaak u hebt.")
    _take_region(opening, region, posted)
    keep = KEEPS.get(posted.get(KEEP, DEFAULT_KEEP))
    if keep is None:
        opening.errors[KEEP] = "Kies hoe lang wij uw antwoorden bewaren."
    return Opening(opening.typed, opening.answers, opening.errors, opening.count, keep[0] if keep else Keep.QUARTER)


def _inputs(questionnaire: Questionnaire) -> tuple[str, ...]:
    """Name the inputs of the first screen, that of the branch first."""
    asked = (questionnaire.branch_question, questionnaire.region_question)
    return (*map(forms.field_name, asked), POSTCODE, COUNT, KEEP)


def _take(opening: Opening, question: Question, values: list[str], missing: str) -> None:
    answer = parse_answer(question, values)
    if answer is None:
        opening.errors[forms.field_name(question.id)] = missing
    else:
        opening.answers[question.id] = answer


def _take_region(opening: Opening, region: Question, posted: MultiDict[str, str]) -> None:
    """Take the region from the list; without one there, from the digits."""
    chosen = [value for value in posted.getlist(forms.field_name(region.id)) if value]
    postcode = posted.get(POSTCODE, "").strip()
    if chosen or not postcode:
        _take(opening, region, chosen, "Vul de vier cijfers van uw postcode in, of kies uw politieregio.")
        return
    digits = DIGITS.fullmatch(postcode)
    found = region_of(digits[1]) if digits else None
    if digits is None:
        opening.errors[POSTCODE] = "Vul vier cijfers in, bijvoorbeeld 3011. Of kies uw regio in de lijst."
    elif found is None or found not in region.option:
        opening.errors[POSTCODE] = "Bij deze cijfers vinden wij geen politieregio. Kies uw regio in de lijst."
    else:
        opening.answers[region.id] = str(found)


def _saved() -> Opening:
    """Show branch and region of the open check."""
    answers = session.response().answers
    return Opening({forms.field_name(one): "".join(forms.typed(answer)) for one, answer in answers.items()})


def _render(questionnaire: Questionnaire, opening: Opening, wait: str = "", *, unsaved: bool = False) -> str:
    branch = questionnaire.questions[questionnaire.branch_question]
    region = questionnaire.questions[questionnaire.region_question]
    names = _inputs(questionnaire)
    groups = [
        (title, [one for one in branch.options if one.sector is sector]) for sector, title in SECTOR_TITLES.items()
    ]
    return render_template(
        "begin.html",
        branch=branch,
        branch_field=forms.field_name(branch.id),
        groups=[(title, options) for title, options in groups if options],
        region=region,
        region_field=forms.field_name(region.id),
        typed={name: opening.typed.get(name, "") for name in names},
        errors={name: opening.errors.get(name, "") for name in names},
        keeps=[(name, title, None) for name, (_, title) in KEEPS.items()],
        wait=wait,
        unsaved=unsaved,
        opened=session.is_open(),
        mark=session.current().mark if session.is_open() else "",
        changing=shown.from_review(),
        nonce=shown.nonce(),
    )


@owner
def code() -> str:
    """Show the code, to write down or print, before the first question."""
    visit = session.current()
    address = shop().installation.settings.public_url + url_for("owner.resume")
    text = written_code(visit.checkup.code)
    at = shown.way()
    answers = at.response.answers
    return render_template(
        "code.html",
        code=text,
        address=address,
        qr=picture_of(address, text),
        chosen=[(one.text, shown.written(one, answers)) for one in at.response.asked if one.id in at.route.at_begin],
        started=any(one not in at.route.at_begin for one in answers),
    )


def picture_of(address: str, text: str) -> Markup:
    """Draw a code for the camera of a phone; behind the sign # it is sent nowhere."""
    return Markup(qr_svg(f"{address}#{text}", "QR-code met uw eigen code"))  # noqa: S704 - our own drawing, its text escaped
