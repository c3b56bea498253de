"""The author's guide: its worked example is carried out as an author would, and comes out as it says."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pytest

from shopcheck import catalogue
from shopcheck.catalogue.files import KINDS, SHAPES
from shopcheck.cli import main
from tests.catalogue.shelf import DAY, REAL, change

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.uncounted

GUIDE = (REAL / "README.md").read_text("utf-8")
BLOCK = re.compile(r"^```yaml\n# (bestand|onder topics in|onderaan in): (\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def carried_out(where: Path) -> Path:
    """Do what the example says, on a copy of the questionnaire of owners."""
    folder = shutil.copytree(REAL / "overval", where / "overval")
    for step, file, text in BLOCK.findall(GUIDE):
        path = folder / file
        if step == "bestand":
            path.write_text(text, "utf-8")
        elif step == "onderaan in":
            path.write_text(path.read_text("utf-8").rstrip("\n") + f"\n{text}", "utf-8")
        else:
            change(folder, file, "\ntopics:\n", f"\ntopics:\n{text}")
    return folder


def test_the_worked_example_is_sound_and_changes_what_it_says(tmp_path: Path) -> None:
    assert [(step, file) for step, file, _ in BLOCK.findall(GUIDE)] == [
        ("bestand", "achterdeur.yaml"),
        ("onder topics in", "check.yaml"),
        ("onderaan in", "maatregelen.yaml"),
        ("bestand", "proeven/achterdeur_open.yaml"),
    ]
    folder = carried_out(tmp_path)
    found = catalogue.inspect(folder, on=DAY)
    before = catalogue.inspect(REAL / "overval", on=DAY)
    assert set(map(str, found.problems)) == {
        str(one).replace(str(REAL / "overval"), str(folder)) for one in before.problems
    }
    questionnaire = catalogue.load(folder)
    assert {"ad_slot", "ad_kijken"} <= set(questionnaire.questions)
    assert found.coverage
    assert not {"R_achterdeur_open"} & set(found.coverage.rules.missing)
    assert not {"achterdeur_dicht", "achterdeur_kijkgat"} & set(found.coverage.measures.missing)


def test_without_its_example_shop_the_rule_of_the_example_is_missed(tmp_path: Path) -> None:
    folder = carried_out(tmp_path)
    (folder / "proeven" / "achterdeur_open.yaml").unlink()
    assert "PC804" in {problem.number for problem in catalogue.check(folder, on=DAY)}


def test_the_guide_names_every_file_and_every_key_of_a_question_a_rule_and_a_measure() -> None:
    assert [name for name in KINDS if f"{name}`" not in GUIDE] == []
    kinds = {kind: SHAPES[kind].model_json_schema(by_alias=True)["$defs"] for kind in ("form", "measures")}
    tables = (("form", "QuestionShape"), ("form", "OptionShape"), ("form", "RuleShape"), ("measures", "MeasureShape"))
    keys = {key for kind, table in tables for key in kinds[kind][table]["properties"]}
    assert sorted(key for key in keys if not re.search(rf"\b{key}\b", GUIDE)) == []


def test_the_guide_names_the_options_of_check_as_they_are() -> None:
    named = set(re.findall(r"`check (--\w+)", GUIDE))
    known = {name for option in main.commands["check"].params for name in option.opts}
    assert named == {"--prove", "--coverage", "--language", "--diff"}
    assert named <= known
