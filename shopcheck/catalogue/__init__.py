"""questionnaires/ → Questionnaire: strict, every problem at once, each with file, line, column and a cure.

Reading order: problems, reading, words, shapes, overlay, files, names, compiling, regional, build, checks, versions,
answers, postcodes, sheet.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from shopcheck.catalogue.answers import read_answers
from shopcheck.catalogue.build import build
from shopcheck.catalogue.checks import expired, proofs, structure
from shopcheck.catalogue.files import read_folder
from shopcheck.catalogue.names import Draft, draft
from shopcheck.catalogue.postcodes import region_of
from shopcheck.catalogue.problems import MOST
from shopcheck.catalogue.schema import schemas
from shopcheck.catalogue.sheet import Sheet, lay_out
from shopcheck.catalogue.versions import Catalogue, publish, versions
from shopcheck.core.errors import QuestionnaireInvalid

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path

    from shopcheck.core.errors import Problem
    from shopcheck.core.questionnaire import Questionnaire

__all__ = [
    "Catalogue",
    "Sheet",
    "check",
    "load",
    "load_all",
    "publish",
    "read_answers",
    "region_of",
    "schemas",
    "sheets",
]


def load(folder: Path) -> Questionnaire:
    """Read one questionnaire. Raises QuestionnaireInvalid with every problem; leaves the long proofs to `check`."""
    _, questionnaire, problems = _read(folder)
    if problems or questionnaire is None:
        raise QuestionnaireInvalid(problems)
    return questionnaire


def load_all(root: Path) -> Catalogue:
    """Read every folder that holds a check.yaml. Raises QuestionnaireInvalid with the problems of all."""
    problems: list[Problem] = []
    found: list[Questionnaire] = []
    for folder in folders(root):
        try:
            found.append(load(folder))
        except QuestionnaireInvalid as error:
            problems.extend(error.problems)
    if problems:
        raise QuestionnaireInvalid(problems)
    return Catalogue(tuple(found))


def folders(root: Path) -> tuple[Path, ...]:
    """Give the folders under a root that hold a questionnaire."""
    return tuple(sorted(file.parent for file in root.glob("*/check.yaml")))


def check(folder: Path, *, on: date | None = None) -> tuple[Problem, ...]:
    """Validate and prove one questionnaire; with a day, say also what is out of date then."""
    sketch, questionnaire, problems = _read(folder)
    if sketch and questionnaire and not problems:
        problems.extend(islice(proofs(sketch, questionnaire), MOST))
    if sketch and on:
        problems.extend(expired(sketch, on))
    return tuple(sorted(set(problems)))


def sheets(folder: Path) -> Mapping[str, Sheet]:
    """Lay out what every region says, by code. Raises QuestionnaireInvalid with every problem."""
    sketch, _, problems = _read(folder)
    if problems or sketch is None:
        raise QuestionnaireInvalid(problems)
    return lay_out(sketch)


def _read(folder: Path) -> tuple[Draft | None, Questionnaire | None, list[Problem]]:
    read = read_folder(folder)
    problems = list(read.problems)
    sketch = draft(read)
    if sketch is None:
        return None, None, problems
    problems.extend(islice(structure(sketch), MOST))
    problems.extend(versions(sketch))
    questionnaire, found = build(sketch)
    problems.extend(found[:MOST])
    return sketch, questionnaire, problems
