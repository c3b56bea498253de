"""A month closes once: what has enough checks is frozen with its noise, and nothing exact stays behind."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from shopcheck.core import release
from shopcheck.store import audit, counting, frozen
from shopcheck.store.audit import What
from shopcheck.store.errors import StoreUnavailable
from shopcheck.usecases.closing import close_month
from tests.core.counting import CELLS, GROUP
from tests.store.counted import close, fill_queue, leaf_bytes, queue, tables

if TYPE_CHECKING:
    from pathlib import Path

    from shopcheck.core.release import Leaf
    from shopcheck.core.statistics import Batch
    from shopcheck.usecases import Installation
    from tests.store.installations import Clock

pytest_plugins = ("tests.store.fixtures",)

NEXT_MONTH = 7
AT_ONCE = 4


@pytest.fixture
def full(counting: Installation, clock: Clock) -> Installation:
    """Count enough for a batch, and some in a group that stays too small, and go on to the next month."""
    fill_queue(counting, 31)
    fill_queue(counting, 5, GROUP._replace(sector="horeca"))
    clock.go_on(days=NEXT_MONTH)
    return counting


def test_a_group_with_enough_checks_is_frozen_and_leaves_the_queue(full: Installation) -> None:
    closed = close(full)
    assert closed
    assert (closed.due.isoformat(), closed.dropped) == ("2026-12-01", 0)
    (leaf,) = closed.leaves
    assert leaf.group == GROUP
    assert set(leaf.counts) == set(CELLS)
    assert queue(full)["aantal"] == 5
    assert tables(full, "pending", "leaf") == [0, 1]
    (signed,) = frozen.leaves(full.store.figures)
    assert signed.leaf == leaf
    assert counting.last_closing(full.store.database) == closed.due


def test_closing_again_does_nothing_and_the_next_month_is_another_batch(full: Installation, clock: Clock) -> None:
    close(full)
    before = leaf_bytes(full)
    fill_queue(full, 40)
    assert close(full) is None
    assert leaf_bytes(full) == before
    clock.go_on(days=31)
    assert close(full)
    assert len(leaf_bytes(full)) == 2


def test_nothing_is_closed_in_the_month_in_which_it_is_counted(counting: Installation) -> None:
    fill_queue(counting, 40)
    closed = close(counting)
    assert closed
    assert closed.leaves == ()
    assert queue(counting)["aantal"] == 40


def test_two_that_close_at_once_do_it_once(full: Installation) -> None:
    with ThreadPoolExecutor(AT_ONCE) as pool:
        done = [one for one in pool.map(lambda _: close(full), range(AT_ONCE)) if one]
    assert [len(one.leaves) for one in done if one.leaves] == [1]
    assert tables(full, "pending", "leaf") == [0, 1]


def test_whoever_stops_between_the_two_steps_leaves_a_batch_that_gets_the_same_noise(
    full: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[bytes] = []

    def stop(batch: Batch, key: bytes) -> Leaf:
        made.append(release.written(release.freeze(batch, key)))
        raise StoreUnavailable

    with monkeypatch.context() as patched:
        patched.setattr(frozen, "freeze", stop)
        for _ in range(3):
            with pytest.raises(StoreUnavailable):
                close(full)
    fill_queue(full, 7)  # counted meanwhile: of another month
    assert close(full)
    assert set(made) == set(leaf_bytes(full))
    assert len(made) == 3


def test_exact_counts_and_the_key_of_a_batch_leave_no_trace_on_disk(
    full: Installation, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys: list[bytes] = []

    def note(batch: Batch, key: bytes) -> Leaf:
        keys.append(key)
        assert key in on_disk(data) or not full.store.database.sqlite  # the search itself can find something
        return release.freeze(batch, key)

    monkeypatch.setattr(frozen, "freeze", note)
    close(full)
    assert len(keys) == 1
    assert tables(full, "pending") == [0]
    assert keys[0] not in on_disk(data)


def on_disk(data: Path) -> bytes:
    """Read the files of SQLite, as a thief would."""
    return b"".join(path.read_bytes() for path in data.glob("shopcheck.sqlite3*"))


def test_what_waited_too_long_is_dropped(full: Installation, clock: Clock) -> None:
    clock.go_on(days=365)
    closed = close(full)
    assert closed
    assert closed.leaves == ()
    assert closed.dropped == 2
    assert queue(full) == {}


def test_a_closing_is_in_the_audit_log_once(full: Installation) -> None:
    close(full)
    close(full)
    entries = [one for one in audit.newest(full.store.database) if one.what == What.FIGURES_CLOSED]
    assert [(one.who, one.about) for one in entries] == [("worker", "2026-12-01")]


def test_a_day_in_the_past_closes_nothing(full: Installation) -> None:
    close(full)
    assert close_month(full, full.today().replace(month=3), who="worker") is None


def test_closing_costs_the_same_however_many_checks_were_counted(full: Installation) -> None:
    fill_queue(full, 300, GROUP._replace(region="ams"))
    assert tables(full, "queue") == [3 * len(CELLS)]
