"""What somebody at the desk signs in with."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from flask import render_template

from shopcheck.store import second_factors
from shopcheck.usecases.installation import HERE
from shopcheck.web.access import signed_in as for_who_signed_in
from shopcheck.web.desk import signed_in
from shopcheck.web.shop import shop

if TYPE_CHECKING:
    from datetime import date


class Shown(NamedTuple):
    """A passkey in the list."""

    name: str
    used_on: date


@for_who_signed_in
def account() -> str:
    """Show it, with what can be changed."""
    database, kept = shop().installation.store.database, signed_in.complete().kept
    passkeys = second_factors.passkeys(database, kept.account.id)
    return render_template(
        "desk/account.html",
        email=kept.email,
        app=kept.totp is not None,
        codes_left=second_factors.codes_left(database, kept.account.id),
        passkeys=[Shown(one.name, datetime.fromtimestamp(one.used, HERE).date()) for one in passkeys],
    )
