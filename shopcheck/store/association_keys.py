"""The pair of keys of one association in one region. Ticks are sealed to the public half.

The private half is sealed under a secret of keys.json, so that a database alone opens no tick.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import select, tuple_, update

from shopcheck.core.sharing import Association, SharedWith
from shopcheck.store import vault
from shopcheck.store.database import insert_on
from shopcheck.store.errors import StoreDamaged
from shopcheck.store.rows import AssociationKeyRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy import ColumnElement, Connection

    from shopcheck.store.keyring import Keys

SCHEMA = "k1"


class Pair(NamedTuple):
    """Both halves, opened. Shows nothing when printed."""

    public: bytes
    private: bytes

    def __repr__(self) -> str:
        return "<Pair>"


class Sealed(NamedTuple):
    """A row, in the order of COLUMNS."""

    association: str
    region: str
    public: bytes
    key_version: int
    sealed_private: bytes

    @property
    def shared_with(self) -> SharedWith:
        """Whose keys these are."""
        return SharedWith(Association(self.association), self.region)


COLUMNS = tuple(getattr(AssociationKeyRow, name) for name in Sealed._fields)


def ensure_key(connection: Connection, keys: Keys, shared_with: SharedWith) -> None:
    """Make the pair when the first adviser of an association in a region is added; a pair that is there stays."""
    private, public = vault.new_pair()
    row = _seal(keys, shared_with, Pair(public, private))
    statement = insert_on(connection)(AssociationKeyRow).values(row._asdict())
    connection.execute(statement.on_conflict_do_nothing())


def public_keys(connection: Connection, region: str) -> Mapping[Association, bytes]:
    """Find with which associations a check of this region can be shared."""
    found = select(AssociationKeyRow.association, AssociationKeyRow.public).where(AssociationKeyRow.region == region)
    held = {row[0]: row[1] for row in connection.execute(found)}
    return {one: held[one] for one in Association if one in held}


def pairs(connection: Connection, keys: Keys, wanted: Iterable[SharedWith]) -> Mapping[SharedWith, Pair]:
    """Open the pairs of these, where there are any. Raises StoreDamaged when keys.json is another than theirs."""
    names = [(one.association, one.region) for one in wanted]
    mine = tuple_(AssociationKeyRow.association, AssociationKeyRow.region).in_(names)
    return {row.shared_with: _open(keys, row) for row in _rows(connection, mine)}


def seal_anew(connection: Connection, keys: Keys) -> int:
    """Seal every private half under the newest secret; gives how many there are."""
    old = AssociationKeyRow.key_version != keys.newest_association_key
    rows = _rows(connection, old)
    for row in rows:
        mine = (AssociationKeyRow.association == row.association) & (AssociationKeyRow.region == row.region)
        renewed = _seal(keys, row.shared_with, _open(keys, row))
        connection.execute(update(AssociationKeyRow).where(mine).values(renewed._asdict()))
    return len(rows)


def _rows(connection: Connection, which: ColumnElement[bool]) -> list[Sealed]:
    return [Sealed._make(row) for row in connection.execute(select(*COLUMNS).where(which))]


def _seal(keys: Keys, shared_with: SharedWith, pair: Pair) -> Sealed:
    version = keys.newest_association_key
    sealed = vault.seal(keys.association_keys[version], pair.private, _place(shared_with, pair.public))
    return Sealed(shared_with.association, shared_with.region, pair.public, version, sealed)


def _open(keys: Keys, row: Sealed) -> Pair:
    secret = keys.association_keys.get(row.key_version)
    if secret is None:
        raise StoreDamaged("keys.json lacks the secret of an association's key: put back the file of this database")
    return Pair(row.public, vault.unseal(secret, row.sealed_private, _place(row.shared_with, row.public)))


def _place(shared_with: SharedWith, public: bytes) -> bytes:
    return public + f"{SCHEMA}\n{shared_with.association}\n{shared_with.region}".encode()
