"""The code that stands in for an account: 6 signs to find a checkup, 13 that open it, 1 to catch typing slips.

A code to share one report is shorter, for it lives a fortnight: 5, 10 and 1.

Crockford's base 32, so no I, L, O or U. The check sign is a weighted sum over GF(32), with another weight for each
place, a power of the generator: one wrong sign is always caught, and so are two signs that changed places.
"""

from __future__ import annotations

import re
import secrets
from typing import TYPE_CHECKING

from shopcheck.core.errors import CodeUnknown

if TYPE_CHECKING:
    from collections.abc import Iterable

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH, SHARE_LENGTH = 20, 16  # signs; by its length a code says which of the two it is
LOCATOR = {LENGTH: 6, SHARE_LENGTH: 5}  # signs that find: 30 and 25 bits; the others open: 65 and 50 bits
GROUP = 4

VALUE = {sign: value for value, sign in enumerate(ALPHABET)}
READ_AS = str.maketrans("ILO", "110")
BETWEEN = re.compile(r"[\s\u2010-\u2015-]+")
LONGEST_INPUT = 64
FIELD = 0b100101  # x⁵ + x² + 1, primitive: the powers of x are all 31 different


def generate(length: int = LENGTH, chance: bytes | None = None) -> str:
    """Make a new code, in the normalised form: without hyphens. `chance` is new unless random bytes are given."""
    drawn = (chance or secrets.token_bytes(length))[: length - 1]
    body = "".join(ALPHABET[byte % len(ALPHABET)] for byte in drawn)
    return body + check_sign(body)


def normalise(typed: str, length: int = LENGTH) -> str:
    """Read what was typed: small letters, hyphens, spaces, I and L for 1, O for 0. Raises CodeUnknown on a slip."""
    code = BETWEEN.sub("", typed[:LONGEST_INPUT]).upper().translate(READ_AS)
    if len(code) != length or not VALUE.keys() >= set(code) or check_sign(code[:-1]) != code[-1]:
        raise CodeUnknown
    return code


def shown(code: str) -> str:
    """Write a code the way people read it: XXXX-XXXX-XXXX-XXXX-XXXX."""
    return "-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


def locator(code: str) -> str:
    """Give the part that finds the row; on its own it opens nothing."""
    return code[: LOCATOR[len(code)]]


def secret(code: str) -> str:
    """Give the part that opens; never stored."""
    return code[LOCATOR[len(code)] : -1]


def check_sign(body: str) -> str:
    """Compute the last sign of a code from the signs before it."""
    return ALPHABET[_weigh(VALUE[sign] for sign in body)]


def _weigh(values: Iterable[int]) -> int:
    total = 0
    for value in values:  # Horner: the first sign ends up with the highest power, the last with x itself
        total = (total ^ value) << 1
        total ^= FIELD if total > len(ALPHABET) - 1 else 0
    return total
