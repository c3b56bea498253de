"""Four digits of a postcode → the police unit. Postcodegegevens © GeoNames, CC BY 4.0, bewerkt (regions/README.md)."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from shopcheck.core.questionnaire import RegionCode


def region_of(pc4: str) -> RegionCode | None:
    """Give the unit of a postcode (four digits, letters after it are ignored); None when it is not in the list."""
    return _table().get(pc4.strip()[:4])


@cache
def _table() -> dict[str, RegionCode]:
    text = (files("shopcheck.catalogue") / "regions" / "pc4.csv").read_text("ascii")
    return {pc4: RegionCode(code) for pc4, code in (line.split(",") for line in text.splitlines()[1:])}
