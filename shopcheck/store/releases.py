"""What was published: releases in the order of their numbers, each with its files. Kept for good; read over `figures`.

Files go in before their release and in the same transaction, so a release is there whole or not at all, and nothing
can be put to it later.
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import func, insert, select, text

from shopcheck.core import canonical
from shopcheck.core.publication import Period
from shopcheck.store import signing
from shopcheck.store.errors import StoreDamaged
from shopcheck.store.rows import ReleaseFileRow, ReleaseRow

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from datetime import date

    from sqlalchemy import Connection

    from shopcheck.core.publication import Release
    from shopcheck.store.database import Database
    from shopcheck.store.keyring import Keys

LOCK = 7_467_256  # any fixed number, another than those of the migrations, the audit log and the queue
RELEASE = "release.json"


class File(NamedTuple):
    """A file of a release. `hash` is the SHA-256 of its content, in hexadecimals."""

    name: str
    media_type: str
    content: bytes
    hash: str


class FileInfo(NamedTuple):
    """A file of a release without its content."""

    name: str
    media_type: str
    size: int
    hash: str


class Published(NamedTuple):
    """A release in a list. `sequence` counts 1, 2, 3 and on; `hash` is that of its release.json, in hexadecimals."""

    id: str
    sequence: int
    region: str
    title: str
    period: Period
    published_on: date
    corrects: str | None
    hash: str


COLUMNS = (
    ReleaseRow.id,
    ReleaseRow.sequence,
    ReleaseRow.region,
    ReleaseRow.title,
    ReleaseRow.first,
    ReleaseRow.until,
    ReleaseRow.period,
    ReleaseRow.period_title,
    ReleaseRow.published_on,
    ReleaseRow.corrects,
    ReleaseRow.hash,
)
LAST = select(func.coalesce(func.max(ReleaseRow.sequence), 0))
NEWEST = select(ReleaseRow.id, ReleaseRow.region, ReleaseRow.questionnaire, ReleaseRow.version).order_by(
    ReleaseRow.until, ReleaseRow.sequence
)
UNTIL = select(ReleaseRow.region, ReleaseRow.until).order_by(ReleaseRow.until)
CONTENT = (
    select(*COLUMNS, ReleaseFileRow.content, ReleaseRow.signature, ReleaseRow.signed_by)
    .join(ReleaseFileRow, ReleaseFileRow.release_id == ReleaseRow.id)
    .where(ReleaseFileRow.name == RELEASE)
)
FILE = select(ReleaseFileRow.name, ReleaseFileRow.media_type, ReleaseFileRow.content, ReleaseFileRow.hash)
FILES = select(ReleaseFileRow.name, ReleaseFileRow.media_type, ReleaseFileRow.size, ReleaseFileRow.hash).order_by(
    ReleaseFileRow.place
)


def file(name: str, media_type: str, content: bytes) -> File:
    """Make a file of these bytes."""
    return File(name, media_type, content, sha256(content).hexdigest())


def publish(connection: Connection, keys: Keys, release: Release, files: Iterable[File]) -> Published | None:
    """Publish a release under the next number; None when it is there already. Holds others that publish back."""
    if connection.dialect.name == "postgresql":  # SQLite has one writer at a time
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
    if connection.execute(select(ReleaseRow.id).where(ReleaseRow.id == release.id)).first():
        return None
    number = connection.execute(LAST).scalar_one() + 1
    connection.execute(insert(ReleaseFileRow), [_file_row(release, at, one) for at, one in enumerate(files)])
    connection.execute(insert(ReleaseRow), _row(release, number, keys.signing_key))
    return _published(connection.execute(select(*COLUMNS).where(ReleaseRow.sequence == number)).one())


def published(
    figures: Database, regions: Collection[str] | None, *, before: int | None = None, limit: int = 100
) -> tuple[Published, ...]:
    """Give what was published of these regions, or of all, newest first; `before` is the number to go on from."""
    statement = select(*COLUMNS).order_by(ReleaseRow.sequence.desc()).limit(limit)
    if regions is not None:
        statement = statement.where(ReleaseRow.region.in_(list(regions)))
    if before is not None:
        statement = statement.where(ReleaseRow.sequence < before)
    with figures.reading() as connection:
        return tuple(_published(row) for row in connection.execute(statement))


def until(figures: Database, questionnaire: str, version: str) -> dict[str, date]:
    """Say for each region up to which day there are releases of this version."""
    statement = UNTIL.where(ReleaseRow.questionnaire == questionnaire, ReleaseRow.version == version)
    with figures.reading() as connection:
        return {row.region: row.until for row in connection.execute(statement)}


def newest(figures: Database) -> tuple[str, ...]:
    """Name the release of the last period of each region and version; a correction in place of what it corrects."""
    with figures.reading() as connection:
        last = {tuple(of): release_id for release_id, *of in connection.execute(NEWEST)}
    return tuple(last.values())


def release_of(figures: Database, release_id: str) -> tuple[Published, Release] | None:
    """Read a release. Raises StoreDamaged when it is not as it was signed."""
    with figures.reading() as connection:
        row = connection.execute(CONTENT.where(ReleaseRow.id == release_id)).one_or_none()
    if row is None:
        return None
    *columns, content, signature, signed_by = tuple(row)
    found = _published(columns)
    if sha256(content).hexdigest() != found.hash or not signing.is_signed(signed_by, signature, content):
        raise StoreDamaged
    return found, canonical.read(content)


def file_of(figures: Database, release_id: str, name: str) -> File | None:
    """Read a file. Raises StoreDamaged when it is not as it was written."""
    with figures.reading() as connection:
        row = connection.execute(
            FILE.where(ReleaseFileRow.release_id == release_id, ReleaseFileRow.name == name)
        ).one_or_none()
    if row and sha256(row.content).digest() != row.hash:
        raise StoreDamaged
    return File(row.name, row.media_type, row.content, row.hash.hex()) if row else None


def files_of(figures: Database, release_id: str) -> tuple[FileInfo, ...]:
    """Say which files a release has, in a fixed order."""
    with figures.reading() as connection:
        rows = connection.execute(FILES.where(ReleaseFileRow.release_id == release_id))
        return tuple(FileInfo(row.name, row.media_type, row.size, row.hash.hex()) for row in rows)


def _row(release: Release, number: int, key: bytes) -> dict[str, object]:
    content = canonical.written(release)
    period = release.period
    return {
        "sequence": number,
        **{name: getattr(release, name) for name in COPIED},
        "period": period.id,
        "period_title": period.title,
        "first": period.first,
        "until": period.end,
        "hash": sha256(content).digest(),
        "signature": signing.sign(key, content),
        "signed_by": signing.public(key),
    }


COPIED = ("id", "questionnaire", "version", "region", "title", "published_on", "corrects")


def _file_row(release: Release, at: int, one: File) -> dict[str, object]:
    return {
        "release_id": release.id,
        "name": one.name,
        "place": at,
        "media_type": one.media_type,
        "content": one.content,
        "size": len(one.content),
        "hash": bytes.fromhex(one.hash),
    }


def _published(row: Sequence[Any]) -> Published:
    id_, sequence, region, title, first, end, period, period_title, published_on, corrects, hashed = row
    of = Period(first, end, period, period_title)
    return Published(id_, sequence, region, title, of, published_on, corrects, hashed.hex())
