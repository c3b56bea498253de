"""A closing in a process of its own that is killed at one of its steps, and tells the bytes of every leaf it made."""

from __future__ import annotations

import os
import signal
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import event

from shopcheck.core import release
from shopcheck.store import frozen
from shopcheck.usecases.closing import close_month
from tests.faults.writer import opened

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    from shopcheck.core.release import Leaf
    from shopcheck.core.statistics import Batch

DAY = date(2026, 12, 1)


def close(url: str, data: str, kill_at: int, mouth: Connection) -> None:
    """Close, and be killed just before the statement with this number; 0 is never."""
    installation = opened(url, data)

    def tell(batch: Batch, key: bytes) -> Leaf:
        leaf = release.freeze(batch, key)
        mouth.send_bytes(release.written(leaf))
        return leaf

    frozen.freeze = tell  # type: ignore[attr-defined]  # in this process only
    count = 0

    def pull(*_: object) -> None:
        nonlocal count
        count += 1
        if count == kill_at:
            os.kill(os.getpid(), signal.SIGKILL)

    for name in ("before_cursor_execute", "commit"):
        event.listen(installation.store.database.writer, name, pull)
    close_month(installation, DAY, who="worker")
    installation.store.close()
