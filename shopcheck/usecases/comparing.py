"""How a check compares with others of its like: from what was published last, and from nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from shopcheck.core.release import benchmark
from shopcheck.core.statistics import COUNTRY, tally
from shopcheck.logs import log
from shopcheck.store import frozen, releases
from shopcheck.store.errors import StoreDamaged, StoreRefused

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from shopcheck.core.assessment import Assessment
    from shopcheck.core.publication import Period
    from shopcheck.core.release import Leaf, Percentage
    from shopcheck.store.database import Database
    from shopcheck.usecases.installation import Installation


@dataclass(frozen=True, slots=True)
class Comparison:
    """Which share of those who took part scored worse: of this sector class and period, and `near` or countrywide."""

    worse: Percentage
    sector: str
    near: bool
    period: Period


def compare(installation: Installation, assessment: Assessment) -> Comparison | None:
    """Compare a check with the last release of its region, or else of the country; None when that says nothing yet."""
    found, score, questionnaire = tally(assessment), assessment.prevention, assessment.response.questionnaire
    if found is None or score is None or questionnaire.lattice is None:
        return None
    sector = next(one.title for one in questionnaire.lattice.sectors if one.id == found.group.sector)
    published = _published(installation.store.figures, installation.today())
    for region in (found.group.region, COUNTRY):
        of = found.group.questionnaire, found.group.version, region
        worse = benchmark(published[of].leaves, found.group, score) if of in published else None
        if worse:
            return Comparison(worse, sector, region != COUNTRY, published[of].period)
    return None


class _Last(NamedTuple):
    """What the last release of a region is made of."""

    period: Period
    leaves: tuple[Leaf, ...]


# Releases come once a month, so each process reads them once a day. What is wrong with them is no matter of owners.
@lru_cache(maxsize=1)
def _published(figures: Database, _day: date) -> Mapping[tuple[str, str, str], _Last]:
    try:
        leaves = {one.hash.hex(): one.leaf for one in frozen.leaves(figures)}
        found = [both[1] for one in releases.newest(figures) if (both := releases.release_of(figures, one))]
    except (StoreRefused, StoreDamaged) as error:
        log.error("nothing to compare with", cause=f"{type(error).__name__}: {error}")
        return {}
    return {
        (one.questionnaire, one.version, one.region): _Last(
            one.period, tuple(leaf for hashed, leaf in leaves.items() if hashed in one.leaves)
        )
        for one in found
    }
