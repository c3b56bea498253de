"""Who may come to the desk: what an admin does for the own association, and the operator for all.

`by` is the admin; None is the operator, on the command line. Either gets a one-time link to hand over: it is good for
an hour, works once, and sets a password. Taking a second factor away needs two persons: one asks, another confirms.
Partners have no admin: the operator alone invites them and shuts them out.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from shopcheck.core.errors import AccountUnknown, NeedsAnother, RegionUnknown
from shopcheck.core.sharing import Role
from shopcheck.store import accounts, association_keys, audit, desk_sessions, second_factors
from shopcheck.store.audit import OPERATOR, Event, What

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from shopcheck.core.sharing import Account, Association
    from shopcheck.store.accounts import Invited, Kept
    from shopcheck.store.audit import Entry
    from shopcheck.store.database import Transaction
    from shopcheck.usecases.installation import Installation

LINK_GOOD = 60 * 60  # seconds
LINK_AT = "/balie/uitnodiging#"  # what stands behind # goes to no server, and so in no log
ASKED_GOOD = 24 * 60 * 60  # seconds in which another person may confirm
ANOTHER = "another person has to do this; what was asked has to be confirmed within a day"
UNKNOWN = "there is no account under this address that is not disabled"


def read_regions(installation: Installation, typed: Iterable[str], role: Role) -> frozenset[str]:
    """Read the codes of regions. Raises RegionUnknown; also for who needs one and has none."""
    offered = installation.offered
    known = {option.id.upper(): option.id for option in offered.questions[offered.region_question].options}
    codes = frozenset(typed)
    wrong = sorted(one for one in codes if one.upper() not in known)
    if wrong or (role is not Role.ADMIN and not codes):
        raise RegionUnknown(wrong, known.values())
    return frozenset(known[one.upper()] for one in codes)


def invite(installation: Installation, invited: Invited, by: Account | None = None) -> str:
    """Make an account and a one-time link for it. Raises AccountExists."""
    with installation.store.database.writing() as connection:
        account = accounts.add(connection, invited)
        link = _new_link(installation, connection, account)
        _give_keys(installation, connection, account)
        _note(installation, connection, What.INVITED, account, by)
    return link


def send_link(installation: Installation, account_id: str, by: Account | None = None) -> str:
    """Make a new one-time link, for who lost the password or came too late. Raises AccountUnknown."""
    account = _active(installation, account_id, by).account
    with installation.store.database.writing() as connection:
        link = _new_link(installation, connection, account)
        _note(installation, connection, What.INVITED, account, by)
    return link


def disable(installation: Installation, account_id: str, by: Account | None = None) -> None:
    """Shut an account and let all its browsers out, at once. Raises AccountUnknown; NeedsAnother for one's own."""
    account = _active(installation, account_id, by).account
    if _who(by) == account.id:
        raise NeedsAnother(ANOTHER)
    with installation.store.database.writing() as connection:
        accounts.disable(connection, account.id)
        second_factors.remove_all(connection, account.id)
        desk_sessions.end_all(connection, account.id)
        _note(installation, connection, What.ACCOUNT_DISABLED, account, by)


def change_place(installation: Installation, account_id: str, role: Role, regions: Iterable[str]) -> None:
    """Give an account another role or other regions; it has to sign in again. Raises AccountUnknown."""
    kept = _active(installation, account_id, None)
    with installation.store.database.writing() as connection:
        accounts.change_place(connection, account_id, role, regions)
        _give_keys(installation, connection, _with_place(kept.account, role, regions))
        desk_sessions.end_all(connection, account_id)
        _note(installation, connection, What.ROLE_CHANGED, kept.account, None)


def ask_reset(installation: Installation, account_id: str, by: Account | None = None) -> None:
    """Ask to take the second factor of somebody away. Raises AccountUnknown; NeedsAnother for one's own."""
    account = _active(installation, account_id, by).account
    if _who(by) == account.id:
        raise NeedsAnother(ANOTHER)
    with installation.store.database.writing() as connection:
        accounts.change(connection, account.id, reset_asked_by=_who(by), reset_asked=installation.seconds)
        _note(installation, connection, What.RESET_ASKED, account, by)


def confirm_reset(installation: Installation, account_id: str, by: Account | None = None) -> str:
    """Take the second factor away that somebody else asked about; gives a one-time link to begin anew.

    Raises AccountUnknown; NeedsAnother when nobody asked within a day, or the same person did.
    """
    kept = _active(installation, account_id, by)
    if not reset_is_asked(installation, kept) or _who(by) in {kept.reset_asked_by, kept.account.id}:
        raise NeedsAnother(ANOTHER)
    return _reset(installation, kept.account, by)


def reset_partner(installation: Installation, account_id: str) -> str:
    """Take the second factor of a partner away: the operator alone, for no check opens to a partner.

    Raises AccountUnknown; NeedsAnother for anybody else.
    """
    account = _active(installation, account_id, None).account
    if account.role is not Role.PARTNER:
        raise NeedsAnother(ANOTHER)
    return _reset(installation, account, None)


def reset_is_asked(installation: Installation, kept: Kept) -> bool:
    """Whether somebody asked, not too long ago, to take this second factor away."""
    return kept.reset_asked_by is not None and installation.seconds - kept.reset_asked <= ASKED_GOOD


def listed(installation: Installation, association: Association | None = None) -> tuple[Kept, ...]:
    """List the accounts of one association or of all."""
    return accounts.everybody(installation.store.database, association)


def find(installation: Installation, email: str, roles: Collection[Role] = tuple(Role)) -> Kept:
    """Find an account with one of these roles by its e-mail address. Raises AccountUnknown."""
    kept = accounts.by_email(installation.store.database, email)
    if kept is None or kept.account.role not in roles:
        raise AccountUnknown(UNKNOWN)
    return kept


def of(installation: Installation, account_id: str, by: Account) -> Kept:
    """Find an account of the admin's own association that is not shut. Raises AccountUnknown."""
    return _active(installation, account_id, by)


def happened(installation: Installation, by: Account, *, before: int | None, size: int) -> tuple[Entry, ...]:
    """Read the audit log of the admin's own association, the newest first."""
    return audit.newest(installation.store.database, by.association, before=before, size=size)


def _active(installation: Installation, account_id: str, by: Account | None) -> Kept:
    """Find an account that is not shut; for an admin only in the own association."""
    kept = accounts.by_id(installation.store.database, account_id)
    if kept is None or not kept.active or (by is not None and kept.account.organisation is not by.organisation):
        raise AccountUnknown(UNKNOWN)
    return kept


def _reset(installation: Installation, account: Account, by: Account | None) -> str:
    with installation.store.database.writing() as connection:
        second_factors.remove_all(connection, account.id)
        accounts.change(connection, account.id, reset_asked_by=None)
        desk_sessions.end_all(connection, account.id)
        link = _new_link(installation, connection, account)
        _note(installation, connection, What.SECOND_FACTOR_REMOVED, account, by)
    return link


def _new_link(installation: Installation, connection: Transaction, account: Account) -> str:
    return accounts.make_link(connection, account.id, installation.seconds + LINK_GOOD)


def _give_keys(installation: Installation, connection: Transaction, account: Account) -> None:
    """Make the keys that ticks for this adviser are sealed to, where there are none yet."""
    for served in account.served:
        association_keys.ensure_key(connection, installation.store.keys, served)


def _with_place(account: Account, role: Role, regions: Iterable[str]) -> Account:
    return replace(account, role=role, regions=frozenset(regions))


def _who(by: Account | None) -> str:
    return by.id if by is not None else OPERATOR


def _note(
    installation: Installation, connection: Transaction, what: What, account: Account, by: Account | None
) -> None:
    audit.note(connection, Event(what, _who(by), account.id, account.overseen_by), installation.seconds)
