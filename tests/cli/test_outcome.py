"""The JSON of `shopcheck assess`: exactly the keys that others rely on, and figures that can be traced."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from shopcheck import catalogue
from shopcheck.cli.outcome import outcome
from tests.catalogue.shelf import REAL, TINY

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.uncounted

ANSWERS = (
    "answers: {branche: juwelier, regio: RTD, alleen: soms, kas_afromen: nooit, kas_tellen: toonbank,"
    " zicht_ramen: vrij, zicht_camera: zonder_bord}"
)


@pytest.fixture
def found() -> dict[str, object]:
    tiny = catalogue.load(TINY)
    return outcome(tiny, catalogue.read_answers(ANSWERS, tiny, "a.yaml"))


def test_the_document_has_exactly_the_promised_keys(found: dict[str, object]) -> None:
    assert list(found) == [
        "questionnaire", "version", "hash", "sector", "region", "inherent", "topics", "prevention", "detection",
        "class", "critical", "legal", "findings", "good", "advice",
    ]  # fmt: skip
    document = json.loads(json.dumps(found))
    assert list(document["inherent"]) == ["score", "class", "because"]
    assert {tuple(one) for one in document["topics"]} == {
        ("id", "title", "score", "band", "lost", "reachable", "answered", "applicable")
    }
    assert {tuple(one) for one in document["findings"]} == {
        ("question", "option", "points", "detection", "rule", "because", "sources")
    }
    assert {tuple(one) for one in document["advice"]} == {
        ("measure", "title", "priority", "cost", "effort", "because", "sources", "lowers")
    }


def test_the_figures_are_those_of_the_files(found: dict[str, object]) -> None:
    document = json.loads(json.dumps(found))
    assert (document["questionnaire"], document["version"]) == ("tiny", "2026.1")
    assert (document["sector"], document["region"], document["class"]) == ("winkel", "RTD", "rood")
    assert (document["inherent"]["score"], document["inherent"]["class"]) == (75, "hoog")
    assert [one["rule"] for one in document["inherent"]["because"]] == ["branche.juwelier", "alleen.soms"]
    assert document["prevention"] == {"score": 60}
    assert document["detection"] == {"score": 20}
    assert document["critical"] == ["kas_afromen"]
    assert document["legal"] == [{"id": "bord", "text": "Meld met een bord dat u filmt."}]
    assert document["topics"][0] == {
        "id": "kas", "title": "Kassa en geld", "score": 100, "band": "rood",
        "lost": 9, "reachable": 9, "answered": 2, "applicable": 2,
    }  # fmt: skip
    assert [one["rule"] for one in document["findings"]] == [
        "kas_afromen.nooit", "kas_tellen.toonbank", "zicht_camera.zonder_bord", "R_kas"
    ]  # fmt: skip


def test_advice_refers_to_findings_by_their_index(found: dict[str, object]) -> None:
    document = json.loads(json.dumps(found))
    because = {
        one["measure"]: [document["findings"][index]["rule"] for index in one["because"]] for one in document["advice"]
    }
    assert because == {
        "afromen": ["kas_afromen.nooit"],
        "tellen": ["kas_tellen.toonbank", "R_kas"],
        "camera": ["zicht_camera.zonder_bord"],
    }
    assert document["advice"][0]["measure"] == "afromen"
    assert document["advice"][0]["cost"] == {"class": "gratis", "from": 0, "to": 0}
    assert document["advice"][0]["lowers"]["prevention"] > 0


def test_whole_points_have_no_decimals(found: dict[str, object]) -> None:
    assert '"points": 5,' in json.dumps(found)
    assert ".0" not in json.dumps(found).replace("2026.1", "")


def test_the_order_of_the_answers_makes_no_difference() -> None:
    tiny = catalogue.load(TINY)
    answers = catalogue.read_answers(ANSWERS, tiny, "a.yaml")
    turned = dict(reversed(list(answers.items())))
    assert json.dumps(outcome(tiny, answers)) == json.dumps(outcome(tiny, turned))


def test_nothing_answered_is_an_outcome_too() -> None:
    document = outcome(catalogue.load(TINY), {})
    assert (document["sector"], document["region"], document["class"], document["prevention"]) == (
        None, None, None, {"score": None}
    )  # fmt: skip
    assert document["advice"] == []


@pytest.mark.parametrize("example", sorted((REAL / "overval" / "proeven").glob("*.yaml")), ids=lambda path: path.stem)
def test_every_example_shop_has_an_outcome_whose_references_exist(example: Path) -> None:
    overval = catalogue.load(REAL / "overval")
    text = example.read_text("utf-8")
    document = json.loads(json.dumps(outcome(overval, catalogue.read_answers(text, overval, str(example)))))
    for advised in document["advice"]:
        assert advised["because"]
        assert all(0 <= index < len(document["findings"]) for index in advised["because"])
        assert set(advised["sources"]) <= set(overval.sources)
