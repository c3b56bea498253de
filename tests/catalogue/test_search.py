"""The search behind "never": it finds a shop exactly when trying every combination of answers finds one."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

import pytest

from shopcheck import catalogue
from shopcheck.catalogue.checks.circumstances import inherents
from shopcheck.catalogue.checks.extremes import furthest
from shopcheck.catalogue.checks.search import Goal, Search, possible, values_of
from shopcheck.core.assessment import assess
from shopcheck.core.questionnaire import Kind, QuestionId
from shopcheck.core.response import respond
from tests.catalogue.shelf import FEATURES, TINY, change, lay, numbers

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from shopcheck.core.questionnaire import Questionnaire
    from shopcheck.core.response import Answer, Response

# Truths about tiny that a condition can ask for; which of them can come true is left to brute force.
CONDITIONS = [
    'kas_afromen == "eind"',
    'kas_tellen == "achter" && kas_afromen == "steeds"',
    'kas_tellen == "achter" && kas_afromen == "nooit" && branche == "cafe"',
    'kas_afromen == "nooit" && alleen == "nooit" && alleen == "soms"',
    'alleen != "nooit" && kas_afromen != "eind" && !(branche in ["juwelier", "cafe"])',
    '(zicht_ramen == "dicht" || zicht_camera == "nee") && kas_tellen == "nvt"',
    'kas_tellen == "nvt" ? branche == "cafe" : branche == "kleding"',
    'branche == "juwelier" && !(kas_tellen in ["achter", "toonbank", "nvt"])',
]


def every_shop(questionnaire: Questionnaire) -> Iterator[Response]:
    """Answer in every possible way; leave out each question but the branch as well."""
    questions = list(questionnaire.questions.values())
    choices: list[tuple[Answer | None, ...]] = [
        possible(one, (500, 1000)) + (() if one.id == questionnaire.branch_question else (None,)) for one in questions
    ]
    for shop in product(*choices):
        answers = {one.id: answer for one, answer in zip(questions, shop, strict=True) if answer is not None}
        yield respond(questionnaire, answers)


@pytest.mark.parametrize("condition", CONDITIONS)
def test_a_witness_is_found_exactly_when_there_is_one(condition: str, tmp_path: Path) -> None:
    folder = lay(tmp_path)
    change(folder, "kas.yaml", 'when: kas_afromen == "nooit" && kas_tellen == "toonbank"', f"when: '{condition}'")
    tiny = catalogue.load(folder)
    (rule,) = tiny.rules
    exists = any(rule.when.holds(values_of(shop.answers)) for shop in every_shop(tiny))
    witness = Search(tiny).witness(Goal(true=(rule.when,)))
    assert (witness is not None) == exists
    assert ("PC602" in numbers(folder)) == (not exists)
    if witness is not None:
        assert respond(tiny, witness).answers == witness
        assert rule.when.holds(values_of(witness)) is True


@pytest.mark.parametrize("feature", [TINY, *FEATURES], ids=lambda folder: folder.name)
def test_every_question_is_found_to_be_asked_by_a_shop_that_is_asked_it(feature: Path, tmp_path: Path) -> None:
    questionnaire = catalogue.load(lay(tmp_path, feature))
    for question in questionnaire.questions.values():
        witness = Search(questionnaire).witness(Goal({question.id: None}))
        assert witness is not None
        assert question in respond(questionnaire, witness).asked


def test_a_question_for_one_branch_is_found_to_be_asked_there(tmp_path: Path) -> None:
    folder = lay(tmp_path)
    change(folder, "kas.yaml", "when: {kas_afromen: [eind, nooit, weet_niet]}", "when: {branche: [juwelier]}")
    questionnaire = catalogue.load(folder)
    witness = Search(questionnaire).witness(Goal({QuestionId("kas_tellen"): None}))
    assert witness is not None
    assert witness[questionnaire.branch_question] == "juwelier"
    assert numbers(folder) == []


def test_the_furthest_scores_are_those_of_all_shops() -> None:
    tiny = catalogue.load(TINY)
    assessments = [assess(shop) for shop in every_shop(tiny)]
    found = [one.prevention for one in assessments if one.prevention is not None]
    assert furthest(tiny, 0, lambda one: one.prevention, high=True, circumstances=False).score == max(found) == 100
    assert furthest(tiny, 0, lambda one: one.prevention, high=False, circumstances=False).score == min(found) == 0
    inherent = [one.inherent for one in assessments]
    assert furthest(tiny, 0, lambda one: one.inherent, high=True, circumstances=True).score == max(inherent) == 100


@pytest.mark.parametrize("feature", [TINY, *FEATURES], ids=lambda folder: folder.name)
def test_the_inherent_scores_are_exactly_those_of_all_shops(feature: Path, tmp_path: Path) -> None:
    questionnaire = catalogue.load(lay(tmp_path, feature))
    profile = questionnaire.form[questionnaire.circumstances].questions
    for fixed in ({}, {questionnaire.branch_question: "cafe"}, {QuestionId("alleen"): "soms"}):
        real = set()
        for shop in product(*(possible(one, (500,)) for one in profile)):
            answers = {one.id: answer for one, answer in zip(profile, shop, strict=True)} | fixed
            assessment = assess(respond(questionnaire, answers))
            real |= {assessment.inherent} if fixed.keys() <= assessment.response.answers.keys() else set()
        found = inherents(questionnaire, fixed)
        assert set(found) == real
        assert all(assess(respond(questionnaire, shop)).inherent == score for score, shop in found.items())


def test_circumstances_that_are_not_asked_add_nothing(tmp_path: Path) -> None:
    folder = lay(tmp_path)
    file, options = folder / "profiel.yaml", "options: [{id: ja, text: x, points: 1}, {id: nee, text: x}]"
    asked = "tier: core, kind: choice, text: x, why: x"
    more = f"  - {{id: sleutel, {asked}, when: {{alleen: [soms]}}, {options}}}\n"
    more += f"  - {{id: terras, {asked}, sectors: [horeca], {options}}}\n"
    file.write_text(file.read_text("utf-8") + more, "utf-8")
    questionnaire = catalogue.load(folder)
    kleding = {questionnaire.branch_question: "kleding"}
    assert set(inherents(questionnaire, kleding)) == {0, 25, 30, 50}
    assert set(inherents(questionnaire, kleding | {QuestionId("sleutel"): "ja"})) == {30}
    assert set(inherents(questionnaire, kleding | {QuestionId("terras"): "ja"})) == set()
    cafe = {questionnaire.branch_question: "cafe", QuestionId("alleen"): "nooit"}
    assert set(inherents(questionnaire, cafe)) == {25, 30}


def test_numbers_are_tried_on_both_sides_of_what_they_are_compared_with(tmp_path: Path) -> None:
    feature = next(folder for folder in FEATURES if folder.name == "number")
    questionnaire = catalogue.load(lay(tmp_path, feature))
    bedrag = questionnaire.questions[QuestionId("bedrag")]
    search = Search(questionnaire)
    assert bedrag.kind is Kind.NUMBER
    assert {499, 500, 501, 999, 1000, 1001} <= set(possible(bedrag, search.numbers["bedrag"]))


def test_every_valid_combination_of_a_choices_question_is_tried(tmp_path: Path) -> None:
    feature = next(folder for folder in FEATURES if folder.name == "choices")
    ramen = catalogue.load(lay(tmp_path, feature)).questions[QuestionId("zicht_ramen")]
    assert set(possible(ramen)) == {("vrij",), ("posters",), ("rek",), ("posters", "rek")}
