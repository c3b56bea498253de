"""Tickets: asked for in a transaction, taken by a worker, and missed by nobody when a worker or a database dies."""

from __future__ import annotations

import asyncio
import json
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier, BrokenBarrierError, Event, Semaphore
from typing import TYPE_CHECKING

import pytest
from procrastinate import PsycopgConnector
from sqlalchemy import text

from shopcheck import jobs
from shopcheck.jobs import Work, Worker
from shopcheck.jobs.memory import Memory
from shopcheck.jobs.tickets import LANES, make_app
from shopcheck.store.database import driver_of, open_database
from tests.postgresql import new_cluster, throw_away

if TYPE_CHECKING:
    from collections.abc import Coroutine, Iterator

    from shopcheck.store.database import Database

SOON = 60.0  # s, far more than anything here takes


@pytest.fixture
def database(postgresql_url: str) -> Iterator[Database]:
    """Open a PostgreSQL with the tables of tickets."""
    opened = open_database(postgresql_url)
    prepare(opened)
    yield opened
    opened.close()


def in_a_loop(work: Coroutine[None, None, None]) -> None:
    """Run it in a thread of its own: the loop of a browser may be running in ours."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, work).result()


def prepare(database: Database) -> None:
    """Bring the tables of tickets up to date."""
    with database.writing() as connection:
        jobs.prepare(driver_of(connection))


def count(database: Database, table: str) -> int:
    """Count rows."""
    with database.reading() as connection:
        return int(connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one())  # noqa: S608 - our own names


class Pile:
    """Things to do; says when the last one is done."""

    def __init__(self, things: int) -> None:
        """Put so many things there."""
        self.left, self.done, self.looked = things, Event(), 0

    def one(self) -> bool:
        """Do one thing."""
        if not self.left:
            self.done.set()
            return False
        self.left -= 1
        return True

    def look(self) -> bool:
        """Look whether there is more."""
        self.looked += 1
        return bool(self.left)


def test_without_postgresql_a_worker_looks_by_itself() -> None:
    pile = Pile(5)
    with Worker(Work(pile.one, pile.look), None):
        assert pile.done.wait(SOON)
    assert pile.left == 0


def test_on_postgresql_a_worker_is_woken_by_what_is_committed(database: Database) -> None:
    pile = Pile(5)
    with Worker(Work(pile.one, lambda: False), database.conninfo):
        with database.writing() as connection:
            jobs.ask(driver_of(connection), 5)
        assert pile.done.wait(SOON)
    assert pile.left == 0
    assert count(database, "procrastinate_workers") == 0


def test_nobody_is_woken_by_what_is_undone(database: Database) -> None:
    with pytest.raises(ZeroDivisionError), database.writing() as connection:  # noqa: PT012 - the transaction is the test
        jobs.ask(driver_of(connection), 5)
        raise ZeroDivisionError
    assert count(database, "procrastinate_jobs") == 0
    with database.writing() as connection:
        jobs.ask(driver_of(connection), 500)
    assert count(database, "procrastinate_jobs") == 8


def test_the_tables_are_made_once_and_a_newer_library_adds_its_own_steps(database: Database) -> None:
    steps = count(database, "procrastinate_step")
    assert steps > 30
    prepare(database)
    assert count(database, "procrastinate_step") == steps
    with database.writing() as connection:
        connection.execute(text("DELETE FROM procrastinate_step WHERE name LIKE '03.03.00_01%'"))
    prepare(database)  # a step that may be taken again: it replaces a function
    assert count(database, "procrastinate_step") == steps


def test_the_ticket_of_a_worker_that_died_is_saved(database: Database) -> None:
    with database.writing() as connection:
        jobs.ask(driver_of(connection), 1)
        connection.execute(
            text("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '1 hour')")
        )
        dead = text(
            "UPDATE procrastinate_jobs SET status = 'doing', worker_id = (SELECT id FROM procrastinate_workers)"
        )
        connection.execute(dead)
    rescue(database)
    with database.reading() as connection:
        assert connection.execute(text("SELECT status FROM procrastinate_jobs")).scalars().all() == ["todo"]


def rescue(database: Database) -> None:
    """Do what is done every minute."""

    async def run() -> None:
        app = make_app(
            PsycopgConnector(conninfo=database.conninfo, min_size=1), lambda: None, lambda: False, "* * * * *"
        )
        async with app.open_async():
            await app.tasks["rescue"].func(0)

    in_a_loop(run())


def test_what_goes_wrong_is_told_and_tried_again_after_a_rest(capsys: pytest.CaptureFixture[str]) -> None:
    again, tries = Event(), []

    def one() -> bool:
        tries.append(1)
        if len(tries) == 1:
            raise ZeroDivisionError("canary")
        again.set()
        return False

    with Worker(Work(one, lambda: True), None, rest=0.1):
        assert again.wait(SOON)
    said = capsys.readouterr().err
    assert [json.loads(line)["cause"] for line in said.splitlines() if '"work failed"' in line] == ["ZeroDivisionError"]
    assert "canary" not in said


def test_a_worker_outlives_a_database_that_goes_away() -> None:
    cluster = new_cluster()
    try:
        database = open_database(cluster.new_database())
        prepare(database)
        pile = Pile(1)
        with Worker(Work(pile.one, pile.look), database.conninfo, rest=0.1):
            with database.writing() as connection:
                jobs.ask(driver_of(connection), 1)
            assert pile.done.wait(SOON)
            cluster.crash()
            pile.left = 1
            pile.done.clear()
            cluster.start()
            assert pile.done.wait(SOON)
        database.close()
    finally:
        throw_away(cluster)


def test_tickets_in_memory_leave_nothing_behind() -> None:
    connector = Memory()
    looked = Event()

    def look() -> bool:
        looked.set()
        return True

    async def run() -> None:
        app = make_app(connector, lambda: None, look, "* * * * * *")
        async with app.open_async():
            working = asyncio.create_task(
                app.run_worker_async(queues=["work"], delete_jobs="always", install_signal_handlers=False)
            )
            await asyncio.to_thread(looked.wait, SOON)
            working.cancel()
            await asyncio.gather(working, return_exceptions=True)

    in_a_loop(run())
    assert looked.is_set()
    assert connector.events.keys() == connector.jobs.keys()  # what still waits, and nothing that is done
    assert len(connector.queries) <= 1


def test_never_more_than_two_things_are_done_at_once(database: Database) -> None:
    inside, most, pile = Semaphore(LANES), [True], Pile(30)
    one_too_many = Barrier(LANES + 1)

    def one() -> bool:
        if not inside.acquire(blocking=False):
            most[0] = False
        with suppress(BrokenBarrierError):
            one_too_many.wait(0.5)  # stay for as long as another may come
        inside.release()
        return pile.one()

    with Worker(Work(one, pile.look), database.conninfo):
        with database.writing() as connection:
            jobs.ask(driver_of(connection), 500)
        assert pile.done.wait(SOON)
    assert most == [True]
