"""An answers file: read for what it says, or refused with every place that is wrong."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from shopcheck import catalogue
from shopcheck.core.errors import QuestionnaireInvalid
from tests.catalogue.shelf import FEATURES, TINY, lay

if TYPE_CHECKING:
    from pathlib import Path

    from shopcheck.core.questionnaire import Questionnaire


@pytest.fixture
def tiny() -> Questionnaire:
    return catalogue.load(TINY)


def with_feature(name: str, where: Path) -> Questionnaire:
    """Load tiny with one feature laid over it."""
    feature = next(folder for folder in FEATURES if folder.name == name)
    return catalogue.load(lay(where, feature))


def refused(text: str, questionnaire: Questionnaire) -> list[str]:
    """Read answers that must be refused; gives the problems."""
    with pytest.raises(QuestionnaireInvalid) as error:
        catalogue.read_answers(text, questionnaire, "a.yaml")
    return [str(problem) for problem in error.value.problems]


def test_yaml_and_json_say_the_same(tiny: Questionnaire) -> None:
    answers = {"branche": "juwelier", "regio": "RTD", "kas_afromen": "eind"}
    lines = "".join(f"  {name}: {answer}\n" for name, answer in answers.items())
    as_yaml = catalogue.read_answers(f"answers:\n{lines}", tiny, "a.yaml")
    for indent in (None, 2):
        assert catalogue.read_answers(json.dumps({"answers": answers}, indent=indent), tiny, "a.json") == as_yaml
    assert as_yaml == answers


def test_numbers_and_lists_become_answers(tmp_path: Path) -> None:
    (tmp_path / "1").mkdir()
    (tmp_path / "2").mkdir()
    number = with_feature("number", tmp_path / "1")
    choices = with_feature("choices", tmp_path / "2")
    for text in ("answers: {bedrag: 250}", '{"answers": {"bedrag": 250}}', "answers: {bedrag: '250'}"):
        assert catalogue.read_answers(text, number, "a") == {"bedrag": 250}
    for text in ("answers: {zicht_ramen: [rek, posters]}", '{"answers": {"zicht_ramen": ["posters", "rek"]}}'):
        assert catalogue.read_answers(text, choices, "a") == {"zicht_ramen": ("posters", "rek")}
    assert catalogue.read_answers("answers: {zicht_ramen: rek}", choices, "a") == {"zicht_ramen": ("rek",)}


def test_no_answers_are_answers_too(tiny: Questionnaire) -> None:
    assert catalogue.read_answers("answers: {}", tiny, "a.yaml") == {}


def test_an_example_shop_is_an_answers_file(tiny: Questionnaire) -> None:
    text = (TINY / "proeven" / "juwelier.yaml").read_text("utf-8")
    assert catalogue.read_answers(text, tiny, "a.yaml")[tiny.branch_question] == "juwelier"


def test_everything_wrong_is_told_at_its_place(tiny: Questionnaire) -> None:
    text = "answers:\n  branche: juwelir\n  kas_afrommen: eind\n  alleen: [soms, nooit]\n  regio: [XYZ]\n"
    together = "Deze antwoorden gaan niet samen."
    assert refused(text, tiny) == [
        "a.yaml:2:12: PC801 'juwelir' is geen mogelijk antwoord op vraag 'branche'. Bedoelt u 'juwelier'?",
        "a.yaml:3:3: PC301 Vraag 'kas_afrommen' bestaat niet. Bedoelt u 'kas_afromen'?",
        f"a.yaml:4:11: PC801 'soms, nooit' is geen mogelijk antwoord op vraag 'alleen'. {together}",
        "a.yaml:5:11: PC801 'XYZ' is geen mogelijk antwoord op vraag 'regio'. Kies uit: AMS, RTD.",
    ]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("", "PC111"),
        ("answers", "PC203"),
        ("antwoorden: {}", "PC201"),
        ("answers: [a]", "PC203"),
        ("answers: {branche: {a: b}}", "PC203"),
        ("answers: {branche: null}", "PC801"),
        ('{"answers": {"alleen": true}}', "PC801"),
        ("answers: {branche: ''}", "PC209"),
        ("answers: {branche: kleding, branche: cafe}", "PC105"),
        ("answers: &a {branche: kleding}", "PC106"),
        ("answers: {branche: kleding", "PC103"),
        ("answers: {}\nextra: 1", "PC202"),
    ],
)
def test_a_file_of_another_sort_is_refused(text: str, number: str, tiny: Questionnaire) -> None:
    assert number in " ".join(refused(text, tiny))


def test_what_is_no_utf_8_is_refused_at_its_line(tiny: Questionnaire) -> None:
    for sign in ("\udcff", "\ud800"):
        assert refused(f"answers:\n  branche: {sign}\n", tiny)[0].startswith("a.yaml:2:1: PC102")


@pytest.mark.parametrize("value", ["-1", "1.5", "1e3", "12345678", "veel", "٣"])
def test_only_a_plain_whole_number_is_a_number(value: str, tmp_path: Path) -> None:
    assert "PC801" in refused(f"answers: {{bedrag: {value}}}", with_feature("number", tmp_path))[0]


def test_what_loses_nothing_does_not_go_with_something_else(tmp_path: Path) -> None:
    told = refused("answers: {zicht_ramen: [vrij, rek]}", with_feature("choices", tmp_path))
    assert told[0].endswith("Deze antwoorden gaan niet samen.")
