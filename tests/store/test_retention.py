"""What time removes, and that what is gone is gone from the disk too."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from shopcheck import usecases
from shopcheck.core.errors import CodeUnknown
from shopcheck.usecases import Addressee, Keep
from tests.store.installations import CLIENT, begin, install, page

if TYPE_CHECKING:
    from pathlib import Path

    from shopcheck.usecases import Installation, Visit
    from tests.store.installations import Clock

pytest_plugins = ("tests.store.fixtures",)

TABLES = ("checkup", "web_session", "nonce", "attempt_window")
CANARY = "Kanariesnackbar De Gele Vogel"


def rows(installation: Installation) -> dict[str, int]:
    """Count what is kept."""
    with installation.store.database.reading() as connection:
        return {name: connection.execute(text(f"SELECT count(*) FROM {name}")).scalar_one() for name in TABLES}  # noqa: S608 - our own names


def on_disk(data: Path) -> bytes:
    """Read the database with its log, as a thief would."""
    return b"".join(path.read_bytes() for path in data.glob("shopcheck.sqlite3*"))


def opens(installation: Installation, visit: Visit) -> bool:
    """Whether the code still opens the check."""
    try:
        usecases.resume(installation, visit.checkup.code, client=CLIENT)
    except CodeUnknown:
        return False
    return True


def test_a_draft_is_kept_thirty_days_after_its_last_save(installation: Installation, clock: Clock) -> None:
    visit = begin(installation)
    clock.go_on(days=20)
    usecases.save(installation, visit, page(kas_a="goed"), revision=1, nonce="n1")
    clock.go_on(days=30)
    assert opens(installation, visit)
    assert usecases.apply_retention(installation) == 0
    clock.go_on(days=1)
    assert not opens(installation, visit)
    assert usecases.apply_retention(installation) == 1


@pytest.mark.parametrize(("keep", "days"), [(Keep.DAY, 1), (Keep.QUARTER, 92), (Keep.YEAR, 365)])
def test_a_finished_check_is_kept_as_long_as_its_owner_chose(
    installation: Installation, clock: Clock, keep: Keep, days: int
) -> None:
    visit = begin(installation, keep, kas_a="goed")
    usecases.finish(installation, visit, nonce="n1")
    clock.go_on(days=days)
    assert opens(installation, visit)
    clock.go_on(days=1)
    assert not opens(installation, visit)
    assert usecases.apply_retention(installation) == 1
    assert rows(installation)["checkup"] == 0


def test_sessions_nonces_and_attempts_go_too(installation: Installation, clock: Clock) -> None:
    visit = begin(installation, Keep.YEAR)
    usecases.save(installation, visit, page(kas_a="goed"), revision=1, nonce="n1")
    usecases.finish(installation, visit, nonce="n2")
    assert opens(installation, visit)
    assert min(rows(installation).values()) > 0
    clock.go_on(days=8)
    usecases.apply_retention(installation)
    assert rows(installation) == {"checkup": 1, "web_session": 0, "nonce": 0, "attempt_window": 0}


def test_the_database_tells_nothing_that_can_be_read(data: Path, clock: Clock) -> None:
    installation = install(f"sqlite:///{data / 'shopcheck.sqlite3'}", data, clock)
    visit = begin(installation, kas_a="slecht", regio="rtd")
    usecases.address(installation, visit, Addressee(CANARY, "Kanariestraat 1"), nonce="n1")
    secrets = [
        CANARY,
        "Kanariestraat",
        visit.checkup.code,
        visit.checkup.code.replace("-", ""),
        "kas_a",
        "slecht",
        "rtd",
    ]
    assert [one for one in secrets if one.encode() in on_disk(data)] == []
    assert b"proef" in on_disk(data)  # the search itself can find something
    installation.store.close()


def test_what_is_forgotten_leaves_no_trace_on_disk(data: Path, clock: Clock) -> None:
    installation = install(f"sqlite:///{data / 'shopcheck.sqlite3'}", data, clock)
    visit = begin(installation)
    with installation.store.database.reading() as connection:
        sealed, wrapped = connection.execute(text("SELECT sealed, wrapped_key FROM checkup")).one()
    parts = [sealed[:64], sealed[-64:], wrapped]
    assert all(part in on_disk(data) for part in parts)
    usecases.forget(installation, visit)
    assert [part for part in parts if part in on_disk(data)] == []
    installation.store.close()
