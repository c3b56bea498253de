"""The installation's own keys: one file beside the database, never in it, readable by the owner only.

Without the file no code opens anything any more, so it belongs in the backup, apart from the database.
"""

from __future__ import annotations

import fcntl
import json
import os
import secrets
from contextlib import contextmanager
from dataclasses import dataclass, replace
from hashlib import sha256
from types import MappingProxyType
from typing import TYPE_CHECKING

from shopcheck.store.errors import StoreRefused

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

FILE = "keys.json"
LENGTH = 32  # bytes
LEAST_VARIED = 12  # different bytes; 32 random ones have fewer about once in 10¹⁵
PUBLISHED = frozenset(  # SHA-256 of the keys in tests/store/vectors.json, which anyone can read
    {
        "4fc30ee0258cfb7ba7c9b8c649d6966330d98d83d11c071a0486d6314dbed219",
        "d925ba1adf49115fa5a2474b23311b4d0de9c66f6a4aeb4c76bc29ccd300af5f",
        "af29c8c268636770e611c183c1421a832dffc1487c51e4166c66f24453770aae",
        "7e2f5d739b79d95792dfb2ea5e61a8e78d497e707f17a08b5f3b6e93811354b9",
        "ba5be140c8a36dd2a358e9d6e7e9053d369358c61a076316380cc57e4c83b22c",
        "1ad064ba635ea94f111dbf7122e8a7798d62953fc450e29296130c92028426a0",
    },
)


@dataclass(frozen=True, slots=True)
class Keys:
    """Secrets of 32 bytes. `peppers` maps a version to a pepper; the highest is used for new wraps, all still open.

    `association_keys` are the same for the private keys of associations, which the database holds sealed. The signing
    key signs what is published.
    """

    secret_key: bytes
    index_pepper: bytes
    peppers: Mapping[int, bytes]
    association_keys: Mapping[int, bytes]
    signing_key: bytes

    def __repr__(self) -> str:
        return f"<Keys, pepper {self.newest}>"

    @property
    def newest(self) -> int:
        """The version of the pepper for new wraps."""
        return max(self.peppers)

    @property
    def newest_association_key(self) -> int:
        """The version of the secret under which private keys of associations are sealed now."""
        return max(self.association_keys)

    def all(self) -> Iterator[bytes]:
        """Walk over every secret."""
        yield from (self.secret_key, self.index_pepper, *self.peppers.values(), *self.association_keys.values())
        yield from filter(None, [self.signing_key])  # there is none until the file is complete


def keys_in(folder: Path) -> Keys:
    """Read the keys of this installation; make them on the first start. Raises StoreRefused when they are unsafe."""
    file = folder / FILE
    if not file.exists():
        folder.mkdir(parents=True, exist_ok=True)
        _write_first(folder)
    if file.stat().st_mode & 0o077:
        raise StoreRefused(f"{file} can be read by others: run chmod 600 {file}")
    keys = _checked(_read(file), file)
    return keys if keys.association_keys and keys.signing_key else _completed(folder)


def make_keys() -> Keys:
    """Make fresh keys."""
    secret_key, index_pepper, signing_key = (secrets.token_bytes(LENGTH) for _ in range(3))
    return Keys(secret_key, index_pepper, _one_more({}), _one_more({}), signing_key)


def rotate_pepper(folder: Path) -> Keys:
    """Add a pepper. Old codes keep opening, and move to the new pepper when they are next used.

    A program that runs does not know it yet. Raises StoreRefused where there are no keys to add it to.
    """
    with _changing(folder) as keys:
        return _put(folder, replace(keys, peppers=_one_more(keys.peppers)))


def rotate_association_key(folder: Path) -> Keys:
    """Add a secret for the private keys of associations; those must be sealed anew with it. Otherwise as a pepper."""
    with _changing(folder) as keys:
        return _put(folder, replace(keys, association_keys=_one_more(keys.association_keys)))


def _write_first(folder: Path) -> None:
    """Make the file; of processes that start at once, the first one's keys stay."""
    with _locked(folder):
        if not (folder / FILE).exists():
            _put(folder, make_keys())


def _completed(folder: Path) -> Keys:
    """Complete the file of an older version, in the same way."""
    with _locked(folder):
        keys = _read(folder / FILE)
        association_keys = keys.association_keys or _one_more({})
        signing_key = keys.signing_key or secrets.token_bytes(LENGTH)
        return _put(folder, replace(keys, association_keys=association_keys, signing_key=signing_key))


def _one_more(versions: Mapping[int, bytes]) -> Mapping[int, bytes]:
    return MappingProxyType({**versions, max(versions, default=0) + 1: secrets.token_bytes(LENGTH)})


@contextmanager
def _changing(folder: Path) -> Iterator[Keys]:
    """Give the keys of an installation that exists, while nobody else changes them."""
    if not (folder / FILE).exists():
        raise StoreRefused(f"{folder / FILE} is not there: set SHOPCHECK_DATA to the folder of the installation")
    keys_in(folder)
    with _locked(folder):
        yield _read(folder / FILE)


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Keep others from changing the file until the change is on disk; a process that dies lets go by itself."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _put(folder: Path, keys: Keys) -> Keys:
    """Put changed keys in place, whole."""
    _draft(folder / FILE, keys).replace(folder / FILE)
    return keys


def _draft(file: Path, keys: Keys) -> Path:
    draft = file.with_name(f".{file.name}.{secrets.token_hex(8)}")
    content = {
        "secret_key": keys.secret_key.hex(),
        "index_pepper": keys.index_pepper.hex(),
        "peppers": {str(version): pepper.hex() for version, pepper in keys.peppers.items()},
        "association_keys": {str(version): key.hex() for version, key in keys.association_keys.items()},
        "signing_key": keys.signing_key.hex(),
    }
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as out:
        json.dump(content, out, indent=2)
        out.flush()
        os.fsync(out.fileno())
    return draft


def _read(file: Path) -> Keys:
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
        return Keys(
            bytes.fromhex(content["secret_key"]),
            bytes.fromhex(content["index_pepper"]),
            _versions(content["peppers"]),
            _versions(content.get("association_keys", {})),  # the first installations had none, and no signing key
            bytes.fromhex(content.get("signing_key", "")),
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise StoreRefused(f"{file} is no keys file: put back the one from the backup") from error


def _versions(written: Mapping[str, str]) -> Mapping[int, bytes]:
    return MappingProxyType({int(version): bytes.fromhex(key) for version, key in written.items()})


def _checked(keys: Keys, file: Path) -> Keys:
    found = list(keys.all())
    if not keys.peppers or any(len(key) < LENGTH for key in found):
        raise StoreRefused(f"{file}: every key must be {LENGTH} bytes or more, as {2 * LENGTH} hexadecimal signs")
    if any(len(set(key)) < LEAST_VARIED or sha256(key).hexdigest() in PUBLISHED for key in found):
        raise StoreRefused(f"{file}: a key is well known or not random")
    if len(set(found)) < len(found):
        raise StoreRefused(f"{file}: two keys are the same")
    return keys
