"""Somebody who is signed in at the desk, without the pages that lead there."""

from __future__ import annotations

from secrets import token_hex
from time import time
from typing import TYPE_CHECKING

from shopcheck.core.sharing import Association, Role
from shopcheck.store import accounts, desk_sessions
from shopcheck.store.accounts import Invited
from shopcheck.web.desk import signed_in
from shopcheck.web.shop import DESK, EXTENSION

if TYPE_CHECKING:
    from collections.abc import Iterable

    from flask import Flask
    from flask.testing import FlaskClient

    from shopcheck.core.partners import Partner
    from shopcheck.core.sharing import Account
    from shopcheck.usecases import Installation


def sign_in(
    client: FlaskClient,
    *,
    organisation: Association | Partner = Association.KHN,
    regions: Iterable[str] = ("RTD",),
    role: Role = Role.ADVISER,
    account: Account | None = None,
) -> Account:
    """Let a browser be somebody with both factors: a new account, or one that is there."""
    desk: Flask = client.application.extensions[DESK]
    installation: Installation = desk.extensions[EXTENSION].installation
    with installation.store.database.writing() as connection:
        if account is None:
            someone = Invited(f"{token_hex(4)}@example.org", "Jo Proef", organisation, role, frozenset(regions))
            account = accounts.add(connection, someone)
        secret = desk_sessions.begin(connection, account.id, installation.seconds, complete=True)
    keep_cookie(client, {signed_in.KEY: secret, "_user_id": account.id, "_fresh": True, "fs_paa": time()})
    return account


def keep_cookie(client: FlaskClient, content: dict[str, object]) -> None:
    """Put a cookie of the desk in a browser, signed as the desk does."""
    desk: Flask = client.application.extensions[DESK]
    serializer = desk.session_interface.get_signing_serializer(desk)  # type: ignore[attr-defined]  # Flask's own sort
    client.set_cookie(desk.config["SESSION_COOKIE_NAME"], serializer.dumps(content), path="/")


def cookie_of(client: FlaskClient) -> dict[str, object]:
    """Read the cookie of the desk; empty when there is none."""
    desk: Flask = client.application.extensions[DESK]
    serializer = desk.session_interface.get_signing_serializer(desk)  # type: ignore[attr-defined]  # Flask's own sort
    found = client.get_cookie(desk.config["SESSION_COOKIE_NAME"])
    return dict(serializer.loads(found.value)) if found else {}
