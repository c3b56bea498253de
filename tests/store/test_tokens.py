"""A token lets one program in until its last day, and nobody who reads the database can use it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from shopcheck.core.errors import RegionUnknown, TermRefused, TokenUnknown, TooManyAttempts
from shopcheck.store import audit
from shopcheck.store.limits import CALLS
from shopcheck.store.rows import TokenRow
from shopcheck.usecases import tokens
from tests.store.installations import CLIENT

if TYPE_CHECKING:
    from shopcheck.usecases import Installation
    from tests.store.installations import Clock

pytest_plugins = ("tests.store.fixtures",)


def outcome(installation: Installation, secret: str, client: str = CLIENT) -> str:
    """Try a token; give the name of its program, or of what it was refused with."""
    try:
        return tokens.admit(installation, secret, client=client).name
    except (TokenUnknown, TooManyAttempts) as error:
        return type(error).__name__


def happened(installation: Installation) -> list[tuple[str, str, str]]:
    """Read the log, oldest first."""
    return [(one.what, one.who, one.about) for one in reversed(audit.newest(installation.store.database))]


def test_a_token_works_up_to_and_with_its_last_day(installation: Installation, clock: Clock) -> None:
    secret = tokens.issue(installation, "Gemeente", ["RTD"], date(2026, 11, 26))
    clock.go_on(days=2)
    assert tokens.admit(installation, secret, client=CLIENT).regions == {"rtd"}
    clock.go_on(days=1)
    assert outcome(installation, secret) == "TokenUnknown"


def test_wrong_ended_and_revoked_look_the_same_and_each_is_in_the_log(installation: Installation, clock: Clock) -> None:
    ended, revoked = (tokens.issue(installation, name, ["rtd"], clock.today()) for name in ("A", "B"))
    ids = {one.name: one.id for one in tokens.listed(installation)}
    tokens.revoke(installation, ids["B"])
    clock.go_on(days=1)
    assert [outcome(installation, one) for one in (ended, revoked, "pco_wrong", "é\udcff")] == ["TokenUnknown"] * 4
    made = [("token_made", "beheerder", ids[name]) for name in "AB"]
    denied = [("denied", "programma", about) for about in (ids["A"], ids["B"], "", "")]
    assert happened(installation) == [*made, ("token_revoked", "beheerder", ids["B"]), *denied]


def test_two_tokens_of_one_program_work_until_the_first_is_revoked(installation: Installation) -> None:
    first, second = (tokens.issue(installation, "Politie", ["rtd"]) for _ in range(2))
    (mine,) = [one for one in tokens.listed(installation) if one.id == happened(installation)[0][2]]
    assert [outcome(installation, one) for one in (first, second)] == ["Politie", "Politie"]
    tokens.revoke(installation, mine.id)
    assert [outcome(installation, one) for one in (first, second)] == ["TokenUnknown", "Politie"]
    with pytest.raises(TokenUnknown):
        tokens.revoke(installation, mine.id)


def test_the_database_holds_no_token(installation: Installation) -> None:
    secret = tokens.issue(installation, "OM", ["rtd", "NL"])
    with installation.store.database.reading() as connection:
        row = str(connection.execute(select(TokenRow.__table__)).one())
    assert "OM" in row
    assert secret not in row
    assert secret.removeprefix("pco_") not in row


def test_a_token_is_for_regions_that_are_there_and_for_a_year_at_most(installation: Installation) -> None:
    with pytest.raises(RegionUnknown, match="no region XX"):
        tokens.issue(installation, "DN", ["rtd", "XX"])
    for day in (date(2026, 11, 23), date(2027, 11, 25)):
        with pytest.raises(TermRefused, match="up to and with 2027-11-24"):
            tokens.issue(installation, "DN", ["rtd"], day)
    tokens.issue(installation, "DN", ["rtd"], date(2027, 11, 24))
    assert [one.ends_on for one in tokens.listed(installation)] == [date(2027, 11, 24)]


def test_wrong_tokens_are_slowed_down_and_a_right_one_is_not_charged_for_them(installation: Installation) -> None:
    secret = tokens.issue(installation, "KHN", ["rtd"])
    tries = [outcome(installation, f"pco_{number}") for number in range(22)]
    assert tries == ["TokenUnknown"] * 20 + ["TooManyAttempts"] * 2
    assert outcome(installation, secret) == "KHN"
    assert len(happened(installation)) == 21


def test_a_program_may_ask_three_hundred_times_in_five_minutes(installation: Installation, clock: Clock) -> None:
    busy, calm = (tokens.issue(installation, name, ["rtd"]) for name in ("druk", "kalm"))
    (mine,) = [one for one in tokens.listed(installation) if one.name == "druk"]
    installation.store.attempts.storage.incr(CALLS.key_for(mine.id), CALLS.get_expiry(), 299)
    assert [outcome(installation, one) for one in (busy, busy, calm)] == ["druk", "TooManyAttempts", "kalm"]
    clock.go_on(minutes=5)
    assert outcome(installation, busy) == "druk"
