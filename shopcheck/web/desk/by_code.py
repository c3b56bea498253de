"""Opening one check with the share code that its owner handed over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import redirect, render_template, request

from shopcheck.core.errors import CodeUnknown
from shopcheck.store import desk_sessions
from shopcheck.usecases import desk
from shopcheck.web.access import adviser
from shopcheck.web.desk import signed_in
from shopcheck.web.shop import shop

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as Reply

EMPTY = "Vul de deelcode in die u van de ondernemer kreeg."
UNKNOWN = (
    "Met deze deelcode gaat geen check open. Kijk of hij goed is overgetypt, of vraag de ondernemer om een nieuwe."
)


@adviser
def by_code() -> str | tuple[str, int] | Reply:
    """Ask for a share code and open what it is for, as long as the adviser is signed in.

    Wrong, ended, used up and meant for others look the same.
    """
    if request.method != "POST":
        return _page()
    typed = request.form.get("deelcode", "").strip()
    if not typed:
        return _page(error=EMPTY), 422
    installation = shop().installation
    try:
        share_id, key = desk.open_by_code(installation, signed_in.account(), typed, client=request.remote_addr or "")
    except CodeUnknown:
        return _page(typed, UNKNOWN), 422
    desk_sessions.remember(installation.store.database, signed_in.session(), share_id, key)
    return redirect(f"/balie/check/{share_id.hex()}", 303)


def _page(typed: str = "", error: str = "") -> str:
    return render_template("desk/by_code.html", typed=typed, error=error)
