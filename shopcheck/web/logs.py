"""One line of JSON per request on stderr: the template of the route, never a value of it.

No path, query, body, cookie, code, name or address, and no address of the visitor. An exception is told by its type and
the places in our code, never by its message: a message may hold what was typed.
"""

from __future__ import annotations

import time
import traceback
from pathlib import Path
from secrets import token_hex
from typing import TYPE_CHECKING

from flask import g, request

from shopcheck.logs import log

if TYPE_CHECKING:
    from flask import Flask, Response

METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT"}


def start() -> None:
    """Give the request an id and a start."""
    g.request_id = token_hex(8)
    g.started = time.perf_counter()


def request_id() -> str:
    """Give the id of this request, which an error page shows and the log holds."""
    found: str = g.get("request_id", "")
    return found


def finish(response: Response) -> Response:
    """Tell the request in one line."""
    response.headers["X-Request-Id"] = request_id()
    log.info(
        "request",
        route=request.script_root + request.url_rule.rule if request.url_rule else None,
        method=request.method if request.method in METHODS else "other",
        status=response.status_code,
        ms=round(1000 * (time.perf_counter() - g.get("started", time.perf_counter())), 1),
        request=request_id(),
    )
    return response


def exception(error: BaseException) -> None:
    """Tell an unexpected exception: types and places only."""
    chain = [error]
    while (cause := chain[-1].__cause__ or chain[-1].__context__) is not None and cause not in chain:
        chain.append(cause)
    places = [_place(one) for one in traceback.extract_tb(error.__traceback__)]
    log.error("exception", types=[type(one).__name__ for one in chain], places=places, request=request_id())


def _place(frame: traceback.FrameSummary) -> str:
    return f"{'/'.join(Path(frame.filename).parts[-2:])}:{frame.lineno} {frame.name}"


def register(app: Flask) -> None:
    """Hook the log into every request."""
    app.before_request(start)
    app.after_request(finish)
