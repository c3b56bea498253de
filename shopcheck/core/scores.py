"""From findings to numbers: the circumstances, how each subject stands, the two scores and the class.

Every score runs from 0 (everything in order) to 100 (nothing in order), so a safer answer never raises one. Scores are
rounded half up to whole points first and classed afterwards: the number a person sees is the number that decides.
Source of the model: docs/scoring.md.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from math import floor
from typing import TYPE_CHECKING

from shopcheck.core.findings import find, settle

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from shopcheck.core.findings import Finding
    from shopcheck.core.questionnaire import Form, FormId, RiskClass, Rule, Scoring, Step
    from shopcheck.core.response import Response


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

    @property
    def side(self) -> tuple[float, float]:
        """Lost and reachable on the side that the score shows: cameras hardly prevent but solve, so detection there."""
        if _shows_detection(self.form):
            return self.detection_lost, self.detection_reachable
        return self.lost, self.reachable


@dataclass(frozen=True, slots=True)
class Scores:
    """All numbers of one response, with the findings and rules they come from.

    `exact` is prevention and detection before rounding; 0 where there is none.
    """

    inherent: int
    inherent_level: Step
    circumstances: tuple[Finding, ...]
    controls: tuple[Finding, ...]
    rules: tuple[Rule, ...]
    topics: tuple[TopicScore, ...]
    prevention: int | None
    detection: int | None
    exact: tuple[float, float]
    risk_class: RiskClass | None


def round_half_up(value: float) -> int:
    """Round to a whole number; a half goes up, also at 0.5 and 2.5."""
    return floor(value + 0.5)


def step_of(steps: Sequence[Step], score: int) -> Step:
    """Find the step a score falls in; a border belongs to the lower step."""
    return next(step for step in steps if score <= step.up_to)


def score(response: Response) -> Scores:
    """Score a response. Everything that a number hangs on is here; what to say about it is the assessment's."""
    questionnaire = response.questionnaire
    scoring = questionnaire.scoring
    found = list(find(response))
    circumstances = [one for one in found if one.question.form == questionnaire.circumstances]
    inherent = min(100, round_half_up(sum(one.points for one in circumstances) * 100 / scoring.full_at))
    level = step_of(scoring.inherent_levels, inherent)
    values = _values(response, inherent)
    controls = list(settle((one for one in found if one.question.form != questionnaire.circumstances), values))
    rules = tuple(rule for rule in questionnaire.rules if rule.when.holds(values))
    critical = {one.question.form for one in controls if one.critical} | {rule.form for rule in rules if rule.critical}
    topics = tuple(_topics(response, controls, critical, values))
    exact = (_prevention(scoring, topics, controls), _detection(topics))
    prevention, detection = (None if one is None else round_half_up(one) for one in exact)
    return Scores(
        inherent=inherent,
        inherent_level=level,
        circumstances=tuple(circumstances),
        controls=tuple(controls),
        rules=rules,
        topics=topics,
        prevention=prevention,
        detection=detection,
        exact=(exact[0] or 0.0, exact[1] or 0.0),
        risk_class=None if prevention is None else _class(scoring, prevention, level, critical=bool(critical)),
    )


def _values(response: Response, inherent: int) -> dict[str, object]:
    """What a condition can look at: the answers that count, and the inherent score."""
    return {"inherent": inherent, **response.values}


def _topics(
    response: Response, controls: Iterable[Finding], critical: set[FormId], values: Mapping[str, object]
) -> Iterator[TopicScore]:
    """Score every subject of which at least one question applies; `critical` are those with a critical answer."""
    questionnaire = response.questionnaire
    applicable = Counter(question.form for question in response.asked)
    by_form: dict[FormId, list[Finding]] = {form.id: [] for form in questionnaire.forms}
    for finding in controls:
        by_form[finding.question.form].append(finding)
    for form in questionnaire.forms:
        if applicable[form.id] and form.id != questionnaire.circumstances and not form.region:
            weighs = form.weighs_when is None or form.weighs_when.holds(values) is True
            found, critically = by_form[form.id], form.id in critical
            yield _topic(questionnaire.scoring, form, found, applicable[form.id], critical=critically, weighs=weighs)


def _topic(
    scoring: Scoring, form: Form, found: Sequence[Finding], applicable: int, *, critical: bool, weighs: bool
) -> TopicScore:
    points = detection = reachable = detection_reachable = 0.0
    for finding in found:
        points += finding.points
        detection += finding.detection
        reachable += finding.question.worst
        detection_reachable += finding.question.worst_detection
    lost, whole = (detection, detection_reachable) if _shows_detection(form) else (points, reachable)
    number = round_half_up(100 * lost / whole) if whole else None
    band = _band(scoring, number, critical=critical)
    return TopicScore(
        form, number, band, points, reachable, detection, detection_reachable, len(found), applicable, weighs
    )


def _shows_detection(form: Form) -> bool:
    """Whether a subject weighs most on detection, so that its bar shows that side."""
    return form.detection > form.prevention


def _band(scoring: Scoring, score: int | None, *, critical: bool) -> Step | None:
    if critical:
        return next(step for step in scoring.bands if step.id == scoring.critical_band)
    return None if score is None else step_of(scoring.bands, score)


def _prevention(scoring: Scoring, topics: Iterable[TopicScore], controls: Iterable[Finding]) -> float | None:
    """Weighted mean of the subjects, less the bonus for several organisational measures together; unrounded."""
    mean = _mean((one.form.prevention, one.lost, one.reachable) for one in topics if one.weighs)
    if mean is None:
        return None
    kept = sum(one.question.id in scoring.bonus_questions and not one.points for one in controls)
    return max(0.0, mean - (scoring.bonus_less if kept >= scoring.bonus_at_least else 0))


def _detection(topics: Iterable[TopicScore]) -> float | None:
    """Weighted mean of the subjects that help to find the offender and to recover; unrounded."""
    return _mean((one.form.detection, one.detection_lost, one.detection_reachable) for one in topics)


def _mean(parts: Iterable[tuple[int, float, float]]) -> float | None:
    """Mean shortfall 0-100 of (weight, lost, reachable); who has nothing to reach leaves its weight to the others."""
    counted = [(weight, 100 * lost / reachable) for weight, lost, reachable in parts if weight and reachable]
    total = sum(weight for weight, _ in counted)
    return sum(weight * shortfall for weight, shortfall in counted) / total if total else None


def _class(scoring: Scoring, shortfall: int, level: Step, *, critical: bool) -> RiskClass:
    """Read the matrix of circumstances and shortfall; a critical answer lifts the class."""
    order = [one.id for one in scoring.classes]
    at = order.index(scoring.matrix[step_of(scoring.shortfall_levels, shortfall).id, level.id])
    return scoring.classes[max(at, order.index(scoring.critical_class)) if critical else at]
