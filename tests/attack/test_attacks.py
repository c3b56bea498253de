"""What is published withstands the attacks, and each breaks the scheme beside it. script/attack does it at length."""

from __future__ import annotations

from hashlib import sha256

from tests.attack.guessing import all_but_one, averaged, membership, off, over_releases, real
from tests.attack.law import distinct, law
from tests.machine import times

TRIES = times(2000)
SURE = 3  # standard errors
SHARP, AFTER_MANY = 0.001, 0.3  # scale of the noise that is left, as the attacker knows


def test_a3_more_releases_tell_no_more_of_a_shop_than_its_own_batch() -> None:
    own, all_of_them = over_releases(TRIES, 30)
    assert all_of_them.gain - own.gain <= 0.005 + SURE * own.error
    assert own.gain <= 0.055 + SURE * own.error


def test_a3_breaks_monthly_totals_in_which_one_shop_is_new() -> None:
    _, differenced = over_releases(TRIES, 30, off, cumulative=True)
    assert differenced.gain > 0.5


def test_a3_breaks_batches_of_five() -> None:
    own, _ = over_releases(TRIES, 5, off)
    assert own.gain > 0.1


def test_a4_who_knows_all_others_is_hardly_better_off() -> None:
    found = all_but_one(TRIES)
    assert found.gain <= 0.04 + SURE * found.error
    assert found.certain == 0


def test_a4_breaks_exact_counts_and_noise_that_is_drawn_anew() -> None:
    assert all_but_one(TRIES // 4, off, SHARP).certain == TRIES // 4
    assert all_but_one(TRIES // 20, averaged(60), AFTER_MANY).gain > 0.3


def test_a5_whether_a_shop_took_part_cannot_be_told_beyond_epsilon() -> None:
    one, all_ten = membership(TRIES, 1), membership(TRIES, 10)
    assert one.area <= 0.60
    assert one.epsilon <= 1 / 3
    assert all_ten.epsilon <= 10 / 3


def test_a5_breaks_exact_counts_and_noise_that_is_a_third() -> None:
    def third(place: str) -> int:
        return round(real(place) / 3)

    assert membership(TRIES // 4, 1, off).area > 0.99
    assert membership(TRIES // 2, 10, third).epsilon > 10 / 3


def test_a6_the_noise_follows_its_law() -> None:
    found = law(10 * TRIES)
    assert found.p > 0.001
    assert abs(found.variance - 1) < 0.05


def test_a6_breaks_noise_that_draws_zero_twice() -> None:
    def twice(place: str) -> int:
        return real(place) if real(f"{place} coin") % 2 else max(real(place), 0)

    assert law(10 * TRIES, twice).p < 0.001


def test_a7_a_batch_has_one_noise_however_often_it_is_frozen() -> None:
    assert distinct(100) == 1
    assert distinct(20, lambda number: sha256(bytes([number])).digest()) == 20
