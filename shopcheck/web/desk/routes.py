"""Every address of the desk, below /balie, and the view behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shopcheck.web.desk import account, by_code, invitation, leave, listing, rekey, report

if TYPE_CHECKING:
    from flask import Flask
    from flask.typing import RouteCallable

READ = ("GET",)
FORM = ("GET", "POST")
POST = ("POST",)

ROUTES: tuple[tuple[str, str, RouteCallable, tuple[str, ...]], ...] = (
    ("/", "desk.home", listing.home, FORM),
    ("/check/<share_id>", "desk.report", report.report, FORM),
    ("/check/<share_id>/brief.pdf", "desk.letter_pdf", report.letter_pdf, READ),
    ("/check/<share_id>/klaar", "desk.done", report.done, POST),
    ("/deelcode", "desk.by_code", by_code.by_code, FORM),
    ("/uitnodiging", "desk.invitation", invitation.invitation, FORM),
    ("/account", "desk.account", account.account, READ),
    ("/afmelden", "desk.sign_out", leave.sign_out, POST),
    ("/overtypen", "desk.rekey", rekey.in_lines, FORM),
    ("/overtypen/lijst", "desk.rekey_list", rekey.in_list, FORM),
    ("/overtypen/formulier.pdf", "desk.blank_form", rekey.blank_form, READ),
)


def register(app: Flask) -> None:
    """Add every route."""
    for path, endpoint, view, methods in ROUTES:
        app.add_url_rule(path, endpoint, view, methods=methods, provide_automatic_options=False)
