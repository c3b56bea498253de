"""Texts as a typesetter sets them: real quotation marks, amounts kept together, and only signs that the type has.

A sign that the letter type lacks would be set in whatever type the machine happens to have.
"""

from __future__ import annotations

import re
import unicodedata

ABSENT = frozenset("ĈĉĔĕĜĝĤĥĨĩĬĭİĲĳĴĵĸĹĺĿŀŉŊŋŌōŎŏŖŗŜŝŦŧŨũŬŭŴŵŶŷſ")
OTHER = frozenset("ȘșȚț–—‘’‚“”„•…‰‹›€™−≠≤≥")
SIGNS = frozenset(map(chr, (*range(0x20, 0x7F), *range(0xA0, 0x180)))) - ABSENT | OTHER
INSTEAD = {
    "'": "’",
    "\u2032": "’",  # prime, typed for an apostrophe
    "\u2192": "›",  # arrow
    "\u2010": "-",
    "\u2011": "-",
    "\u2012": "–",
    "\u2015": "—",
    "\u202f": "\u00a0",
}
UNKNOWN = "?"
UNSEEN = frozenset({"Cc", "Cf", "Mn"})  # controls, joiners, marks on other signs
OPENING = re.compile(r'(?:(?<=^)|(?<=[\s(]))"')
AMOUNT = re.compile(r"€ (?=\d)")
SHARE = re.compile(r"(?<=\d) (?=%)")


def printable(text: str) -> str:
    """Set a text. A letter loses an accent the type lacks; other unknown signs, emoji and controls go."""
    quoted = OPENING.sub("“", unicodedata.normalize("NFC", text)).replace('"', "”")
    return SHARE.sub("\u00a0", AMOUNT.sub("€\u00a0", "".join(map(_sign, quoted))))


def unprintable(text: str) -> tuple[str, ...]:
    """Give the signs that a letter cannot print, not even without their accent; what nobody sees is none of them."""
    seen = dict.fromkeys(
        sign for sign in unicodedata.normalize("NFC", text) if unicodedata.category(sign) not in UNSEEN
    )
    return tuple(sign for sign in seen if sign != UNKNOWN and _sign(sign) in {"", UNKNOWN})


def _sign(sign: str) -> str:
    if sign in INSTEAD:
        return INSTEAD[sign]
    if sign in SIGNS:
        return sign
    if sign.isspace():
        return " "
    folded = "".join(one for one in unicodedata.normalize("NFKD", sign) if one in SIGNS)
    return folded or (UNKNOWN if sign.isalnum() else "")
