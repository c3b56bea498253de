"""The example shops in proeven/ come out as their authors expect."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shopcheck.catalogue.answers import given
from shopcheck.catalogue.problems import near
from shopcheck.catalogue.shapes import ExampleShape
from shopcheck.core.advice import advise
from shopcheck.core.assessment import assess
from shopcheck.core.response import respond

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from shopcheck.catalogue.files import Document
    from shopcheck.catalogue.names import Draft
    from shopcheck.core.advice import Advice
    from shopcheck.core.assessment import Assessment
    from shopcheck.core.errors import Problem
    from shopcheck.core.questionnaire import Questionnaire


@dataclass(frozen=True, slots=True)
class Outcome:
    """One example shop with what comes out of it; None when its answers are no possible ones, as `problems` say."""

    document: Document[ExampleShape]
    advice: Advice | None
    problems: tuple[Problem, ...]


def outcomes(draft: Draft, questionnaire: Questionnaire) -> tuple[Outcome, ...]:
    """Assess every example shop."""
    return tuple(_outcome(document, questionnaire) for document in draft.those(ExampleShape))


def _outcome(document: Document[ExampleShape], questionnaire: Questionnaire) -> Outcome:
    answers, problems = given(document.shape.answers, questionnaire, document.root, document.path)
    return Outcome(document, None if problems else advise(assess(respond(questionnaire, answers))), problems)


def examples(found: Iterable[Outcome], questionnaire: Questionnaire) -> Iterator[Problem]:
    """Hold the outcome of every example shop against what is expected."""
    for one in found:
        yield from one.problems
        if one.advice:
            yield from _figures(one.document, one.advice.assessment)
            yield from _measures(one.document, questionnaire, one.advice)


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


def _measures(document: Document[ExampleShape], questionnaire: Questionnaire, advice: Advice) -> Iterator[Problem]:
    first = [one.measure.id for one in advice.first]
    for number, name in enumerate(document.shape.expect.measures):
        place = document.at("expect", "measures", number)
        if name not in questionnaire.measures:
            yield place.problem("PC303", name=name, near=near(name, questionnaire.measures))
        elif name not in first:
            yield place.problem("PC803", name=name, found=", ".join(first) or "geen")
