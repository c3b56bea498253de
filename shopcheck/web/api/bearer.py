"""The door of the API: a token in the header of every request, and never in an address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import abort, g, request

from shopcheck.usecases import tokens
from shopcheck.web.shop import shop

if TYPE_CHECKING:
    from shopcheck.store.tokens import Token


def admit() -> None:
    """Let in the program that shows a live token. Which methods there are may be asked without one."""
    if request.method == "OPTIONS":
        return
    shown = request.authorization
    if shown is None or shown.type != "bearer" or not shown.token:
        abort(401)
    g.token = tokens.admit(shop().installation, shown.token, client=request.remote_addr or "")


def token() -> Token:
    """Give the token that this request came in with."""
    found: Token = g.token
    return found
