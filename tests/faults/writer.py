"""One writer of the load: saves a rising number through the use cases and tells each save once it is acknowledged.

By hand, to standard output: python -m tests.faults.writer URL DATA SESSION_KEY QUESTION SAVES [loose]
"""

from __future__ import annotations

import os
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from shopcheck import usecases
from shopcheck.catalogue import Catalogue
from shopcheck.settings import Settings
from shopcheck.store import database
from shopcheck.store.store import open_store
from shopcheck.usecases import Installation
from tests.store.installations import kas, page

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from shopcheck.core.questionnaire import Questionnaire

AGAIN = "_again"  # a second question that always gets the same number: half a save would show


def opened(url: str, data: str, questionnaire: Questionnaire | None = None) -> Installation:
    """Open the installation that the writers share, on the real clock."""
    settings = Settings.from_environment({"SHOPCHECK_DATA": data, "DATABASE_URL": url})
    store = open_store(settings.database_url, settings.data, time.time)
    catalogue = Catalogue((questionnaire or kas(),))
    return Installation(settings, catalogue, store, lambda: datetime.now(UTC).date(), lambda: datetime.now(UTC))


def nonce_of(question: str, number: int) -> str:
    """Name the form; posted again after a kill it is the same form."""
    return f"{question} {number}"


def save(installation: Installation, session_key: str, question: str, number: int) -> None:
    """Save one page, as it is made for this visit."""
    visit = usecases.visit(installation, session_key)
    given = page(**{question: number, question + AGAIN: number})
    nonce = nonce_of(question, number)
    usecases.save(installation, visit, given, revision=visit.checkup.revision, nonce=nonce)


def write(
    installation: Installation, session_key: str, question: str, numbers: Iterable[int], tell: Callable[[bytes], None]
) -> None:
    """Save number after number, and tell each when its save has returned."""
    for number in numbers:
        save(installation, session_key, question, number)
        tell(f"{number}\n".encode())


def boast(
    installation: Installation, session_key: str, question: str, numbers: Iterable[int], tell: Callable[[bytes], None]
) -> None:
    """Do what must not be done: tell first, then save. `tell` returns when the listener lets it."""
    for number in numbers:
        tell(f"{number}\n".encode())
        save(installation, session_key, question, number)


def loosen() -> None:
    """Do what must not be done: acknowledge before it is on disk."""
    chosen = database.pragmas

    def loose(version: tuple[int, int, int]) -> Mapping[str, str | int]:
        return {**chosen(version), "journal_mode": "wal", "synchronous": 1}  # NORMAL

    database.pragmas = loose


def main() -> None:
    """Save as often as the command line says."""
    url, data, session_key, question, saves, *fault = sys.argv[1:]
    if fault == ["loose"]:
        loosen()
    installation = opened(url, str(Path(data)))
    write(installation, session_key, question, range(1, int(saves) + 1), _print)
    installation.store.close()


def _print(told: bytes) -> None:
    os.write(1, told)


if __name__ == "__main__":
    main()
