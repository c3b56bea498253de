"""What every answer carries, with http on this machine and with https on the web."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from shopcheck.web import assets
from tests.web.house_rules import POLICY
from tests.web.visitor import WEAK

if TYPE_CHECKING:
    from tests.web.visitor import Visitor

HTTPS = {"PUBLIC_URL": "https://check.example.nl"}
ALWAYS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
PLACES = (
    "/",
    "/begin",
    "/code",
    "/nakijken",
    "/resultaat",
    "/verder",
    "/nergens",
    "/static/site.css",
    "/healthz",
    "/readyz",
)


@pytest.fixture(params=[{}, HTTPS], ids=["http", "https"])
def environ(request: pytest.FixtureRequest) -> dict[str, str]:
    """Serve once on this machine, once on the web."""
    found: dict[str, str] = request.param
    return found


def test_every_answer_carries_the_security_headers(visitor: Visitor, environ: dict[str, str]) -> None:
    for path in PLACES:
        headers = visitor.ask(path).headers
        assert {name: headers.get(name) for name in ALWAYS} == ALWAYS
        assert "camera=()" in headers["Permissions-Policy"]
        assert headers["Server"] == "web"
        assert "X-Powered-By" not in headers
        hsts = headers.get("Strict-Transport-Security")
        assert hsts == ("max-age=31536000; includeSubDomains" if environ else None)


def test_nothing_but_fingerprinted_files_may_be_kept(visitor: Visitor) -> None:
    mark = assets.fingerprint("site.css")
    assert mark
    for path in (*PLACES, "/static/site.css?v=old", "/static/nothing.css?v=1"):
        assert visitor.ask(path).headers["Cache-Control"] == "no-store"
    kept = visitor.ask(f"/static/site.css?v={mark.version}").headers["Cache-Control"]
    assert kept == "public, max-age=31536000, immutable"


def test_pages_name_every_static_file_with_its_fingerprint(visitor: Visitor) -> None:
    page = visitor.page("/")
    named = [one.get("href", "") for one in page.all("link")]
    assert named
    for address in named:
        assert visitor.ask(address).headers["Cache-Control"].endswith("immutable")


@pytest.mark.parametrize("environ", [{}], ids=["http"])
def test_the_cookie_on_this_machine(visitor: Visitor) -> None:
    cookie = visitor.ask("/begin").headers["Set-Cookie"]
    assert cookie.startswith("preventiecheck=")
    assert {"HttpOnly", "Path=/", "SameSite=Lax"} == set(cookie.split("; ")[1:])


@pytest.mark.parametrize("environ", [HTTPS], ids=["https"])
def test_the_cookie_on_the_web(visitor: Visitor) -> None:
    cookie = visitor.ask("/begin").headers["Set-Cookie"]
    assert cookie.startswith("__Host-preventiecheck=")
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} == set(cookie.split("; ")[1:])
    assert len(cookie) < 4000


@pytest.mark.parametrize("environ", [{}], ids=["http"])
def test_there_is_one_cookie_and_only_where_it_is_needed(visitor: Visitor) -> None:
    for path in ("/", "/privacy", "/net-overvallen", "/nergens"):
        assert "Set-Cookie" not in visitor.ask(path).headers
    visitor.begin()
    visitor.send(visitor.walk(WEAK))
    assert len(visitor.client._cookies or ()) == 1


@pytest.mark.parametrize("path", ["../factory.py", "..%2ffactory.py", "css/../../factory.py", "nothing.css", "css"])
def test_only_our_static_files_are_served(visitor: Visitor, path: str) -> None:
    assert visitor.ask(f"/static/{path}").status_code == 404
