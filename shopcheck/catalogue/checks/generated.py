"""Made-up shops, each with every safer answer in turn and every measure done: no score and no class may rise.

The proofs elsewhere are exact where what matters is small. This one is broad: it would find what nobody thought of.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shopcheck.catalogue.checks.search import possible
from shopcheck.catalogue.shops import shops, smallest, told
from shopcheck.core.advice import advise, what_if
from shopcheck.core.assessment import assess
from shopcheck.core.findings import lost
from shopcheck.core.response import chosen, respond
from shopcheck.core.scores import score

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from shopcheck.catalogue.checks.places import Places
    from shopcheck.core.errors import Problem
    from shopcheck.core.questionnaire import Measure, Option, Question, QuestionId, Questionnaire
    from shopcheck.core.response import Answer, Response

    Answers = Mapping[QuestionId, Answer]
    Risen = tuple[str, str, str]  # which figure, before, after

SHOPS = 500  # each with some hundred answers changed
LEAST = 1e-9  # what a sum of broken numbers may be beside the mark


@dataclass(frozen=True, slots=True)
class Figures:
    """What may never rise by a safer answer."""

    inherent: float
    prevention: float
    detection: float
    severity: int

    def risen(self, after: Figures, classes: Sequence[str]) -> Risen | None:
        """Name the first figure that is higher afterwards, with both values."""
        for name in ("inherent", "prevention", "detection"):
            before, now = getattr(self, name), getattr(after, name)
            if now > before + LEAST:
                return name, f"{round(before, 1):g}", f"{round(now, 1):g}"
        if after.severity > self.severity >= 0:
            return "de klasse", classes[self.severity], classes[after.severity]
        return None


def generated(questionnaire: Questionnaire, places: Places) -> Iterator[Problem]:
    """Try made-up shops; of each flaw one example is told, brought down to the answers that matter."""
    proof, told_before = _Proof(questionnaire, places), set[tuple[str, ...]]()
    for shop in shops(questionnaire, SHOPS):
        response = respond(questionnaire, shop)
        for key, problem in (*proof.flips(shop, response), *proof.measures(response), *proof.advice(response)):
            if key not in told_before:
                told_before.add(key)
                yield problem()


class _Proof:
    """What is tried on each shop; a flaw is a key, so that it is told once, and the problem, worked out when told."""

    def __init__(self, questionnaire: Questionnaire, places: Places) -> None:
        self.questionnaire = questionnaire
        self.places = places
        self.share = questionnaire.scoring.unknown_share
        self.classes = [one.id for one in questionnaire.scoring.classes]

    def of(self, answers: Answers) -> Figures:
        return self.figures(respond(self.questionnaire, answers))

    def figures(self, response: Response) -> Figures:
        found = score(response)
        severity = -1 if found.risk_class is None else self.classes.index(found.risk_class.id)
        return Figures(found.inherent, *found.exact, severity)

    def flips(self, shop: Answers, response: Response) -> Iterator[tuple[tuple[str, ...], Callable[[], Problem]]]:
        """Give a safer answer to one question, each in turn. What was hidden may come to count by it."""
        before = self.figures(response)
        for question in response.asked:
            now = response.options(question)
            for answer in self._safer(question, now):
                after = self.of({**shop, question.id: answer})
                if self._risen(question, before, after):
                    yield ("PC608", question.id), self._flip(shop, question, answer)

    def _safer(self, question: Question, now: Sequence[Option]) -> Iterator[Answer]:
        if not now or any(option.not_applicable for option in now):
            return
        loses = lost(question, now, self.share)
        for answer in possible(question):
            then = chosen(question, answer)
            if any(one.not_applicable or (one.critical is not False and now[0].unknown) for one in then):
                continue  # n.v.t. is no safer answer; and "weet ik niet" is never critical, whatever it hides
            less = lost(question, then, self.share)
            if less != loses and all(a <= b for a, b in zip(less, loses, strict=True)):
                yield answer

    def _risen(self, question: Question, before: Figures, after: Figures) -> Risen | None:
        """Other circumstances make another shop: there only the inherent score is held against the one before."""
        if question.form == self.questionnaire.circumstances:
            after = Figures(after.inherent, before.prevention, before.detection, before.severity)
        return before.risen(after, self.classes)

    def _flip(self, answers: Answers, question: Question, answer: Answer) -> Callable[[], Problem]:
        def risen(shop: Answers) -> Risen | None:
            if question.id not in shop:
                return None
            return self._risen(question, self.of(shop), self.of({**shop, question.id: answer}))

        def problem() -> Problem:
            least = smallest(answers, lambda shop: risen(shop) is not None)
            scale, before, after = risen(least) or ("", "", "")
            change = {"question": question.id, "to": "+".join(answer) if isinstance(answer, tuple) else answer}
            words = {"scale": scale, "before": before, "after": after, "example": told(least)}
            return self.places.questions[question.id].problem("PC608", **change, **words)

        return problem

    def measures(self, response: Response) -> Iterator[tuple[tuple[str, ...], Callable[[], Problem]]]:
        """Do one measure, each in turn."""
        before = self.figures(response)
        for measure in self.questionnaire.measures.values():
            after = what_if(response, [measure])
            if after.answers != response.answers and before.risen(self.figures(after), self.classes):
                yield ("PC609", measure.id), self._measure(response.answers, measure)

    def _measure(self, answers: Answers, measure: Measure) -> Callable[[], Problem]:
        def risen(shop: Answers) -> Risen | None:
            response = respond(self.questionnaire, shop)
            return self.figures(response).risen(self.figures(what_if(response, [measure])), self.classes)

        def problem() -> Problem:
            least = smallest(answers, lambda shop: risen(shop) is not None)
            scale, before, after = risen(least) or ("", "", "")
            words = {"scale": scale, "before": before, "after": after, "example": told(least)}
            return self.places.measures[measure.id].problem("PC609", name=measure.id, **words)

        return problem

    def advice(self, response: Response) -> Iterator[tuple[tuple[str, ...], Callable[[], Problem]]]:
        """Every answer that costs points is behind a measure, or on the list of what to find out."""
        found = advise(assess(response))
        behind = {finding.rule for one in (*found.first, *found.others) for finding in one.because}
        for finding in found.assessment.findings:
            if (finding.points or finding.detection) and not finding.unknown and finding.rule not in behind:
                yield ("PC612", finding.rule), self._lost(response.answers, finding.question.id, finding.rule)

    def _lost(self, answers: Answers, question: QuestionId, rule: str) -> Callable[[], Problem]:
        def gone(shop: Answers) -> bool:
            found = advise(assess(respond(self.questionnaire, shop)))
            behind = {finding.rule for one in (*found.first, *found.others) for finding in one.because}
            return rule in {finding.rule for finding in found.assessment.findings} - behind

        return lambda: self.places.questions[question].problem(
            "PC612", name=rule, example=told(smallest(answers, gone))
        )
