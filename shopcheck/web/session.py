"""The one cookie: a signed session that holds a random session key and the token of the forms, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import g, request
from flask import session as cookie

from shopcheck import usecases
from shopcheck.core.errors import SessionEnded
from shopcheck.store.errors import StoreUnavailable
from shopcheck.web.shop import shop

if TYPE_CHECKING:
    from shopcheck.core.response import Response
    from shopcheck.usecases import Visit

KEY = "key"


def begin(key: str) -> None:
    """Start with a new session key. Everything that stood in the cookie goes, so a planted one never survives."""
    cookie.clear()
    cookie[KEY] = key


def end() -> None:
    """Forget the session key and the token."""
    cookie.clear()


def is_open() -> bool:
    """Whether this request has opened the owner's answers."""
    return g.get("visit") is not None


def has_key() -> bool:
    """Whether the cookie holds a session key; it may be over."""
    return isinstance(cookie.get(KEY), str)


def open_visit() -> Visit:
    """Open the answers that belong to the cookie. Raises SessionEnded."""
    key = cookie.get(KEY)
    if not isinstance(key, str):
        raise SessionEnded
    g.visit = visit = usecases.visit(shop().installation, key)
    g.pop("way", None)
    return visit


def try_visit() -> Visit | None:
    """Open the answers for a public page that may have them; None without an open session.

    To read, such a page stays up without the database. A form waits: it might change the check that cannot be seen now.
    """
    try:
        return open_visit()
    except SessionEnded:
        return None
    except StoreUnavailable:
        if request.method == "POST":
            raise
        return None


def current() -> Visit:
    """Give the visit of this request. Raises SessionEnded outside one, so a forgotten guard shows nothing."""
    visit: Visit | None = g.get("visit")
    if visit is None:
        raise SessionEnded
    return visit


def response() -> Response:
    """Give the answers with the route applied; the visit works them out once."""
    return current().response
