"""Every address of the desk, below /balie, and the view behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shopcheck.web.desk import account, home, invitation, leave

if TYPE_CHECKING:
    from flask import Flask
    from flask.typing import RouteCallable

READ = ("GET",)
FORM = ("GET", "POST")
POST = ("POST",)

ROUTES: tuple[tuple[str, str, RouteCallable, tuple[str, ...]], ...] = (
    ("/", "desk.home", home.home, READ),
    ("/uitnodiging", "desk.invitation", invitation.invitation, FORM),
    ("/account", "desk.account", account.account, READ),
    ("/afmelden", "desk.sign_out", leave.sign_out, POST),
)


def register(app: Flask) -> None:
    """Add every route."""
    for path, endpoint, view, methods in ROUTES:
        app.add_url_rule(path, endpoint, view, methods=methods, provide_automatic_options=False)
