"""A small installation with a clock of its own, and what tests do with it. Its fixtures are in fixtures.py."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import event

from shopcheck import usecases
from shopcheck.catalogue import Catalogue
from shopcheck.core.questionnaire import QuestionId
from shopcheck.settings import Settings
from shopcheck.store.store import open_store
from shopcheck.usecases import Installation, Keep, Visit
from tests.core.builders import answers, form, option, question, questionnaire

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from shopcheck.core.questionnaire import Questionnaire
    from shopcheck.core.response import Answer
    from shopcheck.store.database import Database

CLIENT = "198.51.100.7"


@dataclass
class Clock:
    """A time that passes only when a test says so."""

    moment: datetime = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)

    def now(self) -> datetime:
        """Say what time it is."""
        return self.moment

    def today(self) -> date:
        """Say what day it is."""
        return self.moment.date()

    def seconds(self) -> float:
        """Say what time it is, in seconds since 1970."""
        return self.moment.timestamp()

    def go_on(self, **by: float) -> None:
        """Let time pass: seconds=, minutes=, hours= or days=."""
        self.moment += timedelta(**by)


def kas(version: str = "1") -> Questionnaire:
    """Make a questionnaire with three questions about the till."""
    asked = [question(f"kas_{one}", option("goed"), option("matig", 3), option("slecht", 5)) for one in "abc"]
    return replace(questionnaire(form("kas", *asked)), version=version, hash=version)


def install(url: str, data: Path, clock: Clock, *versions: Questionnaire) -> Installation:
    """Open an installation; close its store when done."""
    settings = Settings.from_environment({"SHOPCHECK_DATA": str(data), "DATABASE_URL": url})
    store = open_store(url, data, clock.seconds)
    return Installation(settings, Catalogue(versions or (kas(),)), store, clock.today, clock.now)


def begin(installation: Installation, keep: Keep = Keep.QUARTER, **given: Answer) -> Visit:
    """Start a check with these answers and open it."""
    session_key = usecases.start(installation, answers(**given), consent=False, keep=keep)
    return usecases.visit(installation, session_key)


def reopen(installation: Installation, visit: Visit) -> Visit:
    """Open the same check on another device."""
    session_key = usecases.resume(installation, visit.checkup.code, client=CLIENT)
    return usecases.visit(installation, session_key)


def page(**given: Answer | None) -> dict[QuestionId, Answer | None]:
    """Type the answers of one posted page."""
    return {QuestionId(one): value for one, value in given.items()}


@contextmanager
def statements(database: Database) -> Iterator[list[str]]:
    """Collect the statements that reach the database meanwhile."""
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        seen.append(statement)

    event.listen(database.engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(database.engine, "before_cursor_execute", note)
