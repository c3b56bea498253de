"""Who may sign in at the desk. A row leaves this module as a value; what it holds opens nothing by itself."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, insert, select
from sqlalchemy.exc import IntegrityError

from shopcheck.core.errors import AccountExists
from shopcheck.core.sharing import Account, Association, Role
from shopcheck.store.rows import AccountRow

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection

    from shopcheck.store.database import Database


@dataclass(frozen=True, slots=True)
class Invited:
    """Who is asked to come: everything about an account that a person decides."""

    email: str
    name: str
    association: Association
    role: Role
    regions: frozenset[str]

    def __repr__(self) -> str:
        return f"<Invited {self.role} of {self.association}>"


@dataclass(frozen=True, slots=True, repr=False)
class Kept:
    """An account with how it proves who it is: a hash of the password, a sealed secret of the telephone's app."""

    account: Account
    email: str
    active: bool
    password: str | None
    totp: str | None
    reset_asked_by: str | None
    reset_asked: int


COLUMNS = (
    AccountRow.id,
    AccountRow.name,
    AccountRow.association,
    AccountRow.regions,
    AccountRow.role,
    AccountRow.email,
    AccountRow.active,
    AccountRow.password,
    AccountRow.totp,
    AccountRow.reset_asked_by,
    AccountRow.reset_asked,
)
BY_ID = select(*COLUMNS).where(AccountRow.id == bindparam("account_id"))
BY_EMAIL = select(*COLUMNS).where(AccountRow.email == bindparam("email"))


def add(connection: Connection, invited: Invited) -> Account:
    """Make an account that cannot sign in yet. Raises AccountExists."""
    account = Account(secrets.token_hex(16), invited.name, invited.association, invited.regions, invited.role)
    values = {
        "id": account.id,
        "email": normal(invited.email),
        "name": account.name,
        "association": account.association,
        "role": account.role,
        "regions": " ".join(sorted(account.regions)),
        "active": True,
        "totp_counter": 0,
        "link_ends": 0,
        "reset_asked": 0,
    }
    try:
        connection.execute(insert(AccountRow).values(values))
    except IntegrityError:
        raise AccountExists from None
    return account


def normal(email: str) -> str:
    """Write an e-mail address as it is kept: nobody remembers its capitals."""
    return email.strip().lower()


def by_id(database: Database, account_id: str) -> Kept | None:
    """Find an account."""
    with database.reading() as connection:
        row = connection.execute(BY_ID, {"account_id": account_id}).one_or_none()
    return kept(row) if row else None


def by_email(database: Database, email: str) -> Kept | None:
    """Find an account by its e-mail address."""
    with database.reading() as connection:
        row = connection.execute(BY_EMAIL, {"email": normal(email)}).one_or_none()
    return kept(row) if row else None


def kept(columns: Iterable[Any]) -> Kept:
    """Make the value from COLUMNS."""
    id_, name, association, regions, role, *rest = columns
    account = Account(id_, name, Association(association), frozenset(regions.split()), Role(role))
    return Kept(account, *rest)
