"""How somebody gets into the desk and out, and with what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shopcheck.core.errors import LinkUnknown
from shopcheck.store import accounts, audit, desk_sessions, second_factors
from shopcheck.store.audit import Event, What
from shopcheck.store.limits import SIGN_INS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from shopcheck.core.sharing import Account
    from shopcheck.store.accounts import Kept
    from shopcheck.store.database import Transaction
    from shopcheck.store.desk_sessions import DeskSession
    from shopcheck.store.second_factors import Passkey
    from shopcheck.usecases.installation import Installation

NOBODY = "onbekend"  # who tried to sign in with an address that we do not know


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


def enter(installation: Installation, account: Account, *, complete: bool, before: str | None = None) -> str:
    """Let a browser in after the first factor, or `complete` after both; gives the text for its cookie.

    The session of the cookie `before` ends. Who has just been given a second factor is the only one in.
    """
    with installation.store.database.writing() as connection:
        if before is not None:
            desk_sessions.end_cookie(connection, before)
        secret = desk_sessions.begin(connection, account.id, installation.seconds, complete=complete)
        if complete:
            _note(installation, connection, What.SIGNED_IN, account)
    return secret


def sign_out(installation: Installation, at_desk: AtDesk) -> None:
    """Let this browser out."""
    with installation.store.database.writing() as connection:
        desk_sessions.end(connection, at_desk.session.id)
        _note(installation, connection, What.SIGNED_OUT, at_desk.account)


def sign_others_out(installation: Installation, account: Account, session: DeskSession | None) -> None:
    """Let every other browser of an account out."""
    with installation.store.database.writing() as connection:
        desk_sessions.end_all(connection, account.id, but=session.id if session else b"")


def note_denied(installation: Installation, account: Account) -> None:
    """Remember that somebody asked for what is not for that role."""
    note(installation, What.DENIED, account)


def note(installation: Installation, what: What, account: Account | None) -> None:
    """Write in the audit log what happened to somebody, or to nobody that we know."""
    with installation.store.database.writing() as connection:
        _note(installation, connection, what, account)


def count_try(installation: Installation, whom: str, *, client: str) -> None:
    """Count a try to be somebody, by e-mail address or id, from a place. Raises TooManyAttempts."""
    installation.store.attempts.count(client, whom.encode(), SIGN_INS)


def forgive_tries(installation: Installation, whom: str, *, client: str) -> None:
    """Take back what somebody who got it right had counted."""
    installation.store.attempts.forgive(client, whom.encode(), SIGN_INS)


def use_link(installation: Installation, link: str, password: str) -> Kept:
    """Set the password of whose one-time link this is, as a hash; nobody else stays in. Raises LinkUnknown."""
    now = installation.seconds
    kept = accounts.by_link(installation.store.database, link, now)
    if kept is None:
        raise LinkUnknown
    with installation.store.database.writing() as connection:
        if not accounts.use_link(connection, link, password, now):
            raise LinkUnknown
        desk_sessions.end_all(connection, kept.account.id)
        _note(installation, connection, What.PASSWORD_SET, kept.account)
    return kept


def set_password(installation: Installation, account: Account, password: str) -> None:
    """Keep the hash of a new password."""
    with installation.store.database.writing() as connection:
        accounts.change(connection, account.id, password=password)
        _note(installation, connection, What.PASSWORD_SET, account)


def set_app(installation: Installation, account: Account, secret: str) -> None:
    """Keep the sealed secret of the app for codes."""
    with installation.store.database.writing() as connection:
        accounts.change(connection, account.id, totp=secret)
        _note(installation, connection, What.SECOND_FACTOR_SET, account)


def use_step(installation: Installation, account: Account, step: int) -> bool:
    """Use up a code of the app; False when it was used before."""
    with installation.store.database.writing() as connection:
        return second_factors.take_step(connection, account.id, step)


def add_passkey(installation: Installation, account: Account, passkey: Passkey) -> None:
    """Keep a passkey."""
    with installation.store.database.writing() as connection:
        second_factors.add_passkey(connection, passkey)
        _note(installation, connection, What.SECOND_FACTOR_SET, account)


def remove_passkey(installation: Installation, account: Account, passkey: Passkey) -> None:
    """Forget a passkey."""
    with installation.store.database.writing() as connection:
        second_factors.remove_passkey(connection, passkey.credential_id)
        _note(installation, connection, What.SECOND_FACTOR_REMOVED, account)


def note_passkey_use(installation: Installation, passkey: Passkey) -> None:
    """Remember that a passkey was used, and how far its device had counted."""
    with installation.store.database.writing() as connection:
        second_factors.note_use(connection, passkey.credential_id, passkey.sign_count, installation.seconds)


def keep_codes(installation: Installation, account: Account, codes: Iterable[str]) -> None:
    """Keep recovery codes, in place of those before."""
    with installation.store.database.writing() as connection:
        second_factors.keep_codes(connection, installation.store.keys.index_pepper, account.id, codes)
        _note(installation, connection, What.SECOND_FACTOR_SET, account)


def use_code(installation: Installation, account: Account, code: str) -> bool:
    """Use up a recovery code; False when it is none, or was used before."""
    with installation.store.database.writing() as connection:
        return second_factors.take_code(connection, installation.store.keys.index_pepper, account.id, code)


def _note(installation: Installation, connection: Transaction, what: What, account: Account | None) -> None:
    event = Event(what, account.id, association=account.overseen_by) if account else Event(what, NOBODY)
    audit.note(connection, event, installation.seconds)
