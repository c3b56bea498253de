"""Writers are killed at any moment, again and again: what was acknowledged is there, once."""

from __future__ import annotations

import multiprocessing
import random
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from shopcheck import usecases
from shopcheck.core.errors import AnswersConflict
from shopcheck.core.questionnaire import QuestionId
from shopcheck.usecases import Keep
from tests.core.builders import answers
from tests.faults.writer import opened, write
from tests.machine import times
from tests.store.installations import page

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from shopcheck.usecases import Installation

pytest_plugins = ("tests.store.fixtures",)

QUESTIONS = ("kas_a", "kas_b", "kas_c")
FEW = 500  # acknowledged saves in an ordinary run
SAVES_A_KILL = 20
LONGEST_LIFE = 12  # acknowledged saves of a writer before it is killed
processes = multiprocessing.get_context("forkserver")  # a new writer in some milliseconds, without our threads
processes.set_forkserver_preload(["tests.faults.writer"])


@dataclass
class Writer:
    """A process that saves one question of the shared check over and over, and what it has told so far."""

    installation: Installation
    session_key: str
    question: str
    early: bool = False
    told: list[tuple[str, int]] = field(default_factory=list)

    @property
    def last(self) -> int:
        """The last number that was acknowledged."""
        return self.told[-1][1] if self.told else 0

    def start(self) -> None:
        """Start, or go on after a kill."""
        settings = self.installation.settings
        self.ear, mouth = processes.Pipe(duplex=False)
        given = (settings.database_url, str(settings.data), self.session_key, self.question, self.last + 1, self.early)
        self.process = processes.Process(target=write, args=(*given, mouth), daemon=True)
        self.process.start()
        mouth.close()

    def listen(self, saves: int) -> None:
        """Wait for so many acknowledgements."""
        for _ in range(saves):
            self._note(self.ear.recv_bytes())

    def kill(self) -> None:
        """Pull the plug; what it had told before is still heard."""
        self.process.kill()
        self.process.join()
        try:
            while True:
                self._note(self.ear.recv_bytes())
        except (EOFError, OSError):  # nothing more, or half a message
            self.ear.close()

    def _note(self, line: bytes) -> None:
        nonce, number = line.decode().split()
        self.told.append((nonce, int(number)))


@pytest.fixture
def shared(database_url: str, data: Path) -> Iterator[Installation]:
    """Open the installation that all writers work on."""
    installation = opened(database_url, str(data))
    yield installation
    installation.store.close()


def load(installation: Installation, session_key: str, saves: int, *, early: bool = False) -> list[Writer]:
    """Let three writers save one check until so many saves are acknowledged, killing one again and again meanwhile."""
    dice = random.Random(saves)  # noqa: S311 - which writer dies is no secret
    writers = [Writer(installation, session_key, question, early) for question in QUESTIONS]
    for writer in writers:
        writer.start()
    kills = 0
    while kills * SAVES_A_KILL < saves or sum(len(writer.told) for writer in writers) < saves:
        victim = dice.choice(writers)
        victim.listen(dice.randint(1, LONGEST_LIFE))
        victim.kill()
        kills += 1
        victim.start()
    for writer in writers:
        writer.kill()
    return writers


def violations(installation: Installation, session_key: str, writers: list[Writer]) -> list[str]:
    """Name everything that was acknowledged and is not there, or would have its effect a second time.

    Each question has one writer. Kept is the last number that it told, or the next one, saved but not told.
    """
    found = []
    visit = usecases.visit(installation, session_key)
    revision = visit.checkup.revision
    for writer in writers:
        kept = visit.checkup.answers.get(QuestionId(writer.question))
        if kept not in {writer.last, writer.last + 1}:
            found.append(f"{writer.question}: {kept} is kept, {writer.last} was acknowledged last")
        for nonce, number in writer.told:
            try:
                usecases.save(installation, visit, page(**{writer.question: number}), revision=revision, nonce=nonce)
            except AnswersConflict:
                found.append(f"{writer.question}: {number} had no effect the first time")
    after = usecases.visit(installation, session_key).checkup.revision
    if after != revision:
        found.append(f"{after - revision} saves had an effect the second time")
    return found


def begin(installation: Installation) -> str:
    """Start the check that is shared."""
    return usecases.start(installation, answers(), consent=False, keep=Keep.QUARTER)


def test_what_was_acknowledged_survives_kill_minus_nine_and_counts_once(shared: Installation) -> None:
    session_key = begin(shared)
    writers = load(shared, session_key, times(FEW))
    assert violations(shared, session_key, writers) == []
    if shared.store.database.sqlite:
        with shared.store.database.reading() as connection:
            assert connection.execute(text("PRAGMA integrity_check")).scalar_one() == "ok"


def test_an_acknowledgement_before_the_save_is_noticed(shared: Installation) -> None:
    session_key = begin(shared)
    writers = load(shared, session_key, 40, early=True)
    writers[0].told.append(("0123456789abcdef01234567", writers[0].last + 9))  # told, and killed before it saved
    assert violations(shared, session_key, writers)
