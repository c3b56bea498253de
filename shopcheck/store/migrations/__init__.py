"""The tables through time: `upgrade` brings a database to the tables that this version needs.

A new step: `.venv/bin/python -m shopcheck.store.migrations "what changes"`. The file .current-alembic-head names the
last step, so that two branches that both add one conflict in git instead of in production.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from shopcheck.store.database import Database

FOLDER = Path(__file__).parent
HEAD_FILE = FOLDER / ".current-alembic-head"
LOCK = 7_467_253  # any fixed number, for PostgreSQL's advisory lock


def config(connection: Connection | None = None) -> Config:
    """Configure Alembic for these steps, without a file."""
    made = Config()
    made.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    made.set_main_option("path_separator", "os")
    made.attributes["connection"] = connection
    return made


def head() -> str:
    """Name the last step."""
    return ScriptDirectory.from_config(config()).get_current_head() or ""


def current(connection: Connection) -> str | None:
    """Name the step that a database is at; None when it has no tables yet."""
    return MigrationContext.configure(connection).get_current_revision()


def upgrade(database: Database) -> None:
    """Take every step that the database still misses, all or nothing; others that start at the same time wait."""
    with database.writing() as connection:
        if not database.sqlite:
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
        if current(connection) != head():
            command.upgrade(config(connection), "head")
