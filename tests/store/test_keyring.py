"""The installation's own keys: made once, private, and refused when they are no secret."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from hashlib import sha256
from threading import Barrier
from typing import TYPE_CHECKING

import pytest

from shopcheck.store import keyring
from shopcheck.store.errors import StoreRefused
from shopcheck.store.keyring import FILE, PUBLISHED, keys_in, rotate_association_key, rotate_pepper
from tests.store.vectors import KEYS

if TYPE_CHECKING:
    from pathlib import Path

    from shopcheck.store.keyring import Keys

GOOD = {"secret_key": bytes(range(40)).hex(), "index_pepper": bytes(range(40, 80)).hex()}
GOOD_PEPPER = bytes(range(80, 120)).hex()


def write(folder: Path, content: object, mode: int = 0o600) -> None:
    """Write a keys file by hand."""
    file = folder / FILE
    file.write_text(content if isinstance(content, str) else json.dumps(content))
    file.chmod(mode)


def test_keys_are_made_on_the_first_start_for_the_owner_only(tmp_path: Path) -> None:
    keys = keys_in(tmp_path / "data")
    assert (tmp_path / "data" / FILE).stat().st_mode & 0o777 == 0o600
    assert [len(key) for key in keys.all()] == [32] * 5
    assert len(set(keys.all())) == 5
    assert keys_in(tmp_path / "data") == keys
    assert [one.name for one in (tmp_path / "data").iterdir()] == [FILE]


def test_processes_that_start_together_share_the_first_ones_keys(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: keys_in(tmp_path), range(16)))
    assert all(keys == found[0] for keys in found)


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        "{}",
        GOOD,
        {**GOOD, "peppers": {}},
        {**GOOD, "peppers": {"one": GOOD_PEPPER}},
        {**GOOD, "peppers": {"1": "geheim"}},
        {**GOOD, "peppers": {"1": GOOD_PEPPER[:62]}},
        {**GOOD, "peppers": {"1": GOOD["secret_key"]}},
        {**GOOD, "peppers": {"1": "00" * 32}},
        {**GOOD, "peppers": {"1": b"changemechangemechangemechangeme".hex()}},
        {**GOOD, "peppers": {"1": KEYS.peppers[1].hex()}},
        {**GOOD, "secret_key": KEYS.secret_key.hex(), "peppers": {"1": GOOD_PEPPER}},
        {**GOOD, "index_pepper": "", "peppers": {"1": GOOD_PEPPER}},
        {**GOOD, "peppers": {"1": GOOD_PEPPER}, "association_keys": {"1": GOOD_PEPPER}},
        {**GOOD, "peppers": {"1": GOOD_PEPPER}, "association_keys": {"1": "00" * 32}},
        {**GOOD, "peppers": {"1": GOOD_PEPPER}, "association_keys": []},
        {**GOOD, "peppers": {"1": GOOD_PEPPER}, "signing_key": "00" * 32},
        {**GOOD, "peppers": {"1": GOOD_PEPPER}, "signing_key": GOOD_PEPPER},
    ],
)
def test_keys_that_are_short_known_or_missing_are_refused(tmp_path: Path, content: object) -> None:
    write(tmp_path, content)
    with pytest.raises(StoreRefused, match=FILE):
        keys_in(tmp_path)


def test_good_keys_are_taken_and_refused_once_others_can_read_them(tmp_path: Path) -> None:
    write(tmp_path, {**GOOD, "peppers": {"1": GOOD_PEPPER}})
    assert keys_in(tmp_path).newest == 1
    write(tmp_path, {**GOOD, "peppers": {"1": GOOD_PEPPER}}, mode=0o640)
    with pytest.raises(StoreRefused, match="chmod 600"):
        keys_in(tmp_path)


def test_every_key_in_this_repository_is_known_as_published() -> None:
    assert {sha256(key).hexdigest() for key in KEYS.all()} == PUBLISHED


def test_a_refusal_never_shows_a_key(tmp_path: Path) -> None:
    write(tmp_path, {**GOOD, "peppers": {"1": GOOD["secret_key"]}})
    with pytest.raises(StoreRefused) as caught:
        keys_in(tmp_path)
    assert GOOD["secret_key"] not in str(caught.value)


def test_no_pepper_is_added_where_there_are_no_keys(tmp_path: Path) -> None:
    with pytest.raises(StoreRefused, match="SHOPCHECK_DATA"):
        rotate_pepper(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_new_pepper_leaves_everything_else_as_it_was(tmp_path: Path) -> None:
    before = keys_in(tmp_path)
    after = rotate_pepper(tmp_path)
    assert keys_in(tmp_path) == after
    assert after.newest == 2
    assert replace(after, peppers=before.peppers) == before
    assert after.peppers[1] == before.peppers[1]
    assert (tmp_path / FILE).stat().st_mode & 0o777 == 0o600


def test_a_new_secret_for_associations_leaves_everything_else_as_it_was(tmp_path: Path) -> None:
    before = keys_in(tmp_path)
    after = rotate_association_key(tmp_path)
    assert keys_in(tmp_path) == after
    assert after.newest_association_key == 2
    assert replace(after, association_keys=before.association_keys) == before
    assert after.association_keys[1] == before.association_keys[1]


def test_keys_of_an_older_version_are_completed_once_whoever_comes_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, {**GOOD, "peppers": {"1": GOOD_PEPPER}})
    all_have_read, real = Barrier(4), keyring._checked

    def together(keys: Keys, file: Path) -> Keys:
        all_have_read.wait()
        return real(keys, file)

    monkeypatch.setattr(keyring, "_checked", together)
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda _: keys_in(tmp_path), range(4)))
    assert all(keys == found[0] for keys in found)
    assert found[0].secret_key.hex() == GOOD["secret_key"]
    assert (len(found[0].association_keys[1]), len(found[0].signing_key)) == (32, 32)
    assert (tmp_path / FILE).stat().st_mode & 0o777 == 0o600
    assert [one.name for one in tmp_path.iterdir()] == [FILE]


def test_no_change_is_lost_when_two_are_made_at_once(tmp_path: Path) -> None:
    keys_in(tmp_path)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda rotate: rotate(tmp_path), [rotate_pepper, rotate_association_key] * 4))
    assert (keys_in(tmp_path).newest, keys_in(tmp_path).newest_association_key) == (5, 5)
