"""One shared check: as its owner sees it, with all that counts beside it, and the little that an adviser can do."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from flask import make_response, redirect, render_template, request

from shopcheck.core.advice import advise
from shopcheck.core.assessment import assess, has_outcome
from shopcheck.core.errors import ShareGone
from shopcheck.core.sharing import LONGEST_REMARK
from shopcheck.letter import unprintable
from shopcheck.usecases import desk
from shopcheck.web.access import adviser
from shopcheck.web.desk import signed_in
from shopcheck.web.owner.shown import nonce, written
from shopcheck.web.shop import shop

if TYPE_CHECKING:
    from collections.abc import Mapping

    from werkzeug.wrappers import Response as Reply

    from shopcheck.core.advice import Advice
    from shopcheck.core.questionnaire import SourceId
    from shopcheck.core.sharing import Wish
    from shopcheck.usecases.desk import Report

NUMBER = re.compile(r"\+?[0-9][0-9 ()-]{7,18}")
DIALLED = "+0123456789"
MAIL = re.compile(r"[A-Za-z0-9._+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
Shown = str | tuple[str, int]


@adviser
def report(share_id: str) -> Shown | Reply:
    """Show a check, and keep what the adviser remarks."""
    if request.method != "POST":
        return _page(_open(share_id, to_read=True))
    opened = _open(share_id)
    typed = request.form.get("opmerking", "")
    text = " ".join(typed.split())
    error = _complaint(text)
    if error:
        return _page(opened, typed, error), 422
    desk.remark(shop().installation, signed_in.account(), opened, text, nonce=request.form.get("nonce", ""))
    return redirect(f"{_address(opened)}#opmerkingen", 303)


@adviser
def letter_pdf(share_id: str) -> Reply:
    """Make the letter that the owner gets, and send it; it is kept nowhere."""
    opened = _open(share_id)
    pdf = desk.letter(shop().installation, signed_in.account(), opened, shop().letters)
    reply = make_response(pdf)
    reply.mimetype = "application/pdf"
    reply.headers["Content-Disposition"] = f'attachment; filename="brief-{opened.checkup.reference}.pdf"'
    return reply


@adviser
def done(share_id: str) -> Reply:
    """Mark it as done, or not done after all."""
    opened = _open(share_id)
    desk.mark(shop().installation, signed_in.account(), opened, done=request.form.get("klaar") == "ja")
    return redirect(f"{_address(opened)}#klaar", 303)


def _open(typed: str, *, to_read: bool = False) -> Report:
    try:
        share_id = bytes.fromhex(typed)
    except ValueError:
        raise ShareGone from None
    opened = signed_in.session().opened
    return desk.open_report(shop().installation, signed_in.account(), share_id, opened, to_read=to_read)


def _address(opened: Report) -> str:
    return f"/balie/check/{opened.share.id.hex()}"


def _complaint(text: str) -> str:
    """Say what is still needed of a remark; empty when nothing is."""
    if len(text) > LONGEST_REMARK:
        return f"Uw opmerking is {len(text)} tekens lang. Gebruik er hooguit {LONGEST_REMARK}."
    signs = unprintable(text)
    if signs:
        return f"Dit kan de brief niet afdrukken: {' '.join(signs)}. Haal het weg."
    return ""


def _page(opened: Report, typed: str | None = None, error: str = "") -> str:
    asked, answers, remark = opened.questionnaire, opened.response.answers, opened.checkup.remark
    advice = advise(assess(opened.response)) if has_outcome(opened.response) else None
    return render_template(
        "desk/report.html",
        report=opened,
        advice=advice,
        numbers=_numbers(advice) if advice else {},
        branch=written(asked.questions[asked.branch_question], answers),
        region=written(asked.questions[asked.region_question], answers),
        typed=typed if typed is not None else remark.text if remark else "",
        error=error,
        longest=LONGEST_REMARK,
        nonce=nonce(),
        reach_url=_reach_url(opened.share.wish),
    )


def _reach_url(wish: Wish | None) -> str:
    """Make the address that calls or writes the owner; empty for what is neither a number nor an e-mail address."""
    typed = wish.reach.strip() if wish else ""
    if NUMBER.fullmatch(typed):
        return "tel:" + "".join(sign for sign in typed.replace("(0)", "") if sign in DIALLED)
    return f"mailto:{typed}" if MAIL.fullmatch(typed) else ""


def _numbers(advice: Advice) -> Mapping[SourceId, int]:
    """Number the sources of all that counts, in the order in which the page names them."""
    now = advice.assessment
    used = dict.fromkeys(source for one in (*now.findings, *now.circumstances) for source in one.question.sources)
    return {source: at for at, source in enumerate(used, start=1) if source in now.response.questionnaire.sources}
