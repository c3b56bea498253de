"""How a region wants its figures: only what is counted, nothing in two places; so never finer than the list (A9)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shopcheck.catalogue.counting import StatisticsShape
from shopcheck.catalogue.overlay import RegionShape
from shopcheck.catalogue.problems import near
from shopcheck.core.publication import WHOLE
from shopcheck.core.statistics import COMBINED

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from shopcheck.catalogue.files import Document
    from shopcheck.catalogue.names import Draft
    from shopcheck.catalogue.profiles import MergedShape
    from shopcheck.core.errors import Problem

TAKEN = (WHOLE, COMBINED)


def profiles(draft: Draft) -> Iterator[Problem]:
    """Check the key `release` of every region that has one."""
    if "statistics" in draft.folder.unreadable:
        return
    counted = next((one.shape for one in draft.those(StatisticsShape)), None)
    for document in draft.those(RegionShape):
        profile = document.shape.release
        if profile is None:
            continue
        if counted is None:
            yield document.key("release").problem("PC143")
            continue
        yield from _merged(document, "topics", profile.topics, counted.topics)
        yield from _merged(document, "sectors", profile.sectors, [one.id for one in counted.sectors])
        yield from _indicators(document, [one.question for one in counted.indicators])


def _merged(
    document: Document[RegionShape], key: str, merged: Sequence[MergedShape], counted: Sequence[str]
) -> Iterator[Problem]:
    seen: set[str] = set()
    for number, one in enumerate(merged):
        others = {*TAKEN, *(two.id for two in merged[:number]), *counted}
        if one.id in others:
            yield document.at("release", key, number, "id").problem("PC144", name=one.id)
        for at, name in enumerate(one.merges):
            place = document.at("release", key, number, "merges", at)
            if name not in counted:
                yield place.problem("PC141", name=name, near=near(name, counted))
            elif name in seen:
                yield place.problem("PC142", name=name)
            seen.add(name)


def _indicators(document: Document[RegionShape], counted: Sequence[str]) -> Iterator[Problem]:
    profile = document.shape.release
    named = (profile and profile.indicators) or []
    for at, name in enumerate(named):
        place = document.at("release", "indicators", at)
        if name not in counted:
            yield place.problem("PC141", name=name, near=near(name, counted))
        elif name in named[:at]:
            yield place.problem("PC142", name=name)
