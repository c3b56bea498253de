"""The counters of finished checks, until they close. Exact, so nothing but a closing reads them.

A check is counted in the month it is finished in, and that month closes no earlier than the first of the next one. So
month and group say for good whether what was counted can still be taken back: once they have closed, no such row comes
again.
"""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import Date, bindparam, delete, insert, select, text, update

from shopcheck.core.statistics import NUMBER, Batch, Counted, Counters, Group, close, first_of_month
from shopcheck.store.errors import StoreDamaged
from shopcheck.store.rows import CountingRow, PendingRow, QueueRow, Row
from shopcheck.store.vault import new_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlalchemy import Connection

    from shopcheck.core.statistics import Cell, Closing, Tally
    from shopcheck.store.database import Database

QUEUE = Row.metadata.tables[QueueRow.__tablename__]
LAST = select(CountingRow.closed_on)
SETTLED = LAST.where(~select(PendingRow.batch).exists())

# Every cell of the lattice gets a row, also one that gets nothing now: what is published has noise on all of them, and
# a closing needs no questionnaire for it. One order for all, so that two that count at once never wait in a circle.
ADD = {
    "sqlite": text(
        """INSERT INTO queue (questionnaire, version, region, sector, month, cell, count)
           SELECT :questionnaire, :version, :region, :sector, :month, key, value FROM json_each(:adds) WHERE true
           ON CONFLICT DO UPDATE SET count = count + excluded.count WHERE excluded.count > 0"""
    ).bindparams(bindparam("month", type_=Date)),
    "postgresql": text(
        """INSERT INTO queue (questionnaire, version, region, sector, month, cell, count)
           SELECT :questionnaire, :version, :region, :sector, :month, key, CAST(value AS integer)
           FROM json_each_text(CAST(:adds AS json))
           ON CONFLICT (questionnaire, version, region, sector, month, cell)
           DO UPDATE SET count = queue.count + excluded.count WHERE excluded.count > 0"""
    ).bindparams(bindparam("month", type_=Date)),
}
OF_GROUP = [QUEUE.c[name] == bindparam(f"the_{name}") for name in (*Group._fields, "month")]
TAKE_BACK = (
    update(QUEUE)
    .where(*OF_GROUP, QUEUE.c.cell.in_(bindparam("cells", expanding=True)), QUEUE.c.count > 0)
    .values(count=QUEUE.c.count - 1)
)
WAITS = select(QUEUE.c.count).where(*OF_GROUP, QUEUE.c.cell == NUMBER)
ALL = select(*(QUEUE.c[name] for name in (*Group._fields, "month", "cell", "count"))).order_by(*QUEUE.primary_key)


def add(connection: Connection, tally: Tally, cells: Iterable[Cell], today: date) -> Counted:
    """Count a check in the cells of its tally; `cells` are all that there are. Keeps a closing waiting meanwhile."""
    last = connection.execute(LAST.with_for_update(read=True)).scalar_one()
    month = max(first_of_month(today), last or date.min)
    adds = {cell: int(cell in tally.cells) for cell in sorted(cells)}
    values = {**tally.group._asdict(), "month": month, "adds": json.dumps(adds)}
    connection.execute(ADD[connection.dialect.name], values)
    return Counted(tally, month)


def take_back(connection: Connection, counted: Counted) -> bool:
    """Count a check no longer; False when its counters have closed: then nobody can tell any more what was its own."""
    connection.execute(LAST.with_for_update())
    cells = counted.tally.cells
    found = connection.execute(TAKE_BACK, {**_of_group(counted), "cells": cells}).rowcount
    if found not in {0, len(cells)}:
        raise StoreDamaged
    return bool(found)


def waits(database: Database, counted: Counted) -> bool:
    """Whether a check that was counted can still be taken back."""
    with database.reading() as connection:
        return connection.execute(WAITS, _of_group(counted)).first() is not None


def last_closing(database: Database) -> date | None:
    """Say as of which day was closed last."""
    with database.reading() as connection:
        return connection.execute(LAST).scalar_one()


def settled(database: Database) -> date | None:
    """Say as of which day was closed last, with nothing left that waits for its noise; None when something does."""
    with database.reading() as connection:
        return connection.execute(SETTLED).scalar_one_or_none()


def take(connection: Connection, day: date) -> Closing | None:
    """Close as of a day: what goes leaves the queue for batches that wait for their noise. None when that was done.

    From here on nobody counts in what closed, so however often a batch is begun anew, it is the same one.
    """
    last = connection.execute(LAST.with_for_update()).scalar_one()
    due = first_of_month(day)
    if last and due <= last:
        return None
    closing = close(_queue(connection), day, last)
    gone = [_named(one.group, one.month) for one in (*closing.closed, *closing.dropped)]
    if gone:
        connection.execute(delete(QUEUE).where(*OF_GROUP), gone)
    if closing.batches:
        connection.execute(insert(PendingRow), [_pending(batch) for batch in closing.batches])
    connection.execute(update(CountingRow).values(closed_on=due))
    return closing


def _pending(batch: Batch) -> dict[str, object]:
    content = {"group": batch.group, "closed_on": batch.closed_on.isoformat(), "counts": batch.counts}
    return {"batch": batch.id, "content": json.dumps(content).encode(), "key": new_key()}


def pending(connection: Connection) -> tuple[tuple[Batch, bytes], ...]:
    """Give the batches that wait for their noise, each with its key; nobody else freezes them meanwhile."""
    rows = connection.execute(select(PendingRow.content, PendingRow.key).order_by(PendingRow.batch).with_for_update())
    return tuple((_batch(json.loads(content)), key) for content, key in rows)


def _batch(content: dict[str, Any]) -> Batch:
    return Batch(Group(*content["group"]), date.fromisoformat(content["closed_on"]), content["counts"])


def clear(connection: Connection, batches: Iterable[Batch]) -> None:
    """Destroy exact counts and key of batches that are frozen in the same transaction."""
    connection.execute(delete(PendingRow).where(PendingRow.batch.in_([one.id for one in batches])))


def _queue(connection: Connection) -> Iterator[Counters]:
    """Give all that waits."""
    counts: dict[tuple[Group, date], dict[Cell, int]] = {}
    for *group, month, cell, count in connection.execute(ALL):
        counts.setdefault((Group(*group), month), {})[cell] = count
    return (Counters(group, month, found) for (group, month), found in counts.items())


def _of_group(counted: Counted) -> dict[str, object]:
    return _named(counted.tally.group, counted.month)


def _named(group: Group, month: date) -> dict[str, object]:
    return {"the_month": month, **{f"the_{name}": value for name, value in group._asdict().items()}}
