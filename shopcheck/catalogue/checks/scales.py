"""The scales of check.yaml: levels, bands, classes, matrix, bonus and weights fit together."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from shopcheck.catalogue.problems import near

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from shopcheck.catalogue import shapes
    from shopcheck.catalogue.names import Draft
    from shopcheck.core.errors import Problem

TOP = 100


def scales(draft: Draft) -> Iterator[Problem]:
    """Check every scale of check.yaml and the weights of the topics."""
    scoring = draft.check.shape.scoring
    for name in ("inherent_levels", "shortfall_levels", "bands"):
        yield from _rises(draft, name, getattr(scoring, name))
    yield from _matrix(draft)
    yield from _matrix_rises(draft)
    yield from _lifts(draft)
    yield from _bonus(draft)
    yield from _weights(draft)


def _rises(draft: Draft, name: str, steps: Sequence[shapes.StepShape]) -> Iterator[Problem]:
    for number, (lower, higher) in enumerate(pairwise(steps), 1):
        if higher.up_to <= lower.up_to:
            yield draft.check.at("scoring", name, number, "up_to").problem("PC512", name=name)
    if steps[-1].up_to != TOP:
        yield draft.check.at("scoring", name, len(steps) - 1, "up_to").problem("PC513", name=name, last=steps[-1].up_to)


def _matrix(draft: Draft) -> Iterator[Problem]:
    scoring, check = draft.check.shape.scoring, draft.check
    rows = [step.id for step in scoring.shortfall_levels]
    columns = [step.id for step in scoring.inherent_levels]
    classes = [one.id for one in scoring.classes]
    for row in rows:
        for column in columns:
            if column not in scoring.matrix.get(row, {}):
                yield check.at("scoring", "matrix", row).problem("PC514", row=row, column=column)
    for row, cells in scoring.matrix.items():
        if row not in rows:
            yield check.key("scoring", "matrix", row).problem("PC515", name=row, near=near(row, rows))
        for column, cell in cells.items():
            loc = ("scoring", "matrix", row, column)
            if column not in columns:
                yield check.key(*loc).problem("PC515", name=column, near=near(column, columns))
            if cell not in classes:
                yield check.at(*loc).problem("PC517", name=cell, where="classes", near=near(cell, classes))


def _matrix_rises(draft: Draft) -> Iterator[Problem]:
    """More shortfall or more circumstances never give a lower class."""
    scoring = draft.check.shape.scoring
    order = {one.id: number for number, one in enumerate(scoring.classes)}
    table = {
        (row, column): order[cell]
        for row, cells in scoring.matrix.items()
        for column, cell in cells.items()
        if cell in order
    }
    rows = [step.id for step in scoring.shortfall_levels]
    columns = [step.id for step in scoring.inherent_levels]
    for row_number, row in enumerate(rows):
        for column_number, column in enumerate(columns):
            above = [(rows[row_number - 1], column)] if row_number else []
            above += [(row, columns[column_number - 1])] if column_number else []
            if any(table.get(one, 0) > table.get((row, column), len(order)) for one in above):
                place = draft.check.at("scoring", "matrix", row, column)
                yield place.problem("PC516", row=row, column=column)


def _lifts(draft: Draft) -> Iterator[Problem]:
    scoring = draft.check.shape.scoring
    for key, name, known in (
        ("critical_class", scoring.critical_class, [one.id for one in scoring.classes]),
        ("critical_band", scoring.critical_band, [one.id for one in scoring.bands]),
    ):
        if name not in known:
            where = "classes" if key == "critical_class" else "bands"
            yield draft.check.at("scoring", key).problem("PC517", name=name, where=where, near=near(name, known))


def _bonus(draft: Draft) -> Iterator[Problem]:
    bonus = draft.check.shape.scoring.bonus
    if bonus.at_least > len(bonus.questions):
        place = draft.check.at("scoring", "bonus", "at_least")
        yield place.problem("PC518", least=bonus.at_least, number=len(bonus.questions))


def _weights(draft: Draft) -> Iterator[Problem]:
    forms = {document.shape.id: document.shape for document in draft.forms}
    for number, topic in enumerate(draft.check.shape.topics):
        if topic.form not in forms:
            continue
        options = [option for question in forms[topic.form].questions for option in question.options]
        for key, part in (("prevention", "points"), ("detection", "detection")):
            weight, lost = getattr(topic, key), any(getattr(option, part) for option in options)
            place = draft.check.at("topics", number)
            if weight and not lost:
                yield place.problem("PC519", name=topic.form, key=key)
            if lost and not weight:
                yield place.problem("PC520", name=topic.form, key=key)
