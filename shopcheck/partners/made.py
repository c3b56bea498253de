"""A file that was made of a release, and what each of them has to say: what it is, and how its figures were made."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from shopcheck.core.release import MECHANISM, SCHEME

if TYPE_CHECKING:
    from shopcheck.core.publication import Release


class Made(NamedTuple):
    """A file that was made of a release."""

    name: str
    media_type: str
    content: bytes


def title(release: Release) -> str:
    """Name a release for people."""
    return f"Preventiecheck Overvallen: {release.title}, {release.period.title}"


def method(release: Release) -> str:
    """Say how the figures were made, with all but the keys of the noise."""
    return (
        f"Dit zijn deelnemers, geen steekproef. Schema {SCHEME}: groepen van minstens {release.least}, ruis volgens "
        f"{MECHANISM} met schaal {release.scale}, epsilon {release.epsilon} per check voor altijd."
    )
