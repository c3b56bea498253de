"""The example for partners, against real deliveries: it takes what is ours, fresh and new, and each thing once."""

from __future__ import annotations

import runpy
import sqlite3
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

import pytest

from shopcheck.cli.delivery import _public
from shopcheck.partners.webhook import signed
from shopcheck.store import releases, signing
from shopcheck.usecases import delivering
from tests.house.test_size import code_lines
from tests.house.tree import ROOT
from tests.partners.partner import HOOK, SEED, a_partner, status
from tests.store.outgoing import publish, states, with_receivers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from http.server import BaseHTTPRequestHandler
    from pathlib import Path

    from shopcheck.usecases import Installation
    from tests.partners.partner import Partner
    from tests.store.installations import Clock

pytest_plugins = ("tests.store.fixtures",)

EXAMPLE = ROOT / "docs" / "ontvanger.py"
ontvang: Callable[..., int] = runpy.run_path(str(EXAMPLE))["ontvang"]
OTHER = bytes(range(32, 64))


@pytest.fixture
def database_url(data: Path) -> str:
    """Use SQLite only: nothing here differs on another."""
    return f"sqlite:///{data / 'shopcheck.sqlite3'}"


@pytest.fixture
def partner() -> Iterator[Partner]:
    """Run a partner."""
    with a_partner() as running:
        yield running


@pytest.fixture
def told(installation: Installation, partner: Partner, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> Installation:
    """Publish a release that the partner has to hear of, in the time of this machine."""
    monkeypatch.setattr("shopcheck.jobs.ask", lambda *_: None)
    clock.moment = datetime.now(UTC)
    made = with_receivers(installation, partner.webhook("gemeente", SEED, OTHER))
    publish(made)
    return made


@pytest.fixture
def book(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """Make the database of the partner."""
    made = sqlite3.connect(tmp_path / "partner.sqlite3", check_same_thread=False)
    made.execute("CREATE TABLE bericht (id text PRIMARY KEY)")
    made.execute("CREATE TABLE uitgave (inhoud blob)")
    yield made
    made.close()


def fetched(installation: Installation, address: str, book: sqlite3.Connection) -> None:
    """Fetch a release as the API gives it."""
    found = releases.file_of(installation.store.figures, address.rpartition("/")[2], releases.RELEASE)
    assert found
    book.execute("INSERT INTO uitgave VALUES (?)", [found.content])


def takes(partner: Partner, book: sqlite3.Connection, fetch: Callable[..., None], key: bytes = SEED) -> None:
    """Let the partner answer as the example does."""

    def answer(request: BaseHTTPRequestHandler) -> None:
        headers, body = partner.received[-1]
        status(ontvang(headers, body, _public(key), book, fetch))(request)

    partner.answer = answer


def kept(book: sqlite3.Connection) -> int:
    """Count what the partner has."""
    return int(book.execute("SELECT count(*) FROM uitgave").fetchone()[0])


def deliver(installation: Installation) -> None:
    """Deliver what is due."""
    delivering.deliver_next(installation, partial(delivering.tell, outside=HOOK))


def test_the_example_has_at_most_twenty_lines() -> None:
    assert len(code_lines(EXAMPLE.read_text("utf-8"))) <= 20


@pytest.mark.parametrize("key", [SEED, OTHER])
def test_it_takes_a_real_delivery_with_either_key_while_one_is_replaced(
    told: Installation, partner: Partner, book: sqlite3.Connection, key: bytes
) -> None:
    takes(partner, book, partial(fetched, told), key)
    deliver(told)
    assert (states(told), kept(book)) == ({"gemeente": "delivered"}, 1)


def test_told_twice_it_has_one_effect(told: Installation, partner: Partner, book: sqlite3.Connection) -> None:
    takes(partner, book, partial(fetched, told))
    deliver(told)
    headers, body = partner.received[0]
    assert ontvang(headers, body, _public(SEED), book, partial(fetched, told)) == 204
    assert kept(book) == 1


def test_what_breaks_while_it_fetches_is_told_again_and_taken_then(
    told: Installation, partner: Partner, book: sqlite3.Connection, clock: Clock
) -> None:
    def broken(*_: object) -> None:
        raise OSError

    takes(partner, book, broken)
    deliver(told)
    assert (states(told), kept(book)) == ({"gemeente": "waiting"}, 0)
    clock.go_on(seconds=5)
    takes(partner, book, partial(fetched, told))
    deliver(told)
    assert (states(told), kept(book)) == ({"gemeente": "delivered"}, 1)
    assert partner.received[0][1] == partner.received[1][1]


def test_what_is_stale_or_not_ours_or_was_changed_is_refused(
    told: Installation, partner: Partner, book: sqlite3.Connection, clock: Clock
) -> None:
    deliver(told)
    headers, body = partner.received[0]
    takes_it = partial(ontvang, sleutel=_public(SEED), boek=book, haal_op=partial(fetched, told))
    assert takes_it(headers, body.replace(b"rtd", b"ams")) == 400
    assert takes_it({**headers, "webhook-id": "0"}, body) == 400
    assert ontvang(headers, body, _public(bytes(range(64, 96))), book, partial(fetched, told)) == 400
    for seconds in (-301, 301):
        moment = int(clock.seconds()) + seconds
        assert takes_it(signed(headers["webhook-id"], body, moment, (SEED,), signing.sign), body) == 400
    assert kept(book) == 0
