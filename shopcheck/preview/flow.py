"""Which subjects look at answers of which: boxes in the order of the route, and an arc for every condition between two.

Only places are worked out here; the template draws them, and says the same in words for who cannot see it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shopcheck.core.questionnaire import QuestionId

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shopcheck.core.conditions import Condition
    from shopcheck.core.questionnaire import Form, FormId, Questionnaire

BOX = 44  # height of a box, in units of the drawing
STEP = 64  # from one box to the next
LEFT = 8
TOP = 2
WIDTH = 232
REACH = 22  # how far an arc bends out for every box that it passes


@dataclass(frozen=True, slots=True)
class Box:
    """One subject."""

    form: Form
    top: int
    core: int
    deep: int


@dataclass(frozen=True, slots=True)
class Arc:
    """Questions of one subject that hang on answers of another; `number` of them."""

    source: Form
    target: Form
    number: int
    path: str


@dataclass(frozen=True, slots=True)
class Flow:
    """The drawing."""

    boxes: tuple[Box, ...]
    arcs: tuple[Arc, ...]
    width: int
    height: int


def flow(questionnaire: Questionnaire) -> Flow:
    """Lay the subjects out, one under the other."""
    forms = questionnaire.forms
    boxes = tuple(
        Box(form, TOP + at * STEP, *(sum(one.tier == tier for one in form.questions) for tier in ("core", "deep")))
        for at, form in enumerate(forms)
    )
    places = {form.id: at for at, form in enumerate(forms)}
    arcs = tuple(
        Arc(questionnaire.form[source], questionnaire.form[target], number, _path(places[source], places[target]))
        for (source, target), number in _counted(questionnaire).items()
    )
    widest = max((abs(places[arc.target.id] - places[arc.source.id]) for arc in arcs), default=0)
    return Flow(boxes, arcs, LEFT + WIDTH + widest * REACH + LEFT, len(forms) * STEP)


def _counted(questionnaire: Questionnaire) -> dict[tuple[FormId, FormId], int]:
    counted: dict[tuple[FormId, FormId], int] = {}
    for form in questionnaire.forms:
        for condition in _conditions(form):
            sources = {questionnaire.questions[QuestionId(name)].form for name in condition.names}
            for source in sources - {form.id}:
                counted[source, form.id] = counted.get((source, form.id), 0) + 1
    return counted


def _conditions(form: Form) -> Iterator[Condition]:
    if form.weighs_when:
        yield form.weighs_when
    yield from (question.when for question in form.questions if question.when)


def _path(source: int, target: int) -> str:
    """Bend from the right side of one box to that of another; arcs that go further bend out further."""
    edge, bend = LEFT + WIDTH, (target - source) * REACH * 4 // 3
    start, end = TOP + source * STEP + BOX * 2 // 3, TOP + target * STEP + BOX // 3
    return f"M{edge} {start} C{edge + bend} {start} {edge + bend} {end} {edge + 4} {end}"
