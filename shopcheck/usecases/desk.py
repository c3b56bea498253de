"""What an adviser can do: see what owners shared with the own association in the own regions, while the share lives.

Every look is written in the audit log before anything is shown; where it cannot be written, nothing is shown.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from shopcheck.core.errors import CodeUnknown, SessionEnded, ShareGone
from shopcheck.core.sharing import Remark, ShareKind
from shopcheck.logs import log
from shopcheck.store import association_keys, audit, checkups, shares, vault
from shopcheck.store import code as codes
from shopcheck.store.audit import Event, What
from shopcheck.store.checkups import Posted
from shopcheck.store.errors import StoreDamaged
from shopcheck.store.opened import Opened
from shopcheck.usecases.checks import change_in
from shopcheck.usecases.letters import issue_letter
from shopcheck.usecases.sharing import PRINTED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from shopcheck.core.sharing import Account, Share, SharedWith
    from shopcheck.store.association_keys import Pair
    from shopcheck.store.checkups import Checkup, Summary
    from shopcheck.store.database import Transaction
    from shopcheck.store.shares import Found, Ticked
    from shopcheck.usecases.installation import Installation

SHARE_ID = 16  # bytes
REMARKS_KEPT = 20
AT_ONCE = 1000  # ids in one question to the log


@dataclass(frozen=True, repr=False)
class Report(Opened):
    """A check that its owner shared, opened for reading."""

    share: Share


@dataclass(frozen=True, slots=True, repr=False)
class Listed:
    """One line of the list."""

    share: Share
    summary: Summary
    reference: str


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of the list; `total` is of all pages."""

    rows: tuple[Listed, ...]
    total: int


def listed(installation: Installation, account: Account, *, offset: int = 0, size: int) -> Listing:
    """Give one page of the live ticks for this account, the newest first."""
    scopes, today = _scopes(installation, account.served), installation.today()
    with installation.store.database.reading() as connection:
        total = shares.count_live_ticks(connection, scopes, today)
        ticked = shares.live_ticks(connection, scopes, today, offset, size)
        rows = tuple(_opened(scopes, _pairs(installation, connection, scopes), ticked))
    _note(installation, account, What.LIST_SEEN)
    return Listing(rows, total)


def every(installation: Installation, account: Account) -> Iterator[Listed]:
    """Give all live ticks for this account, the newest first, to search in or to choose from."""
    scopes = _scopes(installation, account.served)
    with installation.store.database.reading() as connection:
        ticked = shares.live_ticks(connection, scopes, installation.today())
        pairs = _pairs(installation, connection, scopes)
    _note(installation, account, What.LIST_SEEN)
    yield from _opened(scopes, pairs, ticked)


def open_report(
    installation: Installation,
    account: Account,
    share_id: bytes,
    opened: Mapping[bytes, bytes],
    *,
    to_read: bool = True,
) -> Report:
    """Open a report: a live tick for this account, or a share whose key a code gave before, if it lives.

    Reading is in the log; what is done with it instead tells the log itself. Raises ShareGone; that is in the log too.
    """
    report = _report(installation, share_id, account.served, opened)
    about = share_id.hex() if len(share_id) == SHARE_ID else ""  # what was typed in an address can be anything
    if report is None:
        _note(installation, account, What.DENIED, about)
        raise ShareGone
    if to_read:
        _note(installation, account, What.REPORT_SEEN, about)
    return report


def remark(installation: Installation, account: Account, report: Report, text: str, *, nonce: str) -> None:
    """Say something to the owner, in place of what was said before; an empty text takes that back.

    Raises ShareGone when the share went while the page was open.
    """
    said = Remark(text, account.name, account.association, installation.today())
    posted = Posted(nonce, "remark", {"text": text})

    def add(checkup: Checkup) -> Checkup:
        return replace(checkup, remarks=(*checkup.remarks, said)[-REMARKS_KEPT:])

    with installation.store.database.writing() as connection:
        try:
            changed = change_in(connection, installation.today(), report, posted, add)
        except SessionEnded:
            raise ShareGone from None  # the check itself is gone
        _still_lives(connection, installation, report)  # or else nothing of this is kept
        if changed:
            audit.note(connection, _event(account, What.REMARK_MADE, report.share.id.hex()), installation.seconds)


def mark(installation: Installation, account: Account, report: Report, *, done: bool) -> None:
    """Mark a share as done, or as not done after all, for every adviser who sees it. Raises ShareGone."""
    what, share_id = What.MARKED_DONE if done else What.MARKED_OPEN, report.share.id
    with installation.store.database.writing() as connection:
        _still_lives(connection, installation, report)
        changed = (
            shares.mark_done(connection, share_id, installation.today())
            if done
            else shares.mark_open(connection, share_id)
        )
        if changed:
            audit.note(connection, _event(account, what, share_id.hex()), installation.seconds)


def letter(installation: Installation, account: Account, report: Report, letters: Callable[[str], bytes]) -> bytes:
    """Make the letter that its owner gets; it is kept nowhere. Raises as `issue_letter` does."""
    made = issue_letter(installation, report, letters)
    _note(installation, account, What.LETTER_PRINTED, report.share.id.hex())
    return made


def printed(installation: Installation, share_ids: Iterable[bytes]) -> frozenset[bytes]:
    """Say of which of these shares a letter was printed, as the log has it."""
    asked = [one.hex() for one in share_ids]
    database = installation.store.database
    found = (one for at in range(0, len(asked), AT_ONCE) for one in audit.about(database, asked[at : at + AT_ONCE]))
    return frozenset(bytes.fromhex(one.about) for one in found if one.what in PRINTED)


def report_of(installation: Installation, share_id: bytes, shared_with: SharedWith) -> Report:
    """Open what a live tick lets these see, without an adviser: for the worker that prints. Raises ShareGone.

    It writes nothing in the log: who prints does.
    """
    report = _report(installation, share_id, [shared_with], {})
    if report is None:
        raise ShareGone
    return report


def report_key(installation: Installation, share_id: bytes, shared_with: SharedWith) -> bytes:
    """Give the key of such a report. Raises ShareGone."""
    return report_of(installation, share_id, shared_with).key


def open_by_code(installation: Installation, account: Account, typed: str, *, client: str) -> tuple[bytes, bytes]:
    """Use one view of a share by code; gives its id and the key that `open_report` takes.

    Raises CodeUnknown, the same and at the same cost for a code that is wrong, ended, used up or for others;
    TooManyAttempts for `client`, as for the codes of owners; Busy. A slip of the pen is caught before all that.
    """
    store, code = installation.store, codes.normalise(typed, codes.SHARE_LENGTH)
    locator = store.vault.locate(code)
    store.attempts.count(client, locator)
    try:
        share_id, key = _use(installation, account, code, locator)
    except CodeUnknown:
        _note(installation, account, What.CODE_REFUSED)
        raise
    store.attempts.forgive(client, locator)
    return share_id, key


def _use(installation: Installation, account: Account, code: str, locator: bytes) -> tuple[bytes, bytes]:
    store, share_id, bound_to, wrap = installation.store, b"", b"", None
    with store.database.reading() as connection:
        located = shares.locate(connection, locator)
    if located and located[0].lives(installation.today()):
        found = located[0]
        shared_with = _scopes(installation, account.served).get(found.scope_id)
        if shared_with:
            share_id, bound_to, wrap = found.id, found.place(shared_with), located[1]
    key = store.vault.unwrap(code, bound_to, wrap)
    with store.database.writing() as connection:
        if not shares.take_view(connection, share_id):
            raise CodeUnknown
        audit.note(connection, _event(account, What.CODE_USED, share_id.hex()), installation.seconds)
    return share_id, key


def _still_lives(connection: Transaction, installation: Installation, report: Report) -> None:
    found = shares.find(connection, report.share.id)
    if found is None or not found.lives(installation.today()):
        raise ShareGone


def _report(
    installation: Installation, share_id: bytes, served: Iterable[SharedWith], opened: Mapping[bytes, bytes]
) -> Report | None:
    """Open a share that lives and is for one of these; None when there is no such one."""
    scopes = _scopes(installation, served)
    with installation.store.database.reading() as connection:
        found = shares.find(connection, share_id)
        if found is None or found.scope_id not in scopes or not found.lives(installation.today()):
            return None
        key = opened.get(share_id)
        if found.kind == ShareKind.TICK:
            key = _key(found, scopes, _pairs(installation, connection, scopes))
        row = checkups.find(connection, found.checkup_id)
    if key is None or row is None:
        return None
    return Report(key, checkups.open_row(row, key, ""), installation.questionnaire_of, found.opened(key))


def _opened(
    scopes: Mapping[bytes, SharedWith], pairs: Mapping[SharedWith, Pair], ticked: Iterable[Ticked]
) -> Iterator[Listed]:
    """Open the lines of the list. One that was damaged is left out, for the others are needed."""
    for one in ticked:
        try:
            key = _key(one.found, scopes, pairs)
            share, summary = one.found.opened(key), one.open_summary(key)
        except StoreDamaged:
            log.error("share damaged", share=one.found.id.hex())
        else:
            yield Listed(share, summary, checkups.reference(one.found.checkup_id))


def _key(found: Found, scopes: Mapping[bytes, SharedWith], pairs: Mapping[SharedWith, Pair]) -> bytes:
    shared_with = scopes[found.scope_id]
    pair = pairs.get(shared_with)
    if pair is None:
        raise StoreDamaged("the key of an association is gone")
    return vault.unseal_box(pair.private, pair.public, found.wrapped_key, found.place(shared_with))


def _scopes(installation: Installation, served: Iterable[SharedWith]) -> dict[bytes, SharedWith]:
    return {shares.scope_id(installation.store.keys, one): one for one in served}


def _pairs(
    installation: Installation, connection: Transaction, scopes: Mapping[bytes, SharedWith]
) -> Mapping[SharedWith, Pair]:
    return association_keys.pairs(connection, installation.store.keys, scopes.values())


def _event(account: Account, what: What, about: str = "") -> Event:
    return Event(what, account.id, about, account.association)


def _note(installation: Installation, account: Account, what: What, about: str = "") -> None:
    with installation.store.database.writing() as connection:
        audit.note(connection, _event(account, what, about), installation.seconds)
