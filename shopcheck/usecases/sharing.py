"""What an owner can do to let advisers see a check, and to stop that."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from secrets import token_bytes
from typing import TYPE_CHECKING

from shopcheck.core.errors import SessionEnded, ShareGone, TooFewAnswers, TooManyShares
from shopcheck.core.sharing import CODE_VIEWS, Share, SharedWith, ShareKind, last_day_of
from shopcheck.store import association_keys, audit, checkups, shares, vault
from shopcheck.store import code as codes
from shopcheck.store.audit import OWNER, Event, What
from shopcheck.store.checkups import Posted
from shopcheck.usecases.checks import PLACES_TRIED, clear_log, summary_of
from shopcheck.usecases.installation import HERE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shopcheck.core.sharing import Association, Wish
    from shopcheck.store.database import Transaction
    from shopcheck.store.sessions import Visit
    from shopcheck.usecases.installation import Installation

MOST = 10  # live shares of one check
PRINTED = {What.LETTER_PRINTED, What.PRINT_ITEM}


@dataclass(frozen=True, slots=True)
class OwnShare:
    """A share as its owner sees it, with the days on which it was looked at and printed, the last one last."""

    share: Share
    seen_on: tuple[date, ...]
    printed_on: tuple[date, ...]


def open_to(installation: Installation, shared_with: SharedWith) -> None:
    """Let owners share with this association in this region from now on. Its first adviser there brings this about."""
    store = installation.store
    with store.database.writing() as connection:
        association_keys.ensure_key(connection, store.keys, shared_with)


def offered(installation: Installation, visit: Visit) -> tuple[Association, ...]:
    """Give the associations that have advisers in the region of this check."""
    return tuple(_public_keys(installation, visit))


def share_by_code(
    installation: Installation, visit: Visit, association: Association, wish: Wish | None, *, nonce: str
) -> str:
    """Share with who has the code that this gives, and works for this association in the region: one of `offered`.

    The same form again gives the same code: it is made from the key of the check and the form, and kept nowhere. Raises
    ShareGone when that share was taken back meanwhile; TooFewAnswers without an outcome; TooManyShares; SessionEnded;
    Busy.
    """
    store, posted = installation.store, _posted(ShareKind.CODE, association, wish, nonce)
    share = _new(installation, visit, ShareKind.CODE, association, wish)
    bound_to = shares.place(share.id, visit.checkup.id, share.shared_with, share.ends_on)
    for attempt in range(PLACES_TRIED):
        chance = vault.derive(visit.key, b"share code" + bytes([attempt]) + posted.digest)
        code = codes.generate(codes.SHARE_LENGTH, chance)
        locator, wrap = store.vault.locate(code), store.vault.wrap(code, bound_to, visit.key)
        with store.database.writing() as connection:
            current = _locked(connection, visit)
            if shares.is_at(connection, locator, visit.checkup.id):
                return code
            if shares.add_code(connection, store.keys, share, visit, locator, wrap):
                if not checkups.mark_done(connection, visit.checkup, posted, installation.today()):
                    raise ShareGone
                _settle(installation, connection, current, share)
                return code
    raise RuntimeError("no free place for a code")  # pragma: no cover - one in 10¹⁵


def share_by_tick(
    installation: Installation, visit: Visit, association: Association, wish: Wish | None, *, nonce: str
) -> None:
    """Share with every adviser of this association in the region: one of `offered`. The same form again does nothing.

    A tick for the same advisers that is there already makes room for this one. Raises as `share_by_code` does, but for
    ShareGone and Busy.
    """
    store, posted = installation.store, _posted(ShareKind.TICK, association, wish, nonce)
    public = _public_keys(installation, visit)[association]
    share = _new(installation, visit, ShareKind.TICK, association, wish)
    with store.database.writing() as connection:
        current = _locked(connection, visit)
        if checkups.mark_done(connection, visit.checkup, posted, installation.today()):
            for old in shares.of_checkup(connection, visit):
                if (old.kind, old.shared_with) == (ShareKind.TICK, share.shared_with):
                    _stop(installation, connection, old)
            shares.add_tick(connection, store.keys, share, visit, public)
            _settle(installation, connection, current, share)


def revoke(installation: Installation, visit: Visit, share_id: bytes) -> None:
    """Stop a share at once: its lock is gone, also from the database's own log. A second time changes nothing."""
    database = installation.store.database
    with database.writing() as connection:
        for share in shares.of_checkup(connection, visit):
            if share.id == share_id:
                _stop(installation, connection, share)
    clear_log(database)


def shares_of(installation: Installation, visit: Visit) -> tuple[OwnShare, ...]:
    """Give the shares of a check, the newest first, and what the audit log says of each."""
    database, today = installation.store.database, installation.today()
    with database.reading() as connection:
        found = [one for one in shares.of_checkup(connection, visit) if today <= one.ends_on]
    entries = audit.about(database, [one.id.hex() for one in found])

    def days(share: Share, *kinds: What) -> tuple[date, ...]:
        mine = (one for one in entries if one.about == share.id.hex() and one.what in kinds)
        return tuple(datetime.fromtimestamp(one.at, HERE).date() for one in mine)

    return tuple(OwnShare(one, days(one, What.REPORT_SEEN), days(one, *PRINTED)) for one in found)


def _public_keys(installation: Installation, visit: Visit) -> Mapping[Association, bytes]:
    with installation.store.database.reading() as connection:
        return association_keys.public_keys(connection, visit.response.region or "")


def _posted(kind: ShareKind, association: Association, wish: Wish | None, nonce: str) -> Posted:
    wanted = [wish.contacting, wish.reach] if wish else []
    return Posted(nonce, "share", {"kind": kind, "association": association, "wish": wanted})


def _new(
    installation: Installation, visit: Visit, kind: ShareKind, association: Association, wish: Wish | None
) -> Share:
    today = installation.today()
    return Share(
        id=token_bytes(16),
        kind=kind,
        shared_with=SharedWith(association, visit.response.region or ""),
        shared_on=today,
        ends_on=last_day_of(kind, today, visit.checkup.expires_on),
        views_left=CODE_VIEWS if kind is ShareKind.CODE else None,
        done_on=None,
        wish=wish,
    )


def _locked(connection: Transaction, visit: Visit) -> Visit:
    """Read the check again, and keep others from changing it meanwhile."""
    checkup = checkups.lock(connection, visit.checkup, visit.key)
    if checkup is None:
        raise SessionEnded
    return replace(visit, checkup=checkup)


def _settle(installation: Installation, connection: Transaction, visit: Visit, share: Share) -> None:
    """Do what goes with every new share; what is refused here undoes it."""
    summary = summary_of(visit)
    if summary is None or not summary.risk_class:
        raise TooFewAnswers
    if sum(one.lives(share.shared_on) for one in shares.of_checkup(connection, visit)) > MOST:
        raise TooManyShares
    checkups.put_summary(connection, visit.checkup, visit.key, summary)
    _note(installation, connection, What.SHARED, share)


def _stop(installation: Installation, connection: Transaction, share: Share) -> None:
    if shares.remove(connection, share.id):
        _note(installation, connection, What.REVOKED, share)


def _note(installation: Installation, connection: Transaction, what: What, share: Share) -> None:
    """Leave the association out: with the id it would tell, in a copy of the database, whose share this is."""
    audit.note(connection, Event(what, OWNER, share.id.hex()), installation.seconds)
