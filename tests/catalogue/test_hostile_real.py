"""The questionnaire that owners fill in, damaged: refused with a reason, or the same, or another text to be seen."""

from __future__ import annotations

import random
import shutil
from dataclasses import fields
from functools import cache
from typing import TYPE_CHECKING

import pytest

from shopcheck import catalogue
from shopcheck.catalogue import files, reading
from shopcheck.core.errors import QuestionnaireInvalid
from tests.catalogue.shelf import REAL
from tests.catalogue.test_hostile import bomb, cut, flip, helps, in_time, says_what_it_says, swap
from tests.machine import times

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from shopcheck.core.questionnaire import Questionnaire

pytestmark = pytest.mark.uncounted

OVERVAL = REAL / "overval"
FILES = sorted(path.relative_to(OVERVAL) for path in OVERVAL.rglob("*.yaml"))
PARTS = 5  # for each sort of damage, so that they can run beside each other


@pytest.fixture
def copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Copy the files; those that are not damaged are read once, which is what makes so many tries possible."""
    monkeypatch.setattr(files, "read", cache(reading.read))
    return shutil.copytree(OVERVAL, tmp_path / "overval")


def meaning(questionnaire: Questionnaire) -> dict[str, object]:
    """Give everything that a questionnaire says; only its hash, which is of bytes, is left out."""
    return {one.name: getattr(questionnaire, one.name) for one in fields(questionnaire) if one.name != "hash"}


def accepted(folder: Path) -> Questionnaire | None:
    """Load a folder; None when it is refused with reasons that help."""
    try:
        with in_time():
            return catalogue.load(folder)
    except QuestionnaireInvalid as error:
        problems = error.problems
    assert problems
    assert all(map(helps, problems))
    return None


@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("damage", [flip, cut, bomb, swap])
def test_no_damage_gives_another_meaning_in_silence(
    damage: Callable[[bytes, random.Random], bytes], part: int, copy: Path
) -> None:
    chance = random.Random(part)  # noqa: S311 - damage has to be repeatable, not secret
    whole = meaning(catalogue.load(copy))
    for _ in range(times(500) // (4 * PARTS)):
        file = copy / chance.choice(FILES)
        content = file.read_bytes()
        damaged = damage(content, chance)
        file.write_bytes(damaged)
        found = accepted(copy)
        if found is not None and meaning(found) != whole:
            says_what_it_says(content, damaged)
        file.write_bytes(content)


def test_the_same_files_mean_the_same_and_a_changed_word_something_else(copy: Path) -> None:
    whole = meaning(catalogue.load(copy))
    assert meaning(catalogue.load(copy)) == whole
    text = (copy / "kas.yaml").read_text("utf-8")
    (copy / "kas.yaml").write_text(text.replace("points: 5", "points: 4", 1), "utf-8")
    changed = meaning(catalogue.load(copy))
    assert [name for name in whole if whole[name] != changed[name]] == ["forms"]
