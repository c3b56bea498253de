"""The site with the real questionnaire, served on this machine."""

from __future__ import annotations

import socket
import threading
from typing import TYPE_CHECKING

import pytest
from werkzeug.serving import WSGIRequestHandler, make_server

from shopcheck import catalogue
from shopcheck.core.sharing import Association, SharedWith
from shopcheck.settings import Settings
from shopcheck.store.store import open_store
from shopcheck.usecases import Installation, sharing
from shopcheck.web import create_app
from shopcheck.web.shop import DESK
from tests.store.installations import Clock
from tests.web.desk.signing_in import sign_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask
    from playwright.sync_api import Page


class Silent(WSGIRequestHandler):
    """Says nothing about requests."""

    def log(self, type: str, message: str, *args: object) -> None:  # noqa: A002 - the name in werkzeug
        """Say nothing."""


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Flask, str]]:
    """Serve the site on this machine; gives the app and its address."""
    data = tmp_path_factory.mktemp("site")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = Settings.from_environment({"SHOPCHECK_DATA": str(data), "PORT": str(port)})
    clock = Clock()
    store = open_store(settings.database_url, data, clock.seconds)
    questionnaires = catalogue.load_all(settings.questionnaires)
    installation = Installation(settings, questionnaires, store, clock.today, clock.now)
    for association in (Association.KHN, Association.DN):
        sharing.open_to(installation, SharedWith(association, "RTD"))
    app = create_app(settings, installation)
    server = make_server("127.0.0.1", port, app, threaded=True, request_handler=Silent)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield app, settings.public_url
    server.shutdown()
    thread.join()
    server.server_close()
    store.close()


@pytest.fixture(scope="session")
def site(served: tuple[Flask, str]) -> str:
    """Give the address of the site."""
    return served[1]


@pytest.fixture
def desk(served: tuple[Flask, str], page: Page) -> str:
    """Give the address of the desk; the page is that of an adviser who signed in."""
    app, site = served
    client = app.test_client()
    sign_in(client)
    name = app.extensions[DESK].config["SESSION_COOKIE_NAME"]
    cookie = client.get_cookie(name)
    assert cookie
    page.context.add_cookies([{"name": name, "value": cookie.value, "url": site}])
    return f"{site}/balie"
