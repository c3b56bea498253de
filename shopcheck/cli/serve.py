"""`shopcheck serve`: web server, letter process and worker, started, watched and stopped together."""

from __future__ import annotations

import errno
import multiprocessing
import signal
import socket
import sys
import time
from contextlib import ExitStack, contextmanager
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException
from typing import TYPE_CHECKING

import click

from shopcheck.cli import surroundings
from shopcheck.cli.parts import ADDRESS, BackgroundWorker, WebServer
from shopcheck.cli.signals import STOP, told_to_stop, wake_on
from shopcheck.cli.supervise import Kept
from shopcheck.letter import LetterWorker

if TYPE_CHECKING:
    from collections.abc import Iterator
    from multiprocessing.process import BaseProcess
    from pathlib import Path

    from shopcheck.settings import Settings

ANNOUNCED_WITHIN = 60.0  # seconds until a start counts as failed
FIRST_PAUSE, LONGEST_PAUSE = 0.1, 2.0  # seconds between two times that the scout asks
PATIENCE = 5.0  # seconds for one answer
UNTIL_A_LOOK = 10.0  # seconds; the end of a part is a signal and is seen at once, one that does not come up is not


@click.command()
def serve() -> None:
    """Serve the site on 127.0.0.1:${PORT:-8000}; prints its address when it is ready. Stops on SIGTERM or Ctrl-C."""
    with surroundings.said_plainly():
        found = surroundings.settings()
        refuse_taken_port(found.port)
        refuse_unusable_socket(found.letter_socket)
        with surroundings.installation():
            pass  # tables up to date and questionnaires sound, before anything starts
        wake = wake_on(*STOP, signal.SIGCHLD)
        parts = (
            Kept("letters", LetterWorker(found.letter_socket)),
            Kept("worker", BackgroundWorker()),
            Kept("web", WebServer(found)),
        )
        with ExitStack() as running:
            kept = [running.enter_context(part) for part in parts]
            watch(kept, running.enter_context(scout(found)), found.public_url, wake)


def refuse_taken_port(port: int, cure: str = "set PORT to another") -> None:
    """Say so when something listens there already, instead of failing in a process of its own."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((ADDRESS, port))
        except OSError:
            raise click.ClickException(f"port {port} is in use: {cure}") from None


def refuse_unusable_socket(path: Path) -> None:
    """Say so when no socket can be there: the path is too long, or its folder is not there or not ours."""
    with socket.socket(socket.AF_UNIX) as probe:
        try:
            probe.bind(str(path))
        except OSError as error:
            if error.errno != errno.EADDRINUSE:  # the letter process takes the place of one that was left
                why = error.strerror or error
                cure = "set LETTER_SOCKET to a short path in a folder that this user may write in"
                raise click.ClickException(f"no socket can be made at {path} ({why}): {cure}") from None
        else:
            path.unlink()


def watch(kept: list[Kept], scout: BaseProcess, address: str, wake: int) -> None:
    """Say the address once the site is ready, and start again what ended, until told to stop."""
    said, pause = False, 0.0
    while not told_to_stop(wake, pause):
        said = said or say_when_ready(scout, address)
        waits = [wait for one in kept if (wait := one.look()) is not None]
        pause = min(waits, default=UNTIL_A_LOOK)


def say_when_ready(scout: BaseProcess, address: str) -> bool:
    """Print the address when the scout came back with good news; gives whether it came back."""
    if scout.is_alive():  # who asks also buries it
        return False
    if scout.exitcode == 0:
        click.echo(f"Preventiecheck: {address}")
    else:
        click.echo("The site is not ready after a minute; see /readyz.", err=True)
    return True


@contextmanager
def scout(settings: Settings) -> Iterator[BaseProcess]:
    """Ask for readiness from a process of its own, for to ask may take long."""
    process = multiprocessing.Process(target=wait_until_ready, args=(settings,), daemon=True)
    process.start()
    try:
        yield process
    finally:
        process.kill()
        process.join()


def wait_until_ready(settings: Settings) -> None:
    """End when everything is ready; with 1 when that takes too long."""
    until, pause = time.monotonic() + ANNOUNCED_WITHIN, FIRST_PAUSE
    while not is_ready(settings):
        if time.monotonic() > until:
            sys.exit(1)
        time.sleep(pause)
        pause = min(2 * pause, LONGEST_PAUSE)


def is_ready(settings: Settings) -> bool:
    """Ask the site itself."""
    connection = HTTPConnection(ADDRESS, settings.port, timeout=PATIENCE)
    try:
        connection.request("GET", "/readyz", headers={"Host": settings.trusted_hosts[0]})
        return connection.getresponse().status == HTTPStatus.OK
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()
