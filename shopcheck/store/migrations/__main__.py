"""Write the next step from the difference between the steps so far and the tables in rows.py."""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from alembic import command

from shopcheck.store.database import open_database
from shopcheck.store.migrations import HEAD_FILE, config, head, upgrade


def main(message: str) -> None:
    """Write a step and name it as the last one."""
    with TemporaryDirectory() as folder:
        database = open_database(f"sqlite:///{Path(folder) / 'steps.sqlite3'}")
        upgrade(database)
        with database.writing() as connection:
            number = f"{int(head()) + 1:04d}"
            command.revision(config(connection), message, autogenerate=True, rev_id=number)
        database.close()
    HEAD_FILE.write_text(f"{head()}\n", encoding="utf-8")


if __name__ == "__main__":
    main(" ".join(sys.argv[1:]))
