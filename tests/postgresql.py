"""A PostgreSQL of the tests' own: made in a folder that is thrown away, durable as in use, on loopback only."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import TypedDict

import psycopg

from tests.machine import unavailable

ACCOUNT = "postgres"  # PostgreSQL refuses to run as root; Debian's package brings this account
IN_MEMORY, ROOM = Path("/dev/shm"), 8 * 1024**3  # noqa: S108 - mkdtemp makes a folder of our own in it
numbers = count(1)


class Identity(TypedDict, total=False):
    """As whom a child process runs."""

    user: str
    group: str
    extra_groups: list[str]


@dataclass(frozen=True, slots=True)
class PostgreSQL:
    """One running cluster. `crash` and `start` are for tests that pull the plug."""

    programs: Path
    folder: Path
    port: int

    def url(self, database: str = "postgres") -> str:
        """Return the address in the form of DATABASE_URL."""
        return f"postgresql+psycopg://postgres@127.0.0.1:{self.port}/{database}"

    def new_database(self, like: str | None = None) -> str:
        """Make a database, empty or like another that nobody has open, and return its address."""
        name = f"test_{next(numbers)}"
        template = f" TEMPLATE {like.rpartition('/')[2]}" if like else ""
        with psycopg.connect(host="127.0.0.1", port=self.port, user="postgres", autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}{template}".encode())
        return self.url(name)

    def start(self) -> None:
        """Start, also after a crash; return when it answers."""
        options = f"-c port={self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={self.folder}"
        self._run("pg_ctl", "-w", "-D", self._data, "-l", str(self.folder / "log"), "-o", options, "start")

    def crash(self) -> None:
        """Stop as if the plug were pulled: no last writes; the next start has to recover."""
        self._run("pg_ctl", "-w", "-D", self._data, "-m", "immediate", "stop")

    def create(self) -> None:
        """Make the empty cluster. fsync stays on and pages have checksums, as in use."""
        self._run(
            "initdb", "-D", self._data, "-U", "postgres", "--auth=trust",
            "--data-checksums", "--encoding=UTF8", "--locale=C.UTF-8",
        )  # fmt: skip

    @property
    def _data(self) -> str:
        return str(self.folder / "data")

    def _run(self, name: str, *arguments: str) -> None:
        done = subprocess.run(
            [self.programs / name, *arguments],
            cwd=self.folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,  # a pipe would stay open as long as the server runs
            stderr=subprocess.DEVNULL,
            check=False,
            **_not_root(),
        )
        assert done.returncode == 0, f"{name} failed; see {self.folder / 'log'}"


def _not_root() -> Identity:
    return {"user": ACCOUNT, "group": ACCOUNT, "extra_groups": []} if os.geteuid() == 0 else {}


def find_programs() -> Path:
    """Return the folder of initdb and pg_ctl; Debian keeps them off the path, by version."""
    on_path = shutil.which("pg_ctl")
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"), key=lambda one: int(one.parts[-3]))
    if not versions and not on_path:
        unavailable("PostgreSQL is not on this machine: install postgresql, or run script/bootstrap --dev")
    return (versions[-1] if versions else Path(on_path or "").resolve()).parent


def new_cluster() -> PostgreSQL:
    """Make and start a cluster. Its folder is short (a socket path has a limit) and belongs to who runs it."""
    programs = find_programs()
    folder = Path(tempfile.mkdtemp(prefix="pg-", dir=_in_memory()))
    if os.geteuid() == 0:
        shutil.chown(folder, ACCOUNT, ACCOUNT)
    cluster = PostgreSQL(programs, folder, _free_port())
    cluster.create()
    cluster.start()
    return cluster


def _in_memory() -> str | None:
    """Name a folder in memory where there is ample room: making and removing databases is what takes the time."""
    there = IN_MEMORY.is_dir() and shutil.disk_usage(IN_MEMORY).free > ROOM
    return str(IN_MEMORY) if there else None


def throw_away(cluster: PostgreSQL) -> None:
    """Stop the cluster and remove its folder; nothing in it is needed any more."""
    cluster.crash()
    shutil.rmtree(cluster.folder)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port
