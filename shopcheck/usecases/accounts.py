"""Who comes to the desk, and how they get in and out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shopcheck.store import audit, desk_sessions
from shopcheck.store.audit import Event, What

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


def sign_out(installation: Installation, at_desk: AtDesk) -> None:
    """Let this browser out."""
    event = Event(What.SIGNED_OUT, at_desk.account.id, association=at_desk.account.association)
    with installation.store.database.writing() as connection:
        desk_sessions.end(connection, at_desk.session.id)
        audit.note(connection, event, installation.seconds)


def note_denied(installation: Installation, account: Account) -> None:
    """Remember that somebody asked for what is not for that role."""
    _note(installation, Event(What.DENIED, account.id, association=account.association))


def _note(installation: Installation, event: Event) -> None:
    with installation.store.database.writing() as connection:
        audit.note(connection, event, installation.seconds)
