"""Every address of the desk, below /balie, and the view behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shopcheck.web.desk import account, admin, home, invitation, leave

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
    ("/beheer", "desk.people", admin.people, READ),
    ("/beheer/uitnodigen", "desk.invite", admin.invite, FORM),
    ("/beheer/logboek", "desk.log", admin.log, READ),
    ("/beheer/<account_id>", "desk.person", admin.person, READ),
    ("/beheer/<account_id>/link", "desk.new_link", admin.new_link, POST),
    ("/beheer/<account_id>/afsluiten", "desk.disable", admin.disable, POST),
    ("/beheer/<account_id>/tweede-stap", "desk.reset", admin.reset, POST),
    ("/afmelden", "desk.sign_out", leave.sign_out, POST),
)


def register(app: Flask) -> None:
    """Add every route."""
    for path, endpoint, view, methods in ROUTES:
        app.add_url_rule(path, endpoint, view, methods=methods, provide_automatic_options=False)
