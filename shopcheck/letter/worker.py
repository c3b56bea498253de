"""The letter process: `python -m shopcheck.letter SOCKET`.

Loads the typesetter once, then forks two children that share one socket. A child prints one letter at a time under
limits that the kernel keeps: processor time, memory, file size, and wall time by an alarm that kills. Whatever goes
wrong ends the child, never the process: the owner of the letter hears so, and a new child stands ready. Everything ends
with SIGTERM, or when standard input is closed because the web process is gone.
"""

from __future__ import annotations

import os
import resource
import select
import signal
import socket
import sys
import time
from contextlib import suppress
from pathlib import Path

from shopcheck.letter.pdf import make_pdf
from shopcheck.letter.wire import LONGEST_HTML, LONGEST_PDF, receive, send
from shopcheck.logs import log

CHILDREN = 2
LETTERS = 200  # printed by one child before a fresh one takes over
PROCESSOR = 10  # s for one letter
READ = 5.0  # s for asking
WALL = 15.0  # s for one letter, answering included
MEMORY = 768 * 1024 * 1024
NICE = 10  # behind the pages; who is as far behind already stays where he is
BREATH = 0.2  # s before a new child, so that a child that cannot live does not eat the machine
WARM_UP = '<html lang="nl"><title>Proef</title><p>Proef <strong>€ 1</strong>'


def main(path: str) -> None:
    """Serve until told to stop."""
    os.setpriority(os.PRIO_PROCESS, 0, max(NICE, os.getpriority(os.PRIO_PROCESS, 0)))
    make_pdf(WARM_UP)
    listener = _listen(path)
    wake = _wake_on(signal.SIGCHLD, signal.SIGTERM, signal.SIGINT)
    life_read, life_write = os.pipe()  # held by us alone: a child that reads its end knows that we are gone
    children = {_fork(listener, life_read, life_write) for _ in range(CHILDREN)}
    os.write(sys.stdout.fileno(), b"ready\n")
    try:
        while _goes_on(wake):
            for child in _ended(children):
                children.discard(child)
                time.sleep(BREATH)
                children.add(_fork(listener, life_read, life_write))
    finally:
        Path(path).unlink(missing_ok=True)
        for child in children:
            os.kill(child, signal.SIGTERM)


def _listen(path: str) -> socket.socket:
    """Open the socket, for this user alone."""
    Path(path).unlink(missing_ok=True)
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    before = os.umask(0o177)
    try:
        listener.bind(path)
    finally:
        os.umask(before)
    listener.listen(64)
    listener.settimeout(0)  # both children wait for the same letter; one is too late
    return listener


def _wake_on(*signals: signal.Signals) -> int:
    """Give a pipe that gets a byte, the number of the signal, each time one of these comes."""
    read, write = os.pipe()
    os.set_blocking(write, False)
    os.set_blocking(read, False)
    signal.set_wakeup_fd(write, warn_on_full_buffer=False)
    for one in signals:
        signal.signal(one, lambda *_: None)
    return read


def _goes_on(wake: int) -> bool:
    """Wait for something to happen; False when it is time to stop."""
    owner = sys.stdin.fileno()
    readable, _, _ = select.select([wake, owner], [], [])
    if owner in readable and not os.read(owner, 1):
        return False
    came = os.read(wake, 512) if wake in readable else b""
    return not {signal.SIGTERM, signal.SIGINT} & set(came)


def _ended(children: set[int]) -> list[int]:
    return [child for child in children if os.waitpid(child, os.WNOHANG)[0]]


def _fork(listener: socket.socket, life_read: int, life_write: int) -> int:
    child = os.fork()
    if child:
        return child
    code = 1
    try:
        os.close(life_write)
        _become_child()
        _serve(listener, life_read)
        code = 0
    except BaseException as error:  # noqa: BLE001 - whatever it is, this child ends and says of what, without any text
        log.error("letter failed", cause=type(error).__name__)
    finally:
        os._exit(code)  # whatever happened, a child never goes on as its parent


def _become_child() -> None:
    signal.set_wakeup_fd(-1)
    for one in (signal.SIGCHLD, signal.SIGTERM, signal.SIGINT, signal.SIGALRM, signal.SIGXCPU):
        signal.signal(one, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (LONGEST_PDF, LONGEST_PDF))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _serve(listener: socket.socket, life: int) -> None:
    """Print letters until this child has done its share or its parent is gone."""
    printed = 0
    while printed < LETTERS:
        readable, _, _ = select.select([listener.fileno(), life], [], [])
        if life in readable:
            return
        try:
            connection, _ = listener.accept()
        except BlockingIOError:  # the other child was first
            continue
        with connection:
            _print_one(connection)
        printed += 1


def _print_one(connection: socket.socket) -> None:
    """Read, print and answer under the limits of one letter. Any failure to print goes up and ends the child."""
    connection.settimeout(READ)
    try:
        html = receive(connection, LONGEST_HTML).decode()
    except (OSError, UnicodeDecodeError):  # whoever asked has gone, or asked for no letter
        return
    signal.setitimer(signal.ITIMER_REAL, WALL)
    used = resource.getrusage(resource.RUSAGE_SELF)
    limit = int(used.ru_utime + used.ru_stime) + PROCESSOR
    resource.setrlimit(resource.RLIMIT_CPU, (limit, resource.RLIM_INFINITY))
    pdf = make_pdf(html)
    with suppress(OSError):  # whoever asked waits no longer
        send(connection, pdf)
    signal.setitimer(signal.ITIMER_REAL, 0)
