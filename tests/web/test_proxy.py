"""Behind proxies of our own: who a visitor is, and that nobody chooses that for themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from flask import request

from shopcheck import usecases
from shopcheck.core.errors import CodeUnknown
from shopcheck.store.code import check_sign
from shopcheck.web import access

if TYPE_CHECKING:
    from flask import Flask

    from tests.web.visitor import Visitor

PROXY = "127.0.0.1"  # where every request comes from
SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


@pytest.fixture
def hops() -> int:
    """Stand behind so many proxies; a test may say another number."""
    return 1


@pytest.fixture
def environ(hops: int) -> dict[str, str]:
    """Believe so many proxies."""
    return {"TRUSTED_PROXIES": str(hops), "PUBLIC_URL": "https://check.example.nl"}


def behind(visitor: Visitor, forwarded: str) -> Visitor:
    """Let the proxy add what it heard."""
    visitor.headers = {"X-Forwarded-For": forwarded, "X-Forwarded-Proto": "https", "Host": "check.example.nl"}
    return visitor


@pytest.mark.parametrize(
    ("hops", "forwarded", "client"),
    [
        (0, "203.0.113.9", PROXY),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "2001:db8::9", "2001:db8::9"),
        (1, "198.51.100.1, 203.0.113.9", "203.0.113.9"),
        (2, "198.51.100.1, 203.0.113.9, 10.0.0.1", "203.0.113.9"),
        (2, "203.0.113.9", PROXY),
        (1, "", PROXY),
    ],
)
def test_a_visitor_is_who_the_outermost_proxy_of_ours_says(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch, forwarded: str, client: str
) -> None:
    heard: list[str] = []

    def resume(_installation: object, _code: str, *, client: str) -> str:
        heard.append(client)
        raise CodeUnknown

    monkeypatch.setattr(usecases, "resume", resume)
    behind(visitor, forwarded).send(visitor.page("/verder", base_url="https://check.example.nl"), {"code": "x"}, 422)
    assert heard == [client]


@pytest.mark.parametrize(("hops", "scheme"), [(0, "http"), (1, "https"), (2, "http")])
def test_how_a_visitor_came_is_what_the_outermost_proxy_of_ours_says(app: Flask, visitor: Visitor, scheme: str) -> None:
    app.add_url_rule("/how", "how", access.public(lambda: request.scheme))
    assert behind(visitor, "203.0.113.9").ask("/how", base_url="http://check.example.nl").text == scheme


def guess(visitor: Visitor, forwarded: str, times: int, first: int = 0) -> list[int]:
    """Try codes that nobody has."""
    page = behind(visitor, forwarded).page("/verder")
    bodies = [f"{SIGNS[n]}ZZZZZ{'A' * 13}" for n in range(first, first + times)]
    return [visitor.post(page, {"code": body + check_sign(body)}).status_code for body in bodies]


def test_who_guesses_shuts_out_nobody_behind_the_same_proxy(visitor: Visitor, other: Visitor) -> None:
    assert guess(visitor, "203.0.113.9", 21) == [422] * 20 + [429]
    assert guess(other, "198.51.100.9", 1, 25) == [422]


def test_what_a_visitor_adds_in_front_gives_no_new_attempts(visitor: Visitor) -> None:
    assert guess(visitor, "203.0.113.9", 20) == [422] * 20
    assert guess(visitor, "198.51.100.1, 203.0.113.9", 1, 25) == [429]


def test_a_forwarded_name_of_a_host_is_not_believed(app: Flask, visitor: Visitor) -> None:
    behind(visitor, "203.0.113.9").headers["X-Forwarded-Host"] = "elsewhere.example"
    assert "elsewhere" not in visitor.page("/").html
    visitor.headers["Host"] = "elsewhere.example"
    visitor.headers["X-Forwarded-Host"] = "check.example.nl"
    assert visitor.ask("/").status_code == 400
