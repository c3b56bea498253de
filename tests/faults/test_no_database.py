"""When the database is full, locked or gone nobody hears "saved", and all goes on once it is back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import event, text

from shopcheck import usecases
from shopcheck.core.errors import SessionEnded
from shopcheck.store import sessions
from shopcheck.store.database import Database
from shopcheck.store.errors import StoreUnavailable
from shopcheck.usecases import Keep
from tests.core.builders import answers
from tests.machine import times
from tests.postgresql import new_cluster, throw_away
from tests.store.installations import begin, install, page, reopen

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from shopcheck.usecases import Installation, Visit
    from tests.postgresql import PostgreSQL
    from tests.store.installations import Clock

pytest_plugins = ("tests.store.fixtures",)

FEW = 3  # crashes in an ordinary run
LONG = "x" * 20_000  # more than fits in what is left of a full disk


@pytest.fixture
def cluster() -> Iterator[PostgreSQL]:
    """Run a cluster that this test may crash."""
    one = new_cluster()
    yield one
    throw_away(one)


@pytest.fixture
def on_sqlite(data: Path, clock: Clock) -> Iterator[Installation]:
    """Open an installation on SQLite that does not wait long for a lock."""
    opened = install(f"sqlite:///{data / 'shopcheck.sqlite3'}", data, clock)
    yield opened
    opened.store.close()


def save(installation: Installation, visit: Visit, nonce: str, **given: str) -> None:
    """Save one page as it stands."""
    usecases.save(installation, visit, page(**given), revision=visit.checkup.revision, nonce=nonce)


def set_on_every_connection(installation: Installation, pragma: str) -> None:
    """Give this and later connections a setting; they keep it."""

    def configure(connection: object, *_rest: object) -> None:
        connection.execute(f"PRAGMA {pragma}")  # type: ignore[attr-defined]  # a connection of SQLite

    event.listen(installation.store.database.engine.pool, "checkout", configure)


def test_after_every_crash_of_postgresql_what_was_saved_is_there(cluster: PostgreSQL, data: Path, clock: Clock) -> None:
    installation = install(cluster.new_database(), data, clock)
    visit = begin(installation)
    for crash in range(times(FEW)):
        save(installation, visit, f"n{crash}", **{f"vraag_{crash}": "goed"})
        cluster.crash()
        with pytest.raises(StoreUnavailable):
            save(installation, visit, f"lost {crash}", kas_a="slecht")
        with pytest.raises(StoreUnavailable):
            reopen(installation, visit)
        cluster.start()
        clock.go_on(minutes=11)  # no limit on trying codes is met
        kept = reopen(installation, visit).checkup.answers
        assert kept == {"branche": "kleding", **{f"vraag_{one}": "goed" for one in range(crash + 1)}}
    installation.store.close()


def test_connections_that_died_meanwhile_are_replaced_before_anyone_notices(
    cluster: PostgreSQL, data: Path, clock: Clock
) -> None:
    installation = install(cluster.new_database(), data, clock)
    visit = begin(installation)
    cluster.crash()
    cluster.start()
    save(installation, visit, "n1", kas_a="goed")
    assert reopen(installation, visit).checkup.revision == 2
    installation.store.close()


def test_a_full_disk_keeps_what_was_saved_and_goes_on_when_there_is_room(on_sqlite: Installation) -> None:
    session_key = usecases.start(on_sqlite, answers(kas_a="goed"), consent=False, keep=Keep.DAY)
    visit = usecases.visit(on_sqlite, session_key)
    set_on_every_connection(on_sqlite, "max_page_count = 1")  # SQLite takes the pages it has now: not one more
    with pytest.raises(StoreUnavailable):
        save(on_sqlite, visit, "n1", kas_b=LONG)
    assert usecases.visit(on_sqlite, session_key).checkup == visit.checkup
    set_on_every_connection(on_sqlite, "max_page_count = 1000000")
    save(on_sqlite, visit, "n1", kas_b=LONG)
    assert reopen(on_sqlite, visit).checkup.answers["kas_b"] == LONG  # type: ignore[index]  # ids are typed texts


def test_who_waits_too_long_for_the_lock_is_told(on_sqlite: Installation, data: Path, clock: Clock) -> None:
    visit = begin(on_sqlite)
    other = install(f"sqlite:///{data / 'shopcheck.sqlite3'}", data, clock)
    set_on_every_connection(other, "busy_timeout = 1")
    with on_sqlite.store.database.writing() as connection:
        connection.execute(text("DELETE FROM nonce"))
        with pytest.raises(StoreUnavailable):
            save(other, visit, "n1", kas_a="goed")
    save(other, visit, "n1", kas_a="goed")
    assert reopen(on_sqlite, visit).checkup.revision == 2
    other.store.close()


def test_who_only_reads_goes_on_when_nothing_can_be_written(on_sqlite: Installation, clock: Clock) -> None:
    session_key = usecases.start(on_sqlite, answers(kas_a="goed"), consent=False, keep=Keep.DAY)
    before = usecases.visit(on_sqlite, session_key).checkup
    set_on_every_connection(on_sqlite, "query_only = 1")
    clock.go_on(minutes=10)
    with pytest.raises(StoreUnavailable):
        sessions.touch(on_sqlite.store.database, usecases.visit(on_sqlite, session_key).session_id, 0)
    assert usecases.visit(on_sqlite, session_key).checkup == before


def test_what_is_gone_is_not_called_there_when_only_the_log_could_not_be_cleared(
    on_sqlite: Installation, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    session_key = usecases.start(on_sqlite, answers(kas_a="goed"), consent=False, keep=Keep.DAY)
    visit = usecases.visit(on_sqlite, session_key)

    def fail(_database: Database) -> None:
        raise StoreUnavailable("OperationalError")

    monkeypatch.setattr(Database, "forget_deleted", fail)
    usecases.forget(on_sqlite, visit)
    with pytest.raises(SessionEnded):
        usecases.visit(on_sqlite, session_key)
    assert "log of the database not cleared" in capsys.readouterr().err
