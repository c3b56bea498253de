"""What keeps answers unreadable without the owner's code. The only door to cryptography and argon2.

    locator   = HMAC-SHA256(index pepper, locator signs)
    k1        = HMAC-SHA256(pepper vN, Argon2id(secret signs, salt))
    auth, kek = HKDF-SHA256(k1, "auth" | "kek")
    wrap      = salt, pepper version, SHA256(auth), AES-256-GCM(kek, data key)
    blob      = AES-256-GCM(data key, padded JSON)
    box       = ephemeral public, AES-256-GCM(HKDF-SHA256(X25519(ephemeral, public), "box" + both publics), data key)

A sealed text is 12 random bytes followed by ciphertext and tag. Formats are fixed by the known-answer vectors in
tests/store: a later version must still open them.
"""

from __future__ import annotations

import hmac
import secrets
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from threading import BoundedSemaphore
from typing import TYPE_CHECKING

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from shopcheck.core.errors import Busy, CodeUnknown
from shopcheck.store import code as codes
from shopcheck.store.errors import StoreDamaged

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shopcheck.store.keyring import Keys

MEMORY, TIME, LANES = 19456, 2, 1  # KiB, passes, lanes: OWASP's first choice for Argon2id
KEY = 32  # bytes
NONCE = 12  # bytes
SALT = 16  # bytes
PAD = 4096  # bytes; the size of a blob says nothing about the answers
SMALL = 1024  # bytes; the same for a few short texts, which always fit
WRAP_SCHEMA = b"w1"

AT_ONCE, WAITING = 2, 20  # codes being stretched in this process, 19 MiB each


class Gate:
    """Lets a few through at once and a few more wait; the rest is told Busy at once."""

    def __init__(self, at_once: int = AT_ONCE, waiting: int = WAITING) -> None:
        """Set the two limits."""
        self._inside = BoundedSemaphore(at_once)
        self._admitted = BoundedSemaphore(at_once + waiting)

    @contextmanager
    def passage(self) -> Iterator[None]:
        """Wait for a turn. Raises Busy when too many wait already."""
        if not self._admitted.acquire(blocking=False):
            raise Busy
        try:
            with self._inside:
                yield
        finally:
            self._admitted.release()


@dataclass(frozen=True, slots=True)
class Wrap:
    """A data key locked with a code."""

    salt: bytes
    pepper_version: int
    auth_hash: bytes
    wrapped_key: bytes = field(repr=False)

    @property
    def columns(self) -> dict[str, object]:
        """The same, by the names of its columns in a table."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Vault:
    """Locks and unlocks data keys with codes, under the keys of this installation."""

    keys: Keys
    gate: Gate = field(default_factory=Gate)

    def locate(self, code: str) -> bytes:
        """Say where what a code opens is to be found: 32 bytes that cannot be traced back without the pepper."""
        return keyed_hash(self.keys.index_pepper, codes.locator(code).encode())

    def wrap(self, code: str, owner: bytes, data_key: bytes) -> Wrap:
        """Lock the data key of the row `owner` with a code. Takes about 35 ms; raises Busy."""
        salt = secrets.token_bytes(SALT)
        version = self.keys.newest
        auth, wrapping = self._derive(code, salt, version)
        return Wrap(salt, version, sha256(auth).digest(), seal(wrapping, data_key, owner + WRAP_SCHEMA))

    def unwrap(self, code: str, owner: bytes, wrap: Wrap | None) -> bytes:
        """Give the data key. Raises CodeUnknown, at the same cost, for a wrong code and for none at all; or Busy."""
        tried = wrap or Wrap(bytes(SALT), self.keys.newest, bytes(KEY), b"")
        auth, wrapping = self._derive(code, tried.salt, tried.pepper_version)
        if not hmac.compare_digest(sha256(auth).digest(), tried.auth_hash):
            raise CodeUnknown
        return unseal(wrapping, tried.wrapped_key, owner + WRAP_SCHEMA)

    def renew(self, code: str, owner: bytes, data_key: bytes, wrap: Wrap | None) -> Wrap | None:
        """Lock again when a newer pepper has come; None when there is no need. Raises Busy."""
        return None if wrap and wrap.pepper_version == self.keys.newest else self.wrap(code, owner, data_key)

    def _derive(self, code: str, salt: bytes, version: int) -> tuple[bytes, bytes]:
        with self.gate.passage():
            stretched = stretch(codes.secret(code), salt)
        peppered = keyed_hash(self.keys.peppers[version], stretched)
        return derive(peppered, b"auth"), derive(peppered, b"kek")


def stretch(secret: str, salt: bytes) -> bytes:
    """Make guessing dear: Argon2id to 32 bytes."""
    return hash_secret_raw(secret.encode(), salt, TIME, MEMORY, LANES, KEY, Type.ID)


def keyed_hash(key: bytes, content: bytes) -> bytes:
    """Hash so that only a holder of the key can do it."""
    return hmac.digest(key, content, "sha256")


def derive(key: bytes, purpose: bytes) -> bytes:
    """Derive a key for one purpose."""
    return HKDF(SHA256(), KEY, salt=None, info=purpose).derive(key)


def new_key() -> bytes:
    """Make a random key of 256 bits."""
    return secrets.token_bytes(KEY)


def seal(key: bytes, content: bytes, bound_to: bytes) -> bytes:
    """Encrypt so that it opens only with this key and beside `bound_to`."""
    nonce = secrets.token_bytes(NONCE)
    return nonce + AESGCM(key).encrypt(nonce, content, bound_to)


def unseal(key: bytes, sealed: bytes, bound_to: bytes) -> bytes:
    """Decrypt. Raises StoreDamaged when key, content or place is another one than at sealing."""
    try:
        return AESGCM(key).decrypt(sealed[:NONCE], sealed[NONCE:], bound_to)
    except (InvalidTag, ValueError):  # ValueError: too short to be sealed
        raise StoreDamaged from None


def new_pair() -> tuple[bytes, bytes]:
    """Make a private key and its public half."""
    private = X25519PrivateKey.generate()
    return private.private_bytes_raw(), private.public_key().public_bytes_raw()


def seal_to(public: bytes, content: bytes, bound_to: bytes) -> bytes:
    """Encrypt for who holds the private half; nobody needs to be there, and who sealed it cannot open it."""
    private, ephemeral = new_pair()
    return ephemeral + seal(_agreed(private, public, ephemeral + public), content, bound_to)


def unseal_box(private: bytes, public: bytes, box: bytes, bound_to: bytes) -> bytes:
    """Decrypt what was sealed to `public`. Raises StoreDamaged as `unseal` does."""
    ephemeral, sealed = box[:KEY], box[KEY:]
    try:
        agreed = _agreed(private, ephemeral, ephemeral + public)
    except ValueError:  # an ephemeral key that was tampered with
        raise StoreDamaged from None
    return unseal(agreed, sealed, bound_to)


def _agreed(private: bytes, public: bytes, both: bytes) -> bytes:
    exchanged = X25519PrivateKey.from_private_bytes(private).exchange(X25519PublicKey.from_public_bytes(public))
    return derive(exchanged, b"box" + both)


def pad(content: bytes, step: int = PAD) -> bytes:
    """Bring to a multiple of `step`: length in 4 bytes, content, zeros."""
    framed = len(content).to_bytes(4, "big") + content
    return framed + bytes(-len(framed) % step)


def unpad(padded: bytes) -> bytes:
    """Undo `pad`."""
    return padded[4 : 4 + int.from_bytes(padded[:4], "big")]
