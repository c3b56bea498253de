"""How the API behaves whatever is asked: problems, headers, methods, and never a cookie."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urldefrag

from shopcheck.store.errors import StoreUnavailable
from shopcheck.usecases import releases
from shopcheck.web.api import document
from tests.web.api.published import LIST, Program
from tests.web.test_headers import ALWAYS

if TYPE_CHECKING:
    import pytest
    from flask import Flask
    from werkzeug.test import TestResponse

    from shopcheck.usecases import Installation

OWN = f"{LIST}/rtd-2026-k4-1"


def told(reply: TestResponse) -> Any:  # noqa: ANN401 - JSON can be anything
    """Read a problem and see that it is one."""
    assert reply.content_type == "application/problem+json"
    problem = reply.json
    assert problem
    assert list(problem) == ["type", "title", "status", "detail", "instance"]
    assert problem["status"] == reply.status_code
    assert urldefrag(problem["instance"])[1] == reply.headers["X-Request-Id"]
    assert reply.headers["Cache-Control"] == "no-store"
    return problem


def test_every_answer_carries_version_and_security_headers_and_no_cookie(
    rotterdam: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    rotterdam.client.set_cookie("preventiecheck", "planted")
    for path, status in ((LIST, 200), (OWN, 200), (f"{OWN}/data.csv", 200), ("/api/v1/openapi.json", 200)):
        rotterdam.ask(path, status)
    for path, status in (("/api", 404), ("/api/", 404), ("/api/v2/releases", 404), (f"{LIST}?x=1", 400)):
        told(rotterdam.ask(path, status))
    told(rotterdam.ask(LIST, 405, method="POST"))
    told(rotterdam.ask(LIST, 401, headers={"Authorization": "Bearer no"}))
    monkeypatch.setattr(releases, "published", 0)
    told(rotterdam.ask(LIST, 500))
    for reply in rotterdam.seen:
        assert {name: reply.headers.get(name) for name in ALWAYS} == ALWAYS
        assert reply.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"
        assert reply.headers["API-Version"] == document.VERSION
        assert (reply.headers["Server"], "X-Powered-By" in reply.headers) == ("web", False)
        assert "Set-Cookie" not in reply.headers


def test_an_address_with_a_slash_too_many_is_not_there_and_leads_nowhere(rotterdam: Program) -> None:
    for path in (f"{LIST}/", f"{OWN}/", "/api/v1//releases", "/api/v1/openapi.json/"):
        told(rotterdam.ask(path, 404))


def test_the_api_only_reads(rotterdam: Program) -> None:
    for method in ("POST", "PUT", "PATCH", "DELETE", "TRACE", "QUERY"):
        reply = rotterdam.ask(OWN, 405, method=method)
        told(reply)
        assert set(reply.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}
    asked = Program(rotterdam.app, None).ask(OWN, method="OPTIONS")
    assert (asked.data, set(asked.headers["Allow"].split(", "))) == (b"", {"GET", "HEAD", "OPTIONS"})
    assert "Access-Control-Allow-Origin" not in asked.headers


def test_everything_that_is_wrong_with_a_query_is_said_at_once(rotterdam: Program) -> None:
    problem = told(rotterdam.ask(f"{LIST}?regio=RTD&limit=0&cursor=x&region=RTD&region=NL", 400))
    assert problem["detail"] == (
        "Na het vraagteken kan hier alleen staan: region, limit, cursor. region mag één keer voorkomen. "
        "limit moet een getal van 1 tot en met 100 zijn. cursor moet de waarde die de vorige bladzijde gaf zijn."
    )
    for query in ("limit=101", "limit=-1", "limit=", "limit=%d9%a1", "limit=1e1", "limit=1%0a", f"limit={'9' * 5000}"):
        told(rotterdam.ask(f"{LIST}?{query}", 400))
    told(rotterdam.ask(f"{OWN}?access_token={rotterdam.token}", 400))


def test_what_is_sent_along_is_not_read(rotterdam: Program) -> None:
    big = b"x" * 300_000
    told(rotterdam.ask(LIST, 413, data=big))
    told(rotterdam.ask(LIST, 413, data=b"x", headers={"Content-Encoding": "gzip"}))
    told(rotterdam.ask(LIST, 413, headers={"Transfer-Encoding": "chunked"}))
    told(rotterdam.ask(LIST, 405, data=big, method="POST"))


def test_pages_of_others_may_read_what_is_open_and_nothing_else(rotterdam: Program) -> None:
    origin = {"Origin": "https://elders.example"}
    open_to_all = rotterdam.ask("/api/v1/openapi.json", headers=origin)
    assert open_to_all.headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Origin" not in rotterdam.ask(LIST, headers=origin).headers


def test_another_host_is_refused(rotterdam: Program) -> None:
    told(rotterdam.ask(LIST, 400, headers={"Host": "evil.example"}))


def test_a_database_that_is_away_and_a_program_that_asks_too_often_are_told_to_wait(
    rotterdam: Program, installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object, **__: object) -> None:
        raise StoreUnavailable

    with monkeypatch.context() as patch:
        patch.setattr(releases, "release_of", away)
        reply = rotterdam.ask(OWN, 503)
    assert (told(reply)["title"], reply.headers["Retry-After"]) == ("Even niet bereikbaar", "5")
    storage = installation.store.attempts.storage
    monkeypatch.setattr(storage, "incr", lambda *_, **__: 301)
    reply = rotterdam.ask(OWN, 429)
    assert told(reply)["title"] == "Te vaak gevraagd"
    assert int(reply.headers["Retry-After"]) >= 1


def test_the_log_of_a_request_holds_no_token_and_no_address(
    rotterdam: Program, capsys: pytest.CaptureFixture[str]
) -> None:
    rotterdam.ask(f"{OWN}/data.csv")
    rotterdam.ask(f"{LIST}?region=AMS", 404)
    lines = capsys.readouterr().err
    assert "/api/v1/releases/<release_id>/<file_name>" in lines
    assert rotterdam.token
    assert not any(word in lines for word in (rotterdam.token, "rtd-2026", "AMS"))


def test_nothing_of_the_api_is_elsewhere(app: Flask) -> None:
    Program(app, None).ask("/v1/releases", 404)
    Program(app, None).ask("/balie/api/v1/releases", 404)
