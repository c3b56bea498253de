"""What a thief of PostgreSQL's files could read.

PostgreSQL has no secure_delete: after forgetting, sealed bytes can stay in a page or in its log until those are used
again. So nothing of it may ever be readable, and no table may still lead to it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from shopcheck import usecases
from shopcheck.usecases import Addressee
from tests.store.installations import begin, install, page

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from shopcheck.usecases import Installation
    from tests.postgresql import PostgreSQL
    from tests.store.installations import Clock

pytestmark = pytest.mark.uncounted

pytest_plugins = ("tests.store.fixtures",)

TABLES = "checkup web_session desk_session nonce share print_job print_item print_file queue pending".split()


@pytest.fixture
def on_postgresql(postgresql: PostgreSQL, data: Path, clock: Clock) -> Iterator[Installation]:
    """Open an installation on PostgreSQL."""
    opened = install(postgresql.new_database(), data, clock)
    yield opened
    opened.store.close()


def files(cluster: PostgreSQL, installation: Installation) -> bytes:
    """Have everything written to disk, and read the tables and the log."""
    with installation.store.database.reading() as connection:
        connection.execute(text("CHECKPOINT"))
    folders = [cluster.folder / "data" / name for name in ("base", "pg_wal")]
    return b"".join(file.read_bytes() for folder in folders for file in folder.rglob("*") if file.is_file())


def test_the_files_tell_nothing_that_can_be_read(postgresql: PostgreSQL, on_postgresql: Installation) -> None:
    visit = begin(on_postgresql, kas_a="kanarie-antwoord")
    usecases.address(on_postgresql, visit, Addressee("Kanariesnackbar", "Kanariestraat 1"), nonce="n1")
    usecases.save(on_postgresql, visit, page(kas_b="kanarie-erbij"), revision=1, nonce="n2")
    with on_postgresql.store.database.reading() as connection:
        sealed = connection.execute(text("SELECT sealed FROM checkup")).scalar_one()
    written = files(postgresql, on_postgresql)
    secrets = [b"kanarie", b"Kanarie", visit.checkup.code.encode(), visit.key, visit.key.hex().encode()]
    assert [one for one in secrets if one in written] == []
    assert sealed[:64] in written  # the search itself can find something


def test_after_forgetting_no_table_leads_to_what_was(on_postgresql: Installation) -> None:
    others = [begin(on_postgresql) for _ in range(2)]
    visit = begin(on_postgresql)
    usecases.save(on_postgresql, visit, page(kas_a="goed"), revision=1, nonce="n1")
    usecases.forget(on_postgresql, visit)
    with on_postgresql.store.database.reading() as connection:
        counted = [connection.execute(text(f"SELECT count(*) FROM {name}")).scalar_one() for name in TABLES]  # noqa: S608 - our own names
        cleaned = text("SELECT relname FROM pg_stat_user_tables WHERE last_vacuum IS NOT NULL")
        assert set(connection.execute(cleaned).scalars()) == set(TABLES)
    assert counted == [len(others), len(others), *(0 for _ in TABLES[2:])]
