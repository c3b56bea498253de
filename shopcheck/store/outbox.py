"""What partners have to hear, written in the transaction that publishes it: a row per release and receiver.

A row is tried until it is delivered, ten times over some three days, and is dead after that: a letter that somebody has
to look at. Its id goes out with every try, so that whoever hears it twice knows. A try is a claim with a lease, counted
before it begins: who is killed halfway leaves a row that is tried again, and that also ends.
"""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, time
from enum import StrEnum
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import bindparam, delete, exists, func, insert, select, update

from shopcheck.store.rows import DeliveryRow

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from sqlalchemy import BindParameter, Connection, Update

    from shopcheck.store.releases import Published

# Seconds until the first try, and from each try that failed to the next (Standard Webhooks): 75½ hours together.
SCHEDULE = (0, 5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400)
LEASE = 300  # seconds for one try: far more than any kind of receiver takes
LONGEST_SAID = 100
GONE = "410"  # the answer of a receiver that wants to hear nothing any more


class State(StrEnum):
    """How far a delivery is."""

    WAITING = "waiting"
    DELIVERED = "delivered"
    DEAD = "dead"


class Delivery(NamedTuple):
    """One release for one receiver. `said` is what came of the last try; `due` and `created` are seconds since 1970."""

    id: str
    release_id: str
    receiver: str
    created: int
    state: State
    tries: int
    due: int
    said: str


COLUMNS = tuple(getattr(DeliveryRow, name) for name in Delivery._fields)
NOW: BindParameter[int] = bindparam("now")
WAITS = DeliveryRow.state == State.WAITING
DUE = select(*COLUMNS).where(WAITS, DeliveryRow.due <= NOW).order_by(DeliveryRow.due, DeliveryRow.id).limit(1)
SHUT = (DeliveryRow.state == State.DEAD) & (DeliveryRow.said == GONE)


def event_id(release_id: str, receiver: str, day: date) -> str:
    """Make the id of an event: a UUID of version 7, the day in front and the rest from what it is about.

    The same release for the same receiver is the same event, also after a backup was put back.
    """
    at = int(datetime.combine(day, time(), UTC).timestamp() * 1000)
    rest = sha256(f"{release_id}\n{receiver}".encode()).digest()[:10]
    made = bytearray(at.to_bytes(6) + rest)
    made[6] = 0x70 | made[6] & 0x0F
    made[8] = 0x80 | made[8] & 0x3F
    return str(uuid.UUID(bytes=bytes(made)))


def announce(connection: Connection, published: Published, receivers: Iterable[str], now: int) -> int:
    """Let these receivers hear of a release, once this transaction is committed; gives how many."""
    rows = [
        {
            "id": event_id(published.id, receiver, published.published_on),
            "release_id": published.id,
            "receiver": receiver,
            "created": now,
            "state": State.WAITING,
            "tries": 0,
            "due": now + SCHEDULE[0],
            "said": "",
        }
        for receiver in dict.fromkeys(receivers)
    ]
    if rows:
        connection.execute(insert(DeliveryRow), rows)
    return len(rows)


def any_due(connection: Connection, now: int) -> bool:
    """Whether there is something to deliver now."""
    return bool(connection.execute(select(exists(DUE)), {"now": now}).scalar_one())


def claim(connection: Connection, now: int) -> Delivery | None:
    """Claim what is due longest, and count the try; None when nothing is due."""
    row = connection.execute(DUE.with_for_update(skip_locked=True), {"now": now}).one_or_none()
    if row is None:
        return None
    found = _made(row)
    claimed = found._replace(tries=found.tries + 1, due=now + LEASE)
    connection.execute(_one(found.id).values(tries=claimed.tries, due=claimed.due))
    return claimed


def delivered(connection: Connection, claimed: Delivery) -> None:
    """Note that it arrived; that holds whoever else tries it too."""
    connection.execute(_one(claimed.id).values(state=State.DELIVERED, said=""))


def failed(connection: Connection, claimed: Delivery, now: int, said: str) -> Delivery | None:
    """Note what went wrong, and when to try again; dead after the last try. None when the claim was lost."""
    last = claimed.tries >= len(SCHEDULE)
    due = claimed.due if last else now + SCHEDULE[claimed.tries]
    after = claimed._replace(state=State.DEAD if last else State.WAITING, due=due, said=said[:LONGEST_SAID])
    mine = _one(claimed.id).where(WAITS, DeliveryRow.tries == claimed.tries)
    written = connection.execute(mine.values(state=after.state, due=after.due, said=after.said))
    return after if written.rowcount else None


def shut(connection: Connection, receiver: str) -> None:
    """Stop telling a receiver that said it is gone: all that waits for it is dead."""
    connection.execute(
        update(DeliveryRow).where(WAITS, DeliveryRow.receiver == receiver).values(state=State.DEAD, said=GONE)
    )


def is_shut(connection: Connection, receiver: str) -> bool:
    """Whether a receiver said that it is gone, and nobody tried again since."""
    gone = select(DeliveryRow.id).where(SHUT, DeliveryRow.receiver == receiver)
    return bool(connection.execute(select(exists(gone))).scalar_one())


def retry(connection: Connection, delivery_id: str, now: int) -> bool:
    """Begin anew with what is dead; of a receiver that was gone with all for it. False when there is no such one."""
    found = connection.execute(select(*COLUMNS).where(DeliveryRow.id == delivery_id, _DEAD)).one_or_none()
    if found is None:
        return False
    which = SHUT & (DeliveryRow.receiver == found.receiver) if found.said == GONE else DeliveryRow.id == delivery_id
    connection.execute(update(DeliveryRow).where(which).values(state=State.WAITING, tries=0, due=now))
    return True


def forget(connection: Connection, delivery_id: str) -> bool:
    """Remove a dead delivery that was settled in another way. False when there is no such one."""
    return connection.execute(delete(DeliveryRow).where(DeliveryRow.id == delivery_id, _DEAD)).rowcount == 1


def listed(connection: Connection, state: State | None = None) -> list[Delivery]:
    """Give all deliveries, or those in one state, the newest first."""
    statement = select(*COLUMNS).order_by(DeliveryRow.created.desc(), DeliveryRow.id)
    if state is not None:
        statement = statement.where(DeliveryRow.state == state)
    return [_made(row) for row in connection.execute(statement)]


def dead(connection: Connection) -> int:
    """Count the dead deliveries."""
    return connection.execute(select(func.count()).where(_DEAD)).scalar_one()


_DEAD = DeliveryRow.state == State.DEAD


def _one(delivery_id: str) -> Update:
    return update(DeliveryRow).where(DeliveryRow.id == delivery_id)


def _made(row: Iterable[object]) -> Delivery:
    found = Delivery._make(row)
    return found._replace(state=State(found.state))
