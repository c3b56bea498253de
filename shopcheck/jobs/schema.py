"""The tables of procrastinate in our database, by its own scripts, each taken once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import psycopg

LOCK = 7_467_255  # any fixed number, another than those of the store


def prepare(connection: psycopg.Connection[Any]) -> None:
    """Bring the tables up to date in this transaction; others that start at the same time wait."""
    from procrastinate.schema import SchemaManager  # noqa: PLC0415 - a quarter of a second that SQLite need not pay

    connection.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    connection.execute("CREATE TABLE IF NOT EXISTS procrastinate_step (name text PRIMARY KEY)")
    taken = {name for (name,) in connection.execute("SELECT name FROM procrastinate_step")}
    steps = sorted(Path(SchemaManager.get_migrations_path()).glob("*.sql"))
    missing = [step for step in steps if step.name not in taken]
    scripts = [step.read_text("utf-8") for step in missing] if taken else [SchemaManager.get_schema()]
    for script in scripts if missing else ():
        connection.execute(script.encode())
    for step in missing:
        connection.execute("INSERT INTO procrastinate_step VALUES (%s)", [step.name])
