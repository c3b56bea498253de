"""The web's side of the letter process: start it, stop it, have a letter printed. Loads no typesetter."""

from __future__ import annotations

import os
import select
import socket
import subprocess
import sys
import time
from pathlib import Path
from threading import BoundedSemaphore
from typing import TYPE_CHECKING

from shopcheck.core.errors import LetterFailed, LettersBusy
from shopcheck.letter.wire import LONGEST_PDF, receive, send

if TYPE_CHECKING:
    from types import TracebackType
    from typing import Self

WAIT = 17.0  # s: the 15 that the letter process gives a letter, and a little
AT_ONCE = 3  # letters that one web process waits for; it has a thread more than that, for pages
START = 60.0  # s
STOP = 10.0  # s
READY = b"ready\n"
INHERITED = ("PATH", "LANG", "LC_ALL", "HOME", "TMPDIR", "DYLD_FALLBACK_LIBRARY_PATH", "WEASYPRINT_DLL_DIRECTORIES")


def print_pdf(html: str, socket_path: Path | str) -> bytes:
    """Have a letter printed. Raises LetterFailed: the process is gone, crashed on this letter or ran out of time."""
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
            connection.settimeout(WAIT)
            connection.connect(str(socket_path))
            send(connection, html.encode())
            return receive(connection, LONGEST_PDF)
    except OSError as error:
        raise LetterFailed(f"the letter process gave no letter: {type(error).__name__}") from None


class Letters:
    """The letters of one web process: never so many at once that nobody is left to serve pages."""

    def __init__(self, socket_path: Path | str, at_once: int = AT_ONCE) -> None:
        """Say where the letter process listens."""
        self._socket_path = socket_path
        self._places = BoundedSemaphore(at_once)

    def __call__(self, html: str) -> bytes:
        """Have a letter printed. Raises LettersBusy at once when there is no place to wait, or LetterFailed."""
        if not self._places.acquire(blocking=False):
            raise LettersBusy("every place is taken")
        try:
            return print_pdf(html, self._socket_path)
        finally:
            self._places.release()


class LetterWorker:
    """The letter process, as long as the `with` block or between `start` and `stop`. It ends when its owner ends.

    `start` waits for nothing, so that who has more to look after stays awake; `wait` and the block do.
    """

    def __init__(self, socket_path: Path | str) -> None:
        """Say where its socket will be; the folder must exist and be its owner's alone."""
        self.socket_path = Path(socket_path)
        self._process: subprocess.Popen[bytes] | None = None
        self._ready, self._until = False, 0.0

    @property
    def alive(self) -> bool:
        """Whether the process runs, and took no longer than it may to come up."""
        if self._process is None or self._process.poll() is not None:
            return False
        return self._came_up(0) or time.monotonic() < self._until

    def start(self) -> None:
        """Start the process; it takes letters a moment later."""
        environment = {name: os.environ[name] for name in INHERITED if name in os.environ}  # no secrets, no settings
        self._process = subprocess.Popen(  # noqa: S603 - our own program, fixed arguments
            [sys.executable, "-m", "shopcheck.letter", str(self.socket_path)],
            stdin=subprocess.PIPE,  # held open: when we are gone, it reads the end and stops
            stdout=subprocess.PIPE,
            cwd=Path(__file__).parents[2],
            env=environment,
        )
        self._ready, self._until = False, time.monotonic() + START

    def wait(self) -> None:
        """Wait until it takes letters. Raises LetterFailed, and stops it, when it does not come up."""
        if not self._came_up(START):
            self.stop()
            raise LetterFailed("the letter process did not start; it says why in the line of JSON before this")

    def _came_up(self, seconds: float) -> bool:
        """Whether it said that it is ready, or does so within these seconds."""
        output = self._process and self._process.stdout
        if not self._ready and output and select.select([output.fileno()], [], [], seconds)[0]:
            self._ready = output.readline() == READY
        return self._ready

    def stop(self) -> None:
        """Stop the process, by force if it does not listen. Harmless when it is not there."""
        process, self._process = self._process, None
        if process is None:
            return
        process.terminate()
        try:
            process.communicate(timeout=STOP)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()

    def __enter__(self) -> Self:
        self.start()
        self.wait()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
