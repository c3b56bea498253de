"""Fixtures for every test that keeps something: each database in turn. Only for `pytest_plugins`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from shopcheck.store import vault
from tests.core.counting import counted
from tests.store.installations import Clock, install

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from shopcheck.usecases import Installation


@pytest.fixture
def clock() -> Clock:
    """Give the clock of this test's installation."""
    return Clock()


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Name the data folder of this test's installation."""
    return tmp_path / "data"


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, data: Path) -> str:
    """Give an empty database, of each kind in turn."""
    if request.param == "postgresql":
        return str(request.getfixturevalue("postgresql_url"))
    return f"sqlite:///{data / 'shopcheck.sqlite3'}"


@pytest.fixture
def installation(database_url: str, data: Path, clock: Clock) -> Iterator[Installation]:
    """Open an installation with one small questionnaire."""
    opened = install(database_url, data, clock)
    yield opened
    opened.store.close()


@pytest.fixture
def stretched(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Collect what reaches Argon2."""
    seen: list[str] = []
    real = vault.stretch

    def note(secret: str, salt: bytes) -> bytes:
        seen.append(secret)
        return real(secret, salt)

    monkeypatch.setattr(vault, "stretch", note)
    return seen


@pytest.fixture
def counting(database_url: str, data: Path, clock: Clock) -> Iterator[Installation]:
    """Open an installation with a questionnaire that is counted."""
    opened = install(database_url, data, clock, counted())
    yield opened
    opened.store.close()
