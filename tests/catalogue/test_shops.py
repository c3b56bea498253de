"""Made-up shops: the same every time, of every sort, and in another version as far as possible the same."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from shopcheck import catalogue
from shopcheck.catalogue.shops import made_up, shops, smallest
from shopcheck.core.assessment import assess
from shopcheck.core.questionnaire import QuestionId
from shopcheck.core.response import parse_answer, respond
from tests.catalogue.shelf import FEATURES, REAL, TINY, change, lay

if TYPE_CHECKING:
    from pathlib import Path


def test_the_same_seed_gives_the_same_shops_and_another_seed_others() -> None:
    tiny = catalogue.load(TINY)
    assert list(shops(tiny, 50)) == list(shops(tiny, 50))
    assert list(shops(tiny, 50)) != list(shops(tiny, 50, seed=1))
    assert next(shops(tiny, 1)) == {
        "branche": "kleding", "regio": "RTD", "alleen": "nooit", "kas_afromen": "steeds", "kas_tellen": "achter",
        "zicht_ramen": "vrij", "zicht_camera": "zonder_bord",
    }  # fmt: skip


def test_every_class_and_every_branch_comes_up_often() -> None:
    overval = catalogue.load(REAL / "overval")
    assessments = [assess(respond(overval, shop)) for shop in shops(overval, 500)]
    classes = Counter(one.risk_class.id for one in assessments if one.risk_class)
    assert set(classes) == {one.id for one in overval.scoring.classes}
    branches = Counter(one.response.answers[overval.branch_question] for one in assessments)
    assert len(branches) == len(overval.questions[overval.branch_question].options)
    assert max(branches.values()) - min(branches.values()) <= 1


def test_every_answer_is_a_possible_one(tmp_path: Path) -> None:
    for number, feature in enumerate(FEATURES):
        (tmp_path / str(number)).mkdir()
        questionnaire = catalogue.load(lay(tmp_path / str(number), feature))
        for shop in shops(questionnaire, 40):
            for name, answer in shop.items():
                words = list(answer) if isinstance(answer, tuple) else [str(answer)]
                assert parse_answer(questionnaire.questions[name], words) == answer


def test_a_shop_answers_what_stayed_as_before_when_an_answer_is_added(tmp_path: Path) -> None:
    folder = lay(tmp_path)
    change(
        folder,
        "zicht.yaml",
        "      - {id: dicht,",
        "      - {id: half, text: Half, points: 2, advise: [ramen]}\n      - {id: dicht,",
    )
    old, new = catalogue.load(TINY), catalogue.load(folder)
    pairs = [(made_up(old.questions.values(), str(n)), made_up(new.questions.values(), str(n))) for n in range(200)]
    differ = [(a, b) for a, b in pairs if a != b]
    assert 0 < len(differ) < len(pairs)
    assert all(a | {QuestionId("zicht_ramen"): "half"} == b for a, b in differ)


def test_what_a_flaw_does_not_need_is_left_out() -> None:
    a, b, c = map(QuestionId, "abc")
    assert smallest({a: "1", b: "2", c: "3"}, lambda shop: b in shop) == {b: "2"}
