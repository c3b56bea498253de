"""`shopcheck serve`: web processes, letter process and worker, started and stopped together."""

from __future__ import annotations

import multiprocessing
import socket
import subprocess
import sys
import time
from contextlib import ExitStack, contextmanager
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import TYPE_CHECKING

import click
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server.mp import MPServer

from shopcheck.cli import surroundings
from shopcheck.letter import LetterWorker

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shopcheck.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
ADDRESS = "127.0.0.1"
WORKERS, THREADS = 2, 2
PATIENCE = 5  # seconds for a web process to finish what it was doing
ANNOUNCED_WITHIN = 60.0  # seconds until a start counts as failed
BETWEEN_LOOKS = 0.1
LONGEST_WAIT = 5.0  # seconds for the worker to stop


@click.command()
def serve() -> None:
    """Serve the site on 127.0.0.1:${PORT:-8000}; prints its address when it is ready. Stops on SIGTERM or Ctrl-C."""
    with surroundings.said_plainly():
        found = surroundings.settings()
        refuse_taken_port(found.port)
        with surroundings.installation():
            pass  # tables up to date and questionnaires sound, before anything starts
        with ExitStack() as running:
            running.enter_context(LetterWorker(found.letter_socket))
            running.enter_context(background_worker())
            running.enter_context(announcer(found))
            make_server(found).serve()


def refuse_taken_port(port: int) -> None:
    """Say so when something listens there already, instead of failing in a process of its own."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((ADDRESS, port))
        except OSError:
            raise click.ClickException(f"port {port} is in use: set PORT to another") from None


def make_server(settings: Settings) -> MPServer:
    """Set up the web server; it hands slow visitors their pages so that no thread waits for them."""
    return MPServer(
        "app:app",
        address=ADDRESS,
        port=settings.port,
        interface=Interfaces.WSGI,
        workers=WORKERS,
        blocking_threads=THREADS,
        websockets=False,
        log_level=LogLevels.error,
        respawn_failed_workers=True,
        workers_kill_timeout=PATIENCE,
        working_dir=ROOT,
    )


@contextmanager
def background_worker() -> Iterator[None]:
    """Run `shopcheck worker` beside; it stops by itself too when this process is gone."""
    process = subprocess.Popen(
        [sys.executable, "-m", "shopcheck.cli", "worker", "--with-parent"], cwd=ROOT, stdin=subprocess.PIPE
    )
    try:
        yield
    finally:
        process.terminate()
        try:
            process.communicate(timeout=LONGEST_WAIT)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()


@contextmanager
def announcer(settings: Settings) -> Iterator[None]:
    """Announce from a process of its own: a thread could hold a lock at the moment the web processes are forked."""
    process = multiprocessing.Process(target=announce, args=(settings,), daemon=True)
    process.start()
    try:
        yield
    finally:
        process.kill()
        process.join()


def announce(settings: Settings) -> None:
    """Print the address as soon as everything is ready."""
    until = time.monotonic() + ANNOUNCED_WITHIN
    while time.monotonic() < until:
        if is_ready(settings):
            click.echo(f"Preventiecheck: {settings.public_url}")
            sys.stdout.flush()
            return
        time.sleep(BETWEEN_LOOKS)
    click.echo("The site is not ready after a minute; see /readyz.", err=True)


def is_ready(settings: Settings) -> bool:
    """Ask the site itself."""
    connection = HTTPConnection(ADDRESS, settings.port, timeout=BETWEEN_LOOKS * 50)
    try:
        connection.request("GET", "/readyz", headers={"Host": settings.trusted_hosts[0]})
        return connection.getresponse().status == HTTPStatus.OK
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()
