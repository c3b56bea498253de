"""What time removes. Deleting the locked key is what makes answers unreadable for good, also in a backup of the row."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import delete

from shopcheck.store import desk_sessions, limits, printing, sessions, shares
from shopcheck.store.rows import CheckupRow, NonceRow

if TYPE_CHECKING:
    from sqlalchemy import Connection

NONCES = timedelta(days=7)  # a page that is posted again after a week meets the revision of its answers instead


def remove_expired(connection: Connection, *, today: date, now: int) -> int:
    """Remove checks and shares after their last day, print jobs and sessions that are over, old nonces and attempts.

    Gives the checks removed.
    """
    gone = connection.execute(delete(CheckupRow).where(CheckupRow.expires_on < today)).rowcount
    connection.execute(delete(NonceRow).where(NonceRow.used_on < today - NONCES))
    shares.remove_ended(connection, today)
    printing.remove_ended(connection, now)
    sessions.end_old(connection, now)
    desk_sessions.end_old(connection, now)
    limits.purge(connection, now)
    return gone
