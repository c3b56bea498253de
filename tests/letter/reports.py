"""Releases of every size, with the texts of the real questionnaire, and the reports made of them."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from shopcheck import catalogue
from shopcheck.core.briefing import said_to
from shopcheck.core.publication import WHOLE, Release
from shopcheck.core.release import Estimate, Percentage
from tests.catalogue.shelf import REAL
from tests.core.publishing import TOPICS, period, point, release, section

if TYPE_CHECKING:
    from shopcheck.core.questionnaire import Questionnaire

WHOLES = {
    "kas": (22, 35, 28, 15),
    "openen_sluiten": (38, 30, 20, 12),
    "personeel": (45, 25, 20, 10),
    "indeling": (52, 28, 14, 6),
    "verlichting": (34, 32, 24, 10),
    "camera": (97, 2, 1, 0),
    "nazorg": (28, 30, 25, 17),
    "per_raak": (64, 36),
}
WEAK = dict.fromkeys(TOPICS, (10, 20, 40, 30)) | {"per_raak": (40, 60)}


@cache
def overval() -> Questionnaire:
    """Read the real one."""
    return catalogue.load(REAL / "overval")


def ordinary() -> Release:
    """Make a release like most: two sector classes, the country beside it, a trend with a gap."""
    made = release(900, **WHOLES)
    horeca = section(
        "horeca", 300, **{name: (share[0] - 9, *share[1:-1], share[-1] + 9) for name, share in WHOLES.items()}
    )
    means = (44, 46, None, 50, 52, 51, 56)
    quarters = [(2025, 3), (2025, 4), (2026, 1), (2026, 2), (2026, 3), (2026, 4), (2027, 1)]
    return replace(
        made,
        sections=(*made.sections, section("winkel", 600, **WHOLES), horeca),
        country=section(WHOLE, 12_000, **{name: (28, *share[1:]) for name, share in WHOLES.items()}),
        trend=tuple(
            point(
                period(*at), mean=None if mean is None else Estimate(100 - mean, 97 - mean, 103 - mean), kas=share(at)
            )
            for at, mean in zip(quarters, means, strict=True)
        ),
    )


def share(at: tuple[int, int]) -> Percentage:
    """Make the share of a subject that goes up with the years."""
    value = 10 * (at[0] - 2024) + at[1]
    return Percentage(value, value - 2, value + 2)


def smallest() -> Release:
    """Make a release in which hardly anything can be shown: one group, and most tables of too few."""
    made = release(32, **dict.fromkeys(WHOLES, ()) | {"kas": (40, 30, 20, 10)})
    return replace(made, sections=(replace(made.sections[0], mean=None),), trend=(point(made.period, 32),))


def fullest() -> Release:
    """Make a release in which every paragraph for every partner is true, and all lists are as long as they get."""
    made = ordinary()
    weak, better = release(5000, **WEAK), [section(one, 2500, **WEAK) for one in ("winkel", "horeca")]
    country = section(WHOLE, 30_000, **dict.fromkeys(WEAK, (60, 40, 0, 0)))
    before, now = Percentage(20, 18, 22), Percentage(40, 38, 42)
    trend = [
        replace(one, good=tuple((name, share) for name in ("onderwerp/kas", "onderwerp/camera", "vraag/per_raak")))
        for one, share in zip((made.trend[0], *made.trend), [before] * 7 + [now], strict=True)
    ]
    return replace(
        made, sections=(*weak.sections, *better), country=country, trend=tuple(trend), corrects="rtd-2027-k1-2026.0"
    )


def every_paragraph_is_true(made: Release) -> bool:
    """Say whether each partner is told all that its file has."""
    return all(len(said_to(one, made)) == len(one.paragraphs) for one in overval().partners.values())
