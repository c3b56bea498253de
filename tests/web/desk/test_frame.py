"""The desk is an app of its own: its cookie, its doors, and how long somebody stays in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from shopcheck.core.sharing import Association, Role
from shopcheck.store import accounts, audit, desk_sessions
from shopcheck.web import access
from shopcheck.web.access import Audience
from tests.store.installations import statements
from tests.web.desk.signing_in import cookie_of, keep_cookie, sign_in
from tests.web.test_access import lines

if TYPE_CHECKING:
    from flask import Flask

    from shopcheck.usecases import Installation
    from tests.store.installations import Clock
    from tests.web.visitor import Visitor

LIST = Path(__file__).with_name("routes.txt")
OPEN = "Gedeelde checks"


def inside(visitor: Visitor) -> bool:
    """Whether the desk lets this browser in."""
    return visitor.ask("/balie/").status_code == 200


def test_every_address_of_the_desk_stands_in_the_list_with_who_may_use_it(desk: Flask) -> None:
    assert "\n".join(lines(desk, 10)) + "\n" == LIST.read_text("utf-8")


def test_nothing_of_the_desk_opens_for_who_is_not_signed_in(desk: Flask, visitor: Visitor) -> None:
    for rule in desk.url_map.iter_rules():
        audience = access.audience_of(desk, rule.endpoint)
        if audience is not Audience.PUBLIC:
            for method in rule.methods or ():
                path = "/balie" + rule.rule.replace("<", "").replace(">", "")
                reply = visitor.ask(path, method=method)
                assert reply.status_code in {303, 400, 403, 404, 405, 411}, path
                assert OPEN not in reply.get_data(as_text=True)


def test_who_signed_in_sees_the_name_of_the_association(visitor: Visitor) -> None:
    sign_in(visitor.client, organisation=Association.DN)
    page = visitor.page("/balie/")
    assert page.heading == OPEN
    assert "Balie Detailhandel Nederland" in page.text


def test_a_view_for_the_other_role_is_shut_and_the_log_knows(
    desk: Flask, visitor: Visitor, other: Visitor, installation: Installation
) -> None:
    desk.add_url_rule("/a", "a", access.adviser(lambda: "checks"))
    desk.add_url_rule("/b", "b", access.admin(lambda: "people"))
    sign_in(visitor.client, role=Role.ADVISER)
    admin = sign_in(other.client, role=Role.ADMIN, regions=())
    assert visitor.ask("/balie/a").text == "checks"
    assert other.ask("/balie/b").text == "people"
    assert visitor.page("/balie/b", 403).heading == other.page("/balie/a", 403).heading == "Hier kunt u niet bij"
    (last, _) = audit.newest(installation.store.database)
    assert (last.what, last.who, last.association) == ("denied", admin.id, "khn")


def test_one_factor_opens_nothing(desk: Flask, visitor: Visitor, installation: Installation) -> None:
    account = sign_in(visitor.client)
    with installation.store.database.writing() as connection:
        half = desk_sessions.begin(connection, account.id, installation.seconds, complete=False)
    keep_cookie(visitor.client, {"key": half})
    assert not inside(visitor)
    assert visitor.ask("/balie/").headers["Location"] == "/balie/aanmelden?next=/balie/"


@pytest.mark.parametrize(("minutes", "open_"), [(14, True), (16, False)])
def test_a_quarter_of_an_hour_of_nothing_ends_a_session(
    visitor: Visitor, clock: Clock, minutes: int, open_: bool
) -> None:
    sign_in(visitor.client)
    clock.go_on(minutes=minutes)
    assert inside(visitor) is open_


def test_eight_hours_end_a_session_however_busy(visitor: Visitor, clock: Clock) -> None:
    sign_in(visitor.client)
    for _ in range(48):
        clock.go_on(minutes=10)
        assert inside(visitor)
    clock.go_on(minutes=1)
    assert not inside(visitor)


def test_signing_out_kills_the_session_on_the_server(visitor: Visitor) -> None:
    sign_in(visitor.client)
    before = cookie_of(visitor.client)
    reply = visitor.post(visitor.page("/balie/"), action="/balie/afmelden")
    assert (reply.status_code, reply.headers["Location"]) == (303, "/balie/aanmelden")
    assert "cache" in reply.headers["Clear-Site-Data"]
    assert "key" not in cookie_of(visitor.client)
    keep_cookie(visitor.client, before)
    assert not inside(visitor)


def test_a_form_sent_after_the_session_ended_is_told_that_it_was_not_saved(visitor: Visitor, clock: Clock) -> None:
    sign_in(visitor.client)
    page = visitor.page("/balie/")
    clock.go_on(minutes=16)
    assert visitor.send(page, status=403).heading == "U bent uitgelogd"


def test_the_cookie_of_the_desk_is_its_own_and_strict(visitor: Visitor) -> None:
    sign_in(visitor.client)
    header = next(one for one in visitor.ask("/balie/").headers.getlist("Set-Cookie") if one.startswith("balie="))
    assert {"HttpOnly", "Path=/", "SameSite=Strict"} <= set(header.split("; "))
    assert visitor.client.get_cookie("preventiecheck") is None


def test_the_desk_takes_no_cookie_that_the_owners_app_signed(app: Flask, visitor: Visitor) -> None:
    sign_in(visitor.client)
    serializer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]  # Flask's own sort
    visitor.client.set_cookie("balie", serializer.dumps(cookie_of(visitor.client)), path="/")
    assert not inside(visitor)


def test_passkeys_are_allowed_at_the_desk_only(visitor: Visitor) -> None:
    desk, owner = (visitor.ask(path).headers["Permissions-Policy"] for path in ("/balie/", "/"))
    assert "publickey-credentials-get=(self)" in desk
    assert "publickey-credentials-create=(self)" in desk
    assert "publickey-credentials-get=()" in owner
    assert "camera=()" in desk


def test_a_page_that_is_not_there_has_the_face_of_the_desk(visitor: Visitor) -> None:
    page = visitor.page("/balie/niets", 404)
    assert "Balie" in page.text


def test_a_turn_at_the_desk_takes_one_statement(visitor: Visitor, installation: Installation) -> None:
    sign_in(visitor.client)
    with statements(installation.store.database) as seen:
        assert visitor.ask("/balie/deelcode").status_code == 200
    assert len(seen) == 1


def test_a_report_opened_by_code_is_remembered_in_this_session_alone(
    visitor: Visitor, other: Visitor, installation: Installation
) -> None:
    database = installation.store.database
    account = sign_in(visitor.client)
    sign_in(other.client, account=account)
    _, session = desk_sessions.find(database, str(cookie_of(visitor.client)["key"]), installation.seconds)
    desk_sessions.remember(database, session, b"share", b"key")
    found = [
        desk_sessions.find(database, str(cookie_of(one.client)["key"]), installation.seconds)[1].opened
        for one in (visitor, other)
    ]
    assert found == [{b"share": b"key"}, {}]


def test_an_account_is_found_by_its_address_however_it_is_typed(visitor: Visitor, installation: Installation) -> None:
    sign_in(visitor.client)
    assert accounts.by_email(installation.store.database, "nobody@example.org") is None
