"""The annex: measures for later, the answers, the sources. Where room ends, the least is counted, not printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shopcheck.core.questionnaire import Tier
from shopcheck.letter.columns import ANSWERS, LIST, fit, height, rows_of
from shopcheck.letter.letter import Annex, Chapter, Later, Quote, Reference
from shopcheck.letter.room import NOTE, SCORE_NOTE, running
from shopcheck.letter.wording import cost, lower_first, when

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from shopcheck.core.advice import Advice
    from shopcheck.core.questionnaire import Question, SourceId
    from shopcheck.core.response import Response
    from shopcheck.letter.facts import Facts

MOST_LATER = 10  # measures for later, the weightiest; the others are online
MANY = 8  # answers that are worth another page
NOTHING: frozenset[Question] = frozenset()
LATER_SHARE = 0.3  # of the annex that measures for later may take where deeper answers do not fit either
LONGEST = 120  # signs of an answer in the owner's own words


def measures_for_later(advice: Advice, facts: Facts) -> tuple[Later, ...]:
    """The measures that are not among the first, the weightiest first, each in one line."""
    measures = [facts.measure(one.measure) for one in advice.others]
    return tuple(Later(one.title, cost(one), lower_first(when(one))) for one in measures)


def fit_later(later: Sequence[Later], room: float, least: int) -> tuple[Later, ...]:
    """Keep the weightiest measures for later that fit, below their head and a sentence; none if that is too few."""
    kept = fit(later[:MOST_LATER], lambda kept: [*kept, *_more(kept, later)], room - NOTE, LIST)
    return tuple(kept) if len(kept) >= min(least, len(later)) else ()


def later_room(response: Response, room: float) -> float:
    """Say what room measures for later may take beside the answers: what those leave, or a share of a long check."""
    return max(room * LATER_SHARE * _is_deep(response), room - _height(response, _answered(response)))


def later_height(kept: Sequence[Later], later: Sequence[Later]) -> float:
    """Height of the list of measures for later, or of the sentence that says how many there are."""
    return height([*kept, *_more(kept, later)], LIST) + NOTE if later else 0.0


def _more(kept: Sequence[Later], later: Sequence[Later]) -> list[str]:
    return [f"En nog {len(later)} maatregelen, online bij uw uitslag."] if len(kept) < len(later) else []


def compose_annex(advice: Advice, sources: tuple[Reference, ...], room: float, next_page: float) -> Annex:
    """Fill the room left behind the card, and a page more where there is one."""
    response = advice.assessment.response
    listed = sources_height(sources)
    told, told_on = _told(advice, room - listed), NOTHING
    if next_page and len(told) < len(response.answers):
        told, told_on = _told_on_two_pages(response, room + SCORE_NOTE, next_page - listed)
    return Annex(
        chapters=tuple(_chapters(response, told)),
        chapters_on=tuple(_chapters(response, told_on)),
        more_answers=len(response.answers) - len(told) - len(told_on),
        sources=sources,
    )


def core_height(response: Response) -> float:
    """Height of the answers of the quick path."""
    return _height(response, [one for one in _answered(response) if one.tier is Tier.CORE])


def references(numbers: Mapping[SourceId, int], facts: Facts) -> tuple[Reference, ...]:
    """Give the sources in the order of their numbers."""
    return tuple(Reference(at, facts.source(one).title, facts.source(one).publisher) for one, at in numbers.items())


def sources_height(sources: Iterable[Reference]) -> float:
    """Height of the sources, one after the other."""
    return running(" ".join(f"{one.number} {one.title}, {one.publisher}." for one in sources))


def cited(sources: Iterable[SourceId], numbers: Mapping[SourceId, int]) -> tuple[int, ...]:
    """Give the numbers of sources in the list of sources."""
    return tuple(sorted(numbers[one] for one in sources))


def quote(response: Response, question: Question) -> Quote:
    """Quote an answer in the words of the questionnaire, or the owner's own."""
    options = response.options(question)
    said = ", ".join(option.text for option in options) or " ".join(str(response.answers[question.id]).split())
    return Quote(question.text, said if len(said) <= LONGEST or options else f"{said[:LONGEST]}…")


def _height(response: Response, told: Sequence[Question]) -> float:
    return height(rows_of(_chapters(response, frozenset(told))), ANSWERS)


def _is_deep(response: Response) -> bool:
    return any(one.tier is Tier.DEEP for one in _answered(response))


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
    first = _fit_answers(response, answered[:-MANY], room)
    return frozenset(first), frozenset(_fit_answers(response, answered[len(first) :], on))


def _fit_answers(response: Response, answered: Sequence[Question], room: float) -> Sequence[Question]:
    if _height(response, answered) <= room:
        return answered
    return fit(answered, lambda told: rows_of(_chapters(response, frozenset(told))), room - NOTE, ANSWERS)


def _chapters(response: Response, told: frozenset[Question]) -> Iterable[Chapter]:
    for form in response.questionnaire.forms:
        answers = tuple(quote(response, question) for question in form.questions if question in told)
        if answers:
            yield Chapter(form.title, answers)
