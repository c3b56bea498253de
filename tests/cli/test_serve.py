"""`shopcheck serve` from start to stop, as one program with its children."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from shopcheck.cli import main
from shopcheck.cli.demo import made_up_answers
from shopcheck.core.assessment import assess
from shopcheck.core.response import respond
from tests.web.example import example

if TYPE_CHECKING:
    from collections.abc import Iterator

SHOPCHECK = Path(sys.executable).with_name("shopcheck")


def free_port() -> int:
    """Find a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


@contextmanager
def serving(data: Path, port: int) -> Iterator[subprocess.Popen[str]]:
    """Serve in a process group of its own, in an empty environment but for data and port."""
    process = subprocess.Popen(
        [SHOPCHECK, "serve"],
        env={"SHOPCHECK_DATA": str(data), "PORT": str(port), "PATH": os.environ["PATH"]},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        process_group=0,
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


def get(port: int, path: str) -> tuple[int, bytes]:
    """Ask for a page."""
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request("GET", path)
        reply = connection.getresponse()
        assert reply.headers.get_all("Server") == ["web"]
        return reply.status, reply.read()
    finally:
        connection.close()


@pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGINT])
def test_the_site_is_up_when_its_address_is_printed_and_gone_when_told(tmp_path: Path, stop: signal.Signals) -> None:
    port = free_port()
    with serving(tmp_path / "data", port) as process:
        assert process.stdout
        assert process.stdout.readline() == f"Preventiecheck: http://127.0.0.1:{port}\n"
        assert get(port, "/readyz")[0] == 200
        assert "Begin de check" in get(port, "/")[1].decode()
        process.send_signal(stop)
        assert process.stderr
        process.stderr.read()  # ends when nobody holds it any more: the program and all its children
        assert process.wait(timeout=30) == 0
    assert not (tmp_path / "data" / "letter.sock").exists()
    assert (tmp_path / "data").stat().st_mode & 0o077 == 0


def test_a_port_that_is_taken_is_told_in_one_line(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        environment = {"SHOPCHECK_DATA": str(tmp_path), "PORT": str(taken.getsockname()[1])}
        outcome = CliRunner().invoke(main, ["serve"], env=environment)
    assert outcome.exit_code == 1
    assert "is in use: set PORT to another" in outcome.output


@pytest.mark.parametrize(
    "wrong", [{"PORT": "x"}, {"PUBLIC_URL": "ftp://x"}, {"DEBUG": "1"}, {"DATABASE_URL": "mysql://x"}]
)
def test_a_wrong_setting_is_told_and_nothing_starts(tmp_path: Path, wrong: dict[str, str]) -> None:
    environment = {"SHOPCHECK_DATA": str(tmp_path), "PORT": str(free_port()), **wrong}
    outcome = CliRunner().invoke(main, ["serve"], env=environment)
    assert outcome.exit_code == 1
    assert outcome.output.startswith("Error: ")


def test_the_worker_removes_once_and_stops(tmp_path: Path) -> None:
    done = subprocess.run(
        [SHOPCHECK, "worker", "--once"],
        env={"SHOPCHECK_DATA": str(tmp_path), "PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0
    assert '"removed": 0' in done.stderr


def test_the_worker_stops_when_its_parent_is_gone(tmp_path: Path) -> None:
    process = subprocess.Popen(
        [SHOPCHECK, "worker", "--with-parent"],
        env={"SHOPCHECK_DATA": str(tmp_path), "PATH": os.environ["PATH"]},
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr
    process.stderr.readline()  # it has removed once
    process.communicate()  # closes standard input
    assert process.returncode == 0


def test_made_up_shops_are_finished_and_open_with_their_code(tmp_path: Path) -> None:
    outcome = CliRunner().invoke(main, ["demo", "--checks", "2"], env={"SHOPCHECK_DATA": str(tmp_path)})
    assert outcome.exit_code == 0, outcome.output
    assert [len(code) for code in outcome.output.split()] == [24, 24]


def test_the_same_seed_makes_up_the_same_answers() -> None:
    assert made_up_answers(example(), "1/0") == made_up_answers(example(), "1/0")
    assert len({repr(made_up_answers(example(), f"{seed}/0")) for seed in range(20)}) > 5


def test_made_up_answers_are_complete() -> None:
    for seed in range(20):
        response = respond(example(), made_up_answers(example(), f"{seed}/0"))
        assert assess(response).risk_class is not None
