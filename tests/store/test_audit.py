"""The audit log only grows, and a row that was changed behind its back is named."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from shopcheck.store import audit
from shopcheck.store.audit import Broken, Event, Head, What
from tests.store.installations import install
from tests.store.vectors import KNOWN

if TYPE_CHECKING:
    from pathlib import Path

    from shopcheck.store.database import Database
    from shopcheck.usecases import Installation
    from tests.store.installations import Clock

pytest_plugins = ("tests.store.fixtures",)

BY_A_BACK_DOOR = {
    "postgresql": "TRUNCATE audit",
    "sqlite": "INSERT OR REPLACE INTO audit SELECT seq, at, what, 'b2', about, association, hash FROM audit LIMIT 1",
}
SEEN = Event(What.REPORT_SEEN, "a1", "00ff", "khn")


def note(database: Database, *events: Event) -> None:
    """Write each of these, in a transaction of its own."""
    for event in events:
        with database.writing() as connection:
            audit.note(connection, event, 1_795_000_000)


def tamper(database: Database, statement: str) -> None:
    """Change the log as somebody who owns the database can: without the triggers."""
    off = (
        [f"DROP TRIGGER audit_{name}" for name in ("update", "delete", "insert")]
        if database.sqlite
        else ["ALTER TABLE audit DISABLE TRIGGER USER"]
    )
    with database.writing() as connection:
        for one in (*off, statement):
            connection.execute(text(one))


@pytest.fixture
def database(installation: Installation) -> Database:
    """Give a database with a log of five rows."""
    found = installation.store.database
    note(found, *[SEEN] * 5)
    return found


def test_a_log_that_nobody_touched_is_whole(database: Database) -> None:
    assert audit.verify(database) is None
    assert audit.verify(database, audit.head(database)) is None


def test_an_empty_log_is_whole_and_has_a_head(installation: Installation) -> None:
    assert audit.head(installation.store.database) == Head(0, bytes(32))
    assert audit.verify(installation.store.database) is None


@pytest.mark.parametrize(
    "statement",
    ["UPDATE audit SET who = 'b2' WHERE seq = 3", "UPDATE audit SET seq = 9 WHERE seq = 5", "DELETE FROM audit", ""],
)
def test_the_database_refuses_to_change_or_remove_a_row(database: Database, statement: str) -> None:
    with pytest.raises(IntegrityError), database.writing() as connection:
        connection.execute(text(statement or BY_A_BACK_DOOR[database.engine.dialect.name]))
    assert audit.verify(database) is None
    assert audit.head(database).seq == 5


@pytest.mark.parametrize(
    ("statement", "broken"),
    [
        ("UPDATE audit SET who = 'b2' WHERE seq = 3", Broken(3, "is not what was written")),
        ("UPDATE audit SET at = at + 1 WHERE seq = 1", Broken(1, "is not what was written")),
        ("UPDATE audit SET hash = (SELECT hash FROM audit WHERE seq = 4) WHERE seq = 5", Broken(5, "is not what was")),
        ("DELETE FROM audit WHERE seq = 2", Broken(2, "is gone")),
        ("DELETE FROM audit WHERE seq = 1", Broken(1, "is gone")),
    ],
)
def test_a_row_that_was_changed_or_removed_is_named(database: Database, statement: str, broken: Broken) -> None:
    tamper(database, statement)
    found = audit.verify(database)
    assert found is not None
    assert found.seq == broken.seq
    assert found.why.startswith(broken.why)


def test_rows_taken_off_the_end_are_found_with_a_head_kept_elsewhere(database: Database) -> None:
    kept = audit.head(database)
    tamper(database, "DELETE FROM audit WHERE seq > 3")
    assert audit.verify(database) is None
    assert audit.verify(database, kept) == Broken(4, "is gone")


def test_a_log_that_was_written_anew_is_found_with_a_head_kept_elsewhere(database: Database) -> None:
    kept = audit.head(database)
    tamper(database, "DELETE FROM audit")
    note(database, *[Event(What.SIGNED_IN, "a1")] * 6)
    assert audit.verify(database) is None
    assert audit.verify(database, kept) == Broken(5, "is not what was written")


def test_processes_that_write_at_once_make_one_chain(database_url: str, data: Path, clock: Clock) -> None:
    installations = [install(database_url, data, clock) for _ in range(3)]
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda n: note(installations[n % 3].store.database, SEEN), range(30)))
    assert audit.verify(installations[0].store.database) is None
    assert audit.head(installations[0].store.database).seq == 30
    for one in installations:
        one.store.close()


def test_a_row_is_undone_with_what_it_tells(database: Database) -> None:
    def fail_afterwards() -> None:
        with database.writing() as connection:
            audit.note(connection, SEEN, 1)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_afterwards()
    assert audit.head(database).seq == 5


def test_an_association_reads_its_own_rows_only_newest_first(database: Database) -> None:
    note(database, Event(What.LIST_SEEN, "c3", association="dn"), SEEN)
    assert [one.seq for one in audit.newest(database, "khn", size=2)] == [7, 5]
    assert [one.seq for one in audit.newest(database, "khn", before=5, size=2)] == [4, 3]
    assert [one.who for one in audit.newest(database, "dn")] == ["c3"]
    assert len(audit.newest(database)) == 7


def test_what_happened_to_an_object_is_found_oldest_first(database: Database) -> None:
    note(database, Event(What.SHARED, audit.OWNER, "ab"), Event(What.REVOKED, audit.OWNER, "ab"))
    assert [one.what for one in audit.about(database, ["ab"])] == [What.SHARED, What.REVOKED]
    assert audit.about(database, []) == ()


@pytest.mark.parametrize(
    ("who", "about"),
    [("Jan de Vries", ""), ("jan@example.nl", ""), ("", ""), ("a1", "Café 't Hoekje"), ("a1", "7K2M-XQ4T-B9W0-CDEF")],
)
def test_a_name_an_address_or_a_code_is_no_id(who: str, about: str) -> None:
    with pytest.raises(ValueError, match="ids only"):
        Event(What.REPORT_SEEN, who, about)


def test_a_row_of_the_first_version_still_proves_itself() -> None:
    entry = audit.Entry(**{**KNOWN["audit"], "hash": bytes.fromhex(KNOWN["audit"]["hash"])})
    assert entry.follows(bytes(range(32)))
    assert not entry._replace(about="00fe").follows(bytes(range(32)))
