"""Out of the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import redirect
from flask import session as cookie

from shopcheck.usecases import accounts
from shopcheck.web.access import halfway
from shopcheck.web.desk import signed_in
from shopcheck.web.shop import shop

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

CLEAR = '"cache", "storage"'  # not the cookies: that would take the session of an owner on the same device too
SIGN_IN = "/balie/aanmelden"
SECOND_FACTOR = "/balie/tweede-stap/instellen"


@halfway
def sign_out() -> Response:
    """End the session here and on the server, and have the browser forget its pages."""
    accounts.sign_out(shop().installation, signed_in.halfway())
    cookie.clear()
    reply = redirect(SIGN_IN, 303)
    reply.headers["Clear-Site-Data"] = CLEAR
    return reply
