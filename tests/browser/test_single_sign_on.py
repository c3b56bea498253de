"""A real browser goes to the provider of an association and comes back: our strict cookie is there again."""

from __future__ import annotations

import threading
from dataclasses import replace
from typing import TYPE_CHECKING

from werkzeug.serving import make_server

from shopcheck.settings import Settings
from shopcheck.web import create_app
from shopcheck.web.shop import DESK, EXTENSION
from tests.browser.conftest import Silent
from tests.store.installations import Clock
from tests.web.desk.newcomer import JO, Newcomer
from tests.web.desk.provider import CLIENT, SECRET, Provider, served
from tests.web.visitor import Visitor

if TYPE_CHECKING:
    from pathlib import Path

    import pytest
    from flask import Flask
    from playwright.sync_api import Page


def test_a_browser_comes_back_from_the_provider_to_the_second_factor(
    tmp_path: Path, page: Page, request: pytest.FixtureRequest
) -> None:
    plain: Flask = request.getfixturevalue("served")[0]
    installation = plain.extensions[EXTENSION].installation
    (tmp_path / "secret").write_text(SECRET, "utf-8")
    with served(Provider({"email": "via@example.org", "email_verified": True}, asks_first=True)) as provider:
        environ = {
            "SHOPCHECK_DATA": str(installation.settings.data),
            "OIDC_ISSUER": provider.issuer,
            "OIDC_CLIENT_ID": CLIENT,
            "OIDC_CLIENT_SECRET_FILE": str(tmp_path / "secret"),
        }
        app = create_app(
            Settings.from_environment(environ), replace(installation, settings=Settings.from_environment(environ))
        )
        someone = Newcomer(Visitor(app), installation, Clock(), replace(JO, email="via@example.org"))
        someone.has_joined(app.extensions[DESK])
        server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Silent)
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            page.goto(
                f"http://localhost:{server.server_port}/balie/aanmelden"
            )  # another site than that of the provider
            page.get_by_role("button", name="Log in via uw organisatie").click()
            page.get_by_text("Akkoord").click()
            page.wait_for_url("**/balie/tweede-stap**", timeout=10_000)
            assert page.locator("h1").inner_text() == "Typ de code van uw app"
        finally:
            server.shutdown()
            thread.join()
            server.server_close()
