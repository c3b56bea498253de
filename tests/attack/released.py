"""Attacks on releases as partners get them: A1 on the files, A2 and A9 with profiles drawn at random."""

from __future__ import annotations

import random
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from shopcheck import catalogue
from shopcheck.core.derivation import derive, period_of
from shopcheck.core.profile import Cadence, Merged, Profile
from shopcheck.core.questionnaire import Region, RegionCode
from shopcheck.partners import flaws, package
from shopcheck.partners.gate import finer
from tests.attack.reconstruction import naive, reconstruct
from tests.catalogue.shelf import REAL
from tests.core.frozen import APRIL, REGIONS, a_quarter, exact

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shopcheck.core.questionnaire import Lattice, Questionnaire
    from shopcheck.core.release import Leaf
    from tests.attack.reconstruction import Cell, Found

REGION = RegionCode(REGIONS[0])
QUARTER = period_of(Cadence.QUARTER, APRIL)
NOT_COUNTED = ("alarm", "snackbar", "kas_tellen", "juwelier")


class Counted(NamedTuple):
    """The real questionnaire with what is counted of it, and leaves of it."""

    questionnaire: Questionnaire
    lattice: Lattice
    leaves: tuple[Leaf, ...]


@cache
def counted() -> Counted:
    """Read the questionnaire and freeze leaves of it."""
    found = catalogue.load(REAL / "overval")
    assert found.lattice
    return Counted(found, found.lattice, a_quarter(found))


def of_a_release() -> Found:
    """Attack the rows of a release."""
    questionnaire, _, leaves = counted()
    release = derive(questionnaire, leaves, REGION, QUARTER, APRIL)
    (data,) = (one.content for one in package(release, None, bytes) if one.name == "data.csv")
    return reconstruct(data.decode(), REGION)


def of_exact_counts() -> Found:
    """Attack such checks as many would publish them."""
    questionnaire, lattice, _ = counted()
    counts: dict[Cell, int] = {}
    for sector in lattice.sectors:
        for cell, count in exact(sector.id, of=questionnaire).counts.items():
            table, _, band = cell.rpartition("/")
            counts[sector.id, table or band, band if table else ""] = count
    return reconstruct(naive(counts, REGION), REGION)


def mismatches(pairs: int, seed: int = 1) -> int:
    """Count the figures of so many pairs of profiles, drawn at random, that are no function of the leaves (A2).

    Each release of a pair is the sum of the same leaves cell by cell, so their difference is one of sums too.
    """
    chance = random.Random(seed)  # noqa: S311 - repeatable, not secret
    return sum(_wrong(drawn(chance)) for _ in range(2 * pairs))


def refused(tries: int, seed: int = 1) -> int:
    """Count the profiles, drawn at random and then made finer, that the guard refuses (A9)."""
    chance = random.Random(seed)  # noqa: S311 - repeatable, not secret
    return sum(any(finer(_finer(drawn(chance), chance), counted().lattice)) for _ in range(tries))


@cache
def _wrong(profile: Profile) -> int:
    questionnaire, lattice, leaves = counted()
    wishing = replace(questionnaire, regions={REGION: Region(REGION, "Rotterdam", (), release=profile)})
    release = derive(wishing, leaves, REGION, period_of(profile.cadence, APRIL), APRIL)
    return sum(1 for _ in flaws(release, package(release, None, bytes), leaves, profile, lattice))


def drawn(chance: random.Random) -> Profile:
    """Draw a profile that is within the list."""
    lattice = counted().lattice
    return Profile(
        cadence=chance.choice(tuple(Cadence)),
        topics=_merged(lattice.topics, chance),
        sectors=_merged([one.id for one in lattice.sectors], chance),
        indicators=chance.choice((None, (), tuple(one.question for one in lattice.indicators))),
    )


def _merged(names: Sequence[str], chance: random.Random) -> tuple[Merged, ...]:
    """Deal names out over a few groups; who is alone stays apart."""
    groups: dict[int, list[str]] = {}
    for name in names:
        groups.setdefault(chance.randrange(len(names)), []).append(name)
    return tuple(Merged(f"samen{at}", "Samen", tuple(of)) for at, of in groups.items() if len(of) > 1)


def _finer(profile: Profile, chance: random.Random) -> Profile:
    """Ask for something that is not counted, or for something twice."""
    lattice, stranger = counted().lattice, chance.choice(NOT_COUNTED)
    twice = (Merged("a", "A", lattice.topics), Merged("b", "B", (chance.choice(lattice.topics),)))
    return chance.choice(
        (
            replace(profile, topics=(*profile.topics, Merged("x", "X", (stranger, lattice.topics[0])))),
            replace(profile, topics=twice),
            replace(profile, sectors=(Merged("x", "X", (lattice.sectors[0].id, stranger)),)),
            replace(profile, indicators=(stranger,)),
        )
    )
