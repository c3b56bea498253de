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
from tests.store.installations import Clock

if TYPE_CHECKING:
    from collections.abc import Iterator


class Silent(WSGIRequestHandler):
    """Says nothing about requests."""

    def log(self, type: str, message: str, *args: object) -> None:  # noqa: A002 - the name in werkzeug
        """Say nothing."""


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the site on this machine and give its address."""
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
    yield settings.public_url
    server.shutdown()
    thread.join()
    server.server_close()
    store.close()
