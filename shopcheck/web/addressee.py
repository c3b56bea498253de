"""The two fields that say to whom a letter is written: as an owner types them, and as an adviser types them over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shopcheck.store.checkups import LONGEST_ADDRESS, LONGEST_NAME

if TYPE_CHECKING:
    from collections.abc import Mapping

NAME, ADDRESS = "naam", "adres"
LONGEST = {NAME: LONGEST_NAME, ADDRESS: LONGEST_ADDRESS}
OUTSIDE_WINDOW = (
    "Naam en adres passen niet in het venster van een envelop. Maak er samen hooguit vijf korte regels van."
)


def too_long(typed: Mapping[str, str]) -> dict[str, str]:
    """Say of each field that is too long what to do."""
    return {
        name: f"Dit is te lang. Gebruik hooguit {longest} tekens."
        for name, longest in LONGEST.items()
        if len(typed[name]) > longest
    }
