"""An answers file: `{answers: {question: option, options or number}}` in YAML or JSON."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from shopcheck.catalogue.files import descend, hold, key_of, place_of
from shopcheck.catalogue.problems import Place, near
from shopcheck.catalogue.reading import Unreadable, read
from shopcheck.catalogue.shapes import AnswersShape
from shopcheck.core.errors import QuestionnaireInvalid
from shopcheck.core.questionnaire import QuestionId
from shopcheck.core.response import parse_answer

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from shopcheck.catalogue.reading import Node
    from shopcheck.core.errors import Problem
    from shopcheck.core.questionnaire import Questionnaire
    from shopcheck.core.response import Answer

Given = str | list[str]


def read_answers(text: str, questionnaire: Questionnaire, path: str) -> Mapping[QuestionId, Answer]:
    """Read the answers of one shop. Raises QuestionnaireInvalid with everything wrong; an example shop is fine too."""
    try:
        # What was no UTF-8 when it was read comes out as such again, and is refused with its line.
        root = read(text.encode(errors="surrogatepass"), path)
    except Unreadable as error:
        raise QuestionnaireInvalid(error.problems) from None
    shape, wrong = hold(root, AnswersShape, path)
    if shape is None:
        raise QuestionnaireInvalid(wrong)
    answers, wrong = given(shape.answers, questionnaire, root, path)
    if wrong:
        raise QuestionnaireInvalid(wrong)
    return MappingProxyType(answers)


def given(
    answers: Mapping[str, Given], questionnaire: Questionnaire, root: Node, path: str
) -> tuple[dict[QuestionId, Answer], tuple[Problem, ...]]:
    """Turn what a file gives into answers, and say what is no possible answer."""
    parsed: dict[QuestionId, Answer] = {}
    problems: list[Problem] = []
    for name, raw in answers.items():
        question = questionnaire.questions.get(QuestionId(name))
        if question is None:
            place = key_of(path, root, ("answers", name))
            problems.append(place.problem("PC301", name=name, near=near(name, questionnaire.questions)))
            continue
        answer = parse_answer(question, [raw] if isinstance(raw, str) else raw)
        if answer is None:
            problems.extend(_impossible(name, raw, tuple(question.option), root, path))
        else:
            parsed[question.id] = answer
    return parsed, tuple(problems)


def _impossible(name: str, raw: Given, options: tuple[str, ...], root: Node, path: str) -> Iterator[Problem]:
    words = [raw] if isinstance(raw, str) else raw
    strange = [number for number, word in enumerate(words) if options and word not in options]
    for number in strange:
        place = _place(root, path, name, number)
        yield place.problem("PC801", value=words[number], question=name, near=near(words[number], options))
    if not strange:
        value = ", ".join(words)
        yield _place(root, path, name, -1).problem("PC801", value=value, question=name, near=_why(words, options))


def _place(root: Node, path: str, name: str, number: int) -> Place:
    loc = ("answers", name, number)
    return place_of(path, root, loc if len(descend(root, loc)) == len(loc) + 1 else loc[:-1])


def _why(words: list[str], options: tuple[str, ...]) -> str:
    if not options:
        return "Schrijf een heel getal van hooguit 7 cijfers, of een tekst van hooguit 500 tekens."
    return "Deze antwoorden gaan niet samen." if len(words) > 1 else ""
