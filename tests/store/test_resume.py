"""Coming in with a code: what it costs, what it tells, and what changes of keys and rows do to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from shopcheck import usecases
from shopcheck.core.errors import CodeUnknown, SessionEnded, TooManyAttempts
from shopcheck.store import code as codes
from shopcheck.store import vault
from shopcheck.store.code import check_sign
from shopcheck.store.cookie import secret_in
from shopcheck.store.errors import StoreDamaged
from shopcheck.store.keyring import rotate_pepper
from shopcheck.usecases import Keep
from tests.machine import times
from tests.store.installations import CLIENT, begin, install, page, reopen

if TYPE_CHECKING:
    from pathlib import Path

    from shopcheck.usecases import Installation, Visit
    from tests.store.installations import Clock

pytest_plugins = ("tests.store.fixtures",)

NOBODYS = "ZZZZZZ" + "A" * 13
GUESSES = 300  # in an ordinary run


def pepper_version(installation: Installation) -> int:
    """Say with which pepper the one check is locked."""
    with installation.store.database.reading() as connection:
        return int(connection.execute(text("SELECT pepper_version FROM checkup")).scalar_one())


def swap(installation: Installation, column: str) -> None:
    """Exchange a column of the two checks, as somebody with the database could."""
    with installation.store.database.writing() as connection:
        (one, first), (other, second) = connection.execute(text(f"SELECT id, {column} FROM checkup")).all()  # noqa: S608 - our own name
        for row_id, value in ((one, second), (other, first)):
            changed = text(f"UPDATE checkup SET {column} = :value WHERE id = :row_id")  # noqa: S608 - as above
            connection.execute(changed, {"value": value, "row_id": row_id})


def refusal(installation: Installation, code: str) -> tuple[str, tuple[object, ...]]:
    """Try a code that does not open; give all that the error says."""
    with pytest.raises(CodeUnknown) as caught:
        usecases.resume(installation, code, client=CLIENT)
    return str(caught.value), caught.value.args


def wrong_secret(code: str) -> str:
    """Make a well-formed code with the same locator and another secret."""
    body = code[:6] + ("0" if code[6] != "0" else "1") + code[7:-1]
    return body + check_sign(body)


def test_a_slip_of_the_pen_is_neither_counted_nor_hashed(installation: Installation, stretched: list[str]) -> None:
    code = begin(installation).checkup.code
    stretched.clear()
    slip = code[:-1] + ("0" if code[-1] != "0" else "1")
    for _ in range(30):
        refusal(installation, slip)
    assert stretched == []
    usecases.resume(installation, code, client=CLIENT)


def test_wrong_unknown_and_expired_codes_cost_and_say_the_same(
    installation: Installation, clock: Clock, stretched: list[str]
) -> None:
    expired = begin(installation)
    clock.go_on(days=31)
    living = begin(installation)
    stretched.clear()
    closed = (wrong_secret(living.checkup.code), NOBODYS + check_sign(NOBODYS), expired.checkup.code)
    said = {refusal(installation, code) for code in closed}
    assert len(said) == 1
    assert len(stretched) == 3


def test_of_all_guesses_at_two_processes_five_reach_argon(
    database_url: str, data: Path, clock: Clock, stretched: list[str]
) -> None:
    processes = [install(database_url, data, clock) for _ in range(2)]
    code = wrong_secret(begin(processes[0]).checkup.code)
    stretched.clear()
    for number in range(times(GUESSES)):
        with pytest.raises((CodeUnknown, TooManyAttempts)):
            usecases.resume(processes[number % 2], code, client=f"10.{number % 250}.0.1")
    assert len(stretched) == 5
    for one in processes:
        one.store.close()


def test_old_codes_open_after_a_new_pepper_and_move_to_it(
    installation: Installation, database_url: str, data: Path, clock: Clock
) -> None:
    visit = begin(installation, kas_a="goed")
    rotate_pepper(data)
    rotated = install(database_url, data, clock)
    assert pepper_version(rotated) == 1
    for _ in range(2):
        assert reopen(rotated, visit).checkup == visit.checkup
        assert pepper_version(rotated) == 2
    with pytest.raises(CodeUnknown):
        usecases.resume(rotated, wrong_secret(visit.checkup.code), client=CLIENT)
    rotated.store.close()


def test_a_session_goes_on_while_the_pepper_changes(
    installation: Installation, database_url: str, data: Path, clock: Clock
) -> None:
    session_key = usecases.start(installation, {}, consent=False, keep=Keep.DAY)
    rotate_pepper(data)
    rotated = install(database_url, data, clock)
    visit = usecases.visit(rotated, session_key)
    usecases.save(rotated, visit, page(kas_a="goed"), revision=1, nonce="n1")
    assert reopen(rotated, visit).checkup.answers == {"kas_a": "goed"}
    rotated.store.close()


def test_a_check_that_is_forgotten_while_its_code_is_hashed_is_unknown(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    visit = begin(installation)
    real = vault.Vault.unwrap

    def forgotten_meanwhile(keeper: vault.Vault, code: str, owner: bytes, wrap: vault.Wrap | None) -> bytes:
        key = real(keeper, code, owner, wrap)
        usecases.forget(installation, visit)
        return key

    monkeypatch.setattr(vault.Vault, "unwrap", forgotten_meanwhile)
    refusal(installation, visit.checkup.code)


def test_a_place_that_is_taken_leads_to_another_code(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = begin(installation).checkup.code
    free = NOBODYS + check_sign(NOBODYS)
    offered = iter([wrong_secret(taken), free])
    monkeypatch.setattr(codes, "generate", lambda: next(offered))
    assert begin(installation).checkup.code == free
    usecases.resume(installation, taken, client=CLIENT)


def both(installation: Installation) -> tuple[Visit, Visit]:
    """Start two checks with other answers."""
    return begin(installation, kas_a="goed"), begin(installation, kas_a="slecht")


def test_answers_put_into_another_row_do_not_open(installation: Installation) -> None:
    one, _ = both(installation)
    swap(installation, "sealed")
    with pytest.raises(StoreDamaged):
        reopen(installation, one)


@pytest.mark.parametrize("column", ["wrapped_key", "auth_hash", "salt"])
def test_locks_put_on_another_row_do_not_open(installation: Installation, column: str) -> None:
    one, _ = both(installation)
    swap(installation, column)
    with pytest.raises((StoreDamaged, CodeUnknown)):
        reopen(installation, one)


def test_an_older_state_of_the_answers_cannot_be_put_back(installation: Installation) -> None:
    visit = begin(installation, kas_a="goed")
    with installation.store.database.reading() as connection:
        older = connection.execute(text("SELECT sealed FROM checkup")).scalar_one()
    usecases.save(installation, visit, page(kas_a="slecht"), revision=1, nonce="n1")
    with installation.store.database.writing() as connection:
        connection.execute(text("UPDATE checkup SET sealed = :older"), {"older": older})
    with pytest.raises(StoreDamaged):
        reopen(installation, visit)


def test_a_session_moved_to_another_check_does_not_open(installation: Installation) -> None:
    session_key = usecases.start(installation, {}, consent=False, keep=Keep.DAY)
    other = begin(installation)
    with installation.store.database.writing() as connection:
        moved = text("UPDATE web_session SET checkup_id = :other")
        connection.execute(moved, {"other": other.checkup.id})
    with pytest.raises(StoreDamaged):
        usecases.visit(installation, session_key)


def test_the_key_of_a_session_stands_nowhere_in_the_database(installation: Installation) -> None:
    session_key = usecases.start(installation, {}, consent=False, keep=Keep.DAY)
    visit = usecases.visit(installation, session_key)
    with installation.store.database.writing() as connection:
        row = connection.execute(text("SELECT id, sealed FROM web_session")).one()
    for secret in (
        session_key.encode(),
        secret_in(session_key) or b"",
        visit.key,
        visit.checkup.code.encode(),
    ):
        assert all(secret not in column for column in row)


def test_who_leaves_on_one_device_stays_in_on_another(installation: Installation) -> None:
    here = usecases.start(installation, {}, consent=False, keep=Keep.DAY)
    visit = usecases.visit(installation, here)
    there = usecases.resume(installation, visit.checkup.code, client=CLIENT)
    usecases.leave(installation, visit)
    with pytest.raises(SessionEnded):
        usecases.visit(installation, here)
    assert usecases.visit(installation, there).checkup == visit.checkup
