"""Tickets as jobs of procrastinate: taking them, giving out what is missing, and saving those of a worker that died."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING

from procrastinate import App, PsycopgConnector
from procrastinate.exceptions import AlreadyEnqueued

from shopcheck.jobs.asking import QUEUE, TASK
from shopcheck.jobs.memory import Memory

if TYPE_CHECKING:
    from collections.abc import Callable

    from procrastinate.connector import BaseConnector

EVERY_SECOND, EVERY_TEN_SECONDS, EVERY_MINUTE = "* * * * * *", "* * * * * */10", "* * * * *"
LANES = 2  # things at a time: as many as the letter process has children
CONNECTIONS = LANES + 2


async def take(conninfo: str | None, do: Callable[[], None], look: Callable[[], bool]) -> None:
    """Take tickets until this is cancelled, or the database goes away."""
    connector, often = (Memory(), EVERY_SECOND) if conninfo is None else (_connector(conninfo), EVERY_TEN_SECONDS)
    app = make_app(connector, do, look, often)
    async with app.open_async():
        await app.run_worker_async(
            queues=[QUEUE], concurrency=LANES, delete_jobs="always", install_signal_handlers=False
        )


def make_app(connector: BaseConnector, do: Callable[[], None], look: Callable[[], bool], often: str) -> App:
    """Say what to do with a ticket, and what is done by the clock: `often` is when to look whether one is missing."""
    app = App(connector=connector)
    ticket = app.task(name=TASK, queue=QUEUE)(do)

    @app.periodic(cron=often)
    @app.task(name="look", queue=QUEUE, queueing_lock="look")
    async def give_out(timestamp: int) -> None:  # noqa: ARG001 - the library says when
        if await asyncio.to_thread(look):
            for lane in range(LANES):
                with suppress(AlreadyEnqueued):
                    await ticket.configure(queueing_lock=f"lane {lane}").defer_async()

    @app.periodic(cron=EVERY_MINUTE)
    @app.task(name="rescue", queue=QUEUE, queueing_lock="rescue")
    async def rescue(timestamp: int) -> None:  # noqa: ARG001 - as above
        for job in await app.job_manager.get_stalled_jobs():
            await app.job_manager.retry_job(job)

    return app


def _connector(conninfo: str) -> PsycopgConnector:
    return PsycopgConnector(conninfo=conninfo, min_size=1, max_size=CONNECTIONS)
