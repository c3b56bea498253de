"""The example shops show everything there is to show."""

from __future__ import annotations

from collections import Counter

import pytest

from shopcheck.core.advice import advise
from tests.content.walking import BRANCHES, examples, outcome, overval

GOLDEN = {  # 9.14 of the reference: score and level
    "kledingwinkel": (22, "laag"),
    "lunchroom": (29, "laag"),
    "juwelier": (51, "midden"),
    "cafe": (56, "midden"),
    "buurtsupermarkt": (58, "midden"),
    "snackbar": (75, "hoog"),
    "tankstation": (86, "hoog"),
    "lunchroom_na_overval": (53, "midden"),
}


@pytest.mark.parametrize("name", GOLDEN)
def test_the_eight_cases_of_the_reference_hold(name: str) -> None:
    found = outcome(examples()[f"gouden_{name}"])
    assert (found.inherent, found.inherent_level.id) == GOLDEN[name]
    assert found.after_robbery == ("na_overval" in name)


def shops() -> dict[str, object]:
    """Give the examples that answer more than their circumstances."""
    return {name: one for name, one in examples().items() if not name.startswith("gouden_")}


def test_every_branch_has_two_examples() -> None:
    count = Counter(str(examples()[name]["branche"]) for name in shops())  # type: ignore[index]  # plain id
    assert {branch for branch in BRANCHES if count[branch] < 2} == set()


def test_every_measure_and_rule_and_answer_with_points_is_shown() -> None:
    found = [advise(outcome(examples()[name])) for name in shops()]
    measures = {one.measure.id for advice in found for one in (*advice.first, *advice.others)}
    assert set(overval().measures) - measures == set()
    assert {one.id for one in overval().rules} - {
        one.id for advice in found for one in advice.assessment.rules
    } == set()
    given = {
        (question.id, option.id)
        for advice in found
        for question in advice.assessment.response.asked
        for option in advice.assessment.response.options(question)
    }
    losing = {
        (question.id, option.id)
        for question in overval().questions.values()
        for option in question.options
        if option.points or option.detection
    }
    assert losing - given == set()


@pytest.mark.parametrize(("below", "above", "score"), [(33, 34, "inherent"), (66, 67, "inherent")])
def test_both_sides_of_a_border_of_the_circumstances(below: int, above: int, score: str) -> None:
    low, high = (outcome(examples()[f"grens_omstandigheden_{one}"]) for one in (below, above))
    assert (getattr(low, score), getattr(high, score)) == (below, above)
    assert low.risk_class != high.risk_class


@pytest.mark.parametrize(("below", "above"), [(25, 26), (50, 51)])
def test_both_sides_of_a_border_of_the_shortfall(below: int, above: int) -> None:
    low, high = (outcome(examples()[f"grens_tekort_{one}"]) for one in (below, above))
    assert (low.prevention, high.prevention) == (below, above)
    assert low.inherent == high.inherent
    assert low.risk_class != high.risk_class
