"""What questions and answers are called on paper: `kas3 b`. Fixed within a version, so that paper can be typed over.

Codes come from the national forms and their order alone. A region may change its own questions within a version, so
these have no code and are not on paper.
"""

from __future__ import annotations

from itertools import chain, count, product
from string import ascii_lowercase
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from shopcheck.core.questionnaire import Form, FormId, OptionId, Question, QuestionId, Questionnaire, Sector

SHORTEST = 3  # letters of a form's name: enough to remember which form it was
DIGITS = 4  # of the check number


def codes(questionnaire: Questionnaire) -> Mapping[QuestionId, str]:
    """Give the code of every national question: the start of the name of its form, and its place there from 1."""
    starts = _starts(questionnaire)
    return MappingProxyType(
        {
            question.id: f"{starts[form.id]}{place}"
            for form in _national(questionnaire)
            for place, question in enumerate(form.questions, start=1)
        }
    )


def letters(question: Question) -> Mapping[OptionId, str]:
    """Give the letter of every option, in the order of the file: a to z, then aa, ab and on."""
    spelled = map("".join, chain.from_iterable(product(ascii_lowercase, repeat=length) for length in count(1)))
    return MappingProxyType(dict(zip((option.id for option in question.options), spelled, strict=False)))


def check_number(questionnaire: Questionnaire) -> str:
    """Give four digits that change with the content: a draft can change without another version."""
    return f"{int(questionnaire.hash, 16) % 10**DIGITS:0{DIGITS}}"


def stamp(questionnaire: Questionnaire, sector: Sector | None = None, branch: OptionId | None = None) -> str:
    """Say which form a paper is: id, version, check number, and the sector and branch if it is for one. Nobody's."""
    whom = [one for one in (sector, branch) if one]
    return " ".join((questionnaire.id, questionnaire.version, check_number(questionnaire), *whom))


def _national(questionnaire: Questionnaire) -> tuple[Form, ...]:
    return tuple(form for form in questionnaire.forms if form.region is None)


def _starts(questionnaire: Questionnaire) -> Mapping[FormId, str]:
    """Choose for each form the shortest start that no earlier form has; letters only, for digits follow."""
    starts: dict[FormId, str] = {}
    for form in _national(questionnaire):
        starts[form.id] = next(one for one in _possible_starts(form.id) if one not in starts.values())
    return starts


def _possible_starts(form_id: str) -> Iterator[str]:
    name = "".join(filter(str.isalpha, form_id))
    yield from (name[:length] for length in range(SHORTEST, len(name)))
    yield from (name + "x" * more for more in count())
