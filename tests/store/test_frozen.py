"""A frozen leaf stays as it was signed, and who reads leaves can read nothing else."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from shopcheck.store import frozen, signing
from shopcheck.store.errors import StoreDamaged, StoreRefused
from tests.core.counting import GROUP
from tests.store.counted import close, fill_queue
from tests.store.installations import install

if TYPE_CHECKING:
    from pathlib import Path

    from shopcheck.usecases import Installation
    from tests.postgresql import PostgreSQL
    from tests.store.installations import Clock

pytest_plugins = ("tests.store.fixtures",)

NOT_FOR_FIGURES = (
    "queue",
    "pending",
    "counting",
    "checkup",
    "web_session",
    "nonce",
    "share",
    "association_key",
    "audit",
)


@pytest.fixture
def published(counting: Installation, clock: Clock) -> Installation:
    """Freeze one leaf."""
    fill_queue(counting, 30)
    clock.go_on(days=7)
    close(counting)
    return counting


def test_a_leaf_is_signed_by_this_installation(published: Installation) -> None:
    (signed,) = frozen.leaves(published.store.figures)
    assert signed.signed_by == signing.public(published.store.keys.signing_key)
    assert signed.hash == sha256(signed.content).digest()
    assert signing.is_signed(signed.signed_by, signed.signature, signed.content)
    assert not signing.is_signed(signed.signed_by, signed.signature, signed.content + b" ")
    assert json.loads(signed.content)["batch"] == f"2026-12-01/{'/'.join(GROUP)}"


def test_the_database_lets_nobody_change_a_leaf(published: Installation) -> None:
    for statement in ("UPDATE leaf SET region = 'ams'", "DELETE FROM leaf", "INSERT INTO leaf SELECT * FROM leaf"):
        with pytest.raises(IntegrityError), published.store.database.writing() as connection:
            connection.execute(text(statement))
    assert len(frozen.leaves(published.store.figures)) == 1


def test_a_leaf_that_was_changed_all_the_same_is_not_read(published: Installation) -> None:
    database = published.store.database
    with database.writing() as connection:
        connection.execute(text("DROP TRIGGER leaf_update" if database.sqlite else "DROP TRIGGER leaf_change ON leaf"))
    for column in ("content", "hash", "signature", "signed_by"):
        with database.writing() as connection:
            right = connection.execute(text(f"SELECT {column} FROM leaf")).scalar_one()  # noqa: S608 - our own names
        put(published, column, bytes([right[0] ^ 1]) + right[1:])
        with pytest.raises(StoreDamaged):
            frozen.leaves(published.store.figures)
        put(published, column, right)
    assert len(frozen.leaves(published.store.figures)) == 1


def put(installation: Installation, column: str, value: bytes) -> None:
    """Write over a column of every leaf."""
    with installation.store.database.writing() as connection:
        connection.execute(text(f"UPDATE leaf SET {column} = :new"), {"new": value})  # noqa: S608 - our own names


def test_who_reads_leaves_can_read_nothing_else(published: Installation) -> None:
    assert frozen.leaves(published.store.figures)
    for table in NOT_FOR_FIGURES:
        statement = text(f"SELECT * FROM {table}")  # noqa: S608 - our own names
        with published.store.database.reading() as connection:
            connection.execute(statement)  # there is such a table
        with pytest.raises(SQLAlchemyError) as refused, published.store.figures.engine.connect() as connection:
            connection.execute(statement)
        assert "prohibited" in str(refused.value) or "permission denied" in str(refused.value)


def test_who_reads_leaves_can_write_nothing(published: Installation) -> None:
    for statement in ("DELETE FROM leaf", "CREATE TABLE mine (a INTEGER)"):
        with pytest.raises(SQLAlchemyError), published.store.figures.engine.begin() as connection:
            connection.execute(text(statement))


def test_on_postgresql_without_the_role_no_figure_is_read_and_the_cure_is_told(
    postgresql: PostgreSQL, data: Path, clock: Clock
) -> None:
    url = postgresql.new_database()
    name = url.rpartition("/")[2]
    installation = install(url, data, clock)
    with installation.store.database.writing() as connection:
        connection.execute(text(f"CREATE ROLE plain_{name} LOGIN"))
        connection.execute(text(f"GRANT SELECT ON ALL TABLES IN SCHEMA public TO plain_{name}"))
    installation.store.close()
    plain = install(url.replace("postgres@", f"plain_{name}@"), data, clock)
    with pytest.raises(StoreRefused, match="GRANT SELECT ON leaf"):
        frozen.leaves(plain.store.figures)
    plain.store.close()
