"""Closing the counters of earlier months: what has enough checks gets its noise and is frozen for good."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shopcheck.core.statistics import first_of_month
from shopcheck.store import audit, counting, frozen
from shopcheck.store.audit import Event, What

if TYPE_CHECKING:
    from datetime import date

    from shopcheck.core.release import Leaf
    from shopcheck.usecases.installation import Installation


@dataclass(frozen=True, slots=True)
class Closed:
    """What a closing did: the leaves that it froze, and how many counters were too old to wait any longer."""

    due: date
    leaves: tuple[Leaf, ...]
    dropped: int


def close_month(installation: Installation, day: date, *, who: str) -> Closed | None:
    """Close as of a day; None when that was done before and nothing was left halfway.

    In two transactions: the first takes what closes out of the queue, with a key for the noise of each batch, the
    second freezes it and destroys the key. Whoever is killed in between leaves a batch that gets the very same noise
    later, and two that close at once do it once.
    """
    store = installation.store
    with store.database.writing() as connection:
        closing = counting.take(connection, day)
        if closing:
            audit.note(
                connection, Event(What.FIGURES_CLOSED, who, first_of_month(day).isoformat()), installation.seconds
            )
    with store.database.writing() as connection:
        leaves = frozen.freeze_pending(connection, store.keys)
    if not closing and not leaves:
        return None
    store.database.forget_deleted()
    return Closed(first_of_month(day), leaves, len(closing.dropped) if closing else 0)
