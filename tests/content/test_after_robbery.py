"""Shortly after a robbery people come before the shop: help, then a change, then a visit."""

from __future__ import annotations

import pytest

from shopcheck.core.advice import advise
from shopcheck.core.questionnaire import MeasureId
from tests.content.walking import BRANCHES, extreme, outcome, overval

HELP, CHANGE, VISIT, CARD = "slachtofferhulp", "routines_veranderen", "bezoek_vragen", "kaart_ophangen"


def first(branch: str = "lunchroom", *, safe: bool = False, **more: str) -> list[str]:
    return [one.measure.id for one in advise(outcome(extreme(branch, safe=safe, **more))).first]


@pytest.mark.parametrize("branch", BRANCHES)
def test_help_comes_first_then_a_change_then_a_visit(branch: str) -> None:
    assert first(branch, eigen_overval="overval_kort", nazorg_veranderd="niets")[:3] == [HELP, CHANGE, VISIT]


def test_also_where_all_else_is_in_order() -> None:
    assert first(safe=True, eigen_overval="overval_kort", nazorg_veranderd="een") == [HELP, CHANGE, VISIT, CARD]


def test_who_has_changed_much_is_offered_help_and_a_visit() -> None:
    assert first(safe=True, eigen_overval="overval_kort", nazorg_veranderd="meerdere") == [HELP, VISIT, CARD]


def test_help_is_offered_even_when_the_question_is_left_open() -> None:
    shop = extreme("lunchroom", safe=False, eigen_overval="overval_kort")
    del shop["nazorg_veranderd"]  # type: ignore[arg-type]  # plain id in a test
    assert next(one.measure.id for one in advise(outcome(shop)).first) == HELP


def test_after_eight_weeks_the_order_is_that_of_every_shop() -> None:
    found = first(eigen_overval="overval", nazorg_veranderd="een")
    assert HELP not in found
    assert not {CHANGE, VISIT} & set(found[:3])


def test_nothing_changed_since_is_a_knock_out_for_two_years() -> None:
    for moment in ("overval", "overval_kort"):
        found = outcome(extreme("kleding", safe=True, eigen_overval=moment, nazorg_veranderd="niets"))
        assert [one.rule for one in found.critical] == ["nazorg_veranderd.niets"]
        assert found.risk_class is not None
        assert found.risk_class.id == "oranje"


def test_the_calm_lane_holds_for_two_years() -> None:
    told = {one: outcome(extreme("kleding", safe=True, eigen_overval=one)).after_robbery for one in
            ("nee", "verdacht", "poging", "overval", "overval_kort")}  # fmt: skip
    assert told == {"nee": False, "verdacht": False, "poging": False, "overval": True, "overval_kort": True}


def test_who_was_never_robbed_is_asked_about_the_card_instead() -> None:
    asked = {one.id for one in outcome(extreme("kleding", safe=True)).response.asked}
    robbed = {one.id for one in outcome(extreme("kleding", safe=True, eigen_overval="overval")).response.asked}
    assert {"nazorg_kaart", "nazorg_veranderd"} & asked == {"nazorg_kaart"}
    assert {"nazorg_kaart", "nazorg_veranderd"} & robbed == {"nazorg_veranderd"}


@pytest.mark.parametrize("moment", ["overval", "overval_kort"])
def test_who_was_robbed_gets_the_card_too(moment: str) -> None:
    assert CARD in first(safe=True, eigen_overval=moment, nazorg_veranderd="meerdere")


@pytest.mark.parametrize("branch", BRANCHES)
def test_shortly_after_a_robbery_the_neighbourhood_officer_is_named_once(branch: str) -> None:
    found = advise(outcome(extreme(branch, safe=False, eigen_overval="overval_kort")))
    told = {one.measure.id for one in (*found.first, *found.others)}
    assert (VISIT in told, "wijkagent" in told) == (True, False)


def test_a_visit_that_is_asked_for_is_not_yet_a_change() -> None:
    assert not {"nazorg_veranderd"} & set(overval().measures[MeasureId(VISIT)].sets)
