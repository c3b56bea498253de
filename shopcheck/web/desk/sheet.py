"""What the page to type paper over shows: questions with their codes and letters, and what stands beside the lines."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from shopcheck.catalogue import region_of
from shopcheck.core.codes import codes, letters
from shopcheck.core.paper import CORE, on_paper
from shopcheck.core.questionnaire import Kind, Tier
from shopcheck.core.response import parse_answer
from shopcheck.letter import fits_window
from shopcheck.web.addressee import ADDRESS, NAME, OUTSIDE_WINDOW, too_long
from shopcheck.web.forms import field_name
from shopcheck.web.owner.begin import COUNT, DIGITS, POSTCODE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from werkzeug.datastructures import MultiDict

    from shopcheck.core.questionnaire import Question, QuestionId, Questionnaire
    from shopcheck.core.response import Answer
    from shopcheck.core.typed import Stamp


@dataclass(frozen=True, slots=True)
class Asked:
    """One question as it stands on paper: letters with the texts of its answers."""

    code: str
    text: str
    kind: Kind
    options: tuple[tuple[str, str], ...]

    @property
    def name(self) -> str:
        """The name of its inputs, and the id of the first."""
        return f"a_{self.code}"

    @property
    def ticked(self) -> list[str]:
        """What the paper ticked itself: the only answer that it offers, as the branch on a paper of one branch."""
        return [self.options[0][0]] if len(self.options) == 1 else []


@lru_cache(maxsize=16)
def every_code(questionnaire: Questionnaire) -> tuple[Asked, ...]:
    """Give every question that has a code."""
    return tuple(
        _asked(code, questionnaire.questions[name], {one.id for one in questionnaire.questions[name].options})
        for name, code in codes(questionnaire).items()
    )


def on_this_paper(questionnaire: Questionnaire, stamp: Stamp, *, deep: bool) -> tuple[Asked, ...]:
    """Give the questions of one paper, with the answers that it offers."""
    known, tiers = codes(questionnaire), frozenset(Tier) if deep else CORE
    return tuple(
        _asked(known[one.question.id], one.question, {option.id for option in one.options})
        for one in on_paper(questionnaire, stamp.sector, stamp.branch, tiers)
    )


def _asked(code: str, question: Question, offered: set[str]) -> Asked:
    spelled = letters(question)
    options = tuple((spelled[one.id], one.text) for one in question.options if one.id in offered)
    return Asked(code, question.text, question.kind, options)


def lines(asked: tuple[Asked, ...], posted: MultiDict[str, str]) -> Iterator[str]:
    """Write what was chosen in the list as it would be typed."""
    for one in asked:
        chosen = [" ".join(value.split()) for value in posted.getlist(one.name) if value.strip()]
        if chosen:
            yield f"{one.code} {','.join(chosen)}"


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside the lines: as typed, the answers in it, and what is still needed of each input."""

    typed: dict[str, str]
    answers: dict[QuestionId, Answer] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, questionnaire: Questionnaire, posted: MultiDict[str, str]) -> Beside:
        """Read it. The digits of a postcode stay in what is shown again, and nowhere else."""
        chosen = (questionnaire.branch_question, questionnaire.region_question)
        names = (*map(field_name, chosen), POSTCODE, COUNT, NAME, ADDRESS)
        made = cls({name: posted.get(name, "").replace("\r\n", "\n").strip() for name in names})
        for question in chosen:
            answer = parse_answer(questionnaire.questions[question], [made.typed[field_name(question)]])
            if answer is not None:
                made.answers[question] = answer
        made._find_region(questionnaire)
        made._look_at_address()
        return made

    def _find_region(self, questionnaire: Questionnaire) -> None:
        region, typed = questionnaire.region_question, self.typed[POSTCODE]
        if not typed:
            return
        digits = DIGITS.fullmatch(typed)
        found = region_of(digits[1]) if digits else None
        if found not in questionnaire.questions[region].option:
            self.errors[POSTCODE] = "Bij deze cijfers vinden wij geen politieregio. Kies de regio in de lijst."
        elif self.answers.setdefault(region, str(found)) != found:
            self.errors[POSTCODE] = "Deze cijfers horen bij een andere regio dan u koos. Kijk wat er op papier staat."

    def _look_at_address(self) -> None:
        self.errors.update(too_long(self.typed))
        if not self.errors and not fits_window(self.typed[NAME], self.typed[ADDRESS]):
            self.errors[ADDRESS] = OUTSIDE_WINDOW
