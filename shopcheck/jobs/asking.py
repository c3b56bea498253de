"""Asking for work: tickets in the transaction of what is to be done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import psycopg

TASK, QUEUE = "work", "work"
TICKETS = 8  # enough for several machines; one too many costs some milliseconds


def ask(connection: psycopg.Connection[Any], things: int) -> None:
    """Wake workers for so many things, as soon as this transaction of PostgreSQL is committed."""
    from procrastinate import App, SyncPsycopgConnector  # noqa: PLC0415 - a quarter of a second that SQLite need not pay
    from procrastinate.exceptions import ConnectorException  # noqa: PLC0415 - as above

    deferrer = App(connector=SyncPsycopgConnector()).configure_task(TASK, queue=QUEUE, connection=connection)
    try:
        deferrer.batch_defer(*({} for _ in range(min(things, TICKETS))))
    except ConnectorException as error:
        raise error.__cause__ or error from None  # for whoever minds the transaction
