"""Paper typed over: `kas3 b` becomes an answer. What is wrong is said with its line, what is doubtful is asked.

The first line says which paper it is, as the QR code on it does: `overval 2026.1 4980 winkel tabak`. Then come codes
with their answers, in any order. Nothing is ever guessed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

from shopcheck.core.codes import codes, letters
from shopcheck.core.questionnaire import Kind, Question, QuestionId, Tier
from shopcheck.core.response import Answer, chosen, parse_answer, respond
from shopcheck.core.typed import DOUBTS, Slip, SlipKind, Stamp, read_items, read_stamp

if TYPE_CHECKING:
    from shopcheck.core.questionnaire import Questionnaire
    from shopcheck.core.typed import Item, Part

Answers = Mapping[QuestionId, Answer]
NOTHING: Answers = MappingProxyType({})

LONGEST = 4000  # signs of one paper; many times what any has
LIKELY = 9999  # a number above this is asked about
NOT_FILLED_IN = {"-", "–"}
BETWEEN_LETTERS = re.compile(r"[\s,./+&]+")


@dataclass(frozen=True, slots=True)
class Rekeyed:
    """What was typed over. `missing` are questions of the short path that apply and of which nothing was typed.

    Of another paper nothing is read, for its codes mean something else. As long as there is a problem nobody can say
    what counts and what is missing, so then there are no doubts.
    """

    stamp: Stamp | None
    answers: Answers = field(default_factory=lambda: NOTHING, repr=False)
    doubts: tuple[Slip, ...] = field(default=(), repr=False)
    problems: tuple[Slip, ...] = field(default=(), repr=False)
    missing: tuple[QuestionId, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class _Given:
    """What is given to a question: no answer where the paper is empty. Line 0: in the stamp, or beside the lines."""

    answer: Answer | None
    code: str
    line: int = 0
    typed: str = ""

    def slip(self, kind: SlipKind, other: int = 0) -> Slip:
        """Say what is the matter with it."""
        return Slip(kind, self.line, self.typed, self.code, (), other)


def rekey(questionnaire: Questionnaire, typed: str, beside: Answers = NOTHING) -> Rekeyed:
    """Read what was typed. `beside` is what was chosen beside the lines, as the region."""
    if len(typed) > LONGEST:
        return Rekeyed(None, problems=(Slip(SlipKind.TOO_MUCH),))
    lines = enumerate(typed.splitlines(), start=1)
    first, *others = [(line, part) for line, text in lines for part in text.split(";") if part.strip()] or [(0, "")]
    stamp, rest = read_stamp(questionnaire, first)
    if isinstance(stamp, Slip):
        return Rekeyed(None, problems=(stamp,))
    given, slips = _gather(questionnaire, stamp, (rest, *others), beside)
    slips += _needed(questionnaire, given, slips)
    answers = {name: one.answer for name, one in given.items() if one.answer is not None}
    problems = tuple(one for one in slips if one.kind not in DOUBTS)
    if problems:
        return Rekeyed(stamp, answers, problems=problems)
    asked = respond(questionnaire, answers).asked
    slips += _not_offered(questionnaire, stamp, given)
    slips += [one.slip(SlipKind.DOES_NOT_COUNT) for name, one in given.items() if _uncounted(name, one, asked)]
    doubts = tuple(sorted(slips, key=lambda one: one.line))
    return Rekeyed(stamp, answers, doubts, missing=_missing(questionnaire, given, asked))


def _gather(
    questionnaire: Questionnaire, stamp: Stamp, parts: tuple[Part, ...], beside: Answers
) -> tuple[dict[QuestionId, _Given], list[Slip]]:
    """Bring together what is given to each question, and what is the matter with it; what came first stays."""
    known = codes(questionnaire)
    branch = {questionnaire.branch_question: stamp.branch} if stamp.branch else {}
    given = {name: _Given(answer, known[name]) for name, answer in {**beside, **branch}.items()}
    slips = [given[name].slip(SlipKind.DIFFERENT) for name in branch if beside.get(name, stamp.branch) != stamp.branch]
    for item in read_items(questionnaire, parts):
        if isinstance(item, Slip):
            slips.append(item)
            continue
        answer, kinds = _read(item)
        slips += [Slip(kind, item.line, item.typed, item.code, _near(item, kind)) for kind in kinds]
        if DOUBTS.issuperset(kinds):
            one = _Given(answer, item.code, item.line, item.typed)
            slips += _twice(given.setdefault(item.question.id, one), one)
    return given, slips


def _read(item: Item) -> tuple[Answer | None, tuple[SlipKind, ...]]:
    """Read the answer of an item, with what is the matter with it."""
    doubtful = (SlipKind.LOOKS_ALIKE,) if item.alike else ()
    if item.value in NOT_FILLED_IN:
        return None, doubtful
    if not BETWEEN_LETTERS.sub("", item.value):
        return None, (SlipKind.NO_ANSWER,)
    answer, kinds = READERS[item.question.kind](item.question, item.value)
    return answer, doubtful + kinds


def _choice(question: Question, value: str) -> tuple[Answer | None, tuple[SlipKind, ...]]:
    spelled = {letter: option for option, letter in letters(question).items()}
    signs: list[str] = []
    for part in filter(None, BETWEEN_LETTERS.split(value.lower())):
        signs += [part] if part in spelled else part
    if not spelled.keys() >= set(signs):
        return None, (SlipKind.UNKNOWN_LETTER,)
    if question.kind is Kind.CHOICE and len(signs) > 1:
        return None, (SlipKind.TWO_LETTERS,)
    answer = parse_answer(question, [spelled[sign] for sign in signs])
    if answer is None:
        return None, (SlipKind.NOT_TOGETHER,)
    return answer, (SlipKind.SAME_AGAIN,) if len(set(signs)) < len(signs) else ()


def _number(question: Question, value: str) -> tuple[Answer | None, tuple[SlipKind, ...]]:
    if not (value.isascii() and value.isdigit()):
        return None, (SlipKind.NO_NUMBER,)
    answer = parse_answer(question, [value])
    if answer is None:
        return None, (SlipKind.OUT_OF_RANGE,)
    return answer, (SlipKind.UNLIKELY,) if int(value) > LIKELY or str(answer) != value else ()


def _text(question: Question, value: str) -> tuple[Answer | None, tuple[SlipKind, ...]]:
    answer = parse_answer(question, [value])
    return answer, () if answer else (SlipKind.TOO_LONG,)


READERS: Mapping[Kind, Callable[[Question, str], tuple[Answer | None, tuple[SlipKind, ...]]]] = {
    Kind.CHOICE: _choice,
    Kind.CHOICES: _choice,
    Kind.NUMBER: _number,
    Kind.TEXT: _text,
}


def _near(item: Item, kind: SlipKind) -> tuple[str, ...]:
    return tuple(letters(item.question).values()) if kind is SlipKind.UNKNOWN_LETTER else ()


def _twice(first: _Given, again: _Given) -> tuple[Slip, ...]:
    """Compare what was given to one question twice; the branch may well stand in the stamp and in a line."""
    if first.answer != again.answer:
        return (again.slip(SlipKind.DIFFERENT, first.line),)
    return (again.slip(SlipKind.SAME_AGAIN, first.line),) if first is not again and first.line else ()


def _needed(questionnaire: Questionnaire, given: Mapping[QuestionId, _Given], slips: list[Slip]) -> list[Slip]:
    """Ask for branch and region, without which no check begins; not when what was typed there is wrong already."""
    known, told = codes(questionnaire), {one.code for one in slips}
    names = (questionnaire.branch_question, questionnaire.region_question)
    empty = (known[name] for name in names if name not in given or given[name].answer is None)
    return [Slip(SlipKind.NEEDED, code=code) for code in empty if code not in told]


def _not_offered(questionnaire: Questionnaire, stamp: Stamp, given: Mapping[QuestionId, _Given]) -> list[Slip]:
    """Doubt a branch of the other sector than the paper was made for: it does not stand there."""
    one = given[questionnaire.branch_question]
    (option,) = chosen(questionnaire.questions[questionnaire.branch_question], one.answer)
    return [one.slip(SlipKind.NOT_OFFERED)] if stamp.sector and option.sector != stamp.sector else []


def _uncounted(name: QuestionId, one: _Given, asked: tuple[Question, ...]) -> bool:
    return one.answer is not None and name not in {question.id for question in asked}


def _missing(
    questionnaire: Questionnaire, given: Mapping[QuestionId, _Given], asked: tuple[Question, ...]
) -> tuple[QuestionId, ...]:
    on_paper = codes(questionnaire).keys() - given.keys()
    return tuple(one.id for one in asked if one.tier is Tier.CORE and one.id in on_paper)
