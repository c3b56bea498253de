"""The example shops in proeven/ come out as their authors expect."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shopcheck.catalogue.answers import given
from shopcheck.catalogue.problems import near
from shopcheck.catalogue.shapes import ExampleShape
from shopcheck.core.advice import advise
from shopcheck.core.assessment import assess
from shopcheck.core.response import respond

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shopcheck.catalogue.files import Document
    from shopcheck.catalogue.names import Draft
    from shopcheck.core.assessment import Assessment
    from shopcheck.core.errors import Problem
    from shopcheck.core.questionnaire import Questionnaire


def examples(draft: Draft, questionnaire: Questionnaire) -> Iterator[Problem]:
    """Assess every example shop and hold the outcome against what is expected."""
    for document in draft.those(ExampleShape):
        answers, problems = given(document.shape.answers, questionnaire, document.root, document.path)
        yield from problems
        if not problems:
            assessment = assess(respond(questionnaire, answers))
            yield from _figures(document, assessment)
            yield from _measures(document, questionnaire, assessment)


def _figures(document: Document[ExampleShape], assessment: Assessment) -> Iterator[Problem]:
    expect = document.shape.expect
    risk_class = assessment.risk_class.id if assessment.risk_class else None
    for key, expected, found in (
        ("inherent", expect.inherent, assessment.inherent),
        ("inherent_level", expect.inherent_level, assessment.inherent_level.id),
        ("after_robbery", expect.after_robbery, assessment.after_robbery),
        ("class", expect.class_, risk_class),
        ("prevention", expect.prevention, assessment.prevention),
    ):
        if expected is not None and expected != found:
            place = document.at("expect", key)
            yield place.problem("PC802", what=key, found=_written(found), expected=_written(expected))


def _written(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else "niets" if value is None else str(value)


def _measures(
    document: Document[ExampleShape], questionnaire: Questionnaire, assessment: Assessment
) -> Iterator[Problem]:
    expected = document.shape.expect.measures
    if not expected:
        return
    first = [one.measure.id for one in advise(assessment).first]
    for number, name in enumerate(expected):
        place = document.at("expect", "measures", number)
        if name not in questionnaire.measures:
            yield place.problem("PC303", name=name, near=near(name, questionnaire.measures))
        elif name not in first:
            yield place.problem("PC803", name=name, found=", ".join(first) or "geen")
