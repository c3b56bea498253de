"""`shopcheck audit`: says whether the log is whole, and what to keep."""

from __future__ import annotations

from typing import TYPE_CHECKING

from click.testing import CliRunner, Result
from sqlalchemy import text

from shopcheck.cli import main
from shopcheck.store import audit
from shopcheck.store.audit import Event, What
from shopcheck.store.database import open_database

if TYPE_CHECKING:
    from pathlib import Path


def run(data: Path, *words: str) -> Result:
    """Run `shopcheck audit` on this data folder."""
    return CliRunner().invoke(main, ["audit", *words], env={"SHOPCHECK_DATA": str(data)})


def test_the_log_is_proven_and_a_changed_row_is_named(tmp_path: Path) -> None:
    assert run(tmp_path, "verify").output == "The audit log is whole, up to row 0.\n"
    database = open_database(f"sqlite:///{tmp_path / 'shopcheck.sqlite3'}")
    for _ in range(3):
        with database.writing() as connection:
            audit.note(connection, Event(What.LIST_SEEN, "a1"), 1)
    kept = run(tmp_path, "head").output.strip()
    assert kept == f"3:{audit.head(database).hash.hex()}"
    whole = run(tmp_path, "verify", "--kept", kept)
    assert (whole.exit_code, whole.output) == (0, "The audit log is whole, up to row 3.\n")
    with database.writing() as connection:
        connection.execute(text("DROP TRIGGER audit_update"))
        connection.execute(text("UPDATE audit SET who = 'b2' WHERE seq = 2"))
    database.close()
    broken = run(tmp_path, "verify")
    assert (broken.exit_code, broken.output) == (1, "Error: audit row 2 is not what was written\n")


def test_what_is_no_head_is_said_plainly(tmp_path: Path) -> None:
    outcome = run(tmp_path, "verify", "--kept", "3:geheim")
    assert (outcome.exit_code, "number:hash" in outcome.output) == (2, True)
