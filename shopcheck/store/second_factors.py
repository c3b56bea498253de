"""What somebody shows besides a password: a passkey, a code from an app, or a recovery code; each code works once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import delete, func, insert, select, update

from shopcheck.store import accounts
from shopcheck.store.rows import AccountRow, PasskeyRow, RecoveryCodeRow
from shopcheck.store.vault import keyed_hash

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import ColumnElement, Connection

    from shopcheck.store.database import Database


@dataclass(frozen=True, slots=True)
class Passkey:
    """What a device gave to be recognised by; `used` is in seconds since 1970."""

    credential_id: bytes
    account_id: str
    name: str
    public_key: bytes
    sign_count: int
    transports: tuple[str, ...]
    used: int


COLUMNS = (
    PasskeyRow.credential_id,
    PasskeyRow.account_id,
    PasskeyRow.name,
    PasskeyRow.public_key,
    PasskeyRow.sign_count,
    PasskeyRow.transports,
    PasskeyRow.used,
)


def add_passkey(connection: Connection, passkey: Passkey) -> None:
    """Keep a passkey."""
    values = {name: getattr(passkey, name) for name in Passkey.__slots__}
    connection.execute(insert(PasskeyRow).values(values | {"transports": " ".join(passkey.transports)}))


def passkeys(database: Database, account_id: str) -> tuple[Passkey, ...]:
    """List the passkeys of an account."""
    return _passkeys(database, PasskeyRow.account_id == account_id)


def passkey(database: Database, credential_id: bytes) -> Passkey | None:
    """Find a passkey by the name that its device gave it."""
    return next(iter(_passkeys(database, PasskeyRow.credential_id == credential_id)), None)


def note_use(connection: Connection, credential_id: bytes, sign_count: int, now: int) -> None:
    """Remember that a passkey was used, and how far its device had counted."""
    mine = PasskeyRow.credential_id == credential_id
    connection.execute(update(PasskeyRow).where(mine).values(sign_count=sign_count, used=now))


def remove_passkey(connection: Connection, credential_id: bytes) -> None:
    """Forget a passkey."""
    connection.execute(delete(PasskeyRow).where(PasskeyRow.credential_id == credential_id))


def take_step(connection: Connection, account_id: str, step: int) -> bool:
    """Use up a code of the app: of this step of its clock, and with it all earlier ones. False when it was used."""
    fresh = (AccountRow.id == account_id) & (AccountRow.totp_counter < step)
    return connection.execute(update(AccountRow).where(fresh).values(totp_counter=step)).rowcount == 1


def keep_codes(connection: Connection, pepper: bytes, account_id: str, codes: Iterable[str]) -> None:
    """Keep recovery codes, in place of those before."""
    _remove_codes(connection, account_id)
    rows = [{"account_id": account_id, "digest": _digest(pepper, account_id, code)} for code in codes]
    connection.execute(insert(RecoveryCodeRow), rows)


def take_code(connection: Connection, pepper: bytes, account_id: str, code: str) -> bool:
    """Use up a recovery code; False when it is none, or was used."""
    mine = RecoveryCodeRow.account_id == account_id
    same = RecoveryCodeRow.digest == _digest(pepper, account_id, code)
    return connection.execute(delete(RecoveryCodeRow).where(mine, same)).rowcount == 1


def codes_left(database: Database, account_id: str) -> int:
    """Count the recovery codes that still work."""
    mine = RecoveryCodeRow.account_id == account_id
    with database.reading() as connection:
        return connection.execute(select(func.count()).select_from(RecoveryCodeRow).where(mine)).scalar_one()


def remove_all(connection: Connection, account_id: str) -> None:
    """Take every second factor away."""
    connection.execute(delete(PasskeyRow).where(PasskeyRow.account_id == account_id))
    _remove_codes(connection, account_id)
    accounts.change(connection, account_id, totp=None)


def _remove_codes(connection: Connection, account_id: str) -> None:
    connection.execute(delete(RecoveryCodeRow).where(RecoveryCodeRow.account_id == account_id))


def _passkeys(database: Database, which: ColumnElement[bool]) -> tuple[Passkey, ...]:
    with database.reading() as connection:
        rows = connection.execute(select(*COLUMNS).where(which).order_by(PasskeyRow.name))
        return tuple(Passkey(*row[:5], tuple(row[5].split()), row[6]) for row in rows)


def _digest(pepper: bytes, account_id: str, code: str) -> bytes:
    return keyed_hash(pepper, b"recovery" + account_id.encode() + code.encode())
