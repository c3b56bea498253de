"""What the owner typed as name and address, made to fit the window of an envelope."""

from __future__ import annotations

import re

from shopcheck.letter.typeset import printable
from shopcheck.letter.width import ems, wrapped

LINES, WIDTH = 5, ems(85, 11)  # of the window, in the type of the letter
NOBODY = "Aan de ondernemer"
POSTCODE = re.compile(r"(?:^|[\s,])(?P<digits>\d{4})\s?(?P<letters>[A-Za-z]{2})(?:[\s,]+(?P<town>.*))?$")


def window(name: str, address: str) -> tuple[str, ...]:
    """Give the lines in the window: at most five. Without name and address it says "Aan de ondernemer".

    Where there are more, the post needs the end of an address most, and the name must still begin.
    """
    named, placed = _lines(name), _lines(address)
    placed = placed[-(LINES - 1) :] if named else placed[-LINES:]
    return tuple(named[: LINES - len(placed)] + placed) or (NOBODY,)


def fits_window(name: str, address: str) -> bool:
    """Say whether everything that was typed is in the window."""
    return len(_lines(name)) + len(_lines(address)) <= LINES


def printed(typed: str) -> str:
    """Give what was typed as the letter prints it, before it is broken into lines of the window."""
    return "\n".join(line for line in _printed(typed) if line)


def destination(address: str) -> tuple[str, str]:
    """Give the postcode, as 1234AB, and the town behind it, of the last line that has one; else empty."""
    for line in reversed(_printed(address)):
        found = POSTCODE.search(line)
        if found:
            return f"{found['digits']}{found['letters']}".upper(), (found["town"] or "").strip()
    return "", ""


def _printed(typed: str) -> list[str]:
    return [" ".join(printable(line).split()) for line in typed.replace("\r", "\n").split("\n")]


def _lines(typed: str) -> list[str]:
    return [part for line in _printed(typed) for part in wrapped(line, WIDTH)]
