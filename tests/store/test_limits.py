"""Guessing a code is slowed down, for the code, for the network and for everybody, over all processes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from shopcheck import usecases
from shopcheck.core.errors import CodeUnknown, TooManyAttempts
from shopcheck.store.code import check_sign
from shopcheck.store.limits import network
from tests.store.installations import begin, install

if TYPE_CHECKING:
    from pathlib import Path

    from shopcheck.usecases import Installation
    from tests.store.installations import Clock

pytest_plugins = ("tests.store.fixtures",)

SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def wrong(code: str, number: int) -> str:
    """Make the code with another secret, in good form."""
    plain = code.replace("-", "")
    other = SIGNS[(SIGNS.index(plain[6]) + 1 + number) % 32]
    body = plain[:6] + other + plain[7:19]
    return body + check_sign(body)


def guess(installation: Installation, code: str, client: str) -> type[Exception] | None:
    """Try a code; give what it was refused with."""
    try:
        usecases.resume(installation, code, client=client)
    except (CodeUnknown, TooManyAttempts) as error:
        return type(error)
    return None


def test_one_code_may_be_tried_five_times_in_ten_minutes_from_anywhere(
    installation: Installation, clock: Clock
) -> None:
    code = begin(installation).checkup.code
    tries = [guess(installation, wrong(code, n), f"10.{n}.0.1") for n in range(6)]
    assert tries == [CodeUnknown] * 5 + [TooManyAttempts]
    assert guess(installation, code, "10.99.0.1") is TooManyAttempts
    clock.go_on(minutes=10)
    assert guess(installation, code, "10.99.0.1") is None


def test_a_right_code_may_be_used_as_often_as_needed(installation: Installation) -> None:
    code = begin(installation).checkup.code
    assert [guess(installation, code, f"10.{n}.0.1") for n in range(8)] == [None] * 8


def strange(number: int) -> str:
    """Make a code in good form that nobody has."""
    body = f"{SIGNS[number // 32]}{SIGNS[number % 32]}ZZZZ{'A' * 13}"
    return body + check_sign(body)


def test_a_network_is_not_charged_for_right_codes(installation: Installation) -> None:
    codes = [begin(installation).checkup.code for _ in range(3)]
    assert [guess(installation, codes[n % 3], "203.0.113.1") for n in range(24)] == [None] * 24


def test_a_right_code_wipes_out_no_wrong_guesses_of_its_network(installation: Installation) -> None:
    code = begin(installation).checkup.code
    tries = [guess(installation, strange(n), "203.0.113.1") for n in range(19)]
    assert guess(installation, code, "203.0.113.2") is None
    tries += [guess(installation, strange(n), "203.0.113.3") for n in (20, 21)]
    assert tries == [CodeUnknown] * 20 + [TooManyAttempts]


def test_what_is_given_back_was_counted(installation: Installation, clock: Clock) -> None:
    storage = installation.store.attempts.storage
    storage.give_back("a")
    assert storage.get("a") == 0
    storage.incr("a", 60)
    storage.give_back("a")
    storage.give_back("a")
    assert storage.incr("a", 60) == 1
    clock.go_on(minutes=1)
    storage.give_back("a")
    assert storage.incr("a", 60) == 1


def test_one_network_may_begin_two_hundred_checks_in_ten_minutes(installation: Installation, clock: Clock) -> None:
    attempts = installation.store.attempts
    for n in range(200):
        attempts.count_start(f"203.0.113.{n}")
    with pytest.raises(TooManyAttempts):
        usecases.start(installation, {}, consent=False, keep=usecases.Keep.DAY, client="203.0.113.9")
    attempts.count_start("198.51.100.1")
    clock.go_on(minutes=10)
    attempts.count_start("203.0.113.9")


def test_one_network_may_try_twenty_codes_in_ten_minutes(installation: Installation, clock: Clock) -> None:
    codes = [strange(n) for n in range(22)]
    tries = [guess(installation, code, f"203.0.113.{n}") for n, code in enumerate(codes[:21])]
    assert tries == [CodeUnknown] * 20 + [TooManyAttempts]
    assert guess(installation, codes[21], "198.51.100.1") is CodeUnknown
    clock.go_on(minutes=10)
    assert guess(installation, codes[21], "203.0.113.1") is CodeUnknown


def test_who_must_wait_hears_how_long(installation: Installation, clock: Clock) -> None:
    code = begin(installation).checkup.code
    for n in range(5):
        guess(installation, wrong(code, n), f"10.{n}.0.1")
    clock.go_on(minutes=4)
    with pytest.raises(TooManyAttempts) as waits:
        usecases.resume(installation, code, client="10.77.0.1")
    assert waits.value.retry_after == 360


def test_processes_count_together(database_url: str, data: Path, clock: Clock) -> None:
    one, other = install(database_url, data, clock), install(database_url, data, clock)
    code = begin(one).checkup.code
    tries = [guess((one, other)[n % 2], wrong(code, n), f"10.{n}.0.1") for n in range(6)]
    assert tries[-1] is TooManyAttempts
    one.store.close()
    other.store.close()


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("203.0.113.9", "203.0.113.0/24"),
        ("2001:db8:1:2::3", "2001:db8:1::/48"),
        ("::ffff:203.0.113.9", "203.0.113.0/24"),
        ("", ""),
        ("unix:", "unix:"),
    ],
)
def test_neighbours_count_as_one(address: str, counted: str) -> None:
    assert network(address) == counted


def test_the_counter_can_be_read_and_emptied(installation: Installation) -> None:
    storage = installation.store.attempts.storage
    assert storage.check()
    assert storage.incr("a", 60) == 1
    assert storage.get("a") == 1
    assert storage.reset() == 1
    assert storage.get("a") == 0
    assert issubclass(storage.base_exceptions, Exception)
