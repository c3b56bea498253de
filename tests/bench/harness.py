"""Servers as process trees, a client that walks a survey, and processor time per turn."""

from __future__ import annotations

import contextlib
import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode, urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

TICK = os.sysconf("SC_CLK_TCK")
PAGE = os.sysconf("SC_PAGE_SIZE")
FORM = re.compile(r"<form\b[^>]*>.*?</form>", re.DOTALL)
TAG = re.compile(r"<(?:input|select|option|textarea|form|button)\b[^>]*>")
ATTRIBUTE = re.compile(r'([\w-]+)(?:="([^"]*)")?')


@dataclass
class Server:
    """A server in its own process group, listening on a port of the loopback."""

    port: int
    process: subprocess.Popen[bytes]

    def cpu_seconds(self) -> float:
        """User and system time of the whole tree so far, with the children that ended."""
        return sum(self._times(pid) for pid in tree(self.process.pid))

    @staticmethod
    def _times(pid: int) -> float:
        with contextlib.suppress(FileNotFoundError, ProcessLookupError):
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            return sum(int(value) for value in fields[11:15]) / TICK
        return 0.0


def tree(pid: int) -> list[int]:
    """Give a process and all that it started and that still live."""
    found = [pid]
    with contextlib.suppress(FileNotFoundError, ProcessLookupError):
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in (task / "children").read_text().split():
                found += tree(int(child))
    return found


def resident_mib(pid: int) -> float:
    """Resident memory of one process, MiB; what it shares with its parent counts in full."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * PAGE / 2**20


@contextlib.contextmanager
def serving(command: list[str], port: int, environment: Mapping[str, str]) -> Iterator[Server]:
    """Run a server until the block ends; waits until it answers."""
    process = subprocess.Popen(
        command,
        env={**os.environ, **environment},
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait(port, process)
        yield Server(port, process)
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(30)


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    while process.poll() is None:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.02)
    sys.exit(f"the server ended with {process.returncode} before it listened")


def free_port() -> int:
    """Find a port that nobody uses now."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@dataclass
class Walker:
    """A browser without pictures: keeps cookies, follows redirects, fills in the form that is on the page."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    path: str = "/"
    body: str = ""
    turns: int = 0
    seconds: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Keep one connection, as a browser does."""
        self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)

    def get(self, path: str) -> bytes:
        """Fetch a page, following redirects."""
        return self._request("GET", path, None)

    def post(self, path: str, fields: list[tuple[str, str]]) -> bytes:
        """Post a form and follow the redirect to the next page: one turn."""
        begin = time.perf_counter()
        body = self._request("POST", path, urlencode(fields))
        self.turns += 1
        self.seconds.append(time.perf_counter() - begin)
        return body

    def _request(self, method: str, path: str, body: str | None) -> bytes:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self.connection.request(method, path, body, headers)
        response = self.connection.getresponse()
        content = response.read()
        for cookie in response.headers.get_all("Set-Cookie") or []:
            name, _, value = cookie.split(";")[0].partition("=")
            self.cookies[name] = value
        if response.status in {302, 303}:
            return self._request("GET", urlsplit(response.headers["Location"]).path, None)
        if response.status != http.client.OK:
            sys.exit(f"{method} {path} answered {response.status}: {content[:500].decode(errors='replace')}")
        self.path, self.body = path, content.decode(errors="replace")
        return content

    def fill_in(self, wanted: Mapping[str, str] | None = None) -> bytes:
        """Post the form with the most fields on this page: the first choice of every question, or what is wanted."""
        form = max(FORM.findall(self.body), key=len)
        fields: dict[str, str] = {}
        action = self.path
        for tag in TAG.findall(form):
            seen = {name: unescape(value) for name, value in ATTRIBUTE.findall(tag[1:])}
            if tag.startswith("<form"):
                action = seen.get("action") or self.path
            elif "name" in seen and seen.get("type") in {"radio", "hidden"}:
                fields.setdefault(seen["name"], seen.get("value", ""))
            elif "name" in seen and seen.get("type") != "checkbox":
                fields.setdefault(seen["name"], "")
        fields.update((wanted or {}).items())
        return self.post(action, list(fields.items()))
