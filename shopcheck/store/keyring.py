"""The installation's own keys: one file beside the database, never in it, readable by the owner only.

Without the file no code opens anything any more, so it belongs in the backup, apart from the database.
"""

from __future__ import annotations

import json
import os
import secrets
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
        "ba5be140c8a36dd2a358e9d6e7e9053d369358c61a076316380cc57e4c83b22c",
    },
)


@dataclass(frozen=True, slots=True)
class Keys:
    """Secrets of 32 bytes. `peppers` maps a version to a pepper; the highest is used for new wraps, all still open."""

    secret_key: bytes
    index_pepper: bytes
    peppers: Mapping[int, bytes]

    def __repr__(self) -> str:
        return f"<Keys, pepper {self.newest}>"

    @property
    def newest(self) -> int:
        """The version of the pepper for new wraps."""
        return max(self.peppers)

    def all(self) -> Iterator[bytes]:
        """Walk over every secret."""
        yield from (self.secret_key, self.index_pepper, *self.peppers.values())


def keys_in(folder: Path) -> Keys:
    """Read the keys of this installation; make them on the first start. Raises StoreRefused when they are unsafe."""
    file = folder / FILE
    if not file.exists():
        folder.mkdir(parents=True, exist_ok=True)
        _write_first(file, make_keys())
    if file.stat().st_mode & 0o077:
        raise StoreRefused(f"{file} can be read by others: run chmod 600 {file}")
    return _checked(_read(file), file)


def make_keys() -> Keys:
    """Make fresh keys."""
    secret_key, index_pepper, pepper = (secrets.token_bytes(LENGTH) for _ in range(3))
    return Keys(secret_key, index_pepper, MappingProxyType({1: pepper}))


def rotate_pepper(folder: Path) -> Keys:
    """Add a pepper. Old codes keep opening, and move to the new pepper when they are next used.

    A program that runs does not know it yet. Raises StoreRefused where there are no keys to add it to.
    """
    if not (folder / FILE).exists():
        raise StoreRefused(f"{folder / FILE} is not there: set SHOPCHECK_DATA to the folder of the installation")
    keys = keys_in(folder)
    fresh = MappingProxyType({**keys.peppers, keys.newest + 1: secrets.token_bytes(LENGTH)})
    rotated = replace(keys, peppers=fresh)
    _draft(folder / FILE, rotated).replace(folder / FILE)
    return rotated


def _write_first(file: Path, keys: Keys) -> None:
    """Put the file in place whole; where two processes start at once, the first one's keys stay."""
    draft = _draft(file, keys)
    try:
        os.link(draft, file)
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def _draft(file: Path, keys: Keys) -> Path:
    draft = file.with_name(f".{file.name}.{secrets.token_hex(8)}")
    content = {
        "secret_key": keys.secret_key.hex(),
        "index_pepper": keys.index_pepper.hex(),
        "peppers": {str(version): pepper.hex() for version, pepper in keys.peppers.items()},
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
        peppers = {int(version): bytes.fromhex(pepper) for version, pepper in content["peppers"].items()}
        return Keys(
            bytes.fromhex(content["secret_key"]),
            bytes.fromhex(content["index_pepper"]),
            MappingProxyType(peppers),
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise StoreRefused(f"{file} is no keys file: put back the one from the backup") from error


def _checked(keys: Keys, file: Path) -> Keys:
    found = list(keys.all())
    if not keys.peppers or any(len(key) < LENGTH for key in found):
        raise StoreRefused(f"{file}: every key must be {LENGTH} bytes or more, as {2 * LENGTH} hexadecimal signs")
    if any(len(set(key)) < LEAST_VARIED or sha256(key).hexdigest() in PUBLISHED for key in found):
        raise StoreRefused(f"{file}: a key is well known or not random")
    if len(set(found)) < len(found):
        raise StoreRefused(f"{file}: two keys are the same")
    return keys
