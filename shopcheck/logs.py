"""The log: one line of JSON on stderr for each thing that happens. The only module that imports structlog."""

from __future__ import annotations

import logging
import sys
from typing import TextIO

import structlog


class Stderr:
    """Writes to what stderr is at that moment."""

    def msg(self, message: str) -> None:
        """Write one line."""
        stream: TextIO = sys.stderr
        stream.write(message + "\n")
        stream.flush()

    info = warning = error = msg


log: structlog.types.FilteringBoundLogger = structlog.wrap_logger(
    Stderr(),
    processors=[
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True, key="time"),
        structlog.processors.JSONRenderer(sort_keys=True),
    ],
    wrapper_class=structlog.make_filtering_bound_logger(20),
)


class Libraries(logging.Handler):
    """Tells that a library logged something, and where; never its words, for they may hold what was typed."""

    def emit(self, record: logging.LogRecord) -> None:
        """Write one line."""
        kind = record.exc_info and record.exc_info[0]
        cause = {"cause": kind.__name__} if kind else {}
        place = f"{record.module}:{record.lineno}"
        log.warning("library", library=record.name, place=place, said=record.levelname, **cause)


logging.basicConfig(handlers=[Libraries()])
