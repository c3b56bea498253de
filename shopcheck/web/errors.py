"""What goes wrong and what the visitor reads: one table from exception to status and page.

The last resort is plain bytes, so that telling about an error cannot itself fail.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import Flask, Response, current_app, make_response, render_template, request
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, SecurityError

from shopcheck.core.errors import (
    AnswersConflict,
    Busy,
    CodeUnknown,
    LetterFailed,
    LetterRefused,
    LettersBusy,
    QuestionnaireGone,
    SessionEnded,
    ShareGone,
    TooFewAnswers,
    TooManyAttempts,
    TooManyShares,
)
from shopcheck.store.errors import StoreUnavailable
from shopcheck.web import held, logs, session

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


@dataclass(frozen=True, slots=True)
class Said:
    """What a visitor gets: a status and a page; `after` is when to try again, in seconds."""

    status: int
    page: str
    after: int = 0


BAD_REQUEST = Said(400, "400")
UNEXPECTED = Said(500, "500")
NOT_SAVED = Said(503, "not_saved", 5)
OF_STATUS: Mapping[int, Said] = {status: Said(status, str(status)) for status in (400, 403, 404, 405, 413, 415)} | {
    411: Said(411, "400")  # no browser does this, so it has no page of its own
}
OF_EXCEPTION: Mapping[type[Exception], Said] = {
    CodeUnknown: Said(422, "422"),
    AnswersConflict: Said(409, "409"),
    TooFewAnswers: Said(409, "too_few_answers"),
    TooManyShares: Said(409, "too_many_shares"),
    ShareGone: OF_STATUS[404],
    TooManyAttempts: Said(429, "429", 60),
    Busy: Said(503, "503", 2),
    LettersBusy: Said(503, "letters_busy", 5),
    LetterFailed: Said(503, "letter_failed", 30),
    LetterRefused: Said(503, "letter_refused"),
    QuestionnaireGone: Said(503, "questionnaire_gone"),
    StoreUnavailable: NOT_SAVED,
}
PLAIN = """<!doctype html>
<html lang="nl">
<head><meta charset="utf-8">
<title>{title} – Preventiecheck Overvallen</title>
</head>
<body><main><h1>{title}</h1>
<p>{words}</p>
<p>Nummer: {number}</p></main></body></html>
"""
LAST_RESORT = (
    "Er ging bij ons iets mis",
    'Wat u eerder hebt opgeslagen, is veilig. Probeer het straks nog eens.</p>\n<p><a href="/">Naar de startpagina</a>',
)
OTHER_HOST = ("Dit adres kennen wij niet", "Kijk of u het adres van onze site goed hebt, en probeer het nog eens.")


def plain(status: int, title: str, words: str) -> Response:
    """Tell it without templates, addresses, database or session."""
    page = PLAIN.format(title=title, words=words, number=logs.request_id())
    return Response(page, status, mimetype="text/html")


def last_resort(status: int) -> Response:
    """Tell that something went wrong, whatever it is."""
    return plain(status, *LAST_RESORT)


def show(said: Said, hidden: tuple[tuple[str, str], ...] = ()) -> Response:
    """Show a page about an error, with what was typed in hidden fields; when that fails too, the last resort."""
    try:
        page = render_template(
            current_app.config["ERROR_PAGE"].format(said.page),
            page=said.page,
            retry_after=said.after,
            request_id=logs.request_id(),
            hidden=hidden,
            action=_here(),
        )
        reply = make_response(page, said.status)
    except Exception as error:  # noqa: BLE001 - whatever it is, the visitor gets a page
        logs.exception(error)
        reply = last_resort(said.status)
    if said.after:
        reply.headers["Retry-After"] = str(said.after)
    return reply


def _here() -> str:
    """Give the address of this request, for its form to be sent to again."""
    return (request.script_root + request.full_path).rstrip("?")


def _safely(tell: Callable[[Exception], Response]) -> Callable[[Exception], Response]:
    """Guard a handler: an error inside it becomes the last resort."""

    def guarded(error: Exception) -> Response:
        try:
            return tell(error)
        except Exception as second:  # noqa: BLE001 - whatever it is, the visitor gets a page
            logs.exception(second)
            return last_resort(UNEXPECTED.status)

    return guarded


def on_http(error: Exception) -> Response:
    """Tell an HTTP error in our own words; keep a redirect and the methods that are allowed.

    Under the name of another host no address of ours can be made, so that page does without.
    """
    if isinstance(error, SecurityError):
        return plain(BAD_REQUEST.status, *OTHER_HOST)
    code = getattr(error, "code", None) or UNEXPECTED.status
    if code < HTTPStatus.BAD_REQUEST and isinstance(error, HTTPException):
        return make_response(error.get_response())
    reply = show(OF_STATUS.get(code, UNEXPECTED if code >= HTTPStatus.INTERNAL_SERVER_ERROR else BAD_REQUEST))
    if isinstance(error, HTTPException):
        allow = dict(error.get_headers()).get("Allow")
        if allow:
            reply.headers["Allow"] = allow
    return reply


def on_known(error: Exception) -> Response:
    """Tell an error of our own."""
    said = next((said for kind, said in OF_EXCEPTION.items() if isinstance(error, kind)), UNEXPECTED)
    if isinstance(error, TooManyAttempts):
        said = replace(said, after=error.retry_after)
    return show(said)


def on_not_saved(_error: Exception) -> Response:
    """Tell that the database is away; what was typed waits on the page until it can be sent again."""
    return show(NOT_SAVED, held.everything_typed() if request.method == "POST" else ())


def on_unexpected(error: Exception) -> Response:
    """Tell what nobody foresaw, and log where it happened."""
    logs.exception(error)
    return show(UNEXPECTED)


def on_session_ended(_error: Exception) -> Response:
    """Ask for the code again; what was just typed waits in hidden fields until it can be saved."""
    waiting = held.from_page()
    unsaved = request.method == "POST" and waiting is None
    session.end()
    page = render_template("ended.html", hidden=waiting.hidden if waiting else (), waiting=waiting, unsaved=unsaved)
    return make_response(page, 403)


def on_bad_token(error: Exception) -> Response:
    """Offer the form again with a fresh token. Without a session it is the session that ended."""
    waiting = held.from_page()
    if waiting and not session.has_key():
        reply = on_session_ended(error)
        reply.status_code = 400
        return reply
    page = current_app.config["ERROR_PAGE"].format("again")
    return make_response(render_template(page, page="again", action=_here(), hidden=held.everything_typed()), 400)


def register(app: Flask, page: str) -> None:
    """Hook the table into an app; `page` names its template of a page about an error."""
    app.config["ERROR_PAGE"] = page
    app.register_error_handler(Exception, _safely(on_unexpected))
    app.register_error_handler(HTTPException, _safely(on_http))
    app.register_error_handler(CSRFError, _safely(on_bad_token))
    for kind in OF_EXCEPTION:
        app.register_error_handler(kind, _safely(on_known))
    app.register_error_handler(StoreUnavailable, _safely(on_not_saved))


def register_for_owners(app: Flask) -> None:
    """Ask an owner for the code where the session is over."""
    app.register_error_handler(SessionEnded, _safely(on_session_ended))
