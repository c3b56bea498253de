"""A check with consent is counted once, in the transaction that finishes it, and taken back as long as that can be."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from shopcheck import usecases
from shopcheck.core.errors import SessionEnded
from shopcheck.store import checkups
from shopcheck.store.errors import StoreDamaged
from shopcheck.usecases import Keep
from shopcheck.usecases.counting import count_of
from tests.core.counting import CELLS
from tests.store.counted import (
    GOOD_CELLS,
    again,
    close,
    consent,
    fill_queue,
    filled_in,
    finished,
    queue,
    tables,
)
from tests.store.installations import page, statements

if TYPE_CHECKING:
    from shopcheck.usecases import Installation
    from tests.store.installations import Clock

pytest_plugins = ("tests.store.fixtures",)

NEXT_MONTH = 7  # days from the clock's day to the first of the next month


def test_a_finished_check_with_consent_adds_its_tally_and_nothing_else(counting: Installation) -> None:
    visit = finished(counting)
    assert queue(counting) == Counter(GOOD_CELLS)
    assert tables(counting, "queue") == [len(CELLS)]  # a row for each cell of its group
    count = count_of(counting, visit)
    assert count.tally
    assert (count.tally.cells, count.done, count.closed) == (GOOD_CELLS, True, False)


def test_without_consent_nothing_is_counted(counting: Installation) -> None:
    visit = finished(counting, consent=False)
    assert tables(counting, "queue") == [0]
    count = count_of(counting, visit)
    assert count.tally
    assert (count.tally.cells, count.done) == (GOOD_CELLS, False)


def test_a_check_that_is_not_finished_is_not_counted(counting: Installation) -> None:
    visit = filled_in(counting)
    usecases.save(counting, visit, page(kas_a="slecht"), revision=1, nonce="n1")
    assert tables(counting, "queue") == [0]


def test_finishing_again_and_other_answers_change_nothing_in_the_counters(counting: Installation) -> None:
    visit = finished(counting)
    usecases.finish(counting, visit, nonce="nog eens")
    usecases.save(counting, visit, page(kas_a="slecht"), revision=9, nonce="n1")
    usecases.finish(counting, visit, nonce="en nog eens")
    assert queue(counting) == Counter(GOOD_CELLS)
    consent(counting, again(counting, visit), to=False, nonce="n2")
    assert queue(counting) == Counter()  # exactly what was counted, not what the answers say now


def test_consent_that_is_taken_back_takes_back_the_same_cells(counting: Installation) -> None:
    finished(counting, kas_a="slecht")
    visit = finished(counting)
    before = queue(counting)
    visit = consent(counting, visit, to=False, nonce="n1")
    assert queue(counting) == before - Counter(GOOD_CELLS)
    assert visit.checkup.counted is None
    consent(counting, visit, to=False, nonce="n2")
    assert queue(counting) == before - Counter(GOOD_CELLS)
    consent(counting, visit, to=True, nonce="n3")
    assert queue(counting) == before


def test_who_agrees_after_finishing_is_counted_then(counting: Installation, clock: Clock) -> None:
    visit = finished(counting, consent=False)
    clock.go_on(days=NEXT_MONTH)
    visit = consent(counting, again(counting, visit), to=True, nonce="n1")
    assert queue(counting) == Counter(GOOD_CELLS)
    assert visit.checkup.counted
    assert visit.checkup.counted.month.isoformat() == "2026-12-01"


def test_who_has_everything_wiped_is_counted_no_longer(counting: Installation) -> None:
    finished(counting)
    usecases.forget(counting, finished(counting))
    assert queue(counting) == Counter(GOOD_CELLS)


def test_wiping_in_two_tabs_takes_back_once(counting: Installation) -> None:
    finished(counting)
    visit = finished(counting)
    for _ in range(2):
        usecases.forget(counting, visit)
    assert queue(counting) == Counter(GOOD_CELLS)


def test_a_tab_from_before_the_counting_takes_back_what_was_counted_since(counting: Installation) -> None:
    visit = filled_in(counting)
    usecases.finish(counting, visit, nonce="n1")
    usecases.forget(counting, visit)  # this visit knows of nothing that was counted
    assert queue(counting) == Counter()


def test_a_check_that_is_kept_no_longer_stays_counted(counting: Installation, clock: Clock) -> None:
    key = usecases.start(counting, filled_in(counting).checkup.answers, consent=True, keep=Keep.DAY)
    usecases.finish(counting, usecases.visit(counting, key), nonce="n1")
    clock.go_on(days=2)
    assert usecases.apply_retention(counting) == 1
    assert queue(counting) == Counter(GOOD_CELLS)


def test_after_closing_nobody_can_be_taken_back_or_counted_twice(counting: Installation, clock: Clock) -> None:
    fill_queue(counting, 29)
    visit = finished(counting)
    clock.go_on(days=NEXT_MONTH)
    assert close(counting)
    fill_queue(counting, 3)  # new counters of the same group
    before = queue(counting)
    visit = consent(counting, again(counting, visit), to=False, nonce="n1")
    count = count_of(counting, visit)
    assert (count.done, count.closed) == (True, True)
    visit = consent(counting, visit, to=True, nonce="n2")
    consent(counting, visit, to=False, nonce="n3")
    usecases.forget(counting, visit)
    assert queue(counting) == before


def test_a_group_that_stayed_too_small_can_still_be_taken_back_after_a_closing(
    counting: Installation, clock: Clock
) -> None:
    visit = finished(counting)
    clock.go_on(days=NEXT_MONTH)
    close(counting)
    assert not count_of(counting, again(counting, visit)).closed
    consent(counting, again(counting, visit), to=False, nonce="n1")
    assert queue(counting) == Counter()


def test_whoever_counts_after_a_closing_counts_in_its_month_whatever_the_clock_says(
    counting: Installation, clock: Clock
) -> None:
    clock.go_on(days=NEXT_MONTH)
    close(counting)
    clock.go_on(days=-NEXT_MONTH)  # a machine whose clock is behind, or a closing ahead of its day
    counted = finished(counting).checkup.counted
    assert counted
    assert counted.month.isoformat() == "2026-12-01"


def test_what_fails_halfway_counts_nothing(counting: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
    visit = filled_in(counting)
    monkeypatch.setattr(checkups, "put", lambda *_: (_ for _ in ()).throw(SessionEnded))
    with pytest.raises(SessionEnded):
        usecases.finish(counting, visit, nonce="n1")
    assert tables(counting, "queue") == [0]


def test_counters_that_somebody_changed_are_not_taken_for_sound(counting: Installation) -> None:
    visit = finished(counting)
    with counting.store.database.writing() as connection:
        connection.exec_driver_sql("UPDATE queue SET count = 0 WHERE cell = 'aantal'")
    with pytest.raises(StoreDamaged):
        consent(counting, visit, to=False, nonce="n1")


def test_finishing_with_consent_costs_five_statements_whatever_is_counted(counting: Installation) -> None:
    visit = filled_in(counting)
    with statements(counting.store.database) as seen:
        usecases.finish(counting, visit, nonce="n1")
    assert [one.split()[0] for one in seen] == ["SELECT", "INSERT", "SELECT", "INSERT", "UPDATE"]


def test_the_counters_say_nothing_of_a_shop(counting: Installation) -> None:
    visit = finished(counting)
    with counting.store.database.reading() as connection:
        rows = connection.exec_driver_sql("SELECT * FROM queue").all()
    for row in rows:
        assert len(row) == 7
        assert visit.checkup.id not in row
        assert not any(visit.checkup.reference in str(value) for value in row)
    assert {str(row.month) for row in rows} == {"2026-11-01"}
