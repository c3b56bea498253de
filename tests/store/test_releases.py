"""A release is published once, whole, for good, and when its period is over."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from shopcheck.catalogue import Catalogue
from shopcheck.core import canonical
from shopcheck.core.errors import LetterRefused, ReleaseRefused
from shopcheck.core.statistics import COUNTRY
from shopcheck.store import audit, counting
from shopcheck.store import releases as store
from shopcheck.store.audit import What
from shopcheck.store.errors import StoreDamaged
from shopcheck.usecases import releases
from tests.core.counting import GROUP, counted
from tests.store.counted import close, fill_queue, tables

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

    from shopcheck.core.profile import Profile
    from shopcheck.core.publication import Release
    from shopcheck.core.questionnaire import Questionnaire
    from shopcheck.store.keyring import Keys
    from shopcheck.store.releases import File, Published
    from shopcheck.usecases import Installation
    from tests.store.installations import Clock

pytest_plugins = ("tests.store.fixtures",)

YEAR_END = date(2027, 1, 1)
ID = "rtd-2026-k4-1"
AT_ONCE = 4


@pytest.fixture
def closed(counting: Installation, clock: Clock) -> Installation:
    """Freeze a leaf of two regions in the last quarter of 2026, and go on to the first day after it."""
    fill_queue(counting, 30)
    fill_queue(counting, 30, GROUP._replace(region="ams"))
    clock.moment = clock.moment.replace(month=12, day=1)
    close(counting)
    clock.moment = clock.moment.replace(year=2027, month=1, day=1)
    return counting


def publish(installation: Installation) -> tuple[Published, ...]:
    """Publish what is due today."""
    return releases.publish_due(installation, installation.today(), who="worker")


def test_a_release_comes_when_its_period_is_over_and_closed(closed: Installation) -> None:
    assert publish(closed) == ()
    close(closed)
    assert [one.id for one in publish(closed)] == ["nl-2026-k4-1", "ams-2026-k4-1", ID]
    assert publish(closed) == ()
    newest = releases.published(closed, None)
    assert [(one.sequence, one.id) for one in newest] == [(3, ID), (2, "ams-2026-k4-1"), (1, "nl-2026-k4-1")]
    assert releases.published(closed, ["rtd", COUNTRY], limit=1) == newest[:1]
    assert releases.published(closed, ["rtd", COUNTRY], before=3) == newest[2:]
    log = audit.newest(closed.store.database, size=3)
    assert {one.what for one in log} == {What.RELEASED}
    assert {one.about for one in log} == {one.hash for one in newest}


def test_a_release_reads_back_as_it_was_made(closed: Installation) -> None:
    close(closed)
    publish(closed)
    found = releases.release_of(closed, ID)
    assert found
    row, release = found
    assert (release.id, release.region, release.period, release.published_on) == (ID, "rtd", row.period, YEAR_END)
    files = releases.files_of(closed, ID)
    for one in files:
        file = releases.file_of(closed, ID, one.name)
        assert file
        assert (one.hash, one.size) == (sha256(file.content).hexdigest(), len(file.content))
    written = releases.file_of(closed, ID, "release.json")
    assert written
    assert written.content == canonical.written(release)
    assert written.hash == row.hash
    assert releases.release_of(closed, "rtd-2026-k3-1") is None
    assert releases.file_of(closed, ID, "data.xls") is None


def test_a_report_that_is_refused_holds_up_its_own_region_and_no_other(closed: Installation) -> None:
    def report(release: Release, _questionnaire: Questionnaire, _profile: Profile) -> bytes:
        if release.region == "ams":
            raise LetterRefused(release.id)
        return release.id.encode()

    close(closed)
    with pytest.raises(LetterRefused, match="ams-2026-k4-1"):
        releases.publish_due(closed, closed.today(), who="worker", report=report)
    assert [one.id for one in releases.published(closed, None)] == [ID, "nl-2026-k4-1"]
    file = releases.file_of(closed, ID, "rapport.pdf")
    assert file
    assert (file.content, file.media_type) == (ID.encode(), "application/pdf")


def test_the_database_lets_nobody_change_a_release_or_put_a_file_to_it(closed: Installation) -> None:
    close(closed)
    publish(closed)
    for statement in (
        "UPDATE release SET region = 'ams'",
        "DELETE FROM release_file",
        "UPDATE release_file SET content = ''",
        "DELETE FROM release",
        "INSERT INTO release_file SELECT release_id, 'x', 1, 'text', '', 0, hash FROM release_file LIMIT 1",
    ):
        with pytest.raises(IntegrityError), closed.store.database.writing() as connection:
            connection.execute(text(statement))


def test_numbers_have_no_gap(closed: Installation) -> None:
    close(closed)
    publish(closed)
    columns = "id || 'x', questionnaire, version, region, title, period, period_title, first, until, published_on"
    copy = f"INSERT INTO release SELECT sequence + 2, {columns}, corrects, hash, signature, signed_by FROM release"  # noqa: S608 - our own names
    with pytest.raises(IntegrityError), closed.store.database.writing() as connection:
        connection.execute(text(f"{copy} WHERE sequence = 3"))


def test_two_that_publish_at_once_publish_each_release_once(closed: Installation) -> None:
    close(closed)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        done = [one.id for found in pool.map(lambda _: publish(closed), range(AT_ONCE)) for one in found]
    assert sorted(done) == ["ams-2026-k4-1", "nl-2026-k4-1", ID]
    assert [one.sequence for one in releases.published(closed, None)] == [3, 2, 1]


def test_whoever_is_killed_halfway_published_nothing_and_the_next_time_it_is_the_same(
    closed: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    close(closed)
    tried: list[tuple[str, bytes]] = []
    real = store.publish

    def killed(connection: Connection, keys: Keys, release: Release, files: list[File]) -> Published | None:
        real(connection, keys, release, files)
        tried.extend((one.name, one.content) for one in files)
        raise KeyboardInterrupt

    monkeypatch.setattr(store, "publish", killed)
    with pytest.raises(KeyboardInterrupt):
        publish(closed)
    assert releases.published(closed, None) == ()
    assert tables(closed, "release", "release_file") == [0, 0]
    monkeypatch.setattr(store, "publish", real)
    first = publish(closed)[0]
    assert first.sequence == 1
    kept = [releases.file_of(closed, first.id, name) for name, _ in tried]
    assert [(one.name, one.content) for one in kept if one] == tried


def test_nothing_is_published_while_a_batch_waits_for_its_noise(closed: Installation) -> None:
    fill_queue(closed, 40, GROUP._replace(sector="horeca"))
    with closed.store.database.writing() as connection:
        connection.execute(text("UPDATE queue SET month = '2026-12-01'"))
        counting.take(connection, closed.today())  # killed before it froze
    assert publish(closed) == ()
    close(closed)
    assert [one.id for one in publish(closed)] == ["nl-2026-k4-1", "ams-2026-k4-1", ID]


def test_a_release_that_the_gate_stops_is_not_published_and_the_others_are(
    closed: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    close(closed)

    def gate(release: Release, *_: object) -> Iterator[str]:
        yield from ["A1: it says too much"] if release.region == "ams" else []

    monkeypatch.setattr(releases, "flaws", gate)
    with pytest.raises(ReleaseRefused, match=r"^ams-2026-k4-1 is not published\. A1: it says too much\.$"):
        publish(closed)
    assert [one.id for one in releases.published(closed, None)] == [ID, "nl-2026-k4-1"]
    monkeypatch.undo()
    assert [(one.id, one.sequence) for one in publish(closed)] == [("ams-2026-k4-1", 3)]


def test_later_periods_of_a_region_wait_for_the_one_that_failed(
    closed: Installation, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    close(closed)
    fill_queue(closed, 40)
    clock.moment = clock.moment.replace(month=4)
    close(closed)
    monkeypatch.setattr(releases, "flaws", lambda release, *_: ["A1: too much"] if release.id == ID else [])
    with pytest.raises(ReleaseRefused):
        publish(closed)
    first = ["nl-2026-k4-1", "ams-2026-k4-1", "nl-2027-k1-1"]
    assert [one.id for one in reversed(releases.published(closed, None))] == first
    monkeypatch.undo()
    assert [one.id for one in publish(closed)] == [ID, "rtd-2027-k1-1"]


def test_a_release_that_was_changed_all_the_same_is_not_read(closed: Installation) -> None:
    close(closed)
    publish(closed)
    database = closed.store.database
    with database.writing() as connection:
        for table in ("release", "release_file"):
            drop = f"{table}_update" if database.sqlite else f"{table}_change ON {table}"
            connection.execute(text(f"DROP TRIGGER {drop}"))
        content = connection.execute(text("SELECT content FROM release_file WHERE name = 'release.json'")).scalar()
        assert content
        connection.execute(text("UPDATE release_file SET content = :new"), {"new": content.replace(b"30", b"31")})
    with pytest.raises(StoreDamaged):
        releases.release_of(closed, ID)
    with pytest.raises(StoreDamaged):
        releases.file_of(closed, ID, "release.json")


def test_leaves_of_a_version_that_is_gone_have_no_release(closed: Installation) -> None:
    close(closed)
    gone = replace(closed, catalogue=Catalogue((replace(counted(), version="2"),)))
    assert publish(gone) == ()
    assert publish(replace(closed, catalogue=Catalogue((replace(counted(), id="ander"),)))) == ()
    assert len(publish(closed)) == 3
