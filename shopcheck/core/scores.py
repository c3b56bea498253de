"""From answers to numbers: what each answer loses, how a subject stands, the two scores and the class.

Every score runs from 0 (everything in order) to 100 (nothing in order), so a safer answer never raises one. Scores are
rounded half up to whole points first and classed afterwards: the number a person sees is the number that decides.
Source of the model: docs/scoring.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import floor
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from shopcheck.core.questionnaire import Form, FormId, Option, Question, RiskClass, Scoring, Step
    from shopcheck.core.response import Response


@dataclass(frozen=True, slots=True)
class Loss:
    """What one answer that counts loses on prevention and on detection; 0 for a safe answer."""

    question: Question
    options: tuple[Option, ...]
    points: float
    detection: float


@dataclass(frozen=True, slots=True)
class TopicScore:
    """How one subject stands. `score` is None when nothing that can lose points was answered."""

    form: Form
    score: int | None
    band: Step | None
    lost: float
    reachable: float
    detection_lost: float
    detection_reachable: float
    answered: int
    applicable: int
    weighs: bool


def round_half_up(value: float) -> int:
    """Round to a whole number; a half goes up, also at 0.5 and 2.5."""
    return floor(value + 0.5)


def step_of(steps: Sequence[Step], score: int) -> Step:
    """Find the step a score falls in; a border belongs to the lower step."""
    return next(step for step in steps if score <= step.up_to)


def losses(response: Response) -> Iterator[Loss]:
    """Give what every answer that counts loses, in the order of the route; missing and n.v.t. do not count."""
    share = response.questionnaire.scoring.unknown_share
    for question in response.asked:
        options = response.options(question)
        if options and not any(option.not_applicable for option in options):
            yield Loss(question, options, *_lost(question, options, share))


def _lost(question: Question, options: Sequence[Option], share: float) -> tuple[float, float]:
    """The worst chosen option; "weet ik niet" loses its own points, or else `share` of the worst answer."""
    first = options[0]
    if first.unknown:
        return first.points or share * question.worst, first.detection or share * question.worst_detection
    return max(option.points for option in options), max(option.detection for option in options)


def inherent(scoring: Scoring, circumstances: Iterable[Loss]) -> int:
    """Score the circumstances 0-100: their points against a shop that scores high on nearly everything."""
    return min(100, round_half_up(sum(loss.points for loss in circumstances) * 100 / scoring.full_at))


def topics(
    response: Response, controls: Iterable[Loss], critical: frozenset[FormId], values: Mapping[str, object]
) -> tuple[TopicScore, ...]:
    """Score every subject of which at least one question applies; `critical` are those with a critical answer."""
    questionnaire = response.questionnaire
    applicable = {form.id: 0 for form in questionnaire.forms}
    for question in response.asked:
        applicable[question.form] += 1
    by_form: dict[FormId, list[Loss]] = {form.id: [] for form in questionnaire.forms}
    for loss in controls:
        by_form[loss.question.form].append(loss)
    return tuple(
        _topic(questionnaire.scoring, form, by_form[form.id], applicable[form.id], form.id in critical, values)
        for form in questionnaire.forms
        if applicable[form.id] and form.id != questionnaire.circumstances
    )


def _topic(
    scoring: Scoring,
    form: Form,
    found: Sequence[Loss],
    applicable: int,
    critical: bool,
    values: Mapping[str, object],
) -> TopicScore:
    lost, seen = sum(loss.points for loss in found), sum(loss.detection for loss in found)
    reachable = sum(loss.question.worst for loss in found)
    seen_reachable = sum(loss.question.worst_detection for loss in found)
    # Cameras hardly prevent, but solve: the bar of a subject shows the side that it weighs most on.
    side, whole = (seen, seen_reachable) if form.detection > form.prevention else (lost, reachable)
    score = round_half_up(100 * side / whole) if whole else None
    return TopicScore(
        form=form,
        score=score,
        band=_band(scoring, score, critical=critical),
        lost=lost,
        reachable=reachable,
        detection_lost=seen,
        detection_reachable=seen_reachable,
        answered=len(found),
        applicable=applicable,
        weighs=form.weighs_when is None or form.weighs_when.holds(values) is True,
    )


def _band(scoring: Scoring, score: int | None, *, critical: bool) -> Step | None:
    if critical:
        return next(step for step in scoring.bands if step.id == scoring.critical_band)
    return None if score is None else step_of(scoring.bands, score)


def prevention(scoring: Scoring, scored: Iterable[TopicScore], controls: Iterable[Loss]) -> float | None:
    """Weighted mean of the subjects, less the bonus for several organisational measures together; unrounded."""
    mean = _mean((one.form.prevention, one.lost, one.reachable) for one in scored if one.weighs)
    if mean is None:
        return None
    kept = sum(loss.question.id in scoring.bonus_questions and not loss.points for loss in controls)
    return max(0.0, mean - (scoring.bonus_less if kept >= scoring.bonus_at_least else 0))


def detection(scored: Iterable[TopicScore]) -> float | None:
    """Weighted mean of the subjects that help to find the offender and to recover; unrounded."""
    return _mean((one.form.detection, one.detection_lost, one.detection_reachable) for one in scored)


def _mean(parts: Iterable[tuple[int, float, float]]) -> float | None:
    """Mean shortfall 0-100 of (weight, lost, reachable); who has nothing to reach leaves its weight to the others."""
    counted = [(weight, 100 * lost / reachable) for weight, lost, reachable in parts if weight and reachable]
    total = sum(weight for weight, _ in counted)
    return sum(weight * shortfall for weight, shortfall in counted) / total if total else None


def risk_class(scoring: Scoring, shortfall: int, level: Step, *, critical: bool) -> RiskClass:
    """Read the matrix of circumstances and shortfall; a critical answer lifts the class."""
    order = [one.id for one in scoring.classes]
    at = order.index(scoring.matrix[step_of(scoring.shortfall_levels, shortfall).id, level.id])
    return scoring.classes[max(at, order.index(scoring.critical_class)) if critical else at]
