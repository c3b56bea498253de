"""To let an adviser look along, to see who looked, and to stop that."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from flask import redirect, render_template, request, url_for

from shopcheck.core.errors import Busy, ShareGone
from shopcheck.core.sharing import (
    CODE_KEPT,
    CODE_VIEWS,
    LONGEST_REACH,
    TICK_KEPT,
    Association,
    Contacting,
    ShareKind,
    Wish,
    last_day_of,
)
from shopcheck.store.code import shown as written_code
from shopcheck.usecases import sharing as verbs
from shopcheck.web import session
from shopcheck.web.access import owner
from shopcheck.web.forms import MAIL
from shopcheck.web.owner import questions, result, shown
from shopcheck.web.shop import shop

if TYPE_CHECKING:
    from collections.abc import Mapping

    from werkzeug.datastructures import MultiDict
    from werkzeug.wrappers import Response as Reply

Shown = str | tuple[str, int] | tuple[str, int, dict[str, str]]
FIELDS = ("met", "hoe", "wens", "bereik")
BY_CODE, BY_TICK = "code", "regio"
NO_WISH = "nee"
PHONE = re.compile(r"\+?\d{8,15}")
BETWEEN_DIGITS = re.compile(r"[\s()./\u2010-\u2015-]")
SHARE_ID = re.compile(r"[0-9a-f]{32}")
BUSY = "Het is even druk. Wacht een paar tellen en kies nog eens ‘Deel mijn uitslag’."
SOON = {"Retry-After": "2"}  # seconds until a busy moment has passed


@owner
def sharing() -> Shown | Reply:
    """Show what is shared, and share with who is chosen. A code is shown this once; the same form gives it again."""
    if request.method != "POST":
        return redirect(url_for("owner.review"), 303) if result.waits() else _page({})
    if not _offered():
        return redirect(url_for("owner.sharing"), 303)
    typed = _typed(request.form)
    if questions.elsewhere(request.form) or result.waits():
        return _page(typed, unsaved=True), 409
    errors = _missing(typed)
    return (_page(typed, errors), 422) if errors else _share(typed)


def again(posted: MultiDict[str, str]) -> str:
    """Show what was chosen before the check was opened, also an unfinished one; the owner shares it."""
    return _page(_typed(posted), unsaved=True)


@owner
def stop() -> Shown | Reply:
    """Stop a share at once. One that was stopped already, or is of another check, is none of this check."""
    if request.method == "POST" and questions.elsewhere(request.form):
        return _page({}, not_stopped=True), 409
    share_id = request.form.get("share", "")
    if SHARE_ID.fullmatch(share_id):
        verbs.revoke(shop().installation, session.current(), bytes.fromhex(share_id))
    return redirect(url_for("owner.sharing", _anchor="gedeeld"), 303)


def _share(typed: Mapping[str, str]) -> Shown | Reply:
    installation, visit = shop().installation, session.current()
    association, wish, nonce = Association(typed["met"]), _wish(typed), questions.nonce(request.form)
    if typed["hoe"] == BY_TICK:
        verbs.share_by_tick(installation, visit, association, wish, nonce=nonce)
        return redirect(url_for("owner.sharing", _anchor="gedeeld"), 303)
    try:
        code = verbs.share_by_code(installation, visit, association, wish, nonce=nonce)
    except ShareGone:  # an old form, of which the share was stopped
        return redirect(url_for("owner.sharing"), 303)
    except Busy:
        return _page(typed, wait=BUSY), 503, SOON
    return render_template(
        "sharing_code.html",
        code=written_code(code),
        association=association,
        ends_on=last_day_of(ShareKind.CODE, installation.today(), visit.checkup.expires_on),
        desk=f"{installation.settings.public_url}/balie",
        region=_region(),
        most=CODE_VIEWS,
    )


def _typed(posted: MultiDict[str, str]) -> dict[str, str]:
    """Read the form; where there is one association to share with, it needs no choice."""
    typed = {name: posted.get(name, "").strip() for name in FIELDS}
    offered = _offered()
    return {**typed, "met": typed["met"] or (offered[0] if len(offered) == 1 else "")}


def _missing(typed: Mapping[str, str]) -> dict[str, str]:
    """Say what is still needed, by field."""
    found = {"bereik": _reach_missing(typed["wens"], typed["bereik"])}
    if typed["met"] not in _offered():
        found["met"] = "Kies met wie u wilt delen."
    if typed["hoe"] not in {BY_CODE, BY_TICK}:
        found["hoe"] = "Kies hoe u wilt delen."
    if typed["wens"] not in {NO_WISH, *Contacting}:
        found["wens"] = "Kies of u wilt dat de adviseur iets doet."
    return {name: said for name, said in found.items() if said}


def _reach_missing(wanted: str, reach: str) -> str:
    phone = PHONE.fullmatch(BETWEEN_DIGITS.sub("", reach))
    if len(reach) > LONGEST_REACH:
        return f"Dit is te lang. Gebruik hooguit {LONGEST_REACH} tekens."
    if wanted == NO_WISH and reach:
        return "U vulde hier iets in. Kies hierboven ook wat u wilt, of maak dit vak leeg."
    if wanted == Contacting.CALL and not phone:
        return "Vul het nummer in waarop wij u kunnen bellen, bijvoorbeeld 010 123 45 67."
    if wanted == Contacting.VISIT and not (phone or MAIL.fullmatch(reach)):
        return "Vul een telefoonnummer of e-mailadres in. Dan kan de adviseur een afspraak met u maken."
    return ""


def _wish(typed: Mapping[str, str]) -> Wish | None:
    return None if typed["wens"] == NO_WISH else Wish(Contacting(typed["wens"]), typed["bereik"])


def _offered() -> tuple[Association, ...]:
    return verbs.offered(shop().installation, session.current())


def _region() -> str:
    """Name the police region of this check."""
    response = session.response()
    question = response.questionnaire.questions[response.questionnaire.region_question]
    return next((option.text for option in response.options(question)), "")


def _page(
    typed: Mapping[str, str],
    errors: Mapping[str, str] | None = None,
    *,
    unsaved: bool = False,
    not_stopped: bool = False,
    wait: str = "",
) -> str:
    installation, visit, offered = shop().installation, session.current(), _offered()
    return render_template(
        "sharing.html",
        offered=offered,
        names=[{"id": one, "text": one.full_name, "quiet": False} for one in offered],
        shares=verbs.shares_of(installation, visit),
        today=installation.today(),
        region=_region(),
        typed=dict.fromkeys(FIELDS, "") | {"wens": NO_WISH} | dict(typed),
        errors=dict.fromkeys(FIELDS, "") | dict(errors or {}),
        unsaved=unsaved,
        not_stopped=not_stopped,
        wait=wait,
        waits=result.waits(),
        days={BY_CODE: CODE_KEPT.days, BY_TICK: TICK_KEPT.days},
        most=CODE_VIEWS,
        longest=LONGEST_REACH,
        mark=visit.mark,
        nonce=shown.nonce(),
    )
