"""What every test stands on: a browser, a PostgreSQL of its own, and how hard Hypothesis tries.

Nothing outside this machine can be reached (pyproject.toml: --allow-hosts), warnings are errors, the order is random.
"""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest
from alembic import command
from hypothesis import HealthCheck, settings
from jinja2 import FileSystemBytecodeCache
from sqlalchemy import event

from shopcheck.store import migrations
from shopcheck.web.foundation import Web
from tests.machine import FAULTS, IN_CI, program
from tests.postgresql import PostgreSQL, new_cluster, throw_away

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from alembic.config import Config
    from sqlalchemy import Connection

# No deadline and no complaint of slowness: the machine may be busy with something else.
calm = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ordinary", calm, max_examples=50)
settings.register_profile("ci", calm, max_examples=100, print_blob=True)
settings.register_profile("faults", calm, max_examples=max(FAULTS, 1), print_blob=True)
settings.load_profile("faults" if FAULTS else "ci" if IN_CI else "ordinary")

# Debian's Chromium, as root too, without looking for updates or accounts; and no name but this machine's resolves.
CHROMIUM = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
)


# What these tests reach, others reach too: they do it in a browser, many times over, or in other processes. Measuring
# coverage makes Python half as fast, so script/test runs them apart, with what is marked so in other folders.
UNCOUNTED = {"attack", "browser", "content", "faults", "house"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark whole folders."""
    for item in items:
        if item.nodeid.split("/")[1] in UNCOUNTED:
            item.add_marker(pytest.mark.uncounted)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Let pytest-playwright start the browser of the system; it never fetches one."""
    path = program("chromium", "chromium-browser", "google-chrome", brought_by="chromium")
    return {**browser_type_launch_args, "executable_path": path, "headless": True, "args": list(CHROMIUM)}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """Browse as a Dutch owner does."""
    return {**browser_context_args, "locale": "nl-NL", "timezone_id": "Europe/Amsterdam"}


@pytest.fixture(scope="session")
def postgresql() -> Iterator[PostgreSQL]:
    """Run one cluster for all tests of this worker."""
    cluster = new_cluster()
    yield cluster
    throw_away(cluster)


@pytest.fixture(autouse=True, scope="session")
def _steps_taken_once() -> Iterator[None]:
    """Let Alembic make the tables of the first new database of each kind; others get the very same statements."""
    taken: dict[str, list[tuple[str, Any]]] = {}
    by_alembic = command.upgrade

    def upgrade(config: Config, revision: str) -> None:
        connection = config.attributes["connection"]
        kind, new = connection.dialect.name, migrations.current(connection) is None
        if not new:
            by_alembic(config, revision)
        elif kind not in taken:
            seen: list[tuple[str, Any]] = []
            with noted(connection, lambda statement, values: seen.append((statement, values))):
                by_alembic(config, revision)
            taken[kind] = seen
        else:
            for statement, values in taken[kind]:
                connection.exec_driver_sql(statement, values)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(command, "upgrade", upgrade)
        yield


@contextmanager
def noted(connection: Connection, note: Callable[[str, Any], None]) -> Iterator[None]:
    """Note each statement that goes over a connection, with its values."""

    def see(_connection: object, _cursor: object, statement: str, values: object, *_rest: object) -> None:
        note(statement, values)

    event.listen(connection, "before_cursor_execute", see)
    try:
        yield
    finally:
        event.remove(connection, "before_cursor_execute", see)


@pytest.fixture
def postgresql_url(postgresql: PostgreSQL) -> str:
    """Make an empty database for one test; its address is in the form of DATABASE_URL."""
    return postgresql.new_database()


@pytest.fixture(autouse=True, scope="session")
def _plain_surroundings() -> None:
    """Take away settings of the program that happen to stand in the environment."""
    for name in ("DATABASE_URL", "SHOPCHECK_DATA", "PUBLIC_URL", "TRUSTED_HOSTS", "LETTER_SOCKET", "PORT"):
        os.environ.pop(name, None)


@pytest.fixture(autouse=True, scope="session")
def _templates_compiled_once(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Let the many apps of the tests share what templates compile to."""
    folder = tmp_path_factory.getbasetemp().parent / "templates"
    folder.mkdir(exist_ok=True)
    Web.jinja_options["bytecode_cache"] = FileSystemBytecodeCache(str(folder))
