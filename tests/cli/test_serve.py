"""`shopcheck serve` from start to stop, as one program with its children."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from shopcheck.cli import main
from shopcheck.cli.demo import made_up_answers
from shopcheck.cli.serve import refuse_unusable_socket, wait_until_ready
from shopcheck.core.assessment import assess
from shopcheck.core.response import respond
from shopcheck.letter import print_pdf
from shopcheck.settings import Settings
from tests.machine import unavailable
from tests.web.example import example

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.uncounted

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


def parts(process: subprocess.Popen[str]) -> dict[str, int]:
    """Find the parts of a running program by what they were started as."""
    folder = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    if not folder.exists():
        unavailable("this machine does not say which processes are children of another")
    commands = {int(one): Path(f"/proc/{one}/cmdline").read_text() for one in folder.read_text().split()}
    names = {"shopcheck.letter": "letters", "--with-parent": "worker", "serve": "web"}
    return {next((name for mark, name in names.items() if mark in said), said): pid for pid, said in commands.items()}


def told(process: subprocess.Popen[str], event: str, **more: str) -> dict[str, object]:
    """Wait for a line in the log."""
    assert process.stderr
    for line in process.stderr:
        found: dict[str, object] = json.loads(line) if line.startswith("{") else {}
        if found.items() >= {"event": event, **more}.items():
            return found
    raise AssertionError(f"the log ended without {event}")


def stopped(process: subprocess.Popen[str]) -> int:
    """Wait until nobody holds the log any more: the program and all its children; gives the exit code."""
    assert process.stderr
    process.stderr.read()
    return process.wait(timeout=30)


def get(port: int, path: str, **more: Any) -> tuple[int, bytes]:  # noqa: ANN401 - as http.client has it
    """Ask for a page."""
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request(more.pop("method", "GET"), path, **more)
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
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        assert get(port, "/begin", method="POST", headers=form, body=iter([b"in=chunks"]))[0] == 411
        process.send_signal(stop)
        assert stopped(process) == 0
    assert not (tmp_path / "data" / "letter.sock").exists()
    assert (tmp_path / "data").stat().st_mode & 0o077 == 0


def test_a_part_that_dies_is_started_again_and_the_site_goes_on(tmp_path: Path) -> None:
    port = free_port()
    with serving(tmp_path / "data", port) as process:
        assert process.stdout
        process.stdout.readline()
        before = parts(process)
        assert set(before) == {"letters", "worker", "web"}  # who looked whether it was ready lingers no longer
        for part in ("letters", "worker", "web"):
            os.kill(before[part], signal.SIGKILL)
            assert told(process, "part ended", part=part)["level"] == "error"
            told(process, "part started again", part=part)
            if part == "worker":
                told(process, "retention")  # the new one works
        assert print_pdf('<html lang="nl"><title>x</title><p>Kort', tmp_path / "data" / "letter.sock")
        wait_until_ready(Settings.from_environment({"PORT": str(port)}))
        assert get(port, "/readyz")[0] == 200
        after = parts(process)
        assert set(after) == set(before)
        assert not set(after.values()) & set(before.values())
        process.terminate()
        assert stopped(process) == 0


def test_everything_ends_when_the_program_itself_is_killed(tmp_path: Path) -> None:
    with serving(tmp_path / "data", free_port()) as process:
        assert process.stdout
        process.stdout.readline()
        process.kill()
        stopped(process)


def test_a_port_that_is_taken_is_told_in_one_line(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        environment = {"SHOPCHECK_DATA": str(tmp_path), "PORT": str(taken.getsockname()[1])}
        outcome = CliRunner().invoke(main, ["serve"], env=environment)
    assert outcome.exit_code == 1
    assert "is in use: set PORT to another" in outcome.output


@pytest.mark.parametrize(
    "wrong",
    [
        {"PORT": "x"},
        {"PUBLIC_URL": "ftp://x"},
        {"PUBLIC_URL": "http://[bad"},
        {"PUBLIC_URL": "http://check.example.nl:99999"},
        {"DEBUG": "1"},
        {"DATABASE_URL": "mysql://x"},
        {"DATABASE_URL": "nonsense"},
        {"DATABASE_URL": "postgresql+psycopg://x:secret@host:port/x"},
        {"DATABASE_URL": "postgresql+psycopg://x:secret@127.0.0.1:1/x"},
        {"LETTER_SOCKET": "/nowhere/letter.sock"},
        {"LETTER_SOCKET": "long/" * 30},
        {"SHOPCHECK_QUESTIONNAIRES": "/nowhere"},
    ],
    ids=lambda wrong: "{}={}".format(*next(iter(wrong.items())))[:60],
)
def test_a_wrong_setting_is_told_and_nothing_starts(tmp_path: Path, wrong: dict[str, str]) -> None:
    environment = {"SHOPCHECK_DATA": str(tmp_path), "PORT": str(free_port()), **wrong}
    outcome = CliRunner().invoke(main, ["serve"], env=environment)
    assert outcome.exit_code == 1
    (said,) = [line for line in outcome.output.splitlines() if not line.startswith("{")]
    assert said.startswith("Error: ")
    assert next(iter(wrong)) in said
    assert "secret" not in outcome.output


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


def test_the_scout_asks_less_and_less_often(monkeypatch: pytest.MonkeyPatch) -> None:
    waited: list[float] = []
    monkeypatch.setattr(sys.modules["shopcheck.cli.serve"], "is_ready", lambda _: len(waited) == 8)
    monkeypatch.setattr("time.sleep", waited.append)
    wait_until_ready(Settings.from_environment({}))
    assert waited == [0.1, 0.2, 0.4, 0.8, 1.6, 2.0, 2.0, 2.0]


def test_a_socket_that_was_left_behind_is_no_reason_to_stop(tmp_path: Path) -> None:
    refuse_unusable_socket(tmp_path / "s")
    assert not (tmp_path / "s").exists()
    (tmp_path / "s").touch()
    refuse_unusable_socket(tmp_path / "s")
