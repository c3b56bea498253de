"""What each answer says by itself: what it loses, why, what could be done.

For a fixed choice this never changes, so it is worked out once per questionnaire and looked up afterwards.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from shopcheck.core.conditions import Condition

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from shopcheck.core.questionnaire import MeasureId, Option, Question, QuestionId, Questionnaire, Rule
    from shopcheck.core.response import Response


@dataclass(frozen=True, slots=True)
class Finding:
    """An answer, or several together, that says something about this shop.

    `rule` names the rule: `question.option` for an answer, the rule's own id for several. `points` and `detection` are
    what was lost here: 0 for a safe answer and for a rule across questions. `critical_when` and `urgent_when` are
    conditions under which it is so for some shops.
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
    critical_when: tuple[Condition, ...] = ()
    urgent_when: tuple[Condition, ...] = ()

    @property
    def unknown(self) -> bool:
        """Whether the owner does not know: to be found out."""
        return any(option.unknown for option in self.options)

    @property
    def safe(self) -> bool:
        """Whether nothing is lost or to be done here."""
        return not (self.points or self.detection or self.critical or self.advise)


def find(response: Response) -> Iterator[Finding]:
    """Give a finding for every answer that counts, in the order of the route; missing and n.v.t. do not count."""
    table = _of_single_options(response.questionnaire)
    for question in response.asked:
        if response.questionnaire.form[question.form].region:
            continue
        answer = response.answers.get(question.id)
        if isinstance(answer, str):
            finding = table[question.id].get(answer)
        else:
            finding = _finding(question, response.options(question), response.questionnaire.scoring.unknown_share)
        if finding:
            yield finding


def settle(findings: Iterable[Finding], values: Mapping[str, object]) -> Iterator[Finding]:
    """Decide the flags that hang on a condition over the other answers."""
    for finding in findings:
        if finding.critical_when or finding.urgent_when:
            critical = finding.critical or any(one.holds(values) for one in finding.critical_when)
            urgent = finding.urgent or any(one.holds(values) for one in finding.urgent_when)
            yield replace(finding, critical=critical, urgent=urgent, critical_when=(), urgent_when=())
        else:
            yield finding


def of_rules(response: Response, rules: Iterable[Rule]) -> Iterator[Finding]:
    """Give a finding for every rule across questions that says something; a question of its own form stands for it."""
    questions = response.questionnaire.questions
    for rule in rules:
        if rule.advise or rule.critical or rule.urgent:
            question = next(one for name, one in questions.items() if name in rule.when.names and one.form == rule.form)
            options = response.options(question)
            yield Finding(
                rule.id, question, options, 0, 0, rule.because, rule.critical, rule.urgent, advise=rule.advise
            )


@lru_cache(maxsize=16)
def _of_single_options(questionnaire: Questionnaire) -> Mapping[QuestionId, Mapping[str, Finding | None]]:
    share = questionnaire.scoring.unknown_share
    return {
        question.id: {option.id: _finding(question, (option,), share) for option in question.options}
        for question in questionnaire.questions.values()
    }


def _finding(question: Question, options: Sequence[Option], share: float) -> Finding | None:
    if not options or any(option.not_applicable for option in options):
        return None
    points, detection = lost(question, options, share)
    telling = [one for one in options if one.points or one.detection or one.law or one.unknown] or options
    return Finding(
        rule=f"{question.id}.{'+'.join(one.id for one in telling)}",
        question=question,
        options=tuple(telling),
        points=points,
        detection=detection,
        because=next((one.because for one in options if one.because), question.why),
        critical=any(one.critical is True for one in options),
        urgent=any(one.urgent is True for one in options),
        advise=tuple(dict.fromkeys(measure for one in options for measure in one.advise)),
        critical_when=tuple(one.critical for one in options if isinstance(one.critical, Condition)),
        urgent_when=tuple(one.urgent for one in options if isinstance(one.urgent, Condition)),
    )


def lost(question: Question, options: Sequence[Option], share: float) -> tuple[float, float]:
    """Points lost on prevention and on detection: those of the worst chosen option.

    "Weet ik niet" loses its own points, or else `share` (0-1) of the worst answer.
    """
    first = options[0]
    if first.unknown:
        return first.points or share * question.worst, first.detection or share * question.worst_detection
    return max(option.points for option in options), max(option.detection for option in options)
