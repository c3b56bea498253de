"""questionnaires/ → Questionnaire: strict, every problem at once, each with file, line, column and a cure.

Reading order: problems, reading, words, shapes, files, names, compiling, build, checks, inspecting, answers, postcodes.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from shopcheck.catalogue.answers import read_answers
from shopcheck.catalogue.difference import Difference, difference
from shopcheck.catalogue.inspecting import Inspection, check, inspect, read_sketch
from shopcheck.catalogue.postcodes import region_of
from shopcheck.catalogue.schema import schemas
from shopcheck.core.errors import QuestionnaireInvalid

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from shopcheck.core.errors import Problem
    from shopcheck.core.questionnaire import Questionnaire

__all__ = [
    "Difference",
    "Inspection",
    "check",
    "difference",
    "inspect",
    "load",
    "load_all",
    "read_answers",
    "region_of",
    "schemas",
]


def load(folder: Path) -> Questionnaire:
    """Read one questionnaire. Raises QuestionnaireInvalid with every problem; leaves the long proofs to `check`."""
    _, questionnaire, problems = read_sketch(folder)
    if problems or questionnaire is None:
        raise QuestionnaireInvalid(problems)
    return questionnaire


def load_all(root: Path) -> Mapping[str, Questionnaire]:
    """Read every folder that holds a check.yaml, by id. Raises QuestionnaireInvalid with the problems of all."""
    problems: list[Problem] = []
    found: dict[str, Questionnaire] = {}
    for folder in folders(root):
        try:
            questionnaire = load(folder)
        except QuestionnaireInvalid as error:
            problems.extend(error.problems)
        else:
            found[questionnaire.id] = questionnaire
    if problems:
        raise QuestionnaireInvalid(problems)
    return MappingProxyType(found)


def folders(root: Path) -> tuple[Path, ...]:
    """Give the folders under a root that hold a questionnaire."""
    return tuple(sorted(file.parent for file in root.glob("*/check.yaml")))
