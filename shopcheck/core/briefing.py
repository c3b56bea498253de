"""What a partner is told about a release: the paragraphs that its figures bear out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shopcheck.core.partners import REGION, SHARE, Course
from shopcheck.core.publication import WHOLE
from shopcheck.core.release import Percentage

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from shopcheck.core.partners import Claim, Guidance
    from shopcheck.core.publication import Line, Release, Section


def said_to(guidance: Guidance, release: Release) -> tuple[str, ...]:
    """Give the paragraphs that hold. What is of too few to show, or is no part of this release, bears nothing out."""
    section = next((one for one in release.sections if one.sector == (guidance.sector or WHOLE)), None)
    return tuple(
        _filled(one.text, release, section, one.when)
        for one in guidance.paragraphs
        if one.when is None or (section is not None and _holds(one.when, section, release))
    )


def in_words(share: Percentage) -> str:
    """Say a share as a sentence does: circa 45 %, minder dan 5 %."""
    signs = {"<": "minder dan ", ">": "meer dan "}
    return signs[share.text[0]] + share.text[1:] if share.text[0] in signs else f"circa {share.text}"


def better(now: Percentage, other: Percentage) -> Course | None:
    """Say which way two shares differ; None while what is uncertain could make them the same."""
    if now.low > other.high:
        return Course.BETTER
    return Course.WORSE if now.high < other.low else None


def _holds(claim: Claim, section: Section, release: Release) -> bool:
    share = _together(_lines(section, claim.table), claim.lines)
    return (
        section.number.low >= claim.checks
        and (not claim.lines or (share is not None and share.low >= claim.at_least and share.high <= claim.at_most))
        and claim.country in {None, _beside(section, release.country, claim.table)}
        and claim.trend in {None, _course(release, claim.table)}
    )


def _lines(section: Section, table: str) -> Mapping[str, Line]:
    return {line.id: line for one in section.tables if one.id == table for line in one.lines}


def _together(there: Mapping[str, Line], wanted: tuple[str, ...]) -> Percentage | None:
    """Put lines together. Their uncertainties are added up, which is at least as much as that of the sum."""
    if not wanted or not there.keys() >= set(wanted):
        return None
    shares = [there[one].share for one in wanted]
    value, low, high = (sum(getattr(one, end) for one in shares) for end in ("value", "low", "high"))
    return Percentage(min(value, 100), low, min(high, 100))


def _beside(section: Section, country: Section | None, table: str) -> Course | None:
    both = [list(_lines(one, table).values()) for one in (section, country) if one]
    return better(both[0][0].share, both[1][0].share) if all(both) and len(both) > 1 else None


def _course(release: Release, table: str) -> Course | None:
    """Compare the last period with the one before it that could be shown."""
    shares = list(_shares(release, table))
    shown = bool(release.trend) and table in dict(release.trend[-1].good)
    return better(shares[-1], shares[-2]) if shown and len(shares) > 1 else None


def _shares(release: Release, table: str) -> Iterator[Percentage]:
    for point in release.trend:
        yield from (share for name, share in point.good if name == table)


def _filled(text: str, release: Release, section: Section | None, claim: Claim | None) -> str:
    share = _together(_lines(section, claim.table), claim.lines) if claim and section else None
    return text.replace(REGION, release.title).replace(SHARE, in_words(share) if share else "")
