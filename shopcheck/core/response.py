"""One shop's answers to one version, with the route applied: only questions that apply count.

The meanings, once and for all:

- missing: not asked yet, or skipped; counts nowhere, and a condition that needs it cannot be told.
- unknown ("weet ik niet"): an answer; loses a fixed share of the worst answer and asks to be found out.
- not applicable ("n.v.t."): leaves what is lost and what could be lost; so it is never better than the safest answer.
- hidden: an answer to a question that does not apply here; kept by the owner, seen by no rule.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from shopcheck.core.questionnaire import Kind, Questionnaire, RegionCode, Sector

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from shopcheck.core.questionnaire import Option, Question, QuestionId

Answer = str | int | tuple[str, ...]  # choice or text · number · choices

LONGEST_TEXT = 500
LONGEST_NUMBER = 7  # digits


@dataclass(frozen=True, slots=True)
class Response:
    """The answers that count, in the order of the route, and the questions that apply."""

    questionnaire: Questionnaire
    answers: Mapping[QuestionId, Answer]
    asked: tuple[Question, ...]

    @property
    def sector(self) -> Sector | None:
        """The sector that the branch belongs to; None while the branch is not known."""
        return sector_of(self.questionnaire, self.answers)

    @property
    def values(self) -> dict[str, object]:
        """The answers as conditions see them."""
        return {name: list(answer) if isinstance(answer, tuple) else answer for name, answer in self.answers.items()}

    @property
    def region(self) -> RegionCode | None:
        """The police unit, if given."""
        region = self.answers.get(self.questionnaire.region_question)
        return RegionCode(region) if isinstance(region, str) else None

    def options(self, question: Question) -> tuple[Option, ...]:
        """Give the options that were chosen for a question, in the order of the file."""
        return chosen(question, self.answers.get(question.id))


def chosen(question: Question, answer: Answer | None) -> tuple[Option, ...]:
    """Give the options that an answer names, in the order of the file; none for a number or a text."""
    if isinstance(answer, str):
        return (question.option[answer],) if answer in question.option else ()
    if isinstance(answer, tuple):
        return tuple(option for option in question.options if option.id in answer)
    return ()


def sector_of(questionnaire: Questionnaire, answers: Mapping[QuestionId, Answer]) -> Sector | None:
    """Derive the sector from the branch."""
    branch = questionnaire.questions[questionnaire.branch_question]
    found = chosen(branch, answers.get(branch.id))
    return found[0].sector if found else None


def respond(questionnaire: Questionnaire, answers: Mapping[QuestionId, Answer]) -> Response:
    """Apply the route: keep the answers to questions that apply, in one pass over the questions in order.

    A `when` looks only at earlier questions that apply themselves (the catalogue sees to the first), so an answer that
    is hidden never makes another question appear. A condition that cannot be told yet does not hold.
    """
    kept: dict[QuestionId, Answer] = {}
    values: dict[str, object] = {}
    asked: list[Question] = []
    for question in _of_sector(questionnaire, sector_of(questionnaire, answers)):
        if question.when is not None and question.when.holds(values) is not True:
            continue
        asked.append(question)
        answer = answers.get(question.id)
        if answer is not None:
            kept[question.id] = answer
            values[question.id] = list(answer) if isinstance(answer, tuple) else answer
    return Response(questionnaire, MappingProxyType(kept), tuple(asked))


@lru_cache(maxsize=64)
def _of_sector(questionnaire: Questionnaire, sector: Sector | None) -> tuple[Question, ...]:
    """Every question for this sector, in order; for all sectors while the branch is not known."""
    return tuple(one for one in questionnaire.questions.values() if sector is None or sector in one.sectors)


def parse_answer(question: Question, raw: Iterable[str]) -> Answer | None:
    """Turn what was posted or written in a file into an answer; None when it is none of the possible answers."""
    values = [value.strip() for value in raw]
    if question.kind is Kind.CHOICES:
        ids = {option.id for option in question.options}
        picked = tuple(option.id for option in question.options if option.id in values)
        return picked if values and ids.issuperset(values) and _together(question, picked) else None
    if len(values) != 1 or not values[0]:
        return None
    value = values[0]
    if question.kind is Kind.CHOICE:
        return value if value in question.option else None
    if question.kind is Kind.NUMBER:
        return int(value) if value.isascii() and value.isdigit() and len(value) <= LONGEST_NUMBER else None
    return value if len(value) <= LONGEST_TEXT else None


def _together(question: Question, picked: tuple[str, ...]) -> bool:
    """Refuse "none of these" or "weet ik niet" beside another choice: an option that loses nothing stands alone."""
    alone = [one for one in picked if _stands_alone(question.option[one])]
    return not alone or len(picked) == 1


def _stands_alone(option: Option) -> bool:
    return option.unknown or option.not_applicable or not (option.points or option.detection or option.law)
