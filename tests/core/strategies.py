"""Random questionnaires and answers, within the rules that the catalogue proves.

Gates open on a question's safest answer only, and a closed gate has lost all of its subject: that is what the catalogue
demands, so that a safer answer never raises a score by what it opens.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from shopcheck.core.questionnaire import Cost, Effort, Form, Lever, Question, Questionnaire
from tests.core.builders import form, measure, option, question, questionnaire

if TYPE_CHECKING:
    from shopcheck.core.questionnaire import Option
    from shopcheck.core.response import Answer

POINTS = st.integers(0, 5)


@st.composite
def option_lists(draw: st.DrawFn, id_: str, *, controls: bool) -> tuple[Option, ...]:
    """Draw options from safe to unsafe; the last may be critical; then perhaps unknown and not applicable."""
    points = [0, *sorted(draw(st.lists(POINTS, min_size=1, max_size=3)))]
    detection = [0, *sorted(draw(st.lists(st.integers(0, 3), min_size=len(points) - 1, max_size=len(points) - 1)))]
    made = [
        option(
            f"o{n}",
            lost,
            detection=seen if controls else 0,
            advise=(f"m_{id_}",) if controls and (lost or seen) else (),
        )
        for n, (lost, seen) in enumerate(zip(points, detection, strict=True))
    ]
    if controls and made[-1].points > 0 and draw(st.booleans()):
        made[-1] = replace(made[-1], critical=True)
    if draw(st.booleans()):
        made.append(option("weet_niet", unknown=True))
    if controls and draw(st.booleans()):
        made.append(option("nvt", not_applicable=True))
    return tuple(made)


@st.composite
def questions(draw: st.DrawFn, form_id: str, number: int) -> Question:
    """Draw one question of a form."""
    id_ = f"{form_id}_{number}"
    controls = form_id != "profiel"
    options = draw(option_lists(id_, controls=controls))
    lever = draw(st.sampled_from(Lever)) if controls else None
    return question(id_, *options, form=form_id, lever=lever)


@st.composite
def forms(draw: st.DrawFn, id_: str) -> Form:
    """Draw a form of one to four questions."""
    count = draw(st.integers(1, 4))
    made = [draw(questions(id_, number)) for number in range(count)]
    return form(id_, *made, prevention=draw(st.integers(1, 30)), detection=draw(st.integers(0, 30)))


@st.composite
def questionnaires(draw: st.DrawFn) -> Questionnaire:
    """Draw a questionnaire with circumstances, up to three subjects and a measure for every question."""
    profile = [draw(questions("profiel", number)) for number in range(draw(st.integers(1, 3)))]
    subjects = [draw(forms(id_)) for id_ in draw(st.sampled_from([["a"], ["a", "b"], ["a", "b", "c"]]))]
    measures = [
        measure(f"m_{one.id}", {one.id: "o0"}, cost=draw(st.sampled_from(Cost)), effort=draw(st.sampled_from(Effort)))
        for subject in subjects
        for one in subject.questions
    ]
    return questionnaire(*subjects, profile=profile, measures=measures, full_at=draw(st.integers(5, 30)))


@st.composite
def answered(draw: st.DrawFn, proef: Questionnaire) -> dict[str, Answer]:
    """Draw answers to some of the questions; the branch is always known."""
    given: dict[str, Answer] = {"branche": draw(st.sampled_from(["kleding", "snackbar"]))}
    for one in proef.questions.values():
        if one.id not in {"branche", "regio"} and draw(st.integers(0, 4)):
            given[one.id] = draw(st.sampled_from(one.options)).id
    return given
