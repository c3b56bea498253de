"""An assessment with its advice as a JSON document: the contract of `shopcheck assess` (docs/scoring.md)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shopcheck.core.advice import advise
from shopcheck.core.assessment import assess
from shopcheck.core.questionnaire import Kind
from shopcheck.core.response import respond

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shopcheck.core.advice import Advice, AdvisedMeasure
    from shopcheck.core.assessment import Assessment
    from shopcheck.core.findings import Finding
    from shopcheck.core.questionnaire import QuestionId, Questionnaire
    from shopcheck.core.response import Answer
    from shopcheck.core.scores import TopicScore

Json = dict[str, object]


def outcome(questionnaire: Questionnaire, answers: Mapping[QuestionId, Answer]) -> Json:
    """Assess the answers and write the outcome down; the same answers give the same document, byte for byte."""
    return document(advise(assess(respond(questionnaire, answers))))


def document(advice: Advice) -> Json:
    """Write one advice and the assessment under it as plain JSON values. Scores run from 0 (good) to 100 (bad)."""
    assessment = advice.assessment
    response = assessment.response
    questionnaire = response.questionnaire
    return {
        "questionnaire": questionnaire.id,
        "version": questionnaire.version,
        "hash": questionnaire.hash,
        "sector": response.sector,
        "region": response.region,
        "inherent": {
            "score": assessment.inherent,
            "class": assessment.inherent_level.id,
            "because": [_finding(one) for one in assessment.circumstances],
        },
        "topics": [_topic(topic) for topic in assessment.topics],
        "prevention": {"score": assessment.prevention},
        "detection": {"score": assessment.detection},
        "class": assessment.risk_class.id if assessment.risk_class else None,
        "critical": list(dict.fromkeys(finding.question.id for finding in assessment.critical)),
        "legal": [{"id": point.id, "text": point.text} for point in assessment.law],
        "findings": [_finding(finding) for finding in assessment.findings],
        "good": [{"question": question.id, "text": text} for question, text in assessment.good],
        "advice": [_measure(assessment, one) for one in (*advice.first, *advice.others)],
    }


def _topic(topic: TopicScore) -> Json:
    return {
        "id": topic.form.id,
        "title": topic.form.title,
        "score": topic.score,
        "band": topic.band.id if topic.band else None,
        "lost": _number(topic.side[0]),
        "reachable": _number(topic.side[1]),
        "answered": topic.answered,
        "applicable": topic.applicable,
    }


def _finding(finding: Finding) -> Json:
    chosen = [option.id for option in finding.options]
    several = finding.question.kind is Kind.CHOICES
    return {
        "question": finding.question.id,
        "option": chosen if several else next(iter(chosen), None),
        "points": _number(finding.points),
        "detection": _number(finding.detection),
        "rule": finding.rule,
        "because": finding.because,
        "sources": list(finding.question.sources),
    }


def _measure(assessment: Assessment, one: AdvisedMeasure) -> Json:
    measure = one.measure
    return {
        "measure": measure.id,
        "title": measure.title,
        "priority": one.priority,
        "cost": {"class": measure.cost, "from": measure.cost_from, "to": measure.cost_to},
        "effort": measure.effort,
        "because": sorted(assessment.findings.index(finding) for finding in one.because),
        "sources": list(measure.sources),
        "lowers": {
            "class": one.lowers_class.id if one.lowers_class else None,
            "prevention": one.lowers_prevention,
        },
    }


def _number(value: float) -> float:
    """Write whole points without a decimal point."""
    return int(value) if value == int(value) else round(value, 2)
