"""The text of a cookie that lets a browser in: 256 random bits, and nothing else."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64

from shopcheck.store import vault


def text_of(secret: bytes) -> str:
    """Write the secret as it stands in the cookie."""
    return urlsafe_b64encode(secret).decode().rstrip("=")


def secret_in(text: str) -> bytes | None:
    """Read it back; None where the text is no such secret."""
    try:
        secret = urlsafe_b64decode(text + "=")
    except (NotBase64, ValueError):
        return None
    return secret if len(secret) == vault.KEY else None
