"""Having something never comes out worse than not having it, however badly it is set up: every combination is tried."""

from __future__ import annotations

from itertools import pairwise, product
from typing import TYPE_CHECKING

import pytest

from shopcheck.core.questionnaire import QuestionId
from tests.content.walking import extreme, outcome, overval
from tests.core.test_properties import scores

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shopcheck.core.response import Answer

GATES = {
    "alarm_knop": ("alarm_telefoon", "alarm_controle", "alarm_getest"),
    "camera_aanwezig": ("camera_gezicht", "camera_controle", "camera_opslaan", "camera_bord"),
}


def shops(gate: str) -> Iterator[dict[QuestionId, Answer]]:
    """Answer what stands in the subject of the gate in every way, or not at all; all else is in order."""
    names = [QuestionId(name) for name in GATES[gate]]
    options = [[None, *(option.id for option in overval().questions[name].options)] for name in names]
    for picked in product(*options):
        shop = extreme("slijter", safe=True)
        for name, option in zip(names, picked, strict=True):
            shop.pop(name)
            if option:
                shop[name] = option
        yield shop


@pytest.mark.parametrize("gate", GATES)
def test_a_better_answer_to_a_gate_is_never_worse(gate: str) -> None:
    best_first = sorted(overval().questions[QuestionId(gate)].options, key=lambda one: (one.points, one.detection))
    for shop in shops(gate):
        found = [scores(outcome({**shop, QuestionId(gate): one.id}))[:6] for one in best_first]
        for better, worse in pairwise(found):
            assert all(a <= b for a, b in zip(better, worse, strict=True)), shop
