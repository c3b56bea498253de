"""Everything there is to say about one questionnaire: problems, notes, and what its examples and texts are like."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from shopcheck.catalogue.build import build
from shopcheck.catalogue.checks import (
    ageing,
    coverage,
    expired,
    long_proofs,
    outcomes,
    plain_language,
    proofs,
    readability,
    shown_rules,
    structure,
)
from shopcheck.catalogue.files import read_folder
from shopcheck.catalogue.names import Draft, draft
from shopcheck.catalogue.problems import MOST
from shopcheck.catalogue.versions import versions

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from pathlib import Path

    from shopcheck.catalogue.checks import Coverage
    from shopcheck.catalogue.language import Figures
    from shopcheck.core.errors import Problem
    from shopcheck.core.questionnaire import Questionnaire


@dataclass(frozen=True, slots=True)
class Inspection:
    """The outcome. `notes` ask for attention, nothing is wrong; `coverage` is None while there are problems."""

    folder: Path
    problems: tuple[Problem, ...]
    notes: tuple[Problem, ...]
    coverage: Coverage | None
    language: tuple[Figures, ...]


def inspect(folder: Path, *, on: date | None = None, prove: bool = False) -> Inspection:
    """Validate and prove one questionnaire; with a day, say also what is out of date then. `prove`: also at length."""
    sketch, questionnaire, problems = read_sketch(folder)
    found = None
    if sketch and questionnaire and not problems:
        shown = outcomes(sketch, questionnaire)
        found = coverage(questionnaire, shown)
        problems.extend(islice(proofs(sketch, questionnaire, shown), MOST))
        if prove:
            problems.extend(islice(long_proofs(sketch, questionnaire), MOST))
        if not problems:  # else a rule may well be shown once those are solved
            problems.extend(shown_rules(found, sketch))
    if sketch:
        problems.extend(versions(sketch))
        problems.extend(islice(plain_language(sketch), MOST))
    if sketch and on:
        problems.extend(expired(sketch, on))
    return Inspection(
        folder=folder,
        problems=_sorted(problems),
        notes=_sorted(ageing(sketch, on)) if sketch and on else (),
        coverage=found,
        language=readability(sketch) if sketch else (),
    )


def check(folder: Path, *, on: date | None = None, prove: bool = False) -> tuple[Problem, ...]:
    """Give only what is wrong."""
    return inspect(folder, on=on, prove=prove).problems


def read_sketch(folder: Path) -> tuple[Draft | None, Questionnaire | None, list[Problem]]:
    """Read and build, and check what can be checked on the files alone."""
    read = read_folder(folder)
    problems = list(read.problems)
    sketch = draft(read)
    if sketch is None:
        return None, None, problems
    problems.extend(islice(structure(sketch), MOST))
    questionnaire, found = build(sketch)
    problems.extend(found[:MOST])
    return sketch, questionnaire, problems


def _sorted(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    return tuple(sorted(set(problems)))
