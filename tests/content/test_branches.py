"""Every branch is asked or told something of its own, and both ends can be reached in each."""

from __future__ import annotations

import re

import pytest

from shopcheck.core.advice import advise
from shopcheck.core.questionnaire import Cost, QuestionId
from tests.content.walking import BRANCHES, extreme, outcome, overval
from tests.core.test_properties import severity

SAMEN = [option.id for option in overval().questions[QuestionId("os_samen")].options]


def own(branch: str) -> set[str]:
    """Name the questions and rules that are for this branch, and for at most a few others."""
    asked = [(str(one.id), one.when.text) for one in overval().questions.values() if one.when]
    told = [(str(one.id), one.when.text) for one in overval().rules]
    own_text = f'"{branch}"'
    return {name for name, text in asked + told if own_text in text and "!" not in text} - {"kas_spullen"}


@pytest.mark.parametrize("branch", BRANCHES)
def test_every_branch_has_something_of_its_own(branch: str) -> None:
    assert own(branch)


@pytest.mark.parametrize("branch", BRANCHES)
def test_both_ends_can_be_reached(branch: str) -> None:
    safest, weakest = outcome(extreme(branch, safe=True)), outcome(extreme(branch, safe=False))
    assert (safest.prevention, safest.detection) == (0, 0)
    assert (weakest.prevention, weakest.detection) == (100, 100)
    assert (severity(weakest), severity(safest) <= 1) == (3, True)
    assert safest.findings == ()


@pytest.mark.parametrize("branch", BRANCHES)
def test_the_weakest_shop_is_told_at_least_three_free_or_cheap_things(branch: str) -> None:
    found = advise(outcome(extreme(branch, safe=False, eigen_overval="nee")))
    assert len(found.first) == 5
    assert sum(one.measure.cost in {Cost.FREE, Cost.LOW} for one in found.first) >= 3
    assert found.first[0].critical


@pytest.mark.parametrize(
    ("branch", "question", "option"),
    [
        ("juwelier", "indeling_sluis", "open"),
        ("tankstation", "per_tank_avond", "alleen_open"),
        ("apotheek", "kas_opiaten", "geen_kluis"),
    ],
)
def test_what_a_branch_cannot_do_without_comes_first_whatever_else_is_in_order(
    branch: str, question: str, option: str
) -> None:
    shop = extreme(branch, safe=True, sluittijd="na_24", **{question: option})
    found = advise(outcome(shop))
    assert found.first[0].critical
    assert found.assessment.risk_class is not None
    assert found.assessment.risk_class.id == "oranje"


def test_a_jeweller_without_cash_is_still_weighed_on_the_jewels() -> None:
    full = outcome(extreme("juwelier", safe=True, geld_contant="geen", kas_etalage="nee"))
    other = outcome(extreme("drogist", safe=True, geld_contant="geen", kas_spullen="in_zicht"))
    assert (full.prevention or 0) > 0
    assert other.prevention == 0


def test_a_stall_is_not_asked_about_doors_lamps_tills_and_cameras() -> None:
    asked = {one.id for one in outcome(extreme("markt", safe=False)).response.asked}
    doors = {
        "os_deur_op_slot",
        "os_rondkijken",
        "os_achterdeur",
        "per_na_donker",
        "licht_voordeur",
        "indeling_achterdeur",
    }
    assert asked.isdisjoint(
        doors | {"kas_lade", "kas_tellen", "kas_thuis", "kas_kluis", "camera_aanwezig", "alarm_knop"}
    )
    assert {"kas_heuptas", "kas_kraam_tellen"} <= asked


def test_a_stall_is_told_nothing_that_takes_a_door_or_a_safe() -> None:
    shop = outcome(extreme("markt", safe=False, bezorgen="nee"))
    advice = [advise(outcome({**shop.response.answers, QuestionId("os_samen"): one})) for one in SAMEN]
    told = [one.measure for found in advice for one in (*found.first, *found.others)]
    texts = {one.id: f"{one.title} {one.why} {one.how}".replace("de deur op slot als dat kan", "") for one in told}
    assert [(name, text) for name, text in texts.items() if re.search(r"deur|kluis|kassala|afsluit", text)] == []


def test_a_hotel_is_told_once_to_lock_its_door_at_night() -> None:
    shop = extreme("hotel", safe=True, indeling_nachtdeur="nee", per_na_donker="vaak_alleen")
    found = advise(outcome(shop))
    told = [one.measure.id for one in (*found.first, *found.others)]
    assert ("nachtdeur" in told, "avond_deur_dicht" in told) == (True, False)
