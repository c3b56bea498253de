"""Four shops that share their check, made once for each kind of database: every test begins with a copy.

Its fixtures are for `pytest_plugins`.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path  # noqa: TC003 - dataclass fields are read at run time
from typing import TYPE_CHECKING

import pytest

from shopcheck import usecases
from shopcheck.usecases import Addressee, Keep, Visit, sharing
from tests.letter.shops import small
from tests.store.installations import Clock, begin, install
from tests.store.sharing import KHN_RTD, again, ticked

if TYPE_CHECKING:
    from shopcheck.core.response import Answer
    from shopcheck.usecases import Installation
    from tests.postgresql import PostgreSQL

WEAK: dict[str, Answer] = {
    "branche": "snackbar",
    "regio": "rtd",
    "sluit": "laat",
    "kas_lade": "veel",
    "kas_tellen": "balie",
}
POSTCODES = ("9000 AA", "", "1000 AA", "5000 AA")


@dataclass(frozen=True, slots=True)
class Street:
    """Shops in the order in which they shared with KHN by a tick, and the shares; where they are kept."""

    url: str
    data: Path
    shops: tuple[Visit, ...]
    shares: tuple[bytes, ...]


def built(url: str, data: Path) -> Street:
    """Let every shop finish a check, say where its letter goes, and share."""
    installation = install(url, data, Clock(), small())
    sharing.open_to(installation, KHN_RTD)
    shops = tuple(_shop(installation, f"Winkel {number}", code) for number, code in enumerate(POSTCODES, start=1))
    shares = tuple(ticked(installation, one) for one in shops)
    installation.store.close()
    return Street(url, data, shops, shares)


def _shop(installation: Installation, name: str, postcode: str) -> Visit:
    visit = begin(installation, Keep.QUARTER, **WEAK)
    address = f"Straat 1\n{postcode} Stad" if postcode else ""
    usecases.address(installation, visit, Addressee(name, address), nonce="address")
    usecases.finish(installation, visit, nonce="finish")
    return again(installation, visit)


@pytest.fixture(scope="session")
def street_on_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Street:
    """Build the street on SQLite."""
    data = tmp_path_factory.mktemp("street")
    return built(f"sqlite:///{data / 'shopcheck.sqlite3'}", data)


@pytest.fixture(scope="session")
def street_on_postgresql(postgresql: PostgreSQL, tmp_path_factory: pytest.TempPathFactory) -> Street:
    """Build the street on PostgreSQL."""
    return built(postgresql.new_database(), tmp_path_factory.mktemp("street"))


@pytest.fixture(params=["sqlite", "postgresql"])
def street(request: pytest.FixtureRequest, data: Path) -> Street:
    """Give a copy of the street on each database in turn."""
    return copied(request, str(request.param), data)


@pytest.fixture
def sqlite_street(request: pytest.FixtureRequest, data: Path) -> Street:
    """Give a copy of the street on SQLite."""
    return copied(request, "sqlite", data)


def copied(request: pytest.FixtureRequest, kind: str, data: Path) -> Street:
    """Copy the street of this kind of database."""
    built: Street = request.getfixturevalue(f"street_on_{kind}")
    shutil.copytree(built.data, data)
    url = f"sqlite:///{data / 'shopcheck.sqlite3'}"
    if kind == "postgresql":
        url = request.getfixturevalue("postgresql").new_database(like=built.url)
    return Street(url, data, built.shops, built.shares)
