"""Who may use which address: the whole list, and what happens to who may not."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from shopcheck.web import access
from shopcheck.web.access import Audience

if TYPE_CHECKING:
    from flask import Flask
    from werkzeug.routing import Rule

    from tests.web.visitor import Visitor

LIST = Path(__file__).with_name("routes.txt")


def lines(app: Flask, width: int = 7) -> list[str]:
    """Write each route as the list does: audience, methods, address."""
    return sorted(
        f"{access.audience_of(app, rule.endpoint):<{width}}{_methods(rule):<9}{rule.rule}"
        for rule in app.url_map.iter_rules()
    )


def _methods(rule: Rule) -> str:
    return ",".join(sorted((rule.methods or set()) - {"HEAD"}))


def test_every_address_stands_in_the_list_with_who_may_use_it(app: Flask) -> None:
    assert "\n".join(lines(app)) + "\n" == LIST.read_text("utf-8")


def test_a_view_that_says_not_for_whom_it_is_stops_the_start(app: Flask) -> None:
    app.add_url_rule("/open", "open", lambda: "everybody")
    with pytest.raises(access.UnguardedView, match="open"):
        access.refuse_unguarded(app)


def test_a_view_that_says_not_for_whom_it_is_is_shut(app: Flask, visitor: Visitor) -> None:
    app.add_url_rule("/open", "open", lambda: "everybody")
    assert "everybody" not in visitor.page("/open", 403).html


def test_nothing_of_an_owner_opens_without_a_session(app: Flask, visitor: Visitor) -> None:
    for rule in app.url_map.iter_rules():
        if access.audience_of(app, rule.endpoint) is Audience.OWNER:
            path = rule.rule.replace("<form_id>", "kas").replace("<question_id>", "kas_bedrag")
            page = visitor.page(path, 403)
            assert page.heading == "Typ uw code om verder te gaan"
            assert "kas_bedrag" not in page.html


@pytest.mark.parametrize("key", ["", "x", "A" * 43, "A" * 44, "é" * 43, "../..", "0"])
def test_a_planted_session_key_opens_nothing(app: Flask, visitor: Visitor, key: str) -> None:
    with visitor.client.session_transaction() as cookie:
        cookie["key"] = key
    visitor.page("/nakijken", 403)


@pytest.mark.parametrize("key", [None, 7, ["A"]])
def test_a_session_key_of_another_sort_opens_nothing(visitor: Visitor, key: object) -> None:
    with visitor.client.session_transaction() as cookie:
        cookie["key"] = key
    visitor.page("/nakijken", 403)


def test_a_session_that_was_set_before_does_not_survive_the_code(visitor: Visitor, other: Visitor) -> None:
    visitor.begin()
    code = visitor.code()
    other.page("/verder")
    with other.client.session_transaction() as cookie:
        before = cookie["csrf_token"]
        cookie["planted"] = "yes"
    other.send(other.page("/verder"), {"code": code})
    with other.client.session_transaction() as cookie:
        assert "planted" not in cookie
        assert cookie["csrf_token"] != before
        assert set(cookie) == {"csrf_token", "key"}


def test_the_debug_addresses_of_others_are_not_there(visitor: Visitor) -> None:
    for path in (
        "/.git/config",
        "/debug",
        "/metrics",
        "/console",
        "/static/",
        "/static/../factory.py",
        "/.env",
        "/docs",
    ):
        assert visitor.ask(path).status_code == 404
