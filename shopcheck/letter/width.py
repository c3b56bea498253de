"""How wide texts are in the type of the letter, and where their lines break. An em is the size of the type."""

from __future__ import annotations

import unicodedata
from itertools import accumulate

POINT = 25.4 / 72  # mm
WIDEST = 1.4  # em
WIDTHS = {  # em: of the regular weight, rounded up
    sign: width
    for width, signs in (
        (0.25, "',.:;l|·‘’"),
        (0.29, " !`ij\N{NO-BREAK SPACE}"),
        (0.37, '"()-[]frt{}°›'),
        (0.40, "/\\_“”"),
        (0.48, "*1Isvxyz–•"),
        (0.53, "7?Jack×"),
        (0.575, "23<>EFLT^bdeghnopu~ø"),
        (0.62, "$+45689=BPRSVYZqß"),
        (0.68, "#0ACDKXw€"),
        (0.76, "&GHNOQU…"),
        (0.88, "@MWm½æ—"),
        (0.96, "%œ"),
    )
    for sign in signs
}


def ems(millimetres: float, points: float) -> float:
    """Say how many ems of this type size go into a width on paper."""
    return millimetres / (points * POINT)


def width(text: str) -> float:
    """Say how wide a text is at most."""
    return sum(map(_width, text))


def wrapped(text: str, room: float) -> list[str]:
    """Break a text into lines of so many ems; a word that is longer than a line is broken too."""
    found: list[str] = []
    for word in text.split(" "):
        if found and width(f"{found[-1]} {word}") <= room:
            found[-1] += f" {word}"
        else:
            found += _pieces(word, room)
    return [line for line in found if line]


def lines(text: str, room: float) -> int:
    """Estimate the lines that a text takes in a width of so many ems."""
    return max(1, len(wrapped(text, room)))


def _width(sign: str) -> float:
    return WIDTHS.get(sign) or WIDTHS.get(unicodedata.normalize("NFD", sign)[0], WIDEST)


def _pieces(word: str, room: float) -> list[str]:
    """The parts of a word that each fit on a line."""
    if not word:
        return []
    reach = list(accumulate(map(_width, word)))
    fits = max(1, sum(one <= room for one in reach))
    return [word[:fits], *_pieces(word[fits:], room)]
