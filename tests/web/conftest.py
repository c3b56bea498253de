"""An app on a small installation, on each database in turn, and a visitor."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from shopcheck.catalogue import Catalogue
from shopcheck.settings import Settings
from shopcheck.store.store import open_store
from shopcheck.usecases import Installation
from shopcheck.web import create_app
from tests.store.installations import Clock
from tests.web.example import example
from tests.web.visitor import Visitor

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from flask import Flask

    from shopcheck.core.questionnaire import Questionnaire


@pytest.fixture
def clock() -> Clock:
    """Give a time that passes only when a test says so."""
    return Clock()


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    """Give an empty database. Pages know of none: a test that walks the whole way takes `each_database` for this."""
    return f"sqlite:///{tmp_path / 'shopcheck.sqlite3'}"


@pytest.fixture(params=["sqlite", "postgresql"])
def each_database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Give an empty database, of each kind in turn."""
    if request.param == "postgresql":
        return str(request.getfixturevalue("postgresql_url"))
    return f"sqlite:///{tmp_path / 'shopcheck.sqlite3'}"


@pytest.fixture
def environ() -> dict[str, str]:
    """Give the environment of the program; a test module may give another."""
    return {}


@pytest.fixture
def asked() -> Questionnaire:
    """Give the example questionnaire; a test module may give another."""
    return example()


@pytest.fixture
def installation(
    database_url: str, tmp_path: Path, clock: Clock, environ: dict[str, str], asked: Questionnaire
) -> Iterator[Installation]:
    """Open an installation with one questionnaire."""
    settings = Settings.from_environment({"SHOPCHECK_DATA": str(tmp_path), "DATABASE_URL": database_url, **environ})
    store = open_store(database_url, tmp_path, clock.seconds)
    yield Installation(settings, Catalogue((asked,)), store, clock.today, clock.now)
    store.close()


@pytest.fixture
def app(installation: Installation) -> Flask:
    """Make the app."""
    return create_app(installation.settings, installation)


@pytest.fixture
def visitor(app: Flask) -> Visitor:
    """Give a browser without JavaScript."""
    return Visitor(app)


@pytest.fixture
def other(app: Flask) -> Visitor:
    """Give a second browser."""
    return Visitor(app)
