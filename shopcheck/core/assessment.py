"""What the answers mean: scores, class, findings, legal flags and what goes well."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shopcheck.core import scores

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from shopcheck.core.conditions import Condition
    from shopcheck.core.questionnaire import LawPoint, MeasureId, Option, Question, RiskClass, Rule, Step
    from shopcheck.core.response import Response
    from shopcheck.core.scores import Loss, TopicScore


@dataclass(frozen=True, slots=True)
class Finding:
    """An answer, or several together, that says something about this shop.

    `rule` names the rule: `question.option` for an answer, the rule's own id for several. `points` and `detection` are
    what was lost here; a rule across questions loses none.
    """

    rule: str
    question: Question
    options: tuple[Option, ...]
    points: float
    detection: float
    because: str
    critical: bool
    urgent: bool
    advise: tuple[MeasureId, ...]

    @property
    def unknown(self) -> bool:
        """Whether the owner does not know: to be found out."""
        return any(option.unknown for option in self.options)


@dataclass(frozen=True, slots=True)
class Assessment:
    """The outcome of the rules for one response. Says how a shop stands, never how likely a robbery is."""

    response: Response
    inherent: int
    inherent_level: Step
    circumstances: tuple[Finding, ...]  # behind the inherent score, the heaviest first
    topics: tuple[TopicScore, ...]
    prevention: int | None
    detection: int | None
    exact: tuple[float, float]  # prevention and detection before rounding; 0 when there is none
    risk_class: RiskClass | None
    findings: tuple[Finding, ...]
    rules: tuple[Rule, ...]  # those across questions that hold
    law: tuple[LawPoint, ...]
    good: tuple[tuple[Question, str], ...]
    after_robbery: bool

    @property
    def critical(self) -> tuple[Finding, ...]:
        """The findings that come first, whatever the score."""
        return tuple(finding for finding in self.findings if finding.critical)


def assess(response: Response) -> Assessment:
    """Derive scores, class, findings and flags. Pure; the order of the answers does not matter."""
    questionnaire = response.questionnaire
    scoring = questionnaire.scoring
    losses = tuple(scores.losses(response))
    circumstances = [loss for loss in losses if loss.question.form == questionnaire.circumstances]
    controls = [loss for loss in losses if loss.question.form != questionnaire.circumstances]
    inherent = scores.inherent(scoring, circumstances)
    level = scores.step_of(scoring.inherent_levels, inherent)
    values = _values(response, inherent)
    rules = tuple(rule for rule in questionnaire.rules if rule.when.holds(values))
    findings = (*_findings(controls, values), *_rule_findings(response, rules))
    critical = frozenset(finding.question.form for finding in findings if finding.critical)
    topics = scores.topics(response, controls, critical, values)
    prevention, detection = scores.prevention(scoring, topics, controls), scores.detection(topics)
    rounded = None if prevention is None else scores.round_half_up(prevention)
    return Assessment(
        response=response,
        inherent=inherent,
        inherent_level=level,
        circumstances=tuple(sorted(_findings(circumstances, {}), key=lambda one: -one.points)),
        topics=topics,
        prevention=rounded,
        detection=None if detection is None else scores.round_half_up(detection),
        exact=(prevention or 0.0, detection or 0.0),
        risk_class=None if rounded is None else scores.risk_class(scoring, rounded, level, critical=bool(critical)),
        findings=findings,
        rules=rules,
        law=_law(response, losses),
        good=tuple(_good(controls, circumstances)),
        after_robbery=any(option.after_robbery for loss in circumstances for option in loss.options),
    )


def _values(response: Response, inherent: int) -> dict[str, object]:
    """What a condition can look at: the answers that count, and the inherent score."""
    answers = response.answers.items()
    return {"inherent": inherent, **{one: list(value) if isinstance(value, tuple) else value for one, value in answers}}


def _findings(losses: Iterable[Loss], values: Mapping[str, object]) -> Iterator[Finding]:
    for loss in losses:
        critical = _flagged(loss.options, "critical", values)
        advise = tuple(dict.fromkeys(measure for option in loss.options for measure in option.advise))
        if loss.points or loss.detection or critical or advise:
            yield _finding(loss, advise, critical=critical, urgent=_flagged(loss.options, "urgent", values))


def _finding(loss: Loss, advise: tuple[MeasureId, ...], *, critical: bool, urgent: bool) -> Finding:
    telling = (
        tuple(one for one in loss.options if one.points or one.detection or one.law or one.unknown) or loss.options
    )
    return Finding(
        rule=f"{loss.question.id}.{'+'.join(one.id for one in telling)}",
        question=loss.question,
        options=telling,
        points=loss.points,
        detection=loss.detection,
        because=next((one.because for one in loss.options if one.because), loss.question.why),
        critical=critical,
        urgent=urgent,
        advise=advise,
    )


def _flagged(options: Iterable[Option], flag: str, values: Mapping[str, object]) -> bool:
    return any(_holds(getattr(option, flag), values) for option in options)


def _holds(flag: bool | Condition, values: Mapping[str, object]) -> bool:
    return flag if isinstance(flag, bool) else flag.holds(values) is True


def _rule_findings(response: Response, rules: Iterable[Rule]) -> Iterator[Finding]:
    """Findings of rules across questions; the first question of its own form stands for the rule."""
    questions = response.questionnaire.questions
    for rule in rules:
        if rule.advise or rule.critical or rule.urgent:
            question = next(one for name, one in questions.items() if name in rule.when.names and one.form == rule.form)
            yield Finding(
                rule=rule.id,
                question=question,
                options=response.options(question),
                points=0,
                detection=0,
                because=rule.because,
                critical=rule.critical,
                urgent=rule.urgent,
                advise=rule.advise,
            )


def _law(response: Response, losses: Iterable[Loss]) -> tuple[LawPoint, ...]:
    flagged = dict.fromkeys(option.law for loss in losses for option in loss.options if option.law)
    return tuple(response.questionnaire.law[one] for one in flagged)


def _good(controls: Sequence[Loss], circumstances: Sequence[Loss]) -> Iterator[tuple[Question, str]]:
    """What goes well already: safe answers, the weightiest first; then circumstances that help."""
    weighty = sorted(controls, key=lambda loss: (-loss.question.worst, -loss.question.worst_detection))
    for loss in (*weighty, *circumstances):
        safe = not (loss.points or loss.detection or any(one.law or one.unknown for one in loss.options))
        text = next((one.good for one in loss.options if one.good), loss.question.good if safe else "")
        if text:
            yield loss.question, text
