"""Coming to the desk with a browser: a passkey really signs in, and every page on the way is accessible."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shopcheck.core.sharing import Role
from shopcheck.web.shop import DESK, EXTENSION
from tests.browser.newcomer import Newcomer
from tests.browser.test_pages_are_accessible import SIDEWAYS, trouble
from tests.web.desk.signing_in import sign_in

if TYPE_CHECKING:
    from flask import Flask
    from playwright.sync_api import ConsoleMessage, Page


TOLD = ("status of 4", "Clear-Site-Data", "%o")  # Chromium tells of pages that are not 200, and what it cleared
NARROW, WIDE = 320, 1280


def test_somebody_joins_and_signs_in_with_a_passkey_and_an_admin_looks_around(
    served: tuple[Flask, str], page: Page
) -> None:
    app, address = served
    site = address.replace("127.0.0.1", "localhost")  # a passkey is for a name, not for a number
    said: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        if not any(one in message.text for one in TOLD):
            said.append(message.text)

    def look(name: str) -> None:
        page.set_viewport_size({"width": WIDE, "height": 900})
        assert not page.evaluate(SIDEWAYS), name
        page.set_viewport_size({"width": NARROW, "height": 900})
        found = trouble(page)
        assert not found, f"{name}: {found}"

    page.on("console", hear)
    installation = app.extensions[EXTENSION].installation
    jo = Newcomer(page, site, installation, look, email="kim@example.org")
    jo.has_device()
    jo.come_by_link()
    jo.set_up_passkey()
    jo.set_up_codes()
    jo.sign_in_with_passkey()
    jo.sign_in_with_password()
    jo.change_password()
    assert jo.heading() == "Kies een nieuw wachtwoord"
    client = app.test_client()
    sign_in(client, role=Role.ADMIN, regions=())
    name = app.extensions[DESK].config["SESSION_COOKIE_NAME"]
    cookie = client.get_cookie(name)
    assert cookie
    page.context.add_cookies([{"name": name, "value": cookie.value, "url": site}])
    jo.look_around_as_admin()
    assert said == []
