"""The long proofs: each flaw they are for is found, with a shop that shows it, and on sound files they are silent."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING

import pytest

from shopcheck import catalogue
from shopcheck.catalogue.inspecting import read_sketch
from shopcheck.catalogue.shops import told
from shopcheck.core.advice import advise, what_if
from shopcheck.core.assessment import assess
from shopcheck.core.questionnaire import Kind, MeasureId, QuestionId
from shopcheck.core.response import respond
from tests.catalogue.shelf import BROKEN, DAY, FEATURES, REAL, TINY, change, lay
from tests.catalogue.test_broken import expected
from tests.machine import times

if TYPE_CHECKING:
    from pathlib import Path

    from shopcheck.core.errors import Problem
    from shopcheck.core.questionnaire import Questionnaire
    from shopcheck.core.response import Answer

FEW = 30  # made-up shops; a flaw in a tiny questionnaire shows in the first few
EXAMPLE = re.compile(r"bij (\w+ = .*?)\. ")


@pytest.fixture(autouse=True)
def few_shops(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules["shopcheck.catalogue.checks.generated"], "SHOPS", times(FEW))


def proved(folder: Path) -> list[Problem]:
    return list(catalogue.check(folder, on=DAY, prove=True))


def broken(name: str, where: Path) -> Path:
    """Lay out tiny with one of the broken files."""
    text = next(file for file in BROKEN if file.stem == name).read_text("utf-8")
    folder = lay(where)
    (folder / expected(text)[0]).write_text(text, "utf-8")
    return folder


def shop_of(problem: Problem, questionnaire: Questionnaire) -> dict[QuestionId, Answer]:
    """Read the example in a message back."""
    found = EXAMPLE.search(f"{problem.message} ")
    assert found, problem.message
    pairs = [part.split(" = ") for part in found[1].split(", ")]
    assert all(QuestionId(name) in questionnaire.questions for name, _ in pairs)
    several = {one.id for one in questionnaire.questions.values() if one.kind is Kind.CHOICES}
    return {QuestionId(name): tuple(one.split("+")) if name in several else one for name, one in pairs}


def too_small(problem: Problem) -> bool:
    """Whether it is about the jeweller of tiny, whose branch alone makes half of all circumstances: never groen."""
    return problem.number == "PC613" and "tiny" in problem.path and "'juwelier'" in problem.message


def built(folder: Path) -> Questionnaire:
    """Build a questionnaire whose files have the right shape, sound or not."""
    _, questionnaire, _ = read_sketch(folder)
    assert questionnaire
    return questionnaire


@pytest.mark.parametrize("folder", [TINY, *FEATURES, REAL / "overval"], ids=lambda folder: folder.name)
def test_what_is_sound_is_proved_sound(folder: Path, tmp_path: Path) -> None:
    whole = folder in {TINY, REAL / "overval"}
    found = [problem for problem in proved(folder if whole else lay(tmp_path, folder)) if not too_small(problem)]
    assert list(map(str, found)) == []


def test_a_safer_answer_that_raises_a_score_is_found_with_a_shop_where_it_does(tmp_path: Path) -> None:
    folder = broken("PC607_veiliger_kost_meer", tmp_path)
    questionnaire = built(folder)
    found = [problem for problem in proved(folder) if problem.number == "PC608"]
    assert [problem.line for problem in found] == [19]
    shop = shop_of(found[0], questionnaire)
    before = assess(respond(questionnaire, shop))
    after = assess(respond(questionnaire, {**shop, QuestionId("zicht_camera"): "ja"}))
    assert any(now > was for now, was in zip(after.exact, before.exact, strict=True))
    assert len(shop) <= 4, "only the answers that matter are told"


def test_a_door_behind_a_door_is_opened_too(tmp_path: Path) -> None:
    folder = lay(tmp_path)
    asked = "tier: deep, kind: choice, text: x, why: x, lever: law, good: x"
    first = (
        f"{{id: zicht_a, {asked}, when: {{zicht_camera: ja}}, options: [{{id: ja, text: x}}, {{id: nee, text: x}}]}}"
    )
    options = "options: [{id: ja, text: x}, {id: nee, text: x, points: 5, advise: [ramen]}]"
    second = f"{{id: zicht_b, {asked}, when: {{zicht_a: ja}}, {options}}}"
    file = folder / "zicht.yaml"
    file.write_text(f"{file.read_text('utf-8')}  - {first}\n  - {second}\n", "utf-8")
    found = [problem.message for problem in catalogue.check(folder, on=DAY) if problem.number == "PC607"]
    assert any(message.endswith("Zo bij zicht_a = ja, zicht_b = nee.") for message in found), found


def test_a_measure_that_raises_a_score_is_found_with_a_shop_where_it_does(tmp_path: Path) -> None:
    folder = lay(tmp_path)
    file = folder / "zicht.yaml"
    options = "options: [{id: ja, text: Ja}, {id: nee, text: Nee, points: 5, advise: [ramen]}]"
    asked = "tier: deep, kind: choice, text: x, why: x, lever: law, good: x, when: {zicht_camera: nee}"
    file.write_text(f"{file.read_text('utf-8')}  - {{id: zicht_spiegel, {asked}, {options}}}\n", "utf-8")
    questionnaire = built(folder)
    (found,) = [problem for problem in proved(folder) if problem.number == "PC609"]
    before = respond(questionnaire, shop_of(found, questionnaire))
    after = what_if(before, [questionnaire.measures[MeasureId("camera")]])
    assert any(now > was for now, was in zip(assess(after).exact, assess(before).exact, strict=True))


def test_an_answer_whose_advice_gets_lost_is_found_with_a_shop_where_it_does(tmp_path: Path) -> None:
    folder = broken("PC614_niets_terug", tmp_path)
    questionnaire = built(folder)
    (found,) = [problem for problem in proved(folder) if problem.number == "PC612"]
    assert "'kas_tellen.toonbank'" in found.message
    advice = advise(assess(respond(questionnaire, shop_of(found, questionnaire))))
    assert "tellen" not in {one.measure.id for one in (*advice.first, *advice.others)}


def test_better_circumstances_that_raise_the_inherent_score_are_found(tmp_path: Path) -> None:
    folder = lay(tmp_path)
    file = folder / "profiel.yaml"
    options = "options: [{id: ja, text: x, points: 9}, {id: nee, text: x}]"
    more = f"  - {{id: sleutel, tier: core, kind: choice, text: x, why: x, when: {{alleen: [soms]}}, {options}}}\n"
    file.write_text(file.read_text("utf-8") + more, "utf-8")
    (found,) = [problem for problem in proved(folder) if problem.number == "PC608"]
    assert "voor inherent van" in found.message


def test_a_class_that_no_shop_of_a_branch_has_is_named(tmp_path: Path) -> None:
    folder = lay(tmp_path)
    change(folder, "check.yaml", "groot: {laag: oranje, hoog: rood}", "groot: {laag: oranje, hoog: oranje}")
    change(folder, "proeven/juwelier.yaml", "class: rood", "class: oranje")
    found = [problem for problem in proved(folder) if not (too_small(problem) and "groen" in problem.message)]
    assert [problem.number for problem in found] == ["PC613"] * 3
    assert found[0].message == "Klasse rood komt in branche 'kleding' nooit voor."


def test_a_cell_of_the_matrix_without_a_shop_is_named(tmp_path: Path) -> None:
    folder = lay(tmp_path)
    hoog = "    - {id: hoog, title: hoog, up_to: 100}\n"
    change(folder, "check.yaml", hoog, f"    - {{id: net, title: net, up_to: 34}}\n{hoog}")
    change(folder, "check.yaml", "klein: {laag: groen,", "klein: {laag: groen, net: groen,")
    change(folder, "check.yaml", "groot: {laag: oranje,", "groot: {laag: oranje, net: oranje,")
    assert [problem.message for problem in proved(folder) if not too_small(problem)] == [
        "In matrix komt geen zaak op klein × net.",
        "In matrix komt geen zaak op groot × net.",
    ]


def test_without_prove_the_long_proofs_are_left_out(tmp_path: Path) -> None:
    folder = broken("PC607_veiliger_kost_meer", tmp_path)
    assert "PC608" not in {problem.number for problem in catalogue.check(folder, on=DAY)}


def test_answers_are_told_as_pairs() -> None:
    assert told({QuestionId("a"): "ja", QuestionId("b"): ("x", "y"), QuestionId("c"): 3}) == "a = ja, b = x+y, c = 3"
