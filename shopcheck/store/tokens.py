"""Which programs of partners may fetch releases.

Of a token only its SHA-256 is kept: 256 random bits cannot be guessed from it, so it need not be a slow hash.
"""

from __future__ import annotations

import secrets
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import insert, select, update

from shopcheck.core.statistics import COUNTRY
from shopcheck.store.rows import TokenRow

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from sqlalchemy import Connection

    from shopcheck.store.database import Database

MARK = "pco_"  # so that a token that strays into a repository or a log is found there


class Token(NamedTuple):
    """One program of a partner, in the order of COLUMNS. `ends_on` is the last day that it works."""

    id: str
    name: str
    regions: frozenset[str]
    ends_on: date
    revoked_on: date | None

    @property
    def informed(self) -> frozenset[str]:
        """The regions that it may read of; everybody may read of the country."""
        return self.regions | {COUNTRY}

    def is_live(self, today: date) -> bool:
        """Whether it still lets its program in."""
        return self.revoked_on is None and today <= self.ends_on


COLUMNS = tuple(getattr(TokenRow, name) for name in Token._fields)
ALL = select(*COLUMNS).order_by(TokenRow.name, TokenRow.ends_on, TokenRow.id)


def add(connection: Connection, name: str, regions: Iterable[str], ends_on: date) -> tuple[str, str]:
    """Make a token; gives its id and the token itself, which is nowhere else."""
    id_, secret = secrets.token_hex(8), MARK + secrets.token_urlsafe(32)
    values = {"id": id_, "digest": digest(secret), "name": name, "regions": " ".join(sorted(regions))}
    connection.execute(insert(TokenRow).values(**values, ends_on=ends_on))
    return id_, secret


def revoke(connection: Connection, token_id: str, today: date) -> bool:
    """End a token at once; False when there is none, or it was revoked before."""
    mine = (TokenRow.id == token_id) & TokenRow.revoked_on.is_(None)
    return connection.execute(update(TokenRow).where(mine).values(revoked_on=today)).rowcount == 1


def by_secret(database: Database, secret: str) -> Token | None:
    """Find whose token this is, also when it ended."""
    with database.reading() as connection:
        row = connection.execute(select(*COLUMNS).where(TokenRow.digest == digest(secret))).one_or_none()
    return _token(row) if row else None


def everyone(database: Database) -> tuple[Token, ...]:
    """List all tokens by name."""
    with database.reading() as connection:
        return tuple(map(_token, connection.execute(ALL)))


def digest(secret: str) -> bytes:
    """Hash a token as it is kept."""
    return sha256(secret.encode("utf-8", "surrogateescape")).digest()


def _token(row: Iterable[object]) -> Token:
    token = Token._make(row)
    return token._replace(regions=frozenset(str(token.regions).split()))
