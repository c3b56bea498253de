"""What goes wrong, as problem details (RFC 9457), in one table. It never repeats what was sent."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from flask import Flask, Response, abort, request
from werkzeug.exceptions import HTTPException

from shopcheck.core.errors import ReleaseUnknown, TokenUnknown, TooManyAttempts
from shopcheck.store.errors import StoreUnavailable
from shopcheck.web import logs

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

MEDIA_TYPE = "application/problem+json"
CHALLENGE = 'Bearer realm="preventiecheck"'
TRY_AGAIN = 5  # seconds
UNEXPECTED = 500
WORDS: Mapping[int, tuple[str, str]] = {
    400: ("De vraag klopt niet", "Kijk in openapi.json wat u kunt vragen."),
    401: (
        "Geen geldig token",
        "Stuur een geldig token mee: Authorization: Bearer TOKEN. Vraag de beheerder om een nieuw.",
    ),
    404: ("Niet gevonden", "Dit is er niet, of het is niet voor dit token."),
    405: ("Dit kan hier niet", "Deze API is alleen om te lezen: gebruik GET of HEAD."),
    413: ("Te veel gestuurd", "Stuur geen inhoud mee: deze API is alleen om te lezen."),
    429: ("Te vaak gevraagd", "Wacht zo veel seconden als in Retry-After staat."),
    500: (
        "Er ging bij ons iets mis",
        "Probeer het later nog eens. Blijft het zo? Geef ons dan het nummer in instance.",
    ),
    503: ("Even niet bereikbaar", "Probeer het zo nog eens."),
}


class BadQuery(Exception):
    """The query asks what cannot be asked; `problems` names everything at once."""

    def __init__(self, problems: Iterable[str]) -> None:
        """Keep the problems."""
        self.problems = tuple(problems)
        super().__init__()


def problem(status: int, detail: str = "", **headers: str) -> Response:
    """Tell one problem. `instance` is the number of this request, which our log has too."""
    title, usual = WORDS[status]
    told = {
        "type": "about:blank",
        "title": title,
        "status": status,
        "detail": detail or usual,
        "instance": f"#{logs.request_id()}",
    }
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Response(json.dumps(told, ensure_ascii=False), status, named, content_type=MEDIA_TYPE)


def refuse_body() -> None:
    """Refuse a request to read that brings something along, before any of it is read."""
    if request.endpoint is not None and (request.content_length or "Transfer-Encoding" in request.headers):
        abort(413)


def on_http(error: HTTPException) -> Response:
    """Tell an HTTP error, with the methods that are allowed."""
    status = error.code if error.code in WORDS else 400
    headers = {name: value for name, value in error.get_headers() if name == "Allow"}
    if status == 401:  # noqa: PLR2004 - the one that asks for a token
        headers["WWW_Authenticate"] = CHALLENGE
    return problem(status or UNEXPECTED, **headers)


def on_bad_query(error: BadQuery) -> Response:
    """Tell everything that is wrong with a query."""
    return problem(400, " ".join(error.problems))


def on_release_unknown(_error: ReleaseUnknown) -> Response:
    """Tell that it is not there; whether it is of another region is not said."""
    return problem(404)


def on_token_unknown(_error: TokenUnknown) -> Response:
    """Tell that a token opens nothing; whether it is wrong, ended or revoked is not said."""
    return problem(401, WWW_Authenticate=f'{CHALLENGE}, error="invalid_token"')


def on_too_many(error: TooManyAttempts) -> Response:
    """Tell how long to wait."""
    return problem(429, Retry_After=str(error.retry_after))


def on_unavailable(_error: StoreUnavailable) -> Response:
    """Tell that the database is away."""
    return problem(503, Retry_After=str(TRY_AGAIN))


def on_unexpected(error: Exception) -> Response:
    """Tell what nobody foresaw, and log where it happened."""
    logs.exception(error)
    return problem(UNEXPECTED)


def register(app: Flask) -> None:
    """Hook the table into the API."""
    app.register_error_handler(Exception, on_unexpected)
    app.register_error_handler(HTTPException, on_http)
    app.register_error_handler(BadQuery, on_bad_query)
    app.register_error_handler(ReleaseUnknown, on_release_unknown)
    app.register_error_handler(TokenUnknown, on_token_unknown)
    app.register_error_handler(TooManyAttempts, on_too_many)
    app.register_error_handler(StoreUnavailable, on_unavailable)
