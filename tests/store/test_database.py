"""The store starts only on a database that keeps what it acknowledged."""

from __future__ import annotations

import os
import sqlite3
from types import ModuleType
from typing import TYPE_CHECKING

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

from shopcheck.store import migrations
from shopcheck.store.database import (
    has_wal_reset_bug,
    open_database,
    postgresql_flaws,
    pragmas,
    sqlite_module,
)
from shopcheck.store.errors import StoreRefused, StoreUnavailable
from shopcheck.store.rows import Row

if TYPE_CHECKING:
    from pathlib import Path

    from shopcheck.usecases import Installation

pytest_plugins = ("tests.store.fixtures",)

SOUND = {"fsync": "on", "full_page_writes": "on", "data_checksums": "on", "synchronous_commit": "on"}


@pytest.mark.parametrize(
    ("version", "affected"),
    [
        ((3, 6, 23), False),
        ((3, 7, 0), True),
        ((3, 40, 1), True),
        ((3, 44, 5), True),
        ((3, 44, 6), False),
        ((3, 50, 6), True),
        ((3, 50, 7), False),
        ((3, 51, 2), True),
        ((3, 51, 3), False),
        ((3, 53, 4), False),
    ],
)
def test_libraries_that_can_lose_a_commit_are_known(version: tuple[int, int, int], affected: bool) -> None:
    assert has_wal_reset_bug(version) is affected
    chosen = pragmas(version)
    assert (chosen["journal_mode"], chosen["synchronous"]) == (("delete", 3) if affected else ("wal", 2))


def test_an_affected_library_gets_the_slow_and_safe_settings(tmp_path: Path) -> None:
    old = ModuleType("old")
    vars(old).update({**vars(sqlite3.dbapi2), "sqlite_version_info": (3, 40, 1), "sqlite_version": "3.40.1"})
    database = open_database(f"sqlite:///{tmp_path / 'old.sqlite3'}", old)
    with database.reading() as connection:
        assert connection.execute(text("PRAGMA journal_mode")).scalar_one() == "delete"
        assert connection.execute(text("PRAGMA synchronous")).scalar_one() == 3
    database.close()


def test_the_files_of_sqlite_are_for_this_user_alone(tmp_path: Path) -> None:
    file = tmp_path / "data" / "new.sqlite3"
    before = os.umask(0)
    try:
        database = open_database(f"sqlite:///{file}")
        with database.writing() as connection:
            connection.execute(text("CREATE TABLE one (two)"))
        found = {one.name: one.stat().st_mode & 0o777 for one in file.parent.iterdir()}
        database.close()
    finally:
        os.umask(before)
    assert found == dict.fromkeys(("new.sqlite3", "new.sqlite3-wal", "new.sqlite3-shm"), 0o600)


def test_files_that_others_could_read_are_closed_to_them(tmp_path: Path) -> None:
    file = tmp_path / "old.sqlite3"
    first = open_database(f"sqlite:///{file}")
    with first.writing() as connection:
        connection.execute(text("CREATE TABLE one (two)"))
    for one in tmp_path.iterdir():
        one.chmod(0o644)
    second = open_database(f"sqlite:///{file}")
    assert {one.stat().st_mode & 0o777 for one in tmp_path.iterdir()} == {0o600}
    with second.reading() as connection:
        assert connection.execute(text("SELECT count(*) FROM one")).scalar_one() == 0
    first.close()
    second.close()


def test_the_library_that_comes_with_the_program_is_a_good_one() -> None:
    assert not has_wal_reset_bug(sqlite_module().sqlite_version_info)


def test_the_settings_are_read_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shopcheck.store.database.pragmas", lambda _: {"synchronous": 7})
    with pytest.raises(StoreRefused, match="synchronous"):
        open_database(f"sqlite:///{tmp_path / 'odd.sqlite3'}")


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:", "mysql://localhost/x"])
def test_a_database_that_keeps_nothing_or_is_unknown_is_refused(url: str) -> None:
    with pytest.raises(StoreRefused, match="DATABASE_URL"):
        open_database(url)


@pytest.mark.parametrize("name", SOUND)
def test_postgresql_that_could_lose_a_commit_is_refused(name: str) -> None:
    assert postgresql_flaws(SOUND) == ()
    assert postgresql_flaws({**SOUND, name: "off"}) == (f"{name} is off, must be on",)
    assert postgresql_flaws({one: value for one, value in SOUND.items() if one != name})


def test_a_real_postgresql_with_such_a_setting_is_refused(postgresql_url: str) -> None:
    database = open_database(postgresql_url)
    with database.writing() as connection:
        name = connection.execute(text("SELECT current_database()")).scalar_one()
        connection.execute(text(f"ALTER DATABASE {name} SET synchronous_commit = off"))
    database.close()
    with pytest.raises(StoreRefused, match="synchronous_commit is off"):
        open_database(postgresql_url)


def test_a_database_that_is_not_there_says_so() -> None:
    with pytest.raises(StoreUnavailable, match=r"PostgreSQL on 127\.0\.0\.1 .* set DATABASE_URL"):
        open_database("postgresql+psycopg://nobody@127.0.0.1:1/nothing")


def test_the_tables_are_those_of_the_rows(installation: Installation) -> None:
    with installation.store.database.reading() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Row.metadata) == []
    assert installation.store.migrated()


def test_the_last_step_is_named_in_its_file() -> None:
    assert migrations.HEAD_FILE.read_text("utf-8").strip() == migrations.head()


def test_upgrading_twice_changes_nothing(installation: Installation) -> None:
    migrations.upgrade(installation.store.database)
    assert installation.store.migrated()


def test_a_full_transaction_or_none(installation: Installation) -> None:
    database = installation.store.database

    def fail_halfway() -> None:
        with database.writing() as connection:
            connection.execute(text("INSERT INTO attempt_window (key, ends, count) VALUES (:key, 1, 1)"), {"key": b"x"})
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_halfway()
    with database.reading() as connection:
        assert connection.execute(text("SELECT count(*) FROM attempt_window")).scalar_one() == 0
