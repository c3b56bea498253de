"""Who is at the desk. The cookie holds a random key, what the forms need, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import abort, g
from flask import session as cookie

from shopcheck.core.errors import SignedOut
from shopcheck.core.sharing import Role
from shopcheck.usecases import accounts
from shopcheck.web.access import Audience
from shopcheck.web.shop import shop

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from shopcheck.core.sharing import Account
    from shopcheck.store.desk_sessions import DeskSession
    from shopcheck.usecases.accounts import AtDesk

KEY = "key"
OF_THE_LIBRARY = ("_user_id", "_fresh", "fs_paa")  # who it is, and when the password was given


def account() -> Account:
    """Give who signed in. Raises SignedOut outside such a session, so a forgotten guard shows nothing."""
    return _complete(g.get("at_desk")).account


def session() -> DeskSession:
    """Give the session of who signed in. Raises SignedOut."""
    return _complete(g.get("at_desk")).session


def halfway() -> AtDesk:
    """Open the session of this browser, also between the two factors. Raises SignedOut."""
    key = cookie.get(KEY)
    if not isinstance(key, str):
        raise SignedOut
    g.at_desk = found = accounts.at_desk(shop().installation, key)
    return found


def complete() -> AtDesk:
    """Open the session of who showed both factors. Raises SignedOut."""
    return _complete(halfway())


def _complete(found: AtDesk | None) -> AtDesk:
    if found is None or not found.session.complete:
        raise SignedOut
    return found


def _only(role: Role) -> Callable[[], None]:
    """Make the door for one role. Who has another one is told so, and the log knows."""

    def door() -> None:
        account = complete().account
        if account.role is not role:
            accounts.note_denied(shop().installation, account)
            abort(403)

    return door


DOORS: Mapping[Audience, Callable[[], object]] = {
    Audience.HALFWAY: halfway,
    Audience.SIGNED_IN: complete,
    Audience.ADVISER: _only(Role.ADVISER),
    Audience.ADMIN: _only(Role.ADMIN),
}


def of_this_browser() -> AtDesk | None:
    """Give whoever this browser let in, also between the two factors; None when nobody is."""
    if "at_desk" not in g:
        try:
            halfway()
        except SignedOut:
            g.at_desk = None
    found: AtDesk | None = g.at_desk
    return found


def joins() -> bool:
    """Whether this is somebody who followed a one-time link, and has no second factor yet."""
    found = of_this_browser()
    return found is not None and not found.session.complete and "_user_id" in cookie


def begin_halfway(account: Account) -> None:
    """Begin a session for who showed one factor. All that stood in the cookie goes: a planted one never survives."""
    _begin(account, {}, complete=False)


def begin_known(account: Account, *, complete: bool) -> None:
    """Begin a session for whom the library knows; of the cookie only what it says of that stays."""
    _begin(account, {name: cookie[name] for name in OF_THE_LIBRARY if name in cookie}, complete=complete)


def _begin(account: Account, kept: Mapping[str, object], *, complete: bool) -> None:
    before = cookie.get(KEY)
    known = before if isinstance(before, str) else None
    secret = accounts.enter(shop().installation, account, complete=complete, before=known)
    cookie.clear()
    g.pop("csrf_token", None)
    cookie.update(kept, **{KEY: secret})
