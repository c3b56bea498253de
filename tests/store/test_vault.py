"""Without the code nothing opens; with it, everything that was ever locked does."""

from __future__ import annotations

import json
from dataclasses import replace
from hashlib import sha256
from threading import Barrier, Event, Thread
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopcheck.core.errors import Busy, CodeUnknown
from shopcheck.store import sessions, vault
from shopcheck.store.checkups import open_row
from shopcheck.store.code import check_sign, generate
from shopcheck.store.errors import StoreDamaged
from shopcheck.store.vault import Gate, Vault, pad, seal, unpad, unseal
from tests.store.vectors import CODE, DATA_KEY, KEYS, KNOWN, ROW, ROW_ID, WRAPS

if TYPE_CHECKING:
    from shopcheck.store.vault import Wrap


def other_code() -> str:
    """Make a code with the same locator and another secret."""
    body = CODE[:6] + generate()[6:-1]
    return body + check_sign(body)


@pytest.mark.parametrize("wrap", WRAPS)
def test_a_key_locked_by_the_first_version_still_opens(wrap: Wrap) -> None:
    assert Vault(KEYS).unwrap(CODE, ROW_ID, wrap) == DATA_KEY


def test_a_checkup_is_still_found_where_the_first_version_put_it() -> None:
    assert Vault(KEYS).locate(CODE).hex() == KNOWN["locator"]


def test_answers_sealed_by_the_first_version_still_open() -> None:
    checkup = open_row(ROW, DATA_KEY, CODE)
    expected = KNOWN["content"]
    assert json.loads(json.dumps(dict(checkup.answers))) == expected["answers"]
    assert dict(checkup.revised) == expected["revised"]
    assert (checkup.addressee.name, checkup.addressee.address) == (expected["name"], expected["address"])
    assert (checkup.consent, checkup.keep, str(checkup.finished_on)) == (True, "jaar", "2026-11-24")


def test_a_session_sealed_by_the_first_version_still_opens() -> None:
    secret = bytes.fromhex(KNOWN["session"]["secret"])
    place = sessions._place(sha256(secret).digest(), ROW_ID)
    sealed = bytes.fromhex(KNOWN["session"]["sealed"])
    content = json.loads(unseal(vault.derive(secret, b"session"), sealed, place))
    assert content == {"key": DATA_KEY.hex(), "code": CODE}


def test_stretching_costs_what_was_agreed() -> None:
    assert (vault.MEMORY, vault.TIME, vault.LANES, vault.KEY) == (19456, 2, 1, 32)


def test_a_wrong_code_opens_nothing() -> None:
    with pytest.raises(CodeUnknown):
        Vault(KEYS).unwrap(other_code(), ROW_ID, WRAPS[0])


def test_the_code_of_one_installation_opens_nothing_in_another() -> None:
    elsewhere = replace(KEYS, peppers={1: bytes(range(32)), 2: bytes(range(32))})
    with pytest.raises(CodeUnknown):
        Vault(elsewhere).unwrap(CODE, ROW_ID, WRAPS[0])


def test_wrong_and_unknown_codes_cost_the_same_and_say_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    stretched: list[int] = []
    real = vault.stretch

    def counted(secret: str, salt: bytes) -> bytes:
        stretched.append(len(salt))
        return real(secret, salt)

    monkeypatch.setattr(vault, "stretch", counted)
    said = []
    for wrap in (WRAPS[0], None):
        with pytest.raises(CodeUnknown) as caught:
            Vault(KEYS).unwrap(other_code(), ROW_ID, wrap)
        said.append((str(caught.value), caught.value.args))
    assert stretched == [vault.SALT, vault.SALT]
    assert said[0] == said[1]


def test_a_key_is_locked_with_the_newest_pepper_and_old_locks_are_renewed() -> None:
    keeper = Vault(KEYS)
    assert keeper.wrap(CODE, ROW_ID, DATA_KEY).pepper_version == 2
    assert keeper.renew(CODE, ROW_ID, DATA_KEY, WRAPS[1]) is None
    renewed = keeper.renew(CODE, ROW_ID, DATA_KEY, WRAPS[0])
    assert renewed is not None
    assert keeper.unwrap(CODE, ROW_ID, renewed) == DATA_KEY
    assert renewed.pepper_version == 2


def test_a_key_moved_to_another_row_does_not_open() -> None:
    with pytest.raises(StoreDamaged):
        Vault(KEYS).unwrap(CODE, bytes(16), WRAPS[0])


@pytest.mark.parametrize(
    "change",
    [
        {"id": bytes(16)},
        {"questionnaire": "anders"},
        {"version": "2026.2"},
        {"revision": 6},
        {"sealed": ROW.sealed[::-1]},
    ],
)
def test_answers_in_another_row_or_at_another_revision_do_not_open(change: dict[str, object]) -> None:
    with pytest.raises(StoreDamaged):
        open_row(ROW._replace(**change), DATA_KEY, CODE)  # type: ignore[arg-type]  # each change fits its field


@given(st.binary(max_size=9000), st.binary(max_size=60))
def test_what_was_sealed_opens_again_and_only_in_its_place(content: bytes, place: bytes) -> None:
    key = vault.new_key()
    sealed = seal(key, content, place)
    assert unseal(key, sealed, place) == content
    with pytest.raises(StoreDamaged):
        unseal(key, sealed, place + b"x")
    with pytest.raises(StoreDamaged):
        unseal(vault.new_key(), sealed, place)


def test_no_two_seals_share_a_nonce() -> None:
    key = vault.new_key()
    assert len({seal(key, b"", b"")[: vault.NONCE] for _ in range(20_000)}) == 20_000


@given(st.binary(max_size=9000))
def test_padding_hides_the_length_in_steps_of_four_kib(content: bytes) -> None:
    padded = pad(content)
    assert unpad(padded) == content
    assert len(padded) % 4096 == 0
    assert len(padded) == -(-(len(content) + 4) // 4096) * 4096


def test_at_most_two_codes_are_stretched_at_once_and_who_cannot_wait_hears_busy() -> None:
    gate, go_on, inside, refused, most = Gate(at_once=2, waiting=3), Event(), [], [], []
    at_the_gate = Barrier(7)  # two inside, four refused, and this test

    def try_to_pass() -> None:
        try:
            with gate.passage():
                inside.append(1)
                most.append(len(inside))
                if not go_on.is_set():
                    at_the_gate.wait()
                go_on.wait()
                inside.pop()
        except Busy:
            refused.append(1)
            at_the_gate.wait()

    threads = [Thread(target=try_to_pass) for _ in range(9)]
    for thread in threads:
        thread.start()
    at_the_gate.wait()
    go_on.set()
    for thread in threads:
        thread.join()
    assert max(most) == 2
    assert len(refused) == 4


def test_the_gate_lets_others_through_after_an_error() -> None:
    gate = Gate(at_once=1, waiting=0)
    for _ in range(3):
        with pytest.raises(ZeroDivisionError), gate.passage():
            raise ZeroDivisionError
    with gate.passage(), pytest.raises(Busy), gate.passage():
        pass
