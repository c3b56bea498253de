"""What another site, a hostile client or a curious neighbour may not do."""

from __future__ import annotations

import gzip
import json
from io import BytesIO
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pytest
from itsdangerous import TimestampSigner
from werkzeug.datastructures import MultiDict

from shopcheck.web import access
from shopcheck.web.access import Audience
from tests.web.visitor import FIRST, WEAK

if TYPE_CHECKING:
    from flask import Flask

    from shopcheck.usecases import Installation
    from tests.store.installations import Clock
    from tests.web.visitor import Visitor

PAGE = "/vragen/kas/kas_bedrag"
GOOD = {"q_kas_bedrag": "weinig", "q_kas_afromen": "vaak", "q_kas_kluis": "ja"}
FORM = "application/x-www-form-urlencoded"


def state(installation: Installation) -> list[tuple[object, ...]]:
    """Give everything in the database but when somebody was last seen."""
    with installation.store.database.reading() as connection:
        tables = ("checkup", "nonce")
        return [tuple(row) for one in tables for row in connection.exec_driver_sql(f"SELECT * FROM {one}")]  # noqa: S608 - fixed names


def posts(app: Flask) -> list[str]:
    """Give every address that takes a form."""
    return [
        rule.rule.replace("<form_id>", "kas").replace("<question_id>", "kas_bedrag")
        for rule in app.url_map.iter_rules()
        if "POST" in (rule.methods or set()) and "/verdieping/" not in rule.rule
    ]


@pytest.mark.parametrize("token", ["", "rubbish", "IjEyMyI.ZZ.zz"])
def test_a_form_without_its_token_changes_nothing(
    app: Flask, visitor: Visitor, installation: Installation, token: str
) -> None:
    visitor.begin()
    before = state(installation)
    assert len(posts(app)) == 10
    for path in posts(app):
        values = {**GOOD, **FIRST, "code": "x", "csrf_token": token}
        page = visitor.page(path, 400, method="POST", data=values)
        assert page.heading == "Wilt u dit nog eens versturen?"
    assert state(installation) == before
    assert visitor.page("/nakijken").status == 200


def test_what_was_typed_can_be_sent_again_with_a_fresh_token(visitor: Visitor) -> None:
    visitor.headers = {"Sec-Fetch-Site": "same-origin"}
    visitor.begin()
    page = visitor.page(PAGE)
    again = visitor.send(page, {**GOOD, "csrf_token": "old"}, 400)
    assert again.fields()["q_kas_bedrag"] == ["weinig"]
    visitor.send(again)
    assert visitor.page(PAGE).fields()["q_kas_kluis"] == ["ja"]


def test_a_token_does_not_grow_old_while_the_session_lives(visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    visitor.begin()
    page = visitor.page(PAGE)
    now = TimestampSigner.get_timestamp
    monkeypatch.setattr(TimestampSigner, "get_timestamp", lambda signer: now(signer) + 10 * 3600)
    assert visitor.post(page, GOOD).status_code == 303


@pytest.mark.parametrize("headers", [{}, {"Origin": "null"}])
def test_a_form_of_which_nobody_knows_the_sender_is_not_offered_again(
    visitor: Visitor, other: Visitor, headers: dict[str, str]
) -> None:
    visitor.begin()
    elsewhere = other.page("/verder").fields()["csrf_token"][0]  # signed by us, but of another browser
    for token in ("old", elsewhere):
        data = {**GOOD, "csrf_token": token, "revision": "1"}
        assert "weinig" not in visitor.page(PAGE, 400, method="POST", data=data, headers=headers).html
    visitor.client.delete_cookie("preventiecheck")
    assert "weinig" not in visitor.page(PAGE, 400, method="POST", data=data, headers=headers).html


@pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://elsewhere.example"}])
def test_a_form_from_elsewhere_waits_for_nobody_even_with_a_good_token(
    visitor: Visitor, clock: Clock, headers: dict[str, str]
) -> None:
    visitor.begin()
    fields = visitor.page(PAGE).fields()
    clock.go_on(minutes=31)
    answer = visitor.page(PAGE, 400, method="POST", data={**fields, **GOOD}, headers=headers)
    assert "weinig" not in answer.html
    ended = visitor.page(PAGE, 403)
    held = {"held_page": "owner.question", "held_form": "kas", "held_question": "kas_bedrag", **GOOD, "code": "x"}
    answer = visitor.page("/verder", 400, method="POST", data={**ended.fields(), **held}, headers=headers)
    assert "weinig" not in answer.html


def test_the_token_of_another_session_is_refused(visitor: Visitor, other: Visitor) -> None:
    visitor.begin()
    other.begin()
    token = other.page(PAGE).fields()["csrf_token"]
    assert visitor.post(visitor.page(PAGE), {**GOOD, "csrf_token": token}).status_code == 400


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://elsewhere.example"},
        {"Origin": "http://localhost.elsewhere.example"},
    ],
)
def test_a_form_from_another_site_is_refused_and_not_offered_again(
    visitor: Visitor, installation: Installation, headers: dict[str, str]
) -> None:
    visitor.begin()
    page = visitor.page(PAGE)
    before = state(installation)
    for token in page.fields()["csrf_token"][0], "old":
        data = {**GOOD, "csrf_token": token, "revision": "1"}
        answer = visitor.page(PAGE, 400, method="POST", data=data, headers=headers)
        assert "weinig" not in answer.html
    assert state(installation) == before


@pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "same-origin", "Origin": "null"}, {"Origin": "null"}, {}])
def test_our_own_form_is_taken_whatever_origin_the_browser_tells(visitor: Visitor, headers: dict[str, str]) -> None:
    visitor.begin()
    visitor.headers = headers
    assert visitor.post(visitor.page(PAGE), GOOD).status_code == 303


def test_reading_changes_nothing(app: Flask, visitor: Visitor, installation: Installation) -> None:
    visitor.begin()
    visitor.send(visitor.walk(WEAK))
    before = state(installation)
    for rule in app.url_map.iter_rules():
        path = (
            rule.rule.replace("<form_id>", "kas")
            .replace("<question_id>", "kas_bedrag")
            .replace("<path:filename>", "site.css")
        )
        for method in ("GET", "HEAD", "GET"):
            assert visitor.ask(path, method=method).status_code in {200, 303, 404, 503}
    assert state(installation) == before


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT"])
def test_no_other_method_is_answered(app: Flask, visitor: Visitor, method: str) -> None:
    for path in ("/", "/begin", "/static/site.css"):
        assert visitor.ask(path, method=method).status_code in {404, 405}


def test_a_body_that_is_too_large_is_refused(visitor: Visitor, installation: Installation) -> None:
    visitor.begin()
    before = state(installation)
    page = visitor.page(PAGE)
    visitor.send(page, {"q_kas_bedrag": "x" * 140_000}, 413)
    visitor.page(PAGE, 413, method="POST", data="x" * 300_000, content_type=FORM)
    assert state(installation) == before


@pytest.mark.parametrize("path", [PAGE, "/begin", "/verder"])
@pytest.mark.parametrize("size", [{}, {"Content-Length": "13"}])
def test_a_body_in_chunks_is_refused_whatever_its_size(visitor: Visitor, path: str, size: dict[str, str]) -> None:
    visitor.begin()
    chunks = {"Transfer-Encoding": "chunked", "Content-Type": FORM, **size}
    for body in (b"q_kas_kluis=ja", b"x" * 300_000):
        stream = BytesIO(body)
        ended = {"wsgi.input_terminated": True}
        visitor.page(path, 411, method="POST", headers=chunks, input_stream=stream, environ_overrides=ended)
        assert stream.tell() == 0


def test_too_many_fields_are_refused(visitor: Visitor) -> None:
    visitor.begin()
    visitor.page(PAGE, 413, method="POST", data="a=1&" * 301, content_type=FORM)


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br", "zstd"])
def test_a_packed_body_is_refused(visitor: Visitor, encoding: str) -> None:
    visitor.begin()
    body = gzip.compress(b"q_kas_bedrag=" + b"x" * 1_000_000)
    headers = {"Content-Encoding": encoding}
    visitor.page(PAGE, 415, method="POST", data=body, content_type=FORM, headers=headers)


@pytest.mark.parametrize("sort", ["multipart/form-data; boundary=x", "application/json", "text/plain", "text/xml", ""])
def test_a_body_of_another_sort_is_refused(visitor: Visitor, sort: str) -> None:
    visitor.begin()
    visitor.page(PAGE, 415, method="POST", data=b"--x\r\n", content_type=sort)


@pytest.mark.parametrize(
    "host", ["elsewhere.example", "127.0.0.1.elsewhere.example", "127.0.0.1:80@elsewhere.example", ""]
)
@pytest.mark.parametrize(("method", "path"), [("GET", "/"), ("GET", "/nergens"), ("POST", "/begin")])
def test_another_host_name_is_refused(
    visitor: Visitor, host: str, method: str, path: str, capsys: pytest.CaptureFixture[str]
) -> None:
    page = visitor.page(path, 400, method=method, headers={"Host": host})
    assert page.heading == "Dit adres kennen wij niet"
    assert "elsewhere" not in page.html
    assert [json.loads(line)["event"] for line in capsys.readouterr().err.splitlines()] == ["request"]


def test_forwarded_headers_change_no_address(visitor: Visitor) -> None:
    headers = {
        "X-Forwarded-Host": "elsewhere.example",
        "Forwarded": "host=elsewhere.example",
        "X-Original-URL": "/wissen",
    }
    page = visitor.page("/", headers=headers)
    assert "elsewhere" not in page.html
    visitor.begin()
    assert "http://127.0.0.1:8000/verder" in visitor.page("/code", headers=headers).text


@pytest.mark.parametrize(
    "elsewhere",
    ["//evil.example", "/\\evil.example", "https:evil.example", "%0d%0aLocation:evil", "javascript:alert(1)"],
)
def test_no_value_leads_a_redirect_to_another_place(visitor: Visitor, elsewhere: str) -> None:
    visitor.begin()
    for name in ("next", "van", "url", "return_to"):
        query = urlencode({name: elsewhere})
        reply = visitor.ask(f"{PAGE}?{query}", method="POST", data={**visitor.page(PAGE).fields(), **GOOD})
        assert reply.headers["Location"] == "/vragen/kas/kas_tellen"
    held = {"held_page": "owner.question", "held_form": elsewhere, "held_question": "x"}
    reply = visitor.post(visitor.page("/verder"), held)
    assert "Location" not in reply.headers


def test_the_address_of_a_page_of_questions_is_no_way_to_another_place(visitor: Visitor) -> None:
    visitor.begin()
    assert visitor.ask("/vragen//evil.example/x").status_code in {308, 404}
    assert "evil" not in visitor.ask("/vragen//evil.example/x").headers.get("Location", "").split("/vragen")[0]


def test_the_code_never_stands_in_an_address(visitor: Visitor) -> None:
    visitor.begin()
    code = visitor.code()
    visitor.send(visitor.walk(WEAK))
    pages = [visitor.page(path) for path in ("/code", "/resultaat", "/stoppen", "/brief", "/wissen", PAGE)]
    addresses = [*visitor.seen, *(link for page in pages for link in page.links())]
    addresses += [form.get("action", "") for page in pages for form in page.all("form")]
    assert not [one for one in addresses if code in one or code.replace("-", "") in one]


def test_the_picture_holds_the_address_with_the_code_behind_the_hash(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[str] = []

    def draw(text: str, title: str) -> str:
        drawn.append(text)
        return f"<svg><title>{title}</title></svg>"

    monkeypatch.setattr("shopcheck.web.owner.begin.qr_svg", draw)
    visitor.begin()
    code = visitor.code()
    assert set(drawn) == {f"http://127.0.0.1:8000/verder#{code}"}


def test_wrong_unknown_and_expired_codes_look_the_same(visitor: Visitor, other: Visitor, clock: Clock) -> None:
    visitor.begin({"bewaren": "1_dag"})
    code = visitor.code()
    visitor.send(visitor.walk(WEAK))
    clock.go_on(days=3)
    answers = [other.send(other.page("/verder"), {"code": one}, 422) for one in (code, "0000-0000-0000-0000-0000")]
    assert len({answer.text for answer in answers}) == 1


def test_guessing_codes_is_slowed_down(visitor: Visitor, clock: Clock) -> None:
    other_code = None
    visitor.begin()
    other_code = visitor.code()
    visitor.post(visitor.page("/wissen"))
    page = visitor.page("/verder")
    replies = [visitor.post(page, {"code": other_code}) for _ in range(6)]
    assert [reply.status_code for reply in replies] == [422] * 5 + [429]
    assert 0 < int(replies[-1].headers["Retry-After"]) <= 600
    assert "Er is te vaak een code geprobeerd. Wacht" in replies[-1].get_data(as_text=True)


def test_a_forged_forwarding_address_gives_no_new_attempts(visitor: Visitor) -> None:
    visitor.begin()
    code = visitor.code()
    visitor.post(visitor.page("/wissen"))
    page = visitor.page("/verder")
    action = {**page.fields(), "code": code}
    statuses = [
        visitor.ask("/verder", method="POST", data=action, headers={"X-Forwarded-For": f"203.0.113.{one}"}).status_code
        for one in range(7)
    ]
    assert statuses[-1] == 429


def test_doubled_and_strange_parameters_are_harmless(visitor: Visitor) -> None:
    visitor.begin()
    page = visitor.page(PAGE)
    fields = [(name, value) for name, values in page.fields().items() for value in values]
    doubled = MultiDict([*fields, *GOOD.items(), ("revision", "99"), ("nonce", "x"), ("q_kas_bedrag", "veel")])
    reply = visitor.ask(PAGE, method="POST", data=doubled)
    assert reply.status_code == 422


def test_every_page_has_a_policy_that_the_list_of_routes_knows(app: Flask) -> None:
    found = {access.audience_of(app, rule.endpoint) for rule in app.url_map.iter_rules()}
    assert found == {Audience.PUBLIC, Audience.OWNER}
