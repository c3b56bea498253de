"""Loading one questionnaire and all of them; the hash; and what only the day decides."""

from __future__ import annotations

import shutil
from datetime import date
from typing import TYPE_CHECKING

import pytest

from shopcheck import catalogue
from shopcheck.core.errors import QuestionnaireInvalid
from tests.catalogue.shelf import DAY, REAL, TINY, change, lay

if TYPE_CHECKING:
    from pathlib import Path


def test_the_hash_is_of_the_content(tmp_path: Path) -> None:
    folder = lay(tmp_path)
    before = catalogue.load(folder).hash
    assert catalogue.load(TINY).hash == before
    change(folder, "begrippen.yaml", "te veel in zit", "te veel in ligt")
    assert catalogue.load(folder).hash != before


def test_examples_are_no_part_of_the_hash(tmp_path: Path) -> None:
    folder = lay(tmp_path)
    shutil.rmtree(folder / "proeven")
    assert catalogue.load(folder).hash == catalogue.load(TINY).hash


def test_all_questionnaires_under_a_root_are_loaded(tmp_path: Path) -> None:
    lay(tmp_path)
    shutil.copytree(REAL / "overval", tmp_path / "overval")
    (tmp_path / "schema").mkdir()
    assert set(catalogue.load_all(tmp_path).newest) == {"overval", "tiny"}


def test_one_unsound_questionnaire_refuses_them_all(tmp_path: Path) -> None:
    change(lay(tmp_path), "kas.yaml", "    lever: loot\n", "")
    with pytest.raises(QuestionnaireInvalid, match=r"tiny/kas\.yaml:6:5: PC502"):
        catalogue.load_all(tmp_path)


def test_facts_expire_on_a_day_and_not_before() -> None:
    assert catalogue.check(TINY, on=date(2027, 11, 1)) == ()
    expired = catalogue.check(TINY, on=date(2027, 11, 2))
    assert {problem.number for problem in expired} == {"PC702"}
    assert len(expired) == 8  # 4 measures, 3 contacts, 1 law point


def test_without_a_day_nothing_expires_and_loading_asks_for_none() -> None:
    assert catalogue.check(TINY) == ()
    assert catalogue.load(TINY).version == "2026.1"


def test_the_real_questionnaire_is_sound() -> None:
    assert catalogue.check(REAL / "overval", on=DAY) == ()


def test_the_order_of_problems_is_the_order_of_files_and_lines(tmp_path: Path) -> None:
    folder = lay(tmp_path)
    for _ in range(2):
        change(folder, "kas.yaml", "points: 4, advise: [tellen]", "points: 4")
        change(folder, "kas.yaml", "points: 3, advise: [afromen]", "points: 3")
        problems = catalogue.check(folder, on=DAY)
        assert list(problems) == sorted(problems)
        shutil.copy(TINY / "kas.yaml", folder / "kas.yaml")
