"""A1, A2, A9 on releases as partners get them. script/attack does it at length."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shopcheck.core import derivation
from shopcheck.core.release import Estimate, count
from shopcheck.partners.gate import finer
from tests.attack import released
from tests.attack.released import mismatches, of_a_release, of_exact_counts, refused
from tests.machine import times

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pytest

    from shopcheck.core.release import Total
    from shopcheck.core.statistics import Cell

PAIRS, PROFILES = 15, 200


def test_a1_of_no_true_count_do_the_files_say_between_which_limits_it_lies() -> None:
    found = of_a_release()
    assert found.looked_for > 40
    assert (found.recovered, found.unbounded) == (0, found.looked_for)


def test_a1_breaks_exact_counts_of_which_the_small_are_left_out() -> None:
    found = of_exact_counts()
    assert found.recovered >= found.looked_for / 10
    assert found.looked_for > 10


def test_a2_whatever_two_profiles_ask_all_figures_are_sums_of_leaves() -> None:
    assert mismatches(times(PAIRS)) == 0


def test_a2_breaks_a_release_that_counts_one_check_more(monkeypatch: pytest.MonkeyPatch) -> None:
    def one_more(of: Total, cells: Iterable[Cell]) -> Estimate:
        found = count(of, cells)
        return Estimate(found.value + 1, found.low, found.high)

    monkeypatch.setattr(derivation, "count", one_more)
    monkeypatch.setattr(released, "_wrong", released._wrong.__wrapped__)
    assert mismatches(1) > 0


def test_a9_a_profile_that_asks_for_more_than_is_counted_is_refused() -> None:
    assert refused(times(PROFILES)) == times(PROFILES)


def test_a9_breaks_a_guard_that_looks_at_subjects_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        released, "finer", lambda profile, lattice: [one for one in finer(profile, lattice) if "kas" in one]
    )
    assert refused(PROFILES) < PROFILES
