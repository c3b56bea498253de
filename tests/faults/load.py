"""Writers on one check that are killed again and again, and the question whether anything they told is untrue."""

from __future__ import annotations

import multiprocessing
import random
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING

from sqlalchemy import text

from shopcheck import usecases
from shopcheck.core.errors import AnswersConflict
from shopcheck.core.questionnaire import QuestionId
from tests.faults.writer import AGAIN, boast, nonce_of, opened, write
from tests.store.installations import CLIENT, page

if TYPE_CHECKING:
    from collections.abc import Iterator
    from multiprocessing.connection import Connection
    from multiprocessing.context import ForkServerProcess

    from shopcheck.store.database import Database
    from shopcheck.usecases import Installation, Visit

QUESTIONS = ("kas_a", "kas_b", "kas_c")
SAVES_A_KILL = 15
LONGEST_LIFE = 12  # acknowledged saves of a writer before it is killed

processes = multiprocessing.get_context("forkserver")  # a new writer in some milliseconds, without our threads
processes.set_forkserver_preload(["tests.faults.writer"])


@dataclass(frozen=True, slots=True)
class Shared:
    """The check that every writer saves, and where it is kept."""

    url: str
    data: str
    session_key: str
    code: str


@dataclass
class Writer:
    """A process that saves one question of the check over and over, and what it has told so far."""

    shared: Shared
    question: str
    boasting: bool = False  # tells before it saves
    told: list[int] = field(default_factory=list)

    @property
    def last(self) -> int:
        """The highest number that was acknowledged; 0 before the first."""
        return max(self.told, default=0)

    def start(self, *, again: bool = False) -> None:
        """Start, or after a kill go on; what was not acknowledged is posted again, with `again` the one before too."""
        first = max(1, self.last if again else self.last + 1)
        self.ear, mouth = processes.Pipe()
        self.process: ForkServerProcess = processes.Process(
            target=_live, args=(self.shared, self.question, first, self.boasting, mouth), daemon=True
        )
        self.process.start()
        mouth.close()

    def listen(self, saves: int) -> None:
        """Wait for so many acknowledgements."""
        for _ in range(saves):
            self.told.append(int(self.ear.recv_bytes()))

    def nod(self) -> None:
        """Let a boasting writer save what it has told."""
        self.ear.send_bytes(b"go on")

    def bury(self) -> None:
        """Wait for the end of a writer that was killed, and hear what it told before."""
        self.process.join()
        try:
            while True:
                self.listen(1)
        except (EOFError, OSError):  # nothing more, or half a message
            self.ear.close()


def _live(shared: Shared, question: str, start: int, boasting: bool, mouth: Connection) -> None:
    installation = opened(shared.url, shared.data)

    def tell_and_wait(told: bytes) -> None:
        mouth.send_bytes(told)
        mouth.recv_bytes()

    if boasting:
        boast(installation, shared.session_key, question, count(start), tell_and_wait)
    else:
        write(installation, shared.session_key, question, count(start), mouth.send_bytes)


def kill(*victims: Writer) -> None:
    """Pull the plug, of all before one is buried."""
    for victim in victims:
        victim.process.kill()
    for victim in victims:
        victim.bury()


def load(shared: Shared, saves: int) -> tuple[list[Writer], int]:
    """Let three writers save until so many saves are acknowledged, killing one or all meanwhile; gives the kills too.

    One in three times a writer posts its last form again, as if the acknowledgement was lost on the way.
    """
    writers = [Writer(shared, question) for question in QUESTIONS]
    for writer in writers:
        writer.start()
    kills = 0
    while kills * SAVES_A_KILL < saves or sum(len(writer.told) for writer in writers) < saves:
        victims = random.sample(writers, random.choice([1, 1, 1, 1, len(writers)]))  # noqa: S311 - no secret
        victims[0].listen(random.randint(1, LONGEST_LIFE))  # noqa: S311 - no secret
        kill(*victims)
        kills += len(victims)
        for victim in victims:
            victim.start(again=random.random() < 1 / 3)  # noqa: S311 - no secret
    kill(*writers)
    return writers, kills


def violations(shared: Shared, writers: list[Writer]) -> list[str]:
    """Open everything again and name what was told and is not there, is there by half, or counts twice.

    Each question has one writer. Kept is the last number that it told, or the next one, saved but not told.
    """
    installation = opened(shared.url, shared.data)
    try:
        _let_the_dead_finish(installation.store.database)
        session_key = usecases.resume(installation, shared.code, client=CLIENT)
        visit = usecases.visit(installation, session_key)
        return [
            *_not_kept(visit, writers),
            *_not_once(installation, visit, writers),
            *_had_no_effect(installation, visit, writers),
            *_not_once(installation, usecases.visit(installation, session_key), writers),
            *_not_sound(installation.store.database),
        ]
    finally:
        installation.store.close()


def _let_the_dead_finish(database: Database) -> None:
    """Wait for what PostgreSQL still does for a writer that is no more."""
    with database.writing() as connection:
        if not database.sqlite:
            connection.execute(text("LOCK TABLE checkup IN EXCLUSIVE MODE"))


def _not_kept(visit: Visit, writers: list[Writer]) -> Iterator[str]:
    for writer in writers:
        kept, again = _kept(visit, writer.question), _kept(visit, writer.question + AGAIN)
        if kept not in {writer.last, writer.last + 1}:
            yield f"{writer.question}: {kept} is kept, {writer.last} was acknowledged last"
        if kept != again:
            yield f"{writer.question}: half a save, {kept} and {again}"


def _not_once(installation: Installation, visit: Visit, writers: list[Writer]) -> Iterator[str]:
    """Compare forms, marks and effects: numbers rise by one, so the last of each question counts its forms."""
    forms = sum(_kept(visit, writer.question) for writer in writers)
    with installation.store.database.reading() as connection:
        marks = connection.execute(text("SELECT count(*) FROM nonce")).scalar_one()
    effects = visit.checkup.revision - 1
    if not forms == marks == effects:
        yield f"{forms} forms, {marks} marks of a form, {effects} effects"


def _had_no_effect(installation: Installation, visit: Visit, writers: list[Writer]) -> Iterator[str]:
    """Post every acknowledged form once more, as it was: no effect now, or it had none the first time."""
    for writer in writers:
        for number in writer.told:
            given = page(**{writer.question: number, writer.question + AGAIN: number})
            try:
                usecases.save(installation, visit, given, revision=1, nonce=nonce_of(writer.question, number))
            except AnswersConflict:
                yield f"{writer.question}: {number} was acknowledged and is not known"


def _not_sound(database: Database) -> Iterator[str]:
    if database.sqlite:
        with database.reading() as connection:
            said = connection.execute(text("PRAGMA integrity_check")).scalar_one()
        if said != "ok":
            yield f"SQLite: {said}"


def _kept(visit: Visit, question: str) -> int:
    kept = visit.checkup.answers.get(QuestionId(question), 0)
    assert isinstance(kept, int)
    return kept
