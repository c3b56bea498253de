"""Signing in with the account of an association, where the operator set a provider: it counts as one factor.

Only accounts that exist come in by it, found by e-mail address; nobody is made by it. Two stops are needed on the way.
A form of ours may lead to no other site (form-action), so the way there begins on a page. And coming back from another
site a browser does not send our strict cookie, so the way back is walked once more from a page of ours.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from authlib.integrations.base_client import OAuthError
from flask import flash, make_response, redirect, render_template, request
from flask_security import FsOAuthProvider
from joserfc.errors import JoseError
from requests import RequestException

from shopcheck.web import access
from shopcheck.web.access import Audience
from shopcheck.web.desk.leave import SIGN_IN
from shopcheck.web.desk.texts import TEXTS

if TYPE_CHECKING:
    from flask import Flask, Response
    from flask_security import Security
    from flask_security.oauth_glue import OAuthGlue
    from werkzeug.wrappers import Response as Reply

    from shopcheck.settings import SingleSignOn

NAME = "organisatie"
AUDIENCES = {
    "oauthstart": Audience.PUBLIC,
    "oauthresponse": Audience.PUBLIC,
    "oauth_verify_start": Audience.CLOSED,
    "oauth_verify_response": Audience.CLOSED,
}
AGAIN = "opnieuw"  # in the address of the way back, walked from a page of ours
PATIENCE = 10  # seconds for the provider to answer us


def register(app: Flask, security: Security, settings: SingleSignOn) -> None:
    """Add the provider."""
    info = {
        "client_id": settings.client_id,
        "client_secret": settings.client_secret,
        "server_metadata_url": f"{settings.issuer}/.well-known/openid-configuration",
        "client_kwargs": {
            "scope": "openid email",
            "code_challenge_method": "S256",
            "default_timeout": PATIENCE,
        },
    }
    cast("OAuthGlue", security.oauthglue).register_provider_ext(FsOAuthProvider(NAME, info, address_of))
    for name, audience in AUDIENCES.items():
        access.say(app.view_functions[f"security.{name}"], audience)
    app.before_request(_walk_back_from_here)
    app.after_request(_begin_on_a_page)
    for failure in (RequestException, JoseError, OAuthError):
        app.register_error_handler(failure, on_failure)


def address_of(_oauth: Any, token: Any) -> tuple[str, str]:
    """Find by which e-mail address the provider knows somebody. Raises OAuthError when it does not vouch for one."""
    said = token.get("userinfo") or {}
    if not said.get("email") or said.get("email_verified") is False:
        raise OAuthError("no address")
    return "email", str(said["email"])


def on_failure(_error: Exception) -> Reply:
    """Lead back to the page to sign in: the provider is away, or said something that does not hold."""
    flash(*TEXTS["OAUTH_HANDSHAKE_ERROR"])
    return redirect(SIGN_IN, 303)


def _walk_back_from_here() -> Response | None:
    if request.endpoint != "security.oauthresponse" or AGAIN in request.args:
        return None
    query = request.query_string.decode("ascii", "ignore")
    return _stop("U komt terug van uw organisatie", f"{request.script_root}{request.path}?{query}&{AGAIN}=ja")


def _begin_on_a_page(response: Response) -> Response:
    if request.endpoint != "security.oauthstart" or not response.location or response.location.startswith("/"):
        return response
    stop = _stop("U gaat naar uw organisatie", response.location)
    response.set_data(stop.get_data())
    response.status_code = 200
    response.mimetype = "text/html"
    del response.headers["Location"]
    return response


def _stop(heading: str, address: str) -> Response:
    return make_response(render_template("desk/on_the_way.html", heading=heading, address=address))
