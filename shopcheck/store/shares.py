"""Further locks on the data key of a check, made by its owner, each for one association in one region.

    code      as the owner's own lock, with a code of 16 signs
    tick      the data key sealed to the public key of the association in the region

Both are bound to share, check, association, region and last day: in any other place, or with another day, none opens.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import delete, func, select, update

from shopcheck.core.sharing import Association, Contacting, Share, SharedWith, ShareKind, Wish
from shopcheck.store import checkups, vault
from shopcheck.store.database import insert_on
from shopcheck.store.rows import CheckupRow, ShareRow
from shopcheck.store.vault import Wrap, keyed_hash

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from sqlalchemy import Connection, Select

    from shopcheck.store.checkups import Summary
    from shopcheck.store.keyring import Keys
    from shopcheck.store.opened import Opened

SCHEMA, TERMS_SCHEMA = "t1", b"h1"


class Found(NamedTuple):
    """What is needed of a row to open it, in the order of COLUMNS. `expires_on` is the last day of the check itself."""

    id: bytes
    checkup_id: bytes
    kind: str
    scope_id: bytes
    shared_on: date
    ends_on: date
    views_left: int | None
    done_on: date | None
    wrapped_key: bytes
    sealed: bytes
    expires_on: date

    def lives(self, today: date) -> bool:
        """Whether it has not ended; of a code, who used it in time may go on looking after the last view."""
        return today <= min(self.ends_on, self.expires_on)

    def place(self, shared_with: SharedWith) -> bytes:
        """To what its lock is bound."""
        return place(self.id, self.checkup_id, shared_with, self.ends_on)

    def opened(self, key: bytes) -> Share:
        """Give the share as owner and adviser see it. Raises StoreDamaged with the key of another check."""
        content = json.loads(vault.unpad(vault.unseal(key, self.sealed, _terms_place(self.id, self.checkup_id))))
        wish = Wish(Contacting(content["contacting"]), content["reach"]) if content["contacting"] else None
        shared_with = SharedWith(Association(content["association"]), content["region"])
        ends_on = min(self.ends_on, self.expires_on)
        kind = ShareKind(self.kind)
        return Share(self.id, kind, shared_with, self.shared_on, ends_on, self.views_left, self.done_on, wish)


COLUMNS = (*(getattr(ShareRow, name) for name in Found._fields[:-1]), CheckupRow.expires_on)
WRAP = (ShareRow.salt, ShareRow.pepper_version, ShareRow.auth_hash, ShareRow.wrapped_key)
NEWEST = (ShareRow.shared_on.desc(), ShareRow.id)
WITH_CHECKUP = select(*COLUMNS).join(CheckupRow, CheckupRow.id == ShareRow.checkup_id)


def scope_id(keys: Keys, shared_with: SharedWith) -> bytes:
    """Say under what shares for these are found: a dump without the pepper tells which belong together, not whose."""
    return keyed_hash(keys.index_pepper, f"scope {shared_with.association}\n{shared_with.region}".encode())


def place(share_id: bytes, checkup_id: bytes, shared_with: SharedWith, ends_on: date) -> bytes:
    """To what a lock is bound; the ids have a fixed length, the rest a line each."""
    lines = f"{SCHEMA}\n{shared_with.association}\n{shared_with.region}\n{ends_on.isoformat()}"
    return share_id + checkup_id + lines.encode()


def add_code(connection: Connection, keys: Keys, share: Share, opened: Opened, locator: bytes, wrap: Wrap) -> bool:
    """Keep a share by code. False when its place is taken by another code: nothing is kept then."""
    values = {**_values(keys, share, opened), "locator": locator, **wrap.columns}
    statement = insert_on(connection)(ShareRow).values(values).on_conflict_do_nothing(index_elements=["locator"])
    return connection.execute(statement.returning(ShareRow.id)).one_or_none() is not None


def add_tick(connection: Connection, keys: Keys, share: Share, opened: Opened, public: bytes) -> None:
    """Keep a share by tick, sealed to the public key of the association in the region."""
    bound_to = place(share.id, opened.checkup.id, share.shared_with, share.ends_on)
    values = {**_values(keys, share, opened), "wrapped_key": vault.seal_to(public, opened.key, bound_to)}
    connection.execute(insert_on(connection)(ShareRow).values(values))


def of_checkup(connection: Connection, opened: Opened) -> list[Share]:
    """Give all shares of a check, the newest first."""
    mine = WITH_CHECKUP.where(ShareRow.checkup_id == opened.checkup.id)
    rows = connection.execute(mine.order_by(*NEWEST))
    return [Found._make(row).opened(opened.key) for row in rows]


def is_at(connection: Connection, locator: bytes, checkup_id: bytes) -> bool:
    """Whether the share at this place is one of this check."""
    mine = select(ShareRow.id).where(ShareRow.locator == locator, ShareRow.checkup_id == checkup_id)
    return connection.execute(mine).one_or_none() is not None


def find(connection: Connection, share_id: bytes) -> Found | None:
    """Find a share by its id, ended or not."""
    row = connection.execute(WITH_CHECKUP.where(ShareRow.id == share_id)).one_or_none()
    return Found._make(row) if row else None


def locate(connection: Connection, locator: bytes) -> tuple[Found, Wrap] | None:
    """Find the share by code at this place, ended or not."""
    row = connection.execute(WITH_CHECKUP.add_columns(*WRAP).where(ShareRow.locator == locator)).one_or_none()
    return (Found._make(row[: len(COLUMNS)]), Wrap(*row[len(COLUMNS) :])) if row else None


def take_view(connection: Connection, share_id: bytes) -> bool:
    """Count one view of a share by code; False when none is left, or the share is gone."""
    left = update(ShareRow).where(ShareRow.id == share_id, ShareRow.views_left > 0)
    return connection.execute(left.values(views_left=ShareRow.views_left - 1)).rowcount == 1


def mark_done(connection: Connection, share_id: bytes, today: date) -> bool:
    """Note that the adviser is done with it; a second time changes nothing, and says so."""
    open_ = update(ShareRow).where(ShareRow.id == share_id, ShareRow.done_on.is_(None))
    return connection.execute(open_.values(done_on=today)).rowcount == 1


def mark_open(connection: Connection, share_id: bytes) -> bool:
    """Note that the adviser is not done with it after all."""
    done = update(ShareRow).where(ShareRow.id == share_id, ShareRow.done_on.is_not(None))
    return connection.execute(done.values(done_on=None)).rowcount == 1


def remove(connection: Connection, share_id: bytes) -> bool:
    """Remove a share with its lock; False when it was gone already."""
    return connection.execute(delete(ShareRow).where(ShareRow.id == share_id)).rowcount == 1


def remove_ended(connection: Connection, today: date) -> None:
    """Remove the shares after their last day; one whose views are used stays until then, for its owner to see."""
    connection.execute(delete(ShareRow).where(ShareRow.ends_on < today))


class Ticked(NamedTuple):
    """A live tick as the list shows it; its check stays closed, but for the summary."""

    found: Found
    revision: int
    summary: bytes | None

    def open_summary(self, key: bytes) -> Summary:
        """Open the summary. Raises StoreDamaged."""
        if self.summary is None:
            return checkups.Summary()
        return checkups.open_summary(self.summary, key, self.found.checkup_id, self.revision)


def live_ticks(
    connection: Connection, scope_ids: Iterable[bytes], today: date, offset: int = 0, size: int | None = None
) -> list[Ticked]:
    """Give live ticks, the newest first; the wide rows are read of one page only."""
    page = _live(select(ShareRow.id), scope_ids, today).order_by(*NEWEST).offset(offset).limit(size)
    rows = WITH_CHECKUP.add_columns(CheckupRow.revision, CheckupRow.summary)
    found = connection.execute(rows.where(ShareRow.id.in_(page.subquery().select())).order_by(*NEWEST))
    return [Ticked(Found._make(row[:-2]), row[-2], row[-1]) for row in found]


def count_live_ticks(connection: Connection, scope_ids: Iterable[bytes], today: date) -> int:
    """Count them."""
    return int(connection.execute(_live(select(func.count()), scope_ids, today)).scalar_one())


def _live(statement: Select[tuple[Any, ...]], scope_ids: Iterable[bytes], today: date) -> Select[tuple[Any, ...]]:
    alive = (ShareRow.ends_on >= today) & (CheckupRow.expires_on >= today) & (ShareRow.kind == ShareKind.TICK)
    mine = statement.select_from(ShareRow).join(CheckupRow, CheckupRow.id == ShareRow.checkup_id)
    return mine.where(alive, ShareRow.scope_id.in_(list(scope_ids)))


def _values(keys: Keys, share: Share, opened: Opened) -> dict[str, object]:
    content = {
        "association": share.shared_with.association,
        "region": share.shared_with.region,
        "contacting": share.wish.contacting if share.wish else "",
        "reach": share.wish.reach if share.wish else "",
    }
    plain = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
    return {
        "id": share.id,
        "checkup_id": opened.checkup.id,
        "kind": share.kind,
        "scope_id": scope_id(keys, share.shared_with),
        "shared_on": share.shared_on,
        "ends_on": share.ends_on,
        "views_left": share.views_left,
        "sealed": vault.seal(opened.key, vault.pad(plain, vault.SMALL), _terms_place(share.id, opened.checkup.id)),
    }


def _terms_place(share_id: bytes, checkup_id: bytes) -> bytes:
    return share_id + checkup_id + TERMS_SCHEMA
