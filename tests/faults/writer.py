"""One writer of the load: saves a rising number through the use cases and tells each save once it is acknowledged."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from secrets import token_hex
from typing import TYPE_CHECKING

from shopcheck import usecases
from shopcheck.settings import Settings
from shopcheck.store.store import open_store
from shopcheck.usecases import Installation
from tests.store.installations import kas, page

if TYPE_CHECKING:
    from multiprocessing.connection import Connection


def opened(url: str, data: str) -> Installation:
    """Open the installation that the writers share, on the real clock."""
    settings = Settings.from_environment({"SHOPCHECK_DATA": data, "DATABASE_URL": url})
    store = open_store(url, Path(data), time.time)
    return Installation(settings, {"proef": kas()}, store, lambda: datetime.now(UTC).date(), lambda: datetime.now(UTC))


def write(url: str, data: str, session_key: str, question: str, start: int, early: bool, tell: Connection) -> None:
    """Save start, start + 1, … until killed. With `early`, the fault to be noticed, it tells before it saves."""
    installation = opened(url, data)
    for number in count(start):
        visit = usecases.visit(installation, session_key)
        nonce = token_hex(12)
        told = f"{nonce} {number}".encode()
        if early:
            tell.send_bytes(told)
        usecases.save(installation, visit, page(**{question: number}), revision=visit.checkup.revision, nonce=nonce)
        if not early:
            tell.send_bytes(told)
