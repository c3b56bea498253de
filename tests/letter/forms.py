"""Paper forms for tests, and an owner who reads them: does exactly what a sentence says, and knows nothing else."""

from __future__ import annotations

import re
from itertools import product
from typing import TYPE_CHECKING

from shopcheck.core.codes import codes, letters
from shopcheck.core.paper import CORE, on_paper
from shopcheck.core.questionnaire import Kind, QuestionId
from shopcheck.core.response import parse_answer, respond
from shopcheck.letter import compose_form
from shopcheck.letter.applies import UNSAID
from tests.letter import shops

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from shopcheck.core.paper import PaperQuestion
    from shopcheck.core.questionnaire import OptionId, Questionnaire, Sector, Tier
    from shopcheck.letter import PaperForm

PICK = re.compile(r"bij (\w+)\xa0([a-z]{1,2}\b(?:(?:, | of | tot en met )[a-z]{1,2}\b)*)")

Ticked = dict[str, set[str]]  # code → letters


def form(sector: Sector | None = None, branch: OptionId | None = None, tiers: frozenset[Tier] = CORE) -> PaperForm:
    """Compose a form of the real questionnaire."""
    return compose_form(shops.overval(), sector, branch, tiers, on=shops.ON)


def obeyed(sentences: str, ticked: Ticked, alphabet: Mapping[str, list[str]]) -> bool:
    """Say whether an owner who ticked this answers a question with these sentences above it."""
    return all(_obeyed(one, ticked, alphabet) for one in sentences.split(". ") if one)


def _obeyed(sentence: str, ticked: Ticked, alphabet: Mapping[str, list[str]]) -> bool:
    verb = re.match(r"(Alleen|Niet) invullen als u bij ", sentence)
    assert verb, sentence
    picks = PICK.findall(sentence)
    assert len(picks) == sentence.count("bij ")
    met = [bool(ticked[code] & _spelled(said, alphabet[code])) for code, said in picks]
    joined = any(met) if " of bij " in sentence else all(met)
    return joined if verb[1] == "Alleen" else not joined


def _spelled(said: str, alphabet: list[str]) -> set[str]:
    found: set[str] = set()
    for part in re.split(", | of ", said):
        first, _, last = part.partition(" tot en met ")
        found.update(alphabet[alphabet.index(first) : alphabet.index(last or first) + 1])
    return found


def misread(questionnaire: Questionnaire, made: PaperForm, asked: tuple[PaperQuestion, ...]) -> Iterator[str]:
    """Find every way to answer in which paper and program do not agree on what is asked."""
    known = codes(questionnaire)
    printed = {one.code: one for subject in made.subjects for one in subject.asked}
    alphabet = {known[one.question.id]: list(letters(one.question).values()) for one in asked}
    on = {one.question.id: one for one in asked}
    for one in asked:
        sentences = printed[known[one.question.id]].applies
        if sentences == UNSAID:
            continue
        looked_at = one.question.when.names if one.question.when else ()
        names = dict.fromkeys([questionnaire.branch_question, *map(QuestionId, looked_at)])
        for ways in product(*(list(_ways(on[name])) for name in names if name in on)):
            ticked = {known[name]: {letters(on[name].question)[option] for option in way} for name, way in ways}
            answers = {name: parse_answer(on[name].question, way) for name, way in ways}
            response = respond(questionnaire, {name: answer for name, answer in answers.items() if answer is not None})
            if obeyed(sentences, ticked, alphabet) is not (one.question in response.asked):
                yield f"{one.question.id}: {sentences} with {ticked}"


def _ways(asked: PaperQuestion) -> Iterator[tuple[QuestionId, tuple[OptionId, ...]]]:
    """Tick each option alone; where several may be ticked, each pair too."""
    ids = [option.id for option in asked.options]
    pairs = product(ids, ids) if asked.question.kind is Kind.CHOICES else ()
    for way in [*((one,) for one in ids), *pairs]:
        if parse_answer(asked.question, dict.fromkeys(way)) is not None:
            yield asked.question.id, tuple(dict.fromkeys(way))


def paper(
    questionnaire: Questionnaire, sector: Sector | None, branch: OptionId | None, tiers: frozenset[Tier]
) -> tuple[PaperForm, tuple[PaperQuestion, ...]]:
    """Give a form and the questions it was made of."""
    return (
        compose_form(questionnaire, sector, branch, tiers, on=shops.ON),
        on_paper(questionnaire, sector, branch, tiers),
    )
