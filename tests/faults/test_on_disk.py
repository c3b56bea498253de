"""An acknowledgement comes after the disk has said that it has it: read from the calls to the system."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from shopcheck import usecases
from shopcheck.usecases import Keep
from tests.core.builders import answers
from tests.faults.writer import opened
from tests.house.tree import ROOT
from tests.machine import times

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

FEW = 50  # acknowledged saves in an ordinary run
CALL = re.compile(r"\b(?P<name>write|pwrite64|fsync|fdatasync)\((?P<descriptor>\d+)<(?P<path>[^>]*)>")
DATABASE = "shopcheck.sqlite3"
NOT_KEPT = "-shm"  # an index in memory that SQLite makes anew


@pytest.fixture
def strace() -> str:
    """Give strace where it is and may follow a process; it is no requirement, in CI neither."""
    found = shutil.which("strace")
    if not found or subprocess.run([found, "-o", "/dev/null", "true"], capture_output=True, check=False).returncode:
        pytest.skip("strace is not here or may not follow a process: install strace to see each fsync")
    return found


def trace(strace: str, data: Path, saves: int, *fault: str) -> list[str]:
    """Let a writer save so often on SQLite, and give its calls that write or sync."""
    url, calls = f"sqlite:///{data / DATABASE}", data.parent / "calls"
    installation = opened(url, str(data))
    session_key = usecases.start(installation, answers(), consent=False, keep=Keep.QUARTER)
    installation.store.close()
    watched = [strace, "-f", "-y", "-e", "trace=write,pwrite64,fsync,fdatasync", "-e", "signal=none", "-o", str(calls)]
    writer = [sys.executable, "-m", "tests.faults.writer", url, str(data), session_key, "kas_a", str(saves), *fault]
    told = subprocess.run([*watched, *writer], cwd=ROOT, check=True, stdout=subprocess.PIPE).stdout.split()
    assert len(told) == saves
    return calls.read_text("utf-8").splitlines()


def on_disk_when_told(calls: Iterable[str]) -> list[bool]:
    """Say of each acknowledgement whether something was synced since the one before and no write still waits."""
    found, waiting, synced = [], set[str](), False
    for call in filter(None, map(CALL.search, calls)):
        name, path = call["name"], call["path"]
        if call["descriptor"] == "1":
            found.append(synced and not waiting)
            synced = False
        elif DATABASE in path and not path.endswith(NOT_KEPT):
            if name in {"fsync", "fdatasync"}:
                waiting.discard(path)
                synced = True
            else:
                waiting.add(path)
    return found


def test_every_save_is_on_disk_before_it_is_acknowledged(strace: str, tmp_path: Path) -> None:
    saves = times(FEW)
    assert on_disk_when_told(trace(strace, tmp_path / "data", saves)) == [True] * saves


def test_a_looser_database_is_noticed(strace: str, tmp_path: Path) -> None:
    assert not any(on_disk_when_told(trace(strace, tmp_path / "data", 5, "loose")))
