"""What must be true of a questionnaire beyond the shape of its files, one subject per module."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shopcheck.catalogue.checks.classes import classes
from shopcheck.catalogue.checks.coverage import Coverage, coverage, shown_rules
from shopcheck.catalogue.checks.dates import ageing, expired, order_of_dates
from shopcheck.catalogue.checks.doors import no_penalty
from shopcheck.catalogue.checks.examples import Outcome, examples, outcomes
from shopcheck.catalogue.checks.extremes import extremes
from shopcheck.catalogue.checks.generated import generated
from shopcheck.catalogue.checks.lattice import lattice
from shopcheck.catalogue.checks.merging import merging
from shopcheck.catalogue.checks.overlays import overlays, within_reach
from shopcheck.catalogue.checks.partners import partners
from shopcheck.catalogue.checks.places import Places
from shopcheck.catalogue.checks.plain import plain_language, readability
from shopcheck.catalogue.checks.points import points
from shopcheck.catalogue.checks.profiles import profiles
from shopcheck.catalogue.checks.reach import reach
from shopcheck.catalogue.checks.references import references
from shopcheck.catalogue.checks.safer import safer
from shopcheck.catalogue.checks.scales import scales
from shopcheck.catalogue.checks.search import Search

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from shopcheck.catalogue.names import Draft
    from shopcheck.core.errors import Problem
    from shopcheck.core.questionnaire import Questionnaire

__all__ = [
    "Coverage",
    "ageing",
    "coverage",
    "expired",
    "long_proofs",
    "outcomes",
    "plain_language",
    "proofs",
    "readability",
    "shown_rules",
    "structure",
]

ROUNDS = 2  # times that what lies behind a door is tried anew


def structure(draft: Draft) -> Iterator[Problem]:
    """Check names, points, scales and the order of dates: on the files alone."""
    yield from references(draft)
    yield from overlays(draft)
    yield from points(draft)
    yield from scales(draft)
    yield from lattice(draft)
    yield from profiles(draft)
    yield from partners(draft)
    yield from order_of_dates(draft)


def proofs(draft: Draft, questionnaire: Questionnaire, shown: Iterable[Outcome]) -> Iterator[Problem]:
    """Prove what can happen, on a questionnaire whose structure is sound."""
    search, places = Search(questionnaire), Places(draft)
    yield from reach(search, places)
    yield from within_reach(draft, search)
    yield from merging(search, places)
    yield from safer(search, places)
    yield from no_penalty(questionnaire, places)
    yield from extremes(draft, questionnaire)
    yield from examples(shown, questionnaire)


def long_proofs(draft: Draft, questionnaire: Questionnaire) -> Iterator[Problem]:
    """Prove what takes longer: every class in every branch, the hardest shop at every door, made-up shops."""
    places = Places(draft)
    yield from classes(draft, questionnaire, places)
    yield from no_penalty(questionnaire, places, ROUNDS)
    yield from generated(questionnaire, places)
