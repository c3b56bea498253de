"""The last page: measures for later, the answers, the sources. Where room ends, the least is counted, not printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shopcheck.core.questionnaire import Tier
from shopcheck.letter.letter import Annex, Chapter, Later, Quote, Reference
from shopcheck.letter.room import columns, fit
from shopcheck.letter.wording import cost, lower_first, when

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from shopcheck.core.advice import Advice
    from shopcheck.core.questionnaire import Question, SourceId
    from shopcheck.core.response import Response
    from shopcheck.letter.facts import Facts

LATER_SHARE = 0.4  # of the room, at most, for measures for later
LONGEST = 120  # signs of an answer in the owner's own words


def all_later(advice: Advice, facts: Facts) -> tuple[Later, ...]:
    """The measures that are not among the first, the weightiest first, each in one line."""
    measures = [facts.measure(one.measure) for one in advice.others]
    return tuple(Later(one.title, cost(one), lower_first(when(one))) for one in measures)


def later_size(later: Later) -> str:
    """The text of a measure for later, as it is measured."""
    return f"{later.title} {later.cost}, {later.when}"


def compose_annex(
    advice: Advice, later: tuple[Later, ...], facts: Facts, numbers: Mapping[SourceId, int], room: float
) -> Annex:
    """Fill the room left behind the card. `later` is empty when those measures found a place before it."""
    response = advice.assessment.response
    listed = sources_height(numbers, facts)
    kept = fit(later, later_size, min(room * LATER_SHARE, room - listed))
    sources = tuple(Reference(at, facts.source(one).title, facts.source(one).publisher) for one, at in numbers.items())
    room -= columns(map(later_size, kept)) + listed
    told = _told(advice, room)
    return Annex(
        later=kept,
        more_later=len(later) - len(kept),
        chapters=tuple(_chapters(response, told)),
        more_answers=len(response.answers) - len(told),
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


def _told(advice: Advice, room: float) -> frozenset[Question]:
    """The questions whose answers are printed: all that fit; first those behind advice, then core, then deeper ones."""
    response = advice.assessment.response
    telling = {finding.question.id for finding in advice.assessment.findings}
    answered = [question for question in response.asked if question.id in response.answers]
    answered.sort(key=lambda one: (one.id not in telling, one.tier is not Tier.CORE))
    return frozenset(fit(answered, lambda one: _size(quote(response, one)), room))


def _size(said: Quote) -> str:
    return f"{said.question} {said.answer}"


def _chapters(response: Response, told: frozenset[Question]) -> Iterable[Chapter]:
    for form in response.questionnaire.forms:
        answers = tuple(quote(response, question) for question in form.questions if question in told)
        if answers:
            yield Chapter(form.title, answers)
