"""Every class can come up in every branch, and every cell of the matrix is the place of some shop."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shopcheck.catalogue.checks.circumstances import inherents
from shopcheck.catalogue.checks.extremes import PREVENTION, shop
from shopcheck.core.response import respond
from shopcheck.core.scores import score, step_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shopcheck.catalogue.checks.places import Places
    from shopcheck.catalogue.names import Draft
    from shopcheck.core.errors import Problem
    from shopcheck.core.questionnaire import Option, QuestionId, Questionnaire
    from shopcheck.core.response import Answer

    Found = tuple[str, tuple[str, str]]  # class and cell of a shop


def classes(draft: Draft, questionnaire: Questionnaire, places: Places) -> Iterator[Problem]:
    """Name the classes that a branch never has, and the cells of the matrix that no shop is in."""
    branch = questionnaire.questions[questionnaire.branch_question]
    wanted, matrix = {one.id for one in questionnaire.scoring.classes}, questionnaire.scoring.matrix
    cells: set[tuple[str, str]] = set()
    for option in branch.options:
        names: set[str] = set()
        for name, cell in _found(questionnaire, option):
            names.add(name)
            cells.add(cell)
            if names >= wanted and cells >= matrix.keys():
                break
        for name in sorted(wanted - names):
            yield places.options[branch.id, option.id].problem("PC613", name=name, branch=option.id)
    for row, column in matrix:
        if (row, column) not in cells:
            yield draft.check.at("scoring", "matrix", row, column).problem("PC617", row=row, column=column)


def _found(questionnaire: Questionnaire, branch: Option) -> Iterator[Found]:
    """Walk from a shop that does all well to one that does all badly, in circumstances of every level."""
    scoring = questionnaire.scoring
    profiles: dict[str, dict[QuestionId, Answer]] = {}
    for inherent, profile in inherents(questionnaire, {questionnaire.branch_question: branch.id}).items():
        profiles.setdefault(step_of(scoring.inherent_levels, inherent).id, profile)
    start = len(questionnaire.form[questionnaire.circumstances].questions)
    for level, profile in profiles.items():
        for heavy in range(start, len(questionnaire.questions) + 1):
            scores = score(respond(questionnaire, shop(questionnaire, PREVENTION, profile, heavy=heavy)))
            if scores.prevention is not None and scores.risk_class is not None:
                yield scores.risk_class.id, (step_of(scoring.shortfall_levels, scores.prevention).id, level)
