"""Style, type and the few scripts: served from here only, under an address that changes with the content."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from functools import cache
from hashlib import sha256, sha384
from pathlib import Path
from typing import TYPE_CHECKING

from flask import request, send_from_directory, url_for

from shopcheck.web.access import public

if TYPE_CHECKING:
    from flask import Flask, Response

FOLDER = Path(__file__).parent / "static"
SHOWN = 16  # hexadecimal characters of the fingerprint in the address


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What a static file holds: `version` for the address, `integrity` for the page that loads it."""

    version: str
    integrity: str


@cache
def fingerprint(filename: str) -> Fingerprint | None:
    """Fingerprint a file of ours; None when there is no such file. Read once per process."""
    path = (FOLDER / filename).resolve()
    if not path.is_relative_to(FOLDER) or not path.is_file():
        return None
    content = path.read_bytes()
    integrity = "sha384-" + base64.b64encode(sha384(content).digest()).decode()
    return Fingerprint(sha256(content).hexdigest()[:SHOWN], integrity)


def is_fingerprinted() -> bool:
    """Whether this request asks for exactly the content that we have, so that it may be kept for ever."""
    filename = (request.view_args or {}).get("filename", "")
    mark = _known(filename)
    return mark is not None and request.args.get("v") == mark.version


def _known(filename: str) -> Fingerprint | None:
    """Look up without filling the cache with names that do not exist."""
    return fingerprint(filename) if filename in _names() else None


@cache
def _names() -> frozenset[str]:
    return frozenset(path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*") if path.is_file())


@public
def static(filename: str) -> Response:
    """Send a static file."""
    return send_from_directory(FOLDER, filename)


@cache
def path_to(endpoint: str) -> str:
    """Address of a page of the owner's app that every page of it links to; worked out once per process."""
    return url_for(endpoint)


@cache
def asset(filename: str) -> str:
    """Address of a static file with its fingerprint; a name that does not exist fails the page, not silently."""
    mark = fingerprint(filename)
    if mark is None:
        raise FileNotFoundError(filename)
    return f"/static/{filename}?v={mark.version}"  # one address, also for the pages of the desk


def integrity(filename: str) -> str:
    """Give the integrity value for a script or style of ours."""
    mark = fingerprint(filename)
    if mark is None:
        raise FileNotFoundError(filename)
    return mark.integrity


def register(app: Flask) -> None:
    """Serve the files, and let the owner's pages keep what they link to."""
    app.add_url_rule(
        "/static/<path:filename>", endpoint="static", view_func=static, methods=["GET"], provide_automatic_options=False
    )
    app.jinja_env.globals["path_to"] = path_to
