"""Releases for partners: making those that are due, and reading what was published.

Reading goes over the connection for figures, which knows no counters and no checks.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from shopcheck.core.derivation import derive, due, profile_of
from shopcheck.core.errors import LetterFailed, LetterRefused, ReleaseRefused
from shopcheck.core.profile import AS_THE_COUNTRY
from shopcheck.core.statistics import COUNTRY
from shopcheck.logs import log
from shopcheck.partners import flaws, package
from shopcheck.store import audit, counting, frozen, releases, signing
from shopcheck.store.audit import Event, What
from shopcheck.usecases import delivering

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator
    from datetime import date

    from shopcheck.core.errors import ShopcheckError
    from shopcheck.core.profile import Profile
    from shopcheck.core.publication import Period, Release
    from shopcheck.core.questionnaire import Questionnaire
    from shopcheck.core.release import Leaf
    from shopcheck.store.releases import File, FileInfo, Published
    from shopcheck.usecases.installation import Installation

    Report: TypeAlias = Callable[[Release, Questionnaire, Profile], bytes]


class Candidate(NamedTuple):
    """A release that is due."""

    questionnaire: Questionnaire
    region: str
    period: Period


def published(
    installation: Installation, regions: Collection[str] | None, *, before: int | None = None, limit: int = 100
) -> tuple[Published, ...]:
    """Give what was published of these regions, or of all, newest first; `before` is the number to go on from."""
    return releases.published(installation.store.figures, regions, before=before, limit=limit)


def release_of(installation: Installation, release_id: str) -> tuple[Published, Release] | None:
    """Read a release; None when there is none under that name."""
    return releases.release_of(installation.store.figures, release_id)


def file_of(installation: Installation, release_id: str, name: str) -> File | None:
    """Read a file of a release; None when there is no such file."""
    return releases.file_of(installation.store.figures, release_id, name)


def files_of(installation: Installation, release_id: str) -> tuple[FileInfo, ...]:
    """Say which files a release has."""
    return releases.files_of(installation.store.figures, release_id)


def publish_due(
    installation: Installation, day: date, *, who: str, report: Report | None = None
) -> tuple[Published, ...]:
    """Publish every release that is due as of a day, each in one transaction; gives those that it published.

    Nothing is due before the closing that ends its period is done and frozen. `report` makes the readable file. What
    fails is due again the next time, and only later periods of the same region wait for it. Raises ReleaseRefused in
    the end when the gate stopped one, or LetterRefused or LetterFailed when there was no report.
    """
    closed = counting.settled(installation.store.database)  # before the leaves: what closes meanwhile is of next time
    if closed is None:
        return ()
    leaves = tuple(one.leaf for one in frozen.leaves(installation.store.figures))
    done: list[Published | None] = []
    failed: dict[tuple[Questionnaire, str], ShopcheckError] = {}
    for one in candidates(installation, leaves, min(closed, day)):
        if one[:2] in failed:
            continue
        try:
            files = _files(installation, one, leaves, day, report)
        except (ReleaseRefused, LetterRefused, LetterFailed) as error:
            failed[one[:2]] = error
            log.error("not published", region=one.region, period=one.period.id, cause=str(error))
        else:
            done.append(_publish(installation, one, files, who))
    for first in failed.values():
        raise first
    return tuple(one for one in done if one)


def candidates(installation: Installation, leaves: Collection[Leaf], closed: date) -> tuple[Candidate, ...]:
    """Give what is due, oldest period first."""
    found = _candidates(installation, leaves, closed)
    return tuple(sorted(found, key=lambda one: (one.period.end, one.region != COUNTRY, one.region)))


def _candidates(installation: Installation, leaves: Collection[Leaf], closed: date) -> Iterator[Candidate]:
    for name, version in sorted({(one.group.questionnaire, one.group.version) for one in leaves}):
        alike = [one for one in leaves if (one.group.questionnaire, one.group.version) == (name, version)]
        until = releases.until(installation.store.figures, name, version)
        questionnaire = _version(installation, name, version)
        if questionnaire is None:
            if due(alike, COUNTRY, AS_THE_COUNTRY.cadence, closed, until.get(COUNTRY)):
                log.warning("no release without its questionnaire", questionnaire=name, version=version)
            continue
        for region in sorted({one.group.region for one in alike} | {COUNTRY}):
            cadence = profile_of(questionnaire, region).cadence
            for period in due(alike, region, cadence, closed, until.get(region)):
                yield Candidate(questionnaire, region, period)


def _version(installation: Installation, name: str, version: str) -> Questionnaire | None:
    """Find the questionnaire of leaves in their own version: another has other words for what was counted."""
    try:
        found = installation.catalogue.find(name, version)
    except KeyError:
        return None
    return found if found.version == version and found.lattice else None


def _files(
    installation: Installation, candidate: Candidate, leaves: Collection[Leaf], day: date, report: Report | None
) -> tuple[Release, list[File]]:
    """Make a release and its files, and let them through the gate. Raises ReleaseRefused."""
    questionnaire, region, period = candidate
    profile = profile_of(questionnaire, region)
    release = derive(questionnaire, leaves, region, period, day)
    printed = report(release, questionnaire, profile) if report else None
    made = package(release, printed, partial(signing.sign, installation.store.keys.signing_key))
    for flaw in flaws(release, made, leaves, profile, questionnaire.lattice):
        raise ReleaseRefused(f"{release.id} is not published. {flaw}.")
    return release, [releases.file(*one) for one in made]


def _publish(
    installation: Installation, candidate: Candidate, of: tuple[Release, list[File]], who: str
) -> Published | None:
    store, profile = installation.store, profile_of(candidate.questionnaire, candidate.region)
    with store.database.writing() as connection:
        done = releases.publish(connection, store.keys, *of)
        if done:
            delivering.announce(installation, connection, done, profile.channels)
            audit.note(connection, Event(What.RELEASED, who, done.hash), installation.seconds)
    return done
