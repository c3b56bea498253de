"""Leaves of a small questionnaire, with noise as drawn, and a region with wishes of its own."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING

from shopcheck.core.profile import AS_THE_COUNTRY
from shopcheck.core.questionnaire import Region, RegionCode
from shopcheck.core.release import freeze
from shopcheck.core.statistics import NUMBER, Batch, Cell, histogram_of
from tests.core.counting import CELLS, GROUP, counted

if TYPE_CHECKING:
    from shopcheck.core.profile import Profile
    from shopcheck.core.questionnaire import Questionnaire
    from shopcheck.core.release import Leaf

FEBRUARY, MARCH, APRIL = date(2027, 2, 1), date(2027, 3, 1), date(2027, 4, 1)
QUARTER_DAYS = (FEBRUARY, MARCH, APRIL)


def wishing(profile: Profile = AS_THE_COUNTRY) -> Questionnaire:
    """Make a questionnaire whose region `rtd` wants its figures so."""
    region = Region(RegionCode("rtd"), "Rotterdam", (), release=profile)
    return replace(counted(), regions={region.code: region})


def frozen(sector: str = "winkel", closed_on: date = APRIL, region: str = "rtd", checks: int = 40) -> Leaf:
    """Freeze a batch of made-up checks, more good than bad; the same batch gets the same."""
    group = GROUP._replace(region=region, sector=sector)
    seed = f"{closed_on}/{group}"
    chance = random.Random(seed)  # noqa: S311 - repeatable, not secret
    histograms: dict[str, list[Cell]] = {}
    for cell in CELLS:
        histograms.setdefault(histogram_of(cell), []).append(cell)
    counts = dict.fromkeys(CELLS, 0)
    for name, cells in histograms.items():
        for cell in chance.choices(cells, range(len(cells), 0, -1), k=checks) if name else ():
            counts[cell] += 1
    counts[NUMBER] = checks
    return freeze(Batch(group, closed_on, counts), sha256(seed.encode()).digest())


def a_quarter() -> tuple[Leaf, ...]:
    """Freeze a quarter of two regions, with a batch of two sector classes together and one of the country."""
    plain = (
        frozen(sector, day, region) for day in QUARTER_DAYS for sector in ("winkel", "horeca") for region in REGIONS
    )
    return (*plain, frozen("gecombineerd"), frozen("horeca", APRIL, "NL"), frozen("winkel", date(2027, 1, 1)))


REGIONS = ("rtd", "ams")
