"""The letter process: prints two at a time under limits, survives every letter, ends with its owner."""

from __future__ import annotations

import json
import os
import select
import signal
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest

from shopcheck.cli.parts import THREADS
from shopcheck.core.errors import LetterFailed, LettersBusy
from shopcheck.letter import AT_ONCE, Letters, LetterWorker, print_pdf, render_html
from shopcheck.letter.client import WAIT
from shopcheck.letter.wire import LENGTH, LONGEST_HTML, receive, send
from shopcheck.letter.worker import READ, WALL
from tests.letter import shops
from tests.machine import unavailable

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.uncounted

BOMB = f'<html lang="nl"><title>x</title><table>{"<tr><td>a<td>b" * 20_000}</table>'
LETTER = '<html lang="nl"><title>x</title><p>Kort'
SOON = 60.0  # s, far more than anything here takes


@contextmanager
def folder() -> Iterator[Path]:
    """Make a folder with a short name, as the address of a socket must be."""
    with TemporaryDirectory(prefix="brief") as name:
        yield Path(name)


@contextmanager
def changed_worker(change: str) -> Iterator[Path]:
    """Run a letter process in which `change` changed the module `worker`, with one child; gives its socket."""
    load = "import os, sys, time\nimport shopcheck.letter.worker as worker\nworker.CHILDREN = 1"
    program = f"{load}\n{change}\nworker.main(sys.argv[1])"
    with folder() as here:
        process = subprocess.Popen(
            [sys.executable, "-c", program, str(here / "s")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=shops.ROOT,
            env={**os.environ, "TMPDIR": str(here)},
        )
        assert process.stdout is not None
        try:
            assert process.stdout.readline() == b"ready\n"
            yield here / "s"
        finally:
            process.terminate()
            process.communicate(timeout=SOON)
        assert process.returncode == 0


def children(pid: int) -> list[int]:
    """Give the children of a process."""
    path = Path(f"/proc/{pid}/task/{pid}/children")
    if not path.exists():
        unavailable("this machine does not say which processes are children of another")
    return [int(one) for one in path.read_text().split()]


def wait_until_gone(pid: int) -> None:
    """Wait for the end of a process that is not our child."""
    try:
        watch = os.pidfd_open(pid)
    except ProcessLookupError:
        return
    try:
        assert select.select([watch], [], [], SOON)[0], f"process {pid} is still there"
    finally:
        os.close(watch)


def pid_of(worker: LetterWorker) -> int:
    """Give the process id of a running letter process."""
    assert worker._process is not None
    return worker._process.pid


def test_the_typesetter_is_not_loaded_where_pages_are_made() -> None:
    program = "import sys, shopcheck.letter; print({'weasyprint', 'pikepdf', 'pydyf'} & set(sys.modules))"
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=shops.ROOT)
    assert run.stdout == "set()\n"


def test_a_letter_comes_back_as_a_pdf(letter_worker: LetterWorker) -> None:
    assert letter_worker.alive
    assert print_pdf(render_html(shops.letter()), letter_worker.socket_path).startswith(b"%PDF-1.7")


def test_the_socket_is_for_its_owner_alone(letter_worker: LetterWorker) -> None:
    assert letter_worker.socket_path.stat().st_mode & 0o777 == 0o600


def test_many_letters_at_once_all_come_back(letter_worker: LetterWorker) -> None:
    with ThreadPoolExecutor(6) as pool:
        printed = list(pool.map(lambda _: print_pdf(LETTER, letter_worker.socket_path), range(12)))
    assert len(set(printed)) == 1


def test_a_letter_that_asks_for_a_file_fails_and_the_next_is_printed(letter_worker: LetterWorker) -> None:
    with pytest.raises(LetterFailed):
        print_pdf('<html lang="nl"><img src="file:///etc/passwd" alt="x">', letter_worker.socket_path)
    assert print_pdf(LETTER, letter_worker.socket_path)


@pytest.mark.parametrize(
    "message", [b"", b"\x00", LENGTH.pack(10) + b"half", LENGTH.pack(LONGEST_HTML + 1), LENGTH.pack(1) + b"\xff"]
)
def test_a_message_that_makes_no_sense_harms_nobody(letter_worker: LetterWorker, message: bytes) -> None:
    with socket.socket(socket.AF_UNIX) as connection:
        connection.connect(str(letter_worker.socket_path))
        connection.sendall(message)
        connection.shutdown(socket.SHUT_WR)
        connection.settimeout(SOON)
        with suppress(ConnectionResetError):
            assert connection.recv(1) == b""
    assert print_pdf(LETTER, letter_worker.socket_path)


def test_a_child_that_is_killed_is_replaced() -> None:
    with folder() as here, LetterWorker(here / "s") as worker:
        before = children(pid_of(worker))
        assert len(before) == 2
        for child in before:
            os.kill(child, signal.SIGKILL)
            wait_until_gone(child)
        assert print_pdf(LETTER, worker.socket_path)
        assert not set(before) & set(children(pid_of(worker)))


def test_a_table_without_end_is_stopped_and_the_next_letter_is_printed() -> None:
    with changed_worker("worker.PROCESSOR, worker.WALL = 1, 900.0") as path:
        with pytest.raises(LetterFailed):
            print_pdf(BOMB, path)
        assert print_pdf(LETTER, path)


@pytest.mark.parametrize(
    "trouble",
    [
        pytest.param("worker.WALL = 1.0; worker.make_pdf = lambda html: time.sleep(600)", id="waits for ever"),
        pytest.param(
            "worker.PROCESSOR, worker.WALL = 1, 900.0; worker.make_pdf = lambda html: max(iter(int, 1))",
            id="counts for ever",
        ),
        pytest.param("worker.make_pdf = lambda html: bytes(1024 ** 3)[:9]", id="takes all memory"),
        pytest.param(
            "worker.make_pdf = lambda html: worker.Path(sys.argv[1] + 'x').write_bytes(bytes(6 * 1024 ** 2)) and b'x'",
            id="fills the disk",
        ),
        pytest.param("worker.make_pdf = lambda html: os.abort()", id="crashes"),
        pytest.param("worker.make_pdf = lambda html: sys.exit()", id="leaves"),
        pytest.param("worker.make_pdf = lambda html: bytes(5 * 1024 ** 2 + 1)", id="writes too much"),
    ],
)
def test_a_letter_that_goes_wrong_fails_and_the_process_stays(trouble: str) -> None:
    change = f"""
real = worker.make_pdf
{trouble}
wrong = worker.make_pdf
def sometimes(html):
    if 'WRONG' in html:
        return wrong(html)
    worker.signal.setitimer(worker.signal.ITIMER_REAL, 900.0)  # a short wall is for what goes wrong
    return real(html)
worker.make_pdf = sometimes"""
    with changed_worker(change) as path:
        for _ in range(2):
            with pytest.raises(LetterFailed):
                print_pdf("WRONG", path)
            assert print_pdf(LETTER, path).startswith(b"%PDF")


def test_a_child_goes_on_when_whoever_asked_has_gone() -> None:
    change = "worker.make_pdf = lambda html: bytes(4 * 1024 ** 2) if html == 'GONE' else str(os.getpid()).encode()"
    with changed_worker(change) as path:
        before = print_pdf(LETTER, path)
        with socket.socket(socket.AF_UNIX) as connection:
            connection.connect(str(path))
            send(connection, b"GONE")
            assert connection.recv(1)  # it answers, with more than anybody holds on the way
        assert print_pdf(LETTER, path) == before


def test_a_letter_that_fails_is_told_in_a_line_of_json(capfd: pytest.CaptureFixture[str]) -> None:
    with folder() as here, LetterWorker(here / "s") as worker:
        with pytest.raises(LetterFailed):
            print_pdf('<html lang="nl"><img src="file:///etc/passwd" alt="canary">', worker.socket_path)
        written, until = "", time.monotonic() + 30
        while not written.endswith("\n") and time.monotonic() < until:  # the child says it after it has hung up
            written += capfd.readouterr().err
    lines = [json.loads(line) for line in written.splitlines()]
    assert [line["event"] for line in lines] == ["letter failed"]


def test_a_process_that_cannot_live_says_why_in_a_line_of_json(capfd: pytest.CaptureFixture[str]) -> None:
    with folder() as here, pytest.raises(LetterFailed, match="did not start"), LetterWorker(here / "none" / "s"):
        pass
    (told,) = (json.loads(line) for line in capfd.readouterr().err.splitlines())
    assert (told["event"], told["cause"]) == ("letter process not started", "FileNotFoundError")


def test_a_child_makes_way_for_a_fresh_one_after_its_share() -> None:
    change = "worker.LETTERS = 2; worker.make_pdf = lambda html: str(os.getpid()).encode()"
    with changed_worker(change) as path:
        printed = [print_pdf(LETTER, path) for _ in range(5)]
    assert printed[0] == printed[1] != printed[2] == printed[3] != printed[4]


def test_a_child_that_waits_for_the_next_letter_is_left_in_peace() -> None:
    change = "worker.WALL = 0.5; worker.make_pdf = lambda html: str(os.getpid()).encode()"
    with changed_worker(change) as path:
        watch = os.pidfd_open(int(print_pdf(LETTER, path)))
        try:
            assert not select.select([watch], [], [], 1.5)[0]
        finally:
            os.close(watch)


def test_limits_are_counted_per_letter_and_not_per_child() -> None:
    change = """
def busy(html):
    end = time.process_time() + (0.7 if html == "BUSY" else 0)
    while time.process_time() < end:
        pass
    return b"done"
worker.PROCESSOR, worker.WALL = 2, 900.0
worker.make_pdf = busy"""
    with changed_worker(change) as path:
        assert [print_pdf("BUSY", path) for _ in range(5)] == [b"done"] * 5


def test_it_stops_when_asked_and_leaves_nothing() -> None:
    with folder() as here:
        worker = LetterWorker(here / "s")
        worker.start()
        worker.wait()
        process = worker._process
        assert process is not None
        started = children(process.pid)
        worker.stop()
        assert process.returncode == 0
        for child in started:
            wait_until_gone(child)
        assert list(here.iterdir()) == []
        assert not worker.alive
        worker.stop()


def test_what_it_unpacks_is_for_itself_alone_and_what_a_killed_one_left_is_swept(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    with folder() as here:
        worker = LetterWorker(here / "s")
        for _ in range(2):
            worker.start()
            worker.wait()
            own = list((here / "s.tmp").iterdir())
            assert len(own) == 1
            assert (here / "s.tmp").stat().st_mode & 0o777 == 0o700
            for child in children(pid_of(worker)):
                os.kill(child, signal.SIGKILL)
                wait_until_gone(child)
            assert print_pdf(LETTER, worker.socket_path)
            os.kill(pid_of(worker), signal.SIGKILL)
            worker.stop()
        assert own[0].exists()  # the next start sweeps it
    assert list(tmp_path.iterdir()) == []


def test_it_ends_when_its_owner_is_killed() -> None:
    program = (
        "import sys, time; from shopcheck.letter import LetterWorker; worker = LetterWorker(sys.argv[1]);"
        "worker.start(); worker.wait(); print(worker._process.pid, flush=True); time.sleep(600)"
    )
    with folder() as here:
        owner = subprocess.Popen(
            [sys.executable, "-c", program, str(here / "s")], stdout=subprocess.PIPE, cwd=shops.ROOT
        )
        assert owner.stdout is not None
        letters = int(owner.stdout.readline())
        started = children(letters)
        owner.kill()
        owner.communicate()
        for one in (*started, letters):
            wait_until_gone(one)


def test_children_end_when_the_process_itself_is_killed() -> None:
    with folder() as here:
        worker = LetterWorker(here / "s")
        worker.start()
        worker.wait()
        started = children(pid_of(worker))
        os.kill(pid_of(worker), signal.SIGKILL)
        for child in started:
            wait_until_gone(child)
        worker.stop()
        with pytest.raises(LetterFailed):
            print_pdf(LETTER, worker.socket_path)


def test_it_knows_no_secret_of_its_owner(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://canary")
    with folder() as here, LetterWorker(here / "s") as worker:
        surroundings = Path(f"/proc/{pid_of(worker)}/environ")
        if not surroundings.exists():
            unavailable("this machine does not show the environment of a process")
        assert b"canary" not in surroundings.read_bytes()


def test_letters_that_hang_take_their_places_and_who_comes_next_hears_so_at_once() -> None:
    with folder() as here, socket.socket(socket.AF_UNIX) as hanging, ThreadPoolExecutor(AT_ONCE) as pool:
        hanging.bind(str(here / "s"))
        hanging.listen()
        hanging.settimeout(SOON)
        letters = Letters(here / "s")
        waiting = [pool.submit(letters, LETTER) for _ in range(AT_ONCE)]
        held = [hanging.accept()[0] for _ in waiting]
        with pytest.raises(LettersBusy):
            letters(LETTER)
        for one in held:
            one.close()
        assert [type(one.exception()) for one in waiting] == [LetterFailed] * AT_ONCE
        after = pool.submit(letters, LETTER)
        hanging.accept()[0].close()
        assert type(after.exception()) is LetterFailed  # the places are free again: nobody hears that it is busy


def test_a_web_process_has_a_thread_for_pages_that_no_letter_can_take() -> None:
    assert THREADS > AT_ONCE


def test_nobody_waits_much_longer_than_a_letter_may_take() -> None:
    assert WALL < WAIT < WALL + READ


def test_without_the_process_there_is_no_letter() -> None:
    with folder() as here, pytest.raises(LetterFailed, match="FileNotFoundError"):
        print_pdf(LETTER, here / "s")


def test_a_process_that_does_not_come_up_is_said_so() -> None:
    with folder() as here:
        worker = LetterWorker(here / "none" / "s")
        worker.start()
        with pytest.raises(LetterFailed, match="did not start"):
            worker.wait()
        assert not worker.alive


def test_to_start_waits_for_nothing_and_who_does_not_come_up_in_time_is_not_alive(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "python").write_text("#!/bin/sh\nexec sleep 600\n")  # a process that never says that it is ready
    (tmp_path / "python").chmod(0o700)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    worker = LetterWorker(tmp_path / "s")
    try:
        worker.start()
        assert worker.alive
        monkeypatch.setattr(worker, "_until", 0.0)
        assert not worker.alive
    finally:
        worker.stop()


def test_who_came_up_stays_alive_also_when_nobody_looked_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    with folder() as here, LetterWorker(here / "s") as worker:
        monkeypatch.setattr(worker, "_until", 0.0)
        assert worker.alive


def test_a_message_arrives_whole_or_not_at_all() -> None:
    left, right = socket.socketpair()
    with left, right:
        send(left, b"brief" * 20_000)
        assert receive(right, 100_000) == b"brief" * 20_000
        send(left, b"too long")
        with pytest.raises(ConnectionError, match="too long"):
            receive(right, 3)
