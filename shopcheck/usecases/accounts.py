"""Who comes to the desk, and how they get in and out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shopcheck.store import desk_sessions

if TYPE_CHECKING:
    from shopcheck.core.sharing import Account
    from shopcheck.store.accounts import Kept
    from shopcheck.store.desk_sessions import DeskSession
    from shopcheck.usecases.installation import Installation


@dataclass(frozen=True, slots=True)
class AtDesk:
    """Somebody at the desk, and the session of this browser."""

    kept: Kept
    session: DeskSession

    @property
    def account(self) -> Account:
        """Who it is."""
        return self.kept.account


def at_desk(installation: Installation, cookie: str) -> AtDesk:
    """Open the session of a browser. Raises SignedOut; not when the session is not complete, which the caller sees."""
    database, now = installation.store.database, installation.seconds
    found = AtDesk(*desk_sessions.find(database, cookie, now))
    desk_sessions.touch(database, found.session, now)
    return found


def sign_out(installation: Installation, session: DeskSession) -> None:
    """Let this browser out."""
    with installation.store.database.writing() as connection:
        desk_sessions.end(connection, session.id)
