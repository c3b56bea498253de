"""The last page: measures for later, the answers, the sources. Where room ends, the least is counted, not printed."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from shopcheck.core.questionnaire import Tier
from shopcheck.letter.letter import Annex, Chapter, Later, Quote, Reference
from shopcheck.letter.room import ANSWERS, LIST, NOTE, TITLE, columns, fit
from shopcheck.letter.wording import cost, lower_first, when

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from shopcheck.core.advice import Advice
    from shopcheck.core.questionnaire import Question, SourceId
    from shopcheck.core.response import Response
    from shopcheck.letter.facts import Facts
    from shopcheck.letter.room import Room

MANY = 8  # answers that are worth another page
NOTHING: frozenset[Question] = frozenset()
LONGEST = 120  # signs of an answer in the owner's own words


def measures_for_later(advice: Advice, facts: Facts) -> tuple[Later, ...]:
    """The measures that are not among the first, the weightiest first, each in one line."""
    measures = [facts.measure(one.measure) for one in advice.others]
    return tuple(Later(one.title, cost(one), lower_first(when(one))) for one in measures)


def _later_size(later: Later) -> str:
    """The text of a measure for later, as it is measured."""
    return f"{later.title} {later.cost}, {later.when}"


def fit_later(later: Sequence[Later], room: float, least: int = 1) -> tuple[Later, ...]:
    """Keep the measures for later that fit in the room, below their head and a sentence; none if that is too few."""
    if columns(map(_later_size, later)) <= room - NOTE:
        return tuple(later)
    kept = fit(later, _later_size, room - NOTE - LIST.line / 2)  # in one column a line says how many are left
    return kept if len(kept) >= least else ()


def compose_annex(
    advice: Advice, later: Sequence[Later], facts: Facts, numbers: Mapping[SourceId, int], room: Room
) -> Annex:
    """Fill the room left behind the card. `later` is what found no place before it."""
    response = advice.assessment.response
    sources = tuple(Reference(at, facts.source(one).title, facts.source(one).publisher) for one, at in numbers.items())
    listed = sources_height(numbers, facts)
    left = room.annex - listed
    kept = fit_later(later, max(left * room.later_share, left - _answers_height(response) - NOTE))
    left -= columns(map(_later_size, kept)) + NOTE
    told, told_on = _told(advice, left), NOTHING
    if room.next_page and len(response.answers) - len(told) >= MANY:
        told, told_on = _told_on_two_pages(response, left, room.next_page - listed)
    return Annex(
        later=kept,
        more_later=len(later) - len(kept),
        chapters=tuple(_chapters(response, told)),
        chapters_on=tuple(_chapters(response, told_on)),
        more_answers=len(response.answers) - len(told) - len(told_on),
        sources=sources,
    )


def sources_height(sources: Iterable[SourceId], facts: Facts) -> float:
    """Height of the list of sources."""
    return columns(f"{facts.source(one).title} {facts.source(one).publisher}" for one in sources)


def cited(sources: Iterable[SourceId], numbers: Mapping[SourceId, int]) -> tuple[int, ...]:
    """Give the numbers of sources in the list of sources."""
    return tuple(sorted(numbers[one] for one in sources))


def quote(response: Response, question: Question) -> Quote:
    """Quote an answer in the words of the questionnaire, or the owner's own."""
    options = response.options(question)
    said = ", ".join(option.text for option in options) or " ".join(str(response.answers[question.id]).split())
    return Quote(question.text, said if len(said) <= LONGEST or options else f"{said[:LONGEST]}…")


def _answers_height(response: Response) -> float:
    """Height of all answers, below their head."""
    said = [_size(quote(response, one)) for one in _answered(response)]
    return columns(said, ANSWERS) + _titles_height(response)


def _titles_height(response: Response) -> float:
    return TITLE * ceil(len({question.form for question in _answered(response)}) / 2)


def _answered(response: Response) -> list[Question]:
    return [question for question in response.asked if question.id in response.answers]


def _told(advice: Advice, room: float) -> frozenset[Question]:
    """The questions whose answers are printed: all that fit; first those behind advice, then core, then deeper ones."""
    response = advice.assessment.response
    telling = {finding.question.id for finding in advice.assessment.findings}
    answered = sorted(_answered(response), key=lambda one: (one.id not in telling, one.tier is not Tier.CORE))
    return frozenset(_fit_answers(response, answered, room))


def _told_on_two_pages(response: Response, room: float, on: float) -> tuple[frozenset[Question], frozenset[Question]]:
    """The questions whose answers are printed on either page, where there is a page to go on: in their own order."""
    answered = _answered(response)
    first = _fit_answers(response, answered, room)
    return frozenset(first), frozenset(_fit_answers(response, answered[len(first) :], on))


def _fit_answers(response: Response, answered: Sequence[Question], room: float) -> tuple[Question, ...]:
    return fit(answered, lambda one: _size(quote(response, one)), room - _titles_height(response), ANSWERS)


def _size(said: Quote) -> str:
    return f"{said.question} {said.answer}"


def _chapters(response: Response, told: frozenset[Question]) -> Iterable[Chapter]:
    for form in response.questionnaire.forms:
        answers = tuple(quote(response, question) for question in form.questions if question in told)
        if answers:
            yield Chapter(form.title, answers)
