"""questionnaires/ → Questionnaire: strict, every problem at once, each with file, line, column and a cure.

Reading order: texts, problems, reading, words, shapes, profiles, overlay, counting, partners, files, names, compiling,
regional, build, checks, versions, inspecting, answers, postcodes, sheet, receivers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from shopcheck.catalogue.answers import read_answers
from shopcheck.catalogue.difference import Difference, difference
from shopcheck.catalogue.inspecting import Inspection, check, inspect, read_sketch
from shopcheck.catalogue.postcodes import region_of
from shopcheck.catalogue.problems import Place
from shopcheck.catalogue.receivers import read_receivers
from shopcheck.catalogue.schema import schemas
from shopcheck.catalogue.sheet import Sheet, lay_out
from shopcheck.catalogue.versions import Catalogue, publish, versions
from shopcheck.core.errors import QuestionnaireInvalid

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from shopcheck.core.errors import Problem
    from shopcheck.core.questionnaire import Questionnaire

__all__ = [
    "Catalogue",
    "Difference",
    "Inspection",
    "Sheet",
    "check",
    "difference",
    "inspect",
    "load",
    "load_all",
    "publish",
    "read_answers",
    "read_receivers",
    "region_of",
    "schemas",
    "sheets",
]


def load(folder: Path) -> Questionnaire:
    """Read one questionnaire. Raises QuestionnaireInvalid with every problem; leaves the long proofs to `check`."""
    _, questionnaire, problems = read_sketch(folder)
    if problems or questionnaire is None:
        raise QuestionnaireInvalid(problems)
    return questionnaire


def load_all(root: Path) -> Catalogue:
    """Read every folder that holds a check.yaml, and hold versions against the lock.

    Raises QuestionnaireInvalid with the problems of all, also when there is none.
    """
    problems: list[Problem] = []
    found: list[Questionnaire] = []
    here = folders(root)
    if not here:
        raise QuestionnaireInvalid([Place(str(root), 0, 0).problem("PC121")])
    for folder in here:
        sketch, questionnaire, wrong = read_sketch(folder)
        problems.extend([*wrong, *versions(sketch)] if sketch else wrong)
        found.extend([questionnaire] if questionnaire else [])
    if problems:
        raise QuestionnaireInvalid(problems)
    return Catalogue(tuple(found))


def folders(root: Path) -> tuple[Path, ...]:
    """Give the folders under a root that hold a questionnaire."""
    return tuple(sorted(file.parent for file in root.glob("*/check.yaml")))


def sheets(folder: Path) -> Mapping[str, Sheet]:
    """Lay out what every region says, by code. Raises QuestionnaireInvalid with every problem."""
    sketch, _, problems = read_sketch(folder)
    if problems or sketch is None:
        raise QuestionnaireInvalid(problems)
    return lay_out(sketch)
