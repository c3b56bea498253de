"""Signs what is published, so that whoever has the public key knows that it is ours and unchanged: Ed25519."""

from __future__ import annotations

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat


def sign(key: bytes, content: bytes) -> bytes:
    """Sign with the signing key of this installation."""
    return Ed25519PrivateKey.from_private_bytes(key).sign(content)


def public(key: bytes) -> bytes:
    """Give the half of the signing key that anybody may have."""
    return Ed25519PrivateKey.from_private_bytes(key).public_key().public_bytes_raw()


def pem(key: bytes) -> bytes:
    """Write that half as OpenSSL reads it."""
    half = Ed25519PrivateKey.from_private_bytes(key).public_key()
    return half.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def is_signed(public: bytes, signature: bytes, content: bytes) -> bool:
    """Whether the content was signed with the other half of this key, and is as it was."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, content)
    except InvalidSignature:
        return False
    return True
