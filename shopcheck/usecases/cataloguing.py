"""Our figures as an entry in a catalogue of data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shopcheck.core.derivation import profile_of
from shopcheck.partners import dcat
from shopcheck.store import releases

if TYPE_CHECKING:
    from shopcheck.core.receivers import Publisher
    from shopcheck.store.releases import Published
    from shopcheck.usecases.installation import Installation

MANY = 100_000


def entry(installation: Installation, publisher: Publisher) -> str | None:
    """Write the entry of every region that has a release; None when none has."""
    of: dict[str, list[Published]] = {}
    for one in releases.published(installation.store.figures, None, limit=MANY):
        of.setdefault(one.region, []).append(one)
    datasets = [_dataset(installation, of[region]) for region in sorted(of)]
    return dcat.entry(installation.settings.public_url, publisher, datasets) if datasets else None


def _dataset(installation: Installation, newest_first: list[Published]) -> dcat.Dataset:
    newest, first = newest_first[0], newest_first[-1]
    return dcat.Dataset(
        region=newest.region,
        title=newest.title,
        cadence=profile_of(installation.offered, newest.region).cadence,
        release_id=newest.id,
        period=newest.period,
        since=first.published_on,
        modified=newest.published_on,
        files=[dcat.File(*one) for one in releases.files_of(installation.store.figures, newest.id)],
    )
