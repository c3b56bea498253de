"""What to do first, and why: measures in order, each with the findings behind it.

The effect of a measure is never a number in a file: it is the difference between two assessments, before and after what
the measure makes true. Order and limits: docs/scoring.md.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from shopcheck.core.assessment import assess
from shopcheck.core.findings import lost
from shopcheck.core.questionnaire import Cost, Effort, Lever
from shopcheck.core.response import chosen, respond
from shopcheck.core.scores import score

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from shopcheck.core.assessment import Assessment
    from shopcheck.core.findings import Finding
    from shopcheck.core.questionnaire import (
        Measure,
        MeasureId,
        Offer,
        Option,
        Question,
        QuestionId,
        Region,
        RiskClass,
        Rule,
    )
    from shopcheck.core.response import Answer, Response

FIRST = 5  # measures in the letter's first list
CHEAP = 3  # at least so many of those are free or cheap, where there are so many
GOOD = 3  # at least so many things that go well are named
CHEAP_COSTS = frozenset({Cost.FREE, Cost.LOW})

# A measure's worth is the points it wins back, times these: free and small first (domain evidence: money steers small
# firms to technology while organisation helps most). Points and not scores: 5 points take the loot, the moment or the
# lone worker away in every subject, while one question may be half of a small subject's score. A second measure on the
# same lever counts a bit less each time.
COST_FACTOR = {Cost.FREE: 1.5, Cost.LOW: 1.2, Cost.MIDDLE: 1.0, Cost.HIGH: 0.7}
EFFORT_FACTOR = {Effort.SMALL: 1.0, Effort.MIDDLE: 0.85, Effort.LARGE: 0.7}
DETECTION_SHARE = 0.4  # of a point on prevention
SAME_LEVER = 0.7


@dataclass(frozen=True, slots=True)
class AdvisedMeasure:
    """A measure for this shop. `priority` 1: a critical or urgent answer is behind it; 2: among the first; 3: later.

    `turn` is its place among the measures that a rule puts before all others; without such a rule it comes after those.
    """

    measure: Measure
    turn: int
    priority: int
    because: tuple[Finding, ...]
    lever: Lever | None
    gain: float  # points it wins back on the questions, detection at a share
    lowers_prevention: int
    lowers_class: RiskClass | None

    @property
    def critical(self) -> bool:
        """Whether a critical answer is behind it."""
        return any(finding.critical for finding in self.because)

    @property
    def urgent(self) -> bool:
        """Whether it comes before the others of its sort."""
        return any(finding.urgent for finding in self.because)

    @property
    def cheap(self) -> bool:
        """Whether it is free or cheap."""
        return self.measure.cost in CHEAP_COSTS

    @property
    def worth(self) -> float:
        """What it wins back, weighed by cost and effort."""
        return self.gain * COST_FACTOR[self.measure.cost] * EFFORT_FACTOR[self.measure.effort]


@dataclass(frozen=True, slots=True)
class Advice:
    """What screen and letter are both made from, so that they cannot differ.

    `region` is the shop's own, with everything it says; `offers` are those of its offers that are for this shop.
    """

    assessment: Assessment
    first: tuple[AdvisedMeasure, ...]
    others: tuple[AdvisedMeasure, ...]
    good: tuple[str, ...]
    find_out: tuple[Question, ...]
    together: Assessment  # as it will be when all first measures are done
    region: Region | None
    offers: tuple[Offer, ...]

    @property
    def begin_with(self) -> AdvisedMeasure | None:
        """The one measure to begin with: the first that can be done today, or else the first."""
        return next((one for one in self.first if one.measure.today), next(iter(self.first), None))


def advise(assessment: Assessment) -> Advice:
    """Choose and order the measures. At most five first, at least three of them free or cheap where there are three."""
    region = _region(assessment.response)
    accents = region.accents if region else frozenset[str]()
    behind = _behind(assessment)
    turns = _turns(assessment.rules)
    candidates = [
        _weigh(assessment, measure, findings, turns.get(measure, len(turns))) for measure, findings in behind.items()
    ]
    held = {measure for rule in assessment.rules for measure in rule.hold_back}
    open_ = [one for one in candidates if one.measure.id not in held]
    first = _enough_cheap(_spread(open_)[:FIRST], open_)
    firsts = {one.measure.id for one in first}
    others = sorted((one for one in candidates if one.measure.id not in firsts), key=_rank)
    return Advice(
        assessment=assessment,
        first=_accented(accents, (replace(one, priority=1 if one.critical or one.urgent else 2) for one in first)),
        others=_accented(accents, others),
        good=_good(assessment),
        find_out=tuple(finding.question for finding in assessment.findings if finding.unknown),
        together=assess(what_if(assessment.response, [one.measure for one in first])),
        region=region,
        offers=_offers(region, assessment.response),
    )


def what_if(response: Response, measures: Iterable[Measure]) -> Response:
    """Give the response as it will be once these measures are done.

    A measure changes only an answer that loses more than what it makes true: who has it better already keeps that.
    """
    answers: dict[QuestionId, Answer] = dict(response.answers)
    for measure in measures:
        for question_id, option_id in measure.sets.items():
            question = response.questionnaire.questions[question_id]
            now, then = chosen(question, answers.get(question_id)), (question.option[option_id],)
            if _improves(question, now, then, response.questionnaire.scoring.unknown_share):
                answers[question_id] = option_id
    return respond(response.questionnaire, answers)


def _improves(question: Question, now: Sequence[Option], then: Sequence[Option], share: float) -> bool:
    if not now or any(option.not_applicable for option in now):
        return False
    before, after = lost(question, now, share), lost(question, then, share)
    return after != before and all(a <= b for a, b in zip(after, before, strict=True))


def _behind(assessment: Assessment) -> dict[MeasureId, list[Finding]]:
    """The findings behind each measure; where a rule merges measures, their findings move to the one that replaces."""
    behind: dict[MeasureId, list[Finding]] = {}
    for finding in assessment.findings:
        for measure in finding.advise:
            behind.setdefault(measure, []).append(finding)
    for rule in assessment.rules:
        for gone in rule.replace:
            for finding in behind.pop(gone, []):
                for measure in rule.advise:
                    there = behind.setdefault(measure, [])
                    if finding not in there:
                        there.append(finding)
    return behind


def _turns(rules: Iterable[Rule]) -> dict[MeasureId, int]:
    """The measures that come before all others, each with its place: in the order of the rules that say so."""
    found = dict.fromkeys(measure for rule in rules if rule.first for measure in rule.advise)
    return {measure: at for at, measure in enumerate(found)}


def _weigh(assessment: Assessment, measure_id: MeasureId, findings: Sequence[Finding], turn: int) -> AdvisedMeasure:
    questionnaire = assessment.response.questionnaire
    measure = questionnaire.measures[measure_id]
    changed = what_if(assessment.response, [measure])
    after = score(changed)
    lower = after.risk_class if after.risk_class != assessment.risk_class else None
    return AdvisedMeasure(
        measure=measure,
        turn=turn,
        priority=3,
        because=tuple(findings),
        lever=findings[0].question.lever,
        gain=_lost(assessment.response, measure) - _lost(changed, measure),
        lowers_prevention=max(0, (assessment.prevention or 0) - (after.prevention or 0)),
        lowers_class=lower,
    )


def _lost(response: Response, measure: Measure) -> float:
    """Points lost on the questions that a measure is about."""
    share, total = response.questionnaire.scoring.unknown_share, 0.0
    for question in map(response.questionnaire.questions.__getitem__, measure.sets):
        options = chosen(question, response.answers.get(question.id))
        if options and not options[0].not_applicable:
            points, detection = lost(question, options, share)
            total += points + DETECTION_SHARE * detection
    return total


def _before(one: AdvisedMeasure) -> tuple[int, bool, bool]:
    """What no worth can outweigh."""
    return (one.turn, not one.critical, not one.urgent)


def _rank(one: AdvisedMeasure) -> tuple[int, bool, bool, bool, float, int, str]:
    """The order in a list; of equal worth, what lowers the score most comes first."""
    return (*_before(one), not one.cheap, -one.worth, -one.lowers_prevention, one.measure.id)


def _spread(candidates: Iterable[AdvisedMeasure]) -> list[AdvisedMeasure]:
    """Order by rank, where each earlier measure on the same lever takes a little off the worth."""
    left = sorted(candidates, key=lambda one: (-one.lowers_prevention, one.measure.id))
    used: dict[Lever | None, int] = {}
    ordered: list[AdvisedMeasure] = []
    while left:
        best = min(left, key=lambda one: (*_before(one), -one.worth * SAME_LEVER ** used.get(one.lever, 0)))
        left.remove(best)
        used[best.lever] = used.get(best.lever, 0) + 1
        ordered.append(best)
    return ordered


def _enough_cheap(first: Sequence[AdvisedMeasure], candidates: Sequence[AdvisedMeasure]) -> list[AdvisedMeasure]:
    """Let dear measures of the lowest rank give way until enough are free or cheap, and stand behind those."""
    chosen = list(first)
    spare = [one for one in _spread(candidates) if one.cheap and one not in chosen]
    while spare and sum(one.cheap for one in chosen) < CHEAP:
        dear = [one for one in chosen if not one.cheap]
        chosen.remove(dear[-1])
        chosen.append(spare.pop(0))
    return sorted(chosen, key=lambda one: (*_before(one), not one.cheap))


def _good(assessment: Assessment) -> tuple[str, ...]:
    named = [text for _, text in assessment.good]
    return (*named, *assessment.response.questionnaire.encouragements[: max(0, GOOD - len(named))])


def _accented(accents: frozenset[str], measures: Iterable[AdvisedMeasure]) -> tuple[AdvisedMeasure, ...]:
    """Put what the region stresses first among what is as serious and as cheap; which measures is decided already."""

    def stressed(one: AdvisedMeasure) -> bool:
        return not accents.isdisjoint((one.measure.id, *(finding.question.form for finding in one.because)))

    return tuple(sorted(measures, key=lambda one: (*_before(one), not one.cheap, not stressed(one))))


def _region(response: Response) -> Region | None:
    return response.questionnaire.regions.get(response.region) if response.region else None


def _offers(region: Region | None, response: Response) -> tuple[Offer, ...]:
    """Keep the offers for this shop; one whose condition cannot be told yet is not."""
    return tuple(
        offer
        for offer in (region.offers if region else ())
        if response.sector in offer.sectors and (offer.when is None or offer.when.holds(response.values))
    )
