"""What is published, for a program with a token: of its own regions and of the country, and nothing of others.

Reading is free, for what is published holds nothing of a shop. A question for another region stands in the audit log.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from shopcheck.core.errors import ReleaseUnknown
from shopcheck.usecases import releases, tokens

if TYPE_CHECKING:
    from shopcheck.core.publication import Release
    from shopcheck.store.releases import File, Published
    from shopcheck.store.tokens import Token
    from shopcheck.usecases.installation import Installation


def listed(
    installation: Installation, token: Token, region: str | None, *, before: int | None, size: int
) -> tuple[Published, ...]:
    """Give one page of what this program may read, or of one region of that. Raises ReleaseUnknown for another."""
    if region is not None:
        _check(installation, token, region)
    wanted = token.informed if region is None else {region}
    return releases.published(installation, wanted, before=before, limit=size)


def read(installation: Installation, token: Token, release_id: str) -> tuple[Published, Release]:
    """Open what is published. Raises ReleaseUnknown, also for another region."""
    found = releases.release_of(installation, release_id)
    if found is None:
        raise ReleaseUnknown
    _check(installation, token, found[0].region)
    return found


def take(installation: Installation, token: Token, release_id: str, name: str) -> File:
    """Give a file of what is published, byte for byte as it is kept. Raises ReleaseUnknown."""
    read(installation, token, release_id)
    file = releases.file_of(installation, release_id, name)
    if file is None:
        raise ReleaseUnknown
    return file


def _check(installation: Installation, token: Token, region: str) -> None:
    if region not in token.informed:
        tokens.deny(installation, token)
        raise ReleaseUnknown
