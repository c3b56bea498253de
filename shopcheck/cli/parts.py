"""What `shopcheck serve` keeps running besides the letter process: the web server, and the worker."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server.mp import MPServer

from shopcheck.cli.signals import STOP
from shopcheck.letter import AT_ONCE

if TYPE_CHECKING:
    from multiprocessing.process import BaseProcess

    from shopcheck.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
ADDRESS = "127.0.0.1"
WORKERS, THREADS = 2, AT_ONCE + 1  # one more than can wait for letters
PATIENCE = 5  # seconds for a web process to finish what it was doing
LONGEST_WAIT = 5.0  # seconds for a part to stop, in which the web server has its patience besides


class WebServer:
    """The web server with its web processes: a group of processes, so that none outlives the others."""

    def __init__(self, settings: Settings) -> None:
        """Say where it listens."""
        self._settings = settings
        self._process: BaseProcess | None = None

    @property
    def alive(self) -> bool:
        """Whether the server runs; it replaces web processes itself."""
        return self._process is not None and self._process.is_alive()

    def start(self) -> None:
        """Start it; it opens its port a moment later."""
        self._process = multiprocessing.Process(target=serve_web, args=(self._settings,), name="web")
        self._process.start()

    def stop(self) -> None:
        """Let requests finish, then stop every process of the group."""
        process, self._process = self._process, None
        if process is None or process.pid is None:
            return
        process.terminate()
        process.join(PATIENCE + LONGEST_WAIT)
        with suppress(ProcessLookupError):  # they are gone, as they should
            os.killpg(process.pid, signal.SIGKILL)
        process.join()
        process.close()


def serve_web(settings: Settings) -> None:
    """Be the web server. Stops by itself when the process that started it is gone."""
    os.setpgid(0, 0)
    for one in (*STOP, signal.SIGCHLD):
        signal.signal(one, signal.SIG_DFL)
    Thread(target=_stop_with_parent, daemon=True).start()
    make_server(settings).serve()


def _stop_with_parent() -> None:
    """Wait without holding anything: the web processes are forked meanwhile."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os.kill(os.getpid(), signal.SIGTERM)


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
        log_dictconfig={"loggers": {"_granian": {}}},  # to our own log, as other libraries do
        respawn_failed_workers=True,
        workers_kill_timeout=PATIENCE,
        working_dir=ROOT,
    )


class BackgroundWorker:
    """`shopcheck worker` beside; it stops by itself too when this process is gone."""

    def __init__(self) -> None:
        """Start nothing yet."""
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def alive(self) -> bool:
        """Whether it runs."""
        return self._process is not None and self._process.poll() is None

    def start(self) -> None:
        """Start it."""
        self._process = subprocess.Popen(
            [sys.executable, "-m", "shopcheck.cli", "worker", "--with-parent"], cwd=ROOT, stdin=subprocess.PIPE
        )

    def stop(self) -> None:
        """Stop it, by force if it does not listen."""
        process, self._process = self._process, None
        if process is None:
            return
        process.terminate()
        try:
            process.communicate(timeout=LONGEST_WAIT)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
