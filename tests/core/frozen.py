"""Leaves of a small questionnaire, with noise as drawn, and a region with wishes of its own."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from hashlib import sha256
from itertools import product
from typing import TYPE_CHECKING

from shopcheck.core.profile import AS_THE_COUNTRY
from shopcheck.core.questionnaire import Region, RegionCode
from shopcheck.core.release import freeze
from shopcheck.core.statistics import NUMBER, Batch, Cell, Group, cells_of, histogram_of
from tests.core.counting import CELLS, GROUP, counted

if TYPE_CHECKING:
    from shopcheck.core.profile import Profile
    from shopcheck.core.questionnaire import Questionnaire
    from shopcheck.core.release import Leaf

FEBRUARY, MARCH, APRIL = date(2027, 2, 1), date(2027, 3, 1), date(2027, 4, 1)
QUARTER_DAYS = (FEBRUARY, MARCH, APRIL)
REGIONS = ("rtd", "ams")


def wishing(profile: Profile = AS_THE_COUNTRY) -> Questionnaire:
    """Make a questionnaire whose region `rtd` wants its figures so."""
    region = Region(RegionCode("rtd"), "Rotterdam", (), release=profile)
    return replace(counted(), regions={region.code: region})


def exact(
    sector: str = "winkel",
    closed_on: date = APRIL,
    region: str = "rtd",
    checks: int = 40,
    of: Questionnaire | None = None,
) -> Batch:
    """Make a batch of made-up checks, more good than bad; the same batch gets the same."""
    cells = cells_of(of) if of else CELLS
    group = Group(of.id, of.version, region, sector) if of else GROUP._replace(region=region, sector=sector)
    chance = random.Random(f"{closed_on}/{group}")  # noqa: S311 - repeatable, not secret
    histograms: dict[str, list[Cell]] = {}
    for cell in cells:
        histograms.setdefault(histogram_of(cell), []).append(cell)
    counts = dict.fromkeys(cells, 0)
    for name, lines in histograms.items():
        for cell in chance.choices(lines, range(len(lines), 0, -1), k=checks) if name else ():
            counts[cell] += 1
    counts[NUMBER] = checks
    return Batch(group, closed_on, counts)


def frozen(
    sector: str = "winkel",
    closed_on: date = APRIL,
    region: str = "rtd",
    checks: int = 40,
    of: Questionnaire | None = None,
) -> Leaf:
    """Freeze such a batch, with noise as drawn from a key of its own."""
    batch = exact(sector, closed_on, region, checks, of)
    return freeze(batch, sha256(batch.id.encode()).digest())


def a_quarter(of: Questionnaire | None = None) -> tuple[Leaf, ...]:
    """Freeze a quarter of two regions, with a batch of two sector classes together and one of the country."""
    places = product(QUARTER_DAYS, ("winkel", "horeca"), REGIONS)
    plain = (frozen(sector, day, region, of=of) for day, sector, region in places)
    others = (("gecombineerd", APRIL, REGIONS[0]), ("horeca", APRIL, "NL"), ("winkel", date(2027, 1, 1), REGIONS[0]))
    return (*plain, *(frozen(sector, day, region, of=of) for sector, day, region in others))
