"""Made-up shops, for proofs and for comparing versions: the same name and seed give the same shop, on any machine.

Each shop is careful in its own measure, so that all classes come up. An answer hangs on the names of question and
option alone, so in another version of the questionnaire a shop answers what stayed as it did before. Nothing is random.
"""

from __future__ import annotations

from hashlib import blake2b
from math import exp, log
from typing import TYPE_CHECKING

from shopcheck.core.questionnaire import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from shopcheck.core.questionnaire import Option, Question, QuestionId, Questionnaire
    from shopcheck.core.response import Answer

    Answers = Mapping[QuestionId, Answer]

SEED = 2026
SLANT = 4.0  # how much a careful shop prefers safe answers, and a careless one unsafe answers
RARE = 0.15  # how often "weet ik niet" and "n.v.t." come up beside an ordinary answer
NUMBERS = (0, 1, 2, 5, 20, 100, 500, 1000, 5000)
HALF = 0.5


def shops(
    questionnaire: Questionnaire, number: int, seed: int = SEED, branches: Sequence[str] = ()
) -> Iterator[dict[QuestionId, Answer]]:
    """Give so many made-up shops; every branch (or every one of these) has its turn."""
    branch = questionnaire.questions[questionnaire.branch_question]
    turns = branches or tuple(branch.option)
    for at in range(number):
        shop = made_up(questionnaire.questions.values(), f"{seed}/{at}")
        yield shop | {branch.id: turns[at % len(turns)]}


def made_up(questions: Iterable[Question], name: str) -> dict[QuestionId, Answer]:
    """Answer every question, also those that may not apply: the route decides which of the answers count."""
    slant = SLANT * (2 * _chance(name, "") - 1)
    return {question.id: _answer(question, name, slant) for question in questions}


def told(answers: Answers) -> str:
    """Write answers as an author reads them: "vraag = antwoord", the answers to a choices question joined by +."""
    spelled = {name: "+".join(one) if isinstance(one, tuple) else one for name, one in answers.items()}
    return ", ".join(f"{name} = {answer}" for name, answer in spelled.items())


def smallest(answers: Answers, still: Callable[[Answers], bool]) -> Answers:
    """Leave out every answer that the flaw does not need."""
    least = dict(answers)
    for name in reversed(list(answers)):
        without = {one: answer for one, answer in least.items() if one != name}
        if still(without):
            least = without
    return least


def _answer(question: Question, name: str, slant: float) -> Answer:
    match question.kind:
        case Kind.CHOICE:
            return min(question.options, key=lambda option: _wait(question, option, name, slant)).id
        case Kind.CHOICES:
            first, *others = sorted(question.options, key=lambda option: _wait(question, option, name, slant))
            chosen = {first.id} | {one.id for one in others if _loses(one) and _chance(name, one.id) < HALF}
            return tuple(one.id for one in question.options if one.id in chosen) if _loses(first) else (first.id,)
        case Kind.NUMBER:
            return NUMBERS[int(_chance(name, question.id) * len(NUMBERS))]
        case Kind.TEXT:
            return "tekst"


def _wait(question: Question, option: Option, name: str, slant: float) -> float:
    """The option with the shortest wait is chosen: each as often as its weight (an exponential race)."""
    weight = RARE if option.unknown or option.not_applicable else exp(slant * _share(question, option))
    return -log(_chance(name, f"{question.id}.{option.id}")) / weight


def _share(question: Question, option: Option) -> float:
    """Where an option stands between the safest (-½) and the worst answer (½)."""
    worst = question.worst + question.worst_detection
    return (option.points + option.detection) / worst - HALF if worst else 0


def _loses(option: Option) -> bool:
    return bool(option.points or option.detection or option.law)


def _chance(name: str, what: str) -> float:
    """Give a number between 0 and 1 that is always the same for these words."""
    digest = blake2b(f"{name}/{what}".encode(), digest_size=7).digest()
    return (int.from_bytes(digest) + 1) / (2**56 + 1)
