"""What the owner chose at the start and may choose again: to count or not, and how long to keep."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from flask import redirect, render_template, request, url_for

from shopcheck import usecases
from shopcheck.usecases.counting import count_of
from shopcheck.web import session
from shopcheck.web.access import owner
from shopcheck.web.owner import questions, shown
from shopcheck.web.owner.begin import COUNT, KEEP, KEEPS
from shopcheck.web.shop import shop

if TYPE_CHECKING:
    from werkzeug.datastructures import MultiDict
    from werkzeug.wrappers import Response as Reply

Shown = str | tuple[str, int]


@owner
def choices() -> Shown | Reply:
    """Show both choices as they are now, and change them."""
    visit = session.current()
    if request.method != "POST":
        now = next(name for name, (keep, _) in KEEPS.items() if keep is visit.checkup.keep)
        return _render(consent=visit.checkup.consent, keep=now)
    consent, chosen = _read(request.form)
    if questions.elsewhere(request.form):
        return again(request.form), 409
    if chosen not in KEEPS:
        return _render(consent=consent, keep=chosen, error="Kies hoe lang wij uw antwoorden bewaren."), 422
    keep, nonce = KEEPS[chosen][0], questions.nonce(request.form)
    usecases.choose(shop().installation, visit, consent=consent, keep=keep, nonce=nonce)
    return redirect(url_for("owner.choices", _anchor="nu"), 303)


def again(posted: MultiDict[str, str]) -> str:
    """Show what was chosen before the check was opened; the owner saves it."""
    consent, chosen = _read(posted)
    return _render(consent=consent, keep=chosen, unsaved=True)


def _read(posted: MultiDict[str, str]) -> tuple[bool, str]:
    return posted.get(COUNT) == "ja", posted.get(KEEP, "")


def _render(*, consent: bool, keep: str, error: str = "", unsaved: bool = False) -> str:
    checkup, today = session.current().checkup, shop().installation.today()
    titles = dict(KEEPS.values())
    return render_template(
        "choices.html",
        checkup=checkup,
        count=count_of(shop().installation, session.current()),
        kept=titles[checkup.keep],
        consent=consent,
        keep=keep,
        error=error,
        unsaved=unsaved,
        mark=session.current().mark,
        keeps=[
            (name, title, usecases.kept_until(replace(checkup, keep=one), today) if checkup.finished_on else None)
            for name, (one, title) in KEEPS.items()
        ],
        nonce=shown.nonce(),
    )
