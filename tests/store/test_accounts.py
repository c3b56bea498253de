"""Accounts on both databases: what is kept, what is used up once, and who is in."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from shopcheck.core.errors import AccountExists, SignedOut
from shopcheck.core.partners import Partner
from shopcheck.core.sharing import Association, Role
from shopcheck.store import accounts, desk_sessions, retention, second_factors
from shopcheck.store.accounts import Invited
from shopcheck.store.second_factors import Passkey

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection

    from shopcheck.core.sharing import Account
    from shopcheck.store.database import Database
    from shopcheck.usecases import Installation

pytest_plugins = ("tests.store.fixtures",)

JO = Invited(" Jo@Example.org", "Jo Proef", Association.KHN, Role.ADVISER, frozenset({"RTD", "AMS"}))
NOW = 1_795_000_000
PEPPER = bytes(range(32))


@pytest.fixture
def database(installation: Installation) -> Database:
    """Give an empty database, of each kind in turn."""
    return installation.store.database


@pytest.fixture
def jo(database: Database) -> Account:
    """Make an account."""
    with database.writing() as connection:
        return accounts.add(connection, JO)


def both_at_once(database: Database, use: Callable[[Connection], bool]) -> list[bool]:
    """Do the same twice, each in a transaction of its own, at the same time."""

    def once(_: int) -> bool:
        with database.writing() as connection:
            return use(connection)

    with ThreadPoolExecutor(2) as pool:
        return sorted(pool.map(once, range(2)))


def test_an_account_is_found_however_its_address_is_typed(database: Database, jo: Account) -> None:
    kept = accounts.by_email(database, "JO@example.org ")
    assert kept is not None
    assert kept.account == jo
    assert (kept.email, kept.active, kept.ready) == ("jo@example.org", True, False)
    assert accounts.everybody(database, Association.DN) == ()
    assert [one.account for one in accounts.everybody(database)] == [jo]


def test_a_partner_is_kept_and_is_nobody_of_an_association(database: Database) -> None:
    kim = Invited("kim@example.org", "Kim", Partner.KHN, Role.PARTNER, frozenset({"RTD"}))
    with database.writing() as connection:
        account = accounts.add(connection, kim)
    kept = accounts.by_id(database, account.id)
    assert kept is not None
    assert (kept.account, kept.account.organisation) == (account, Partner.KHN)
    assert type(kept.account.organisation) is Partner
    assert [accounts.everybody(database, one) for one in Association] == [(), (), ()]
    with pytest.raises(AccountExists), database.writing() as connection:
        accounts.add(connection, replace(JO, email=kim.email))


def test_an_address_has_one_account(database: Database, jo: Account) -> None:
    with pytest.raises(AccountExists), database.writing() as connection:
        accounts.add(connection, JO)


def test_everything_that_can_be_used_once_is_used_once_also_by_two_at_once(database: Database, jo: Account) -> None:
    with database.writing() as connection:
        link = accounts.make_link(connection, jo.id, NOW + 10)
        second_factors.keep_codes(connection, PEPPER, jo.id, ["CODE", "OTHER"])
    uses: list[Callable[[Connection], bool]] = [
        lambda connection: accounts.use_link(connection, link, "hash", NOW),
        lambda connection: second_factors.take_step(connection, jo.id, 7),
        lambda connection: second_factors.take_code(connection, PEPPER, jo.id, "CODE"),
    ]
    assert [both_at_once(database, one) for one in uses] == [[False, True]] * 3
    with database.writing() as connection:
        assert not second_factors.take_step(connection, jo.id, 6)
        assert second_factors.take_step(connection, jo.id, 8)
    assert second_factors.codes_left(database, jo.id) == 1


def test_disabling_leaves_nothing_to_sign_in_with(database: Database, jo: Account) -> None:
    with database.writing() as connection:
        accounts.change(connection, jo.id, password="hash", totp="sealed")  # noqa: S106 - of nobody
        link = accounts.make_link(connection, jo.id, NOW + 10)
        secret = desk_sessions.begin(connection, jo.id, NOW, complete=True)
        accounts.disable(connection, jo.id)
    kept = accounts.by_id(database, jo.id)
    assert kept is not None
    assert (kept.active, kept.password, kept.totp) == (False, None, None)
    assert accounts.by_link(database, link, NOW) is None
    with pytest.raises(SignedOut):
        desk_sessions.find(database, secret, NOW)


def test_a_passkey_is_kept_as_its_device_gave_it(database: Database, jo: Account) -> None:
    passkey = Passkey(b"\x00\xff" * 30, jo.id, "Laptop", b"\x01" * 77, 3, ("internal", "hybrid"), NOW)
    with database.writing() as connection:
        second_factors.add_passkey(connection, passkey)
    assert second_factors.passkey(database, passkey.credential_id) == passkey
    assert second_factors.passkeys(database, jo.id) == (passkey,)
    with database.writing() as connection:
        second_factors.note_use(connection, passkey.credential_id, 9, NOW + 1)
    used = second_factors.passkey(database, passkey.credential_id)
    assert used is not None
    assert (used.sign_count, used.used) == (9, NOW + 1)
    with database.writing() as connection:
        second_factors.remove_all(connection, jo.id)
    assert second_factors.passkeys(database, jo.id) == ()


@pytest.mark.parametrize("cookie", ["", "x", "A" * 43, "é" * 43, "../.."])
def test_a_made_up_cookie_opens_nothing(database: Database, cookie: str) -> None:
    with pytest.raises(SignedOut):
        desk_sessions.find(database, cookie, NOW)


def test_reports_opened_by_code_open_with_the_cookie_only(database: Database, jo: Account) -> None:
    with database.writing() as connection:
        mine, others = (desk_sessions.begin(connection, jo.id, NOW, complete=True) for _ in range(2))
    _, session = desk_sessions.find(database, mine, NOW)
    for share in (b"first", b"second"):
        desk_sessions.remember(database, session, share, b"key of " + share)
    assert desk_sessions.find(database, mine, NOW)[1].opened == {
        b"first": b"key of first",
        b"second": b"key of second",
    }
    assert desk_sessions.find(database, others, NOW)[1].opened == {}
    assert "key of" not in repr(session)


def test_sessions_that_are_over_are_removed_with_time(
    installation: Installation, database: Database, jo: Account
) -> None:
    with database.writing() as connection:
        desk_sessions.begin(connection, jo.id, NOW, complete=True)
        secret = desk_sessions.begin(connection, jo.id, NOW + 1000, complete=True)
        retention.remove_expired(connection, today=installation.today(), now=NOW + 1000)
    assert desk_sessions.find(database, secret, NOW + 1000)
    with database.reading() as connection:
        assert len(connection.exec_driver_sql("SELECT id FROM desk_session").all()) == 1
