"""What the answers mean: scores and class, findings, legal flags and what goes well."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shopcheck.core.findings import of_rules
from shopcheck.core.scores import score

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from shopcheck.core.findings import Finding
    from shopcheck.core.questionnaire import LawPoint, Question, RiskClass, Rule, Step
    from shopcheck.core.response import Response
    from shopcheck.core.scores import TopicScore


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
    exact: tuple[float, float]  # prevention and detection before rounding; 0 where there is none
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
    scores = score(response)
    said = (one for one in scores.controls if not one.safe)
    heavy = (one for one in scores.circumstances if one.points)
    together = tuple(of_rules(response, scores.rules))
    spoken_of = {rule.question.id for rule in together}
    praised = [one for one in scores.controls if one.question.id not in spoken_of]
    return Assessment(
        response=response,
        inherent=scores.inherent,
        inherent_level=scores.inherent_level,
        circumstances=tuple(sorted(heavy, key=lambda one: -one.points)),
        topics=scores.topics,
        prevention=scores.prevention,
        detection=scores.detection,
        exact=scores.exact,
        risk_class=scores.risk_class,
        findings=(*said, *together),
        rules=scores.rules,
        law=_law(response, scores.controls),
        good=tuple(_good(praised, scores.circumstances)),
        after_robbery=any(option.after_robbery for one in scores.circumstances for option in one.options),
    )


def has_outcome(response: Response) -> bool:
    """Whether there is something to say: at least one answer counts."""
    return score(response).risk_class is not None


def _law(response: Response, findings: Iterable[Finding]) -> tuple[LawPoint, ...]:
    flagged = dict.fromkeys(option.law for one in findings for option in one.options if option.law)
    return tuple(response.questionnaire.law[one] for one in flagged)


def _good(controls: Sequence[Finding], circumstances: Sequence[Finding]) -> Iterator[tuple[Question, str]]:
    """What goes well already: safe answers, the weightiest first; then circumstances that help.

    An answer on which a rule has something to say is not among them: another answer speaks against it.
    """
    weighty = sorted(controls, key=lambda one: (-one.question.worst, -one.question.worst_detection))
    for finding in (*weighty, *circumstances):
        lost = finding.points or finding.detection or any(one.law or one.unknown for one in finding.options)
        text = next((one.good for one in finding.options if one.good), "" if lost else finding.question.good)
        if text:
            yield finding.question, text
