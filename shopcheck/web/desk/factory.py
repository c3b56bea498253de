"""Puts the desk together: an app of its own, that the owner's app carries at /balie."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import g, make_response, redirect, render_template, request

from shopcheck.core.errors import AccountUnknown, PrintJobGone, ReleaseUnknown, ShareGone, SignedOut
from shopcheck.web import access, contacts, errors
from shopcheck.web.desk import leave, printing, routes, security, signed_in
from shopcheck.web.desk.people import NoSecondFactor
from shopcheck.web.errors import Said
from shopcheck.web.foundation import Plan, lay
from shopcheck.web.shop import shop

if TYPE_CHECKING:
    from flask import Flask, Response
    from werkzeug.wrappers import Response as Reply

    from shopcheck.web.shop import Shop

AT = "/balie"
PASSKEYS = ("publickey-credentials-create", "publickey-credentials-get")


def create_desk(found: Shop) -> Flask:
    """Make the desk."""
    key = found.installation.store.key_for(b"desk")
    app = lay(found, Plan(key, "balie", "Strict", "desk/error.html", signed_in.DOORS, PASSKEYS))
    app.register_error_handler(SignedOut, on_signed_out)
    app.register_error_handler(ShareGone, on_share_gone)
    app.register_error_handler(AccountUnknown, on_unknown)
    app.register_error_handler(ReleaseUnknown, on_unknown)
    app.register_error_handler(PrintJobGone, printing.on_job_gone)
    app.register_error_handler(NoSecondFactor, on_no_second_factor)
    security.register(app, found.installation)
    routes.register(app)
    app.context_processor(_for_every_page)
    access.refuse_unguarded(app)
    return app


def on_signed_out(_error: SignedOut) -> Response | Reply:
    """Lead to the page to sign in; what was just typed by somebody who no longer is, is not saved, and is told so."""
    if request.method == "GET" and signed_in.joins():
        return redirect(leave.SECOND_FACTOR, 303)
    if request.method == "GET":
        return redirect(f"{leave.SIGN_IN}?next={request.script_root}{request.path}", 303)
    return make_response(render_template("desk/signed_out.html"), 403)


def on_share_gone(_error: ShareGone) -> Response:
    """Tell an adviser that a check is not theirs to see, whatever the reason; what was just typed is not lost."""
    return make_response(render_template("desk/share_gone.html", typed=request.form.get("opmerking", "")), 404)


def on_unknown(_error: AccountUnknown | ReleaseUnknown) -> Response:
    """Tell that there is no such account or release; whether others have it is not said."""
    return errors.show(Said(404, "404"))


def on_no_second_factor(_error: NoSecondFactor) -> Response:
    """Tell who gave the right password that only a one-time link leads to a second factor."""
    return make_response(render_template("desk/not_ready.html"), 403)


def _for_every_page() -> dict[str, Any]:
    installation = shop().installation
    at_desk = signed_in.of_this_browser() if "at_desk" in g else None
    return {
        "who": at_desk.account if at_desk is not None and at_desk.session.complete else None,
        "halfway": at_desk is not None,
        "single_sign_on": installation.settings.single_sign_on is not None,
        "helpers": contacts.reachable(installation.offered, installation.today()),
    }
