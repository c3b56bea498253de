"""The connection to SQLite or PostgreSQL, and the proof at start that what it acknowledges is on disk.

Plain SQLAlchemy, without Flask-SQLAlchemy: the command line and the worker use the same store without an app. Reads are
one statement each and need no transaction. Writes start with BEGIN IMMEDIATE on SQLite, so that two writers wait for
each other instead of failing halfway.
"""

from __future__ import annotations

import importlib
import os
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from sqlalchemy import Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import ArgumentError, DataError, DBAPIError, IntegrityError, ProgrammingError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from shopcheck.logs import log
from shopcheck.store.errors import StoreRefused, StoreUnavailable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from types import ModuleType

    from sqlalchemy import URL
    from sqlalchemy.engine.interfaces import DBAPIConnection

# The INSERT of each database that knows what to do on conflict.
INSERTS: Mapping[str, Callable[..., postgresql.Insert | sqlite.Insert]]
INSERTS = {"postgresql": postgresql.insert, "sqlite": sqlite.insert}

Transaction: TypeAlias = Connection  # what `reading` and `writing` give: a use case only hands it on

USE = "use sqlite:///path or postgresql+psycopg://user@host/name"
BUSY_TIMEOUT = 20_000  # ms that a writer waits for another
PRIVATE = 0o600
BESIDE = ("-wal", "-shm", "-journal")  # what SQLite puts beside the file
POOL = 8  # connections per process kept open
# Two at once would wait seconds for each other to make a file shorter, which hides nothing more.
WITH_SECRETS = "checkup web_session desk_session nonce share print_job print_item print_file queue pending".split()
VACUUM = f"VACUUM (TRUNCATE false) {', '.join(WITH_SECRETS)}"
OUR_OWN_MISTAKES = (IntegrityError, ProgrammingError, DataError)

# SQLite before 3.51.3 can lose an acknowledged commit when two connections write and checkpoint the WAL at once; the
# cure was also brought to two older lines (sqlite.org/wal.html, "The WAL-Reset Bug").
WAL_RESET_BUG_SINCE, WAL_RESET_BUG_CURED = (3, 7, 0), (3, 51, 3)
CURED_LINES = {(3, 44): 6, (3, 50): 7}

POSTGRESQL_MUST = {"fsync": {"on"}, "full_page_writes": {"on"}, "data_checksums": {"on"}}
POSTGRESQL_MUST |= {"synchronous_commit": {"on", "remote_apply"}}


def has_wal_reset_bug(version: tuple[int, int, int]) -> bool:
    """Whether this SQLite library can lose a commit in WAL mode."""
    cured_at = CURED_LINES.get(version[:2])
    if cured_at is not None and version[2] >= cured_at:
        return False
    return WAL_RESET_BUG_SINCE <= version < WAL_RESET_BUG_CURED


def pragmas(version: tuple[int, int, int]) -> Mapping[str, str | int]:
    """Choose the settings under which this SQLite library keeps what it acknowledged, in the form it reads back."""
    mode = ("delete", 3) if has_wal_reset_bug(version) else ("wal", 2)  # 3 is EXTRA, 2 is FULL
    return {
        "busy_timeout": BUSY_TIMEOUT,
        "journal_mode": mode[0],
        "synchronous": mode[1],
        "foreign_keys": 1,
        "secure_delete": 1,
    }


@dataclass(frozen=True, slots=True)
class Database:
    """An engine that was found safe. One per process; give it up before a fork."""

    engine: Engine
    reader: Engine
    writer: Engine

    @property
    def sqlite(self) -> bool:
        """Whether this is SQLite."""
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection for a single SELECT. Raises StoreUnavailable."""
        with _translated(self.engine), self.reader.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a transaction: committed and on disk when the block ends, undone when it raises. StoreUnavailable."""
        with _translated(self.engine), self.writer.begin() as connection:
            yield connection

    @property
    def conninfo(self) -> str | None:
        """The address of PostgreSQL as its own programs read it, with the password; None on SQLite."""
        return (
            None if self.sqlite else self.engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
        )

    def forget_deleted(self) -> None:
        """Remove what was deleted from the write-ahead log too, as far as other readers allow; the rest at the next."""
        statement = "PRAGMA wal_checkpoint(TRUNCATE)" if self.sqlite else VACUUM
        with self.reading() as connection:
            connection.execute(text(statement))

    @contextmanager
    def closed_on_error(self) -> Iterator[None]:
        """Close the connections when the block raises."""
        try:
            yield
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()


def open_database(url: str, module: ModuleType | None = None) -> Database:
    """Connect, and read back that nothing acknowledged can be lost. Raises StoreRefused or StoreUnavailable.

    `url` is sqlite:///path or postgresql+psycopg://…; `module` is another SQLite module than the best one installed.
    """
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):  # they hold the value, and it a password
        raise StoreRefused(f"DATABASE_URL is no address of a database: {USE}") from None
    if parsed.get_backend_name() == "sqlite":
        return _open_sqlite(parsed, module or sqlite_module())
    if parsed.get_backend_name() == "postgresql":
        return _open_postgresql(parsed)
    raise StoreRefused(f"DATABASE_URL: {parsed.drivername} is not supported: {USE}")


def driver_of(connection: Transaction) -> Any:  # noqa: ANN401 - each driver has its own
    """Give the connection of the driver underneath, for what is to happen in this same transaction."""
    return connection.connection.driver_connection


def insert_on(connection: Connection) -> Callable[..., postgresql.Insert | sqlite.Insert]:
    """Give the INSERT of this database that knows what to do on conflict."""
    return INSERTS[connection.dialect.name]


def sqlite_module() -> ModuleType:
    """Give the SQLite module with the newest library: pysqlite3 where its wheel exists, otherwise Python's own."""
    try:
        return importlib.import_module("pysqlite3.dbapi2")
    except ImportError:
        return importlib.import_module("sqlite3.dbapi2")


def postgresql_flaws(settings: Mapping[str, str]) -> tuple[str, ...]:
    """Name the settings under which PostgreSQL could lose or not notice losing what it acknowledged."""
    return tuple(
        f"{name} is {settings.get(name, 'not known')}, must be on"
        for name, accepted in POSTGRESQL_MUST.items()
        if settings.get(name) not in accepted
    )


def _open_sqlite(url: URL, module: ModuleType) -> Database:
    if not url.database or url.database == ":memory:":
        raise StoreRefused("DATABASE_URL: SQLite needs a file, such as sqlite:///instance/shopcheck.sqlite3")
    _keep_private(Path(url.database))
    engine = create_engine(url, module=module, hide_parameters=True, pool_size=POOL, max_overflow=2 * POOL)
    wanted = pragmas(module.sqlite_version_info)

    @event.listens_for(engine, "connect")
    def configure(connection: DBAPIConnection, _record: object) -> None:
        connection.isolation_level = None  # transactions begin where we say so
        cursor = connection.cursor()
        for name, value in wanted.items():
            cursor.execute(f"PRAGMA {name}={value}")
        cursor.close()

    database = _with_roles(engine)
    _refuse_other_pragmas(database, wanted)
    if has_wal_reset_bug(module.sqlite_version_info):
        log.warning("WAL-reset bug: DELETE journal with synchronous=EXTRA", sqlite=module.sqlite_version)
    return database


def _keep_private(file: Path) -> None:
    """Make the file for this user alone, or make it so; SQLite gives its log and journal the mode of the file."""
    file.parent.mkdir(parents=True, exist_ok=True)
    os.close(os.open(file, os.O_RDWR | os.O_CREAT, PRIVATE))
    for one in (file, *(file.with_name(file.name + end) for end in BESIDE)):
        if one.exists() and one.stat().st_mode & 0o077:
            one.chmod(PRIVATE)


def _refuse_other_pragmas(database: Database, wanted: Mapping[str, str | int]) -> None:
    with database.closed_on_error(), database.reading() as connection:
        found = {name: connection.execute(text(f"PRAGMA {name}")).scalar_one() for name in wanted}
        others = [f"{name} is {found[name]}, must be {value}" for name, value in wanted.items() if found[name] != value]
        if others:
            raise StoreRefused(f"SQLite does not take a setting that keeps answers safe: {'; '.join(others)}")


def _open_postgresql(url: URL) -> Database:
    engine = create_engine(
        url.set(drivername="postgresql+psycopg"),
        hide_parameters=True,
        pool_pre_ping=True,
        pool_size=POOL,
        max_overflow=2 * POOL,
        connect_args={"connect_timeout": 5},
    )

    @event.listens_for(engine, "connect")
    def configure(connection: DBAPIConnection, _record: object) -> None:
        cursor = connection.cursor()
        cursor.execute(f"SET lock_timeout = {BUSY_TIMEOUT}; SET idle_in_transaction_session_timeout = 60000")
        cursor.close()
        connection.commit()

    database = _with_roles(engine)
    with database.closed_on_error():
        flaws = postgresql_flaws(_settings(database))
        if flaws:
            raise StoreRefused(f"PostgreSQL could lose answers that were saved: {'; '.join(flaws)}")
    return database


def _settings(database: Database) -> Mapping[str, str]:
    """Ask PostgreSQL for its settings; it is the first that it is asked."""
    try:
        with database.reading() as connection:
            rows = connection.execute(text("SELECT name, setting FROM pg_settings"))
            return {row.name: row.setting for row in rows}
    except StoreUnavailable as error:
        host = database.engine.url.host or "this machine"
        raise StoreUnavailable(
            f"PostgreSQL on {host} lets nobody in ({error}): start it, or set DATABASE_URL to where it is"
        ) from error


def _with_roles(engine: Engine) -> Database:
    """Let reads go without a transaction, and let writes on SQLite take the write lock at once."""
    if engine.dialect.name != "sqlite":
        return Database(engine, engine.execution_options(isolation_level="AUTOCOMMIT"), engine)
    writer = engine.execution_options()

    @event.listens_for(writer, "begin")
    def begin(connection: Connection) -> None:
        cursor = connection.connection.cursor()
        cursor.execute("BEGIN IMMEDIATE")
        cursor.close()

    return Database(engine, engine, writer)


@contextmanager
def _translated(engine: Engine) -> Iterator[None]:
    """Say StoreUnavailable for what the database or the road to it does; our own mistakes stay what they are."""
    driver_error = engine.dialect.loaded_dbapi.Error
    try:
        yield
    except OUR_OWN_MISTAKES:
        raise
    except (DBAPIError, PoolTimeoutError, driver_error) as error:
        cause = getattr(error, "orig", None) or error
        log.warning("database unavailable", database=engine.dialect.name, cause=type(cause).__name__)
        raise StoreUnavailable(type(cause).__name__) from error
