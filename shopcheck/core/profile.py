"""How one region wants its figures: in which rhythm, with what put together, how shown and how sent.

A profile only ever makes coarser. What is counted, how large a group is and how much noise there is are the same in
the whole country, so no profile can tell more of a shop than another (docs/privacy.md).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

N = TypeVar("N", bound=str)


class Cadence(StrEnum):
    """How often a region gets a release. Nothing is finer than the month, for counters close once a month."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"

    @property
    def months(self) -> int:
        """How many months a period has."""
        return MONTHS[self]


MONTHS = {Cadence.MONTH: 1, Cadence.QUARTER: 3, Cadence.HALF_YEAR: 6}


class Layout(StrEnum):
    """How the report looks: the whole and every sector class, or the whole alone."""

    FULL = "full"
    SHORT = "short"


class Channel(StrEnum):
    """How partners hear of a release. The portal and the API are always there; the others bring word of it."""

    PORTAL = "portal"
    WEBHOOK = "webhook"
    SFTP = "sftp"
    MAIL = "mail"


@dataclass(frozen=True, slots=True)
class Merged:
    """Subjects, or sector classes, that are shown as one."""

    id: str
    title: str
    merges: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Profile:
    """The wishes of one region; as it stands here, what holds for the country and for who wishes nothing."""

    cadence: Cadence = Cadence.QUARTER
    topics: tuple[Merged, ...] = ()
    sectors: tuple[Merged, ...] = ()
    indicators: tuple[str, ...] | None = None  # all that are counted
    language: str = "nl"
    layout: Layout = Layout.FULL
    channels: tuple[Channel, ...] = (Channel.PORTAL,)


AS_THE_COUNTRY = Profile()


def put_together(merged: Iterable[Merged], titles: Mapping[N, str]) -> tuple[Merged, ...]:
    """Give each thing with what it is made of: merged things where their first part stood, the others as they are."""
    of = {part: one for one in merged for part in one.merges}
    return tuple(dict.fromkeys(of.get(name, Merged(name, title, (name,))) for name, title in titles.items()))
