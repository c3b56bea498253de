"""Who may sign in at the desk. A row leaves this module as a value; what it holds opens nothing by itself."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from sqlalchemy import exists, insert, select, update
from sqlalchemy.exc import IntegrityError

from shopcheck.core.errors import AccountExists
from shopcheck.core.partners import Partner
from shopcheck.core.sharing import Account, Association, Role
from shopcheck.store.rows import AccountRow, PasskeyRow

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import ColumnElement, Connection

    from shopcheck.store.database import Database


@dataclass(frozen=True, slots=True)
class Invited:
    """Who is asked to come: everything about an account that somebody decides."""

    email: str
    name: str
    organisation: Association | Partner
    role: Role
    regions: frozenset[str]

    def __repr__(self) -> str:
        return f"<Invited {self.role} of {self.organisation}>"


@dataclass(frozen=True, slots=True, repr=False)
class Kept:
    """An account with how it proves who it is: a hash of the password, a sealed secret of the app for codes.

    `reset_asked_by` is who asked, at `reset_asked`, to take the second factor away.
    """

    account: Account
    email: str
    active: bool
    password: str | None
    totp: str | None
    reset_asked_by: str | None
    reset_asked: int
    has_passkey: bool

    @property
    def ready(self) -> bool:
        """Whether it can sign in: with a password and a second factor."""
        return self.password is not None and self.has_second_factor

    @property
    def has_second_factor(self) -> bool:
        """Whether it has a passkey or an app for codes."""
        return self.has_passkey or self.totp is not None


COLUMNS = (
    AccountRow.id,
    AccountRow.name,
    AccountRow.association,
    AccountRow.partner,
    AccountRow.regions,
    AccountRow.role,
    AccountRow.email,
    AccountRow.active,
    AccountRow.password,
    AccountRow.totp,
    AccountRow.reset_asked_by,
    AccountRow.reset_asked,
    exists().where(PasskeyRow.account_id == AccountRow.id).label("has_passkey"),
)
ALL = select(*COLUMNS).order_by(AccountRow.active.desc(), AccountRow.name, AccountRow.id)
NO_SECRETS = {"password": None, "totp": None, "link": None, "reset_asked_by": None}


def add(connection: Connection, invited: Invited) -> Account:
    """Make an account that cannot sign in yet. Raises AccountExists.

    Who was disabled and is invited again by the same organisation starts anew, under the same id.
    """
    decided = {
        "name": invited.name,
        **_place(invited.organisation),
        "role": invited.role,
        "regions": _joined(invited.regions),
        "active": True,
    }
    id_ = _disabled(connection, invited)
    if id_:
        connection.execute(update(AccountRow).where(AccountRow.id == id_).values(decided | NO_SECRETS))
    else:
        id_ = secrets.token_hex(16)
        numbers = {"totp_counter": 0, "link_ends": 0, "reset_asked": 0}
        try:
            values = {"id": id_, "email": normal(invited.email)} | decided | numbers
            connection.execute(insert(AccountRow).values(values))
        except IntegrityError:
            raise AccountExists("this e-mail address has an account already") from None
    return Account(id_, invited.name, invited.organisation, invited.regions, invited.role)


def _disabled(connection: Connection, invited: Invited) -> str | None:
    mine = select(AccountRow.id).filter_by(email=normal(invited.email), active=False, **_place(invited.organisation))
    return connection.execute(mine).scalar_one_or_none()


def _place(organisation: Association | Partner) -> dict[str, str]:
    """Write whom somebody works for: no partner is found among the people of an association."""
    partner = isinstance(organisation, Partner)
    return {"association": "" if partner else organisation, "partner": organisation if partner else ""}


def normal(email: str) -> str:
    """Write an e-mail address as it is kept: nobody remembers its capitals."""
    return email.strip().lower()


def by_id(database: Database, account_id: str) -> Kept | None:
    """Find an account."""
    return _one(database, AccountRow.id == account_id)


def by_email(database: Database, email: str) -> Kept | None:
    """Find an account by its e-mail address."""
    return _one(database, AccountRow.email == normal(email))


def by_link(database: Database, link: str, now: int) -> Kept | None:
    """Find whose one-time link this is; None when it is over, used, or never was."""
    return _one(database, _good(link, now))


def everybody(database: Database, association: Association | None = None) -> tuple[Kept, ...]:
    """List the accounts of one association or of all, who was disabled last."""
    statement = ALL if association is None else ALL.where(AccountRow.association == association)
    with database.reading() as connection:
        return tuple(kept(row) for row in connection.execute(statement))


def make_link(connection: Connection, account_id: str, ends: int) -> str:
    """Make a one-time link, in place of an earlier one. Only its hash is kept."""
    link = secrets.token_urlsafe(32)
    change(connection, account_id, link=_hash(link), link_ends=ends)
    return link


def use_link(connection: Connection, link: str, password: str, now: int) -> bool:
    """Set the password of whose link this is, and end the link; False when somebody did just before."""
    values = {"password": password, "link": None}
    return connection.execute(update(AccountRow).where(_good(link, now)).values(values)).rowcount == 1


def change(connection: Connection, account_id: str, **values: object) -> None:
    """Set columns of an account."""
    connection.execute(update(AccountRow).where(AccountRow.id == account_id).values(values))


def change_place(connection: Connection, account_id: str, role: Role, regions: Iterable[str]) -> None:
    """Give an account another role or other regions."""
    change(connection, account_id, role=role, regions=_joined(regions))


def disable(connection: Connection, account_id: str) -> None:
    """Shut an account: what it could sign in with is gone too."""
    change(connection, account_id, active=False, **NO_SECRETS)


def kept(columns: Iterable[Any]) -> Kept:
    """Make the value from COLUMNS."""
    id_, name, association, partner, regions, role, *rest = columns
    organisation = Partner(partner) if partner else Association(association)
    account = Account(id_, name, organisation, frozenset(regions.split()), Role(role))
    return Kept(account, *rest)


def _one(database: Database, mine: ColumnElement[bool]) -> Kept | None:
    with database.reading() as connection:
        row = connection.execute(select(*COLUMNS).where(mine)).one_or_none()
    return kept(row) if row else None


def _good(link: str, now: int) -> ColumnElement[bool]:
    return (AccountRow.link == _hash(link)) & (AccountRow.link_ends > now) & AccountRow.active


def _hash(link: str) -> bytes:
    return sha256(link.encode()).digest()


def _joined(regions: Iterable[str]) -> str:
    return " ".join(sorted(regions))
