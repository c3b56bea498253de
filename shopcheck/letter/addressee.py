"""What the owner typed as name and address, made to fit the window of an envelope."""

from __future__ import annotations

from textwrap import wrap

LINES, WIDTH = 5, 42  # of the window, in the type of the letter
NOBODY = "Aan de ondernemer"


def window(name: str, address: str) -> tuple[str, ...]:
    """Cut name and address into at most five short lines; without either it says "Aan de ondernemer"."""
    typed = [" ".join(line.split()) for line in f"{name}\n{address}".replace("\r", "\n").split("\n")]
    lines = [part for line in typed if line for part in wrap(line, WIDTH)]
    return tuple(lines[:LINES]) or (NOBODY,)
