"""What is published, for who signed in at the desk: of the own regions and of the country, and nothing of others.

Reading is free, for what is published holds nothing of a shop. Taking a file along stands in the audit log.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from shopcheck.core import briefing
from shopcheck.core.errors import ReleaseUnknown
from shopcheck.store import audit
from shopcheck.store.audit import Event, What
from shopcheck.usecases import accounts, releases

if TYPE_CHECKING:
    from shopcheck.core.publication import Release
    from shopcheck.core.sharing import Account
    from shopcheck.store.releases import File, Published
    from shopcheck.usecases.installation import Installation


def listed(installation: Installation, account: Account, *, before: int | None, size: int) -> tuple[Published, ...]:
    """Give one page of what this account may read, the newest first; `before` is the number from which to go on."""
    return releases.published(installation, account.informed, before=before, limit=size)


def newest_of_own(installation: Installation, account: Account) -> Published | None:
    """Give the newest of the one region of this account; None when it has more or none, or nothing is there yet."""
    found = releases.published(installation, account.regions, limit=1) if len(account.regions) == 1 else ()
    return found[0] if found else None


def read(installation: Installation, account: Account, release_id: str) -> tuple[Published, Release]:
    """Open what is published. Raises ReleaseUnknown, also for another region; that is in the log."""
    found = releases.release_of(installation, release_id)
    if found is None or found[0].region not in account.informed:
        accounts.note_denied(installation, account)
        raise ReleaseUnknown
    return found


def said_to(installation: Installation, account: Account, release: Release) -> tuple[str, ...]:
    """Say what the organisation of this account can do with it; nothing where those words are gone or too old."""
    try:
        partners = installation.catalogue.find(release.questionnaire, release.version).partners
    except KeyError:
        return ()
    guidance = partners.get(account.organisation)
    if guidance is None or installation.today() > guidance.valid_until:
        return ()
    return briefing.said_to(guidance, release)


def corrected_by(installation: Installation, published: Published) -> Published | None:
    """Give what replaces this one, if it was wrong."""
    later = releases.published(installation, [published.region])
    return next((one for one in later if one.corrects == published.id), None)


def take(installation: Installation, account: Account, release_id: str, name: str) -> File:
    """Give a file of what is published, byte for byte as it is kept. Raises ReleaseUnknown."""
    published, _ = read(installation, account, release_id)
    file = releases.file_of(installation, release_id, name)
    if file is None:
        raise ReleaseUnknown
    with installation.store.database.writing() as connection:
        event = Event(What.FIGURES_TAKEN, account.id, published.hash, account.overseen_by)
        audit.note(connection, event, installation.seconds)
    return file
