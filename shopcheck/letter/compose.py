"""From advice to letter: choose, word and number everything that is printed. Pure: no clock, no files.

A letter never has a hole: what it needs and may not print, or cannot find, stops it with LetterRefused.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from shopcheck.core.errors import LetterRefused
from shopcheck.core.questionnaire import ContactId
from shopcheck.letter.addressee import window
from shopcheck.letter.annex import (
    cited,
    compose_annex,
    core_height,
    fit_later,
    later_height,
    later_room,
    measures_for_later,
    quote,
    references,
    sources_height,
)
from shopcheck.letter.columns import LIST, height
from shopcheck.letter.facts import Facts
from shopcheck.letter.front import compose_front
from shopcheck.letter.letter import Card, Comment, Duty, FirstMeasure, Helper, Letter, Letterhead, Local, Topic
from shopcheck.letter.outcome import scores, together
from shopcheck.letter.room import NOTE, boxed, is_dense, lay_out, paragraphs, place
from shopcheck.letter.wording import cost, day, lower_first, when

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from shopcheck.core.advice import Advice, AdvisedMeasure
    from shopcheck.core.assessment import Assessment
    from shopcheck.core.questionnaire import LawPoint, Offer, RegionalText, SourceId
    from shopcheck.core.scores import TopicScore
    from shopcheck.core.sharing import Remark
    from shopcheck.letter.letter import Later, Quote
    from shopcheck.letter.room import Placed

# The contacts that a letter cannot do without; each has a telephone number and was verified.
EMERGENCY, POLICE = ContactId("spoed"), ContactId("politie")
ANONYMOUS, AFTERCARE = ContactId("mma"), ContactId("slachtofferhulp")

SIGNS = frozenset({"groen", "geel", "oranje", "rood"})  # the pictures there are; classes and bands are named after them
QUOTES = 2  # answers quoted with a measure
FEW = 5  # measures for later, or all, that make a list
FIND_OUT = 6  # questions in the list of what to find out
SPARE = 10.0  # mm for what the columns of the answers differ
ONLINE = Local("", "Uw regio heeft nog meer voor u. Dat leest u online, bij uw uitslag.", "", ())


def compose(
    advice: Advice, name: str, address: str, *, on: date, resume_url: str, reference: str, remark: Remark | None = None
) -> Letter:
    """Make the letter of one shop as of one day.

    `name` and `address` are what the owner typed, or empty; `remark` is an adviser's. `resume_url` is the page where a
    code is typed and never holds the code. Raises LetterRefused: a fact is expired, not verified or absent, or the
    check has no outcome yet.
    """
    _refuse_holes(advice.assessment, resume_url)
    facts = Facts(advice.assessment.response.questionnaire, on)
    helpers = tuple(map(facts.contact, advice.region.contacts)) if advice.region else ()
    local, numbers = _local(advice, facts)
    measures = tuple(_first_measure(at, one, advice, facts, numbers) for at, one in enumerate(advice.first, start=1))
    duties = tuple(_duty(point, facts, numbers) for point in advice.assessment.law)
    find_out = tuple(question.text for question in advice.find_out[:FIND_OUT])
    layout = lay_out(measures, len(advice.assessment.topics))
    placed = place(_heights(remark, helpers, local, duties, find_out), layout)
    sources = references(numbers, facts)
    must = sources_height(sources) + core_height(advice.assessment.response) + SPARE
    if local and placed.annex < must:  # law, sources and the answers of the quick path go before what a region says
        local, sources = (ONLINE,), references(_numbers(advice), facts)
        placed = place(_heights(remark, helpers, local, duties, find_out), layout)
    placed, later, more_later = _place_later(placed, advice, facts, sources_height(sources))
    return Letter(
        head=_letterhead(advice, facts, window(name, address), resume_url, reference),
        front=compose_front(advice, measures),
        measures=measures,
        together=together(advice),
        scores=scores(advice),
        topics=tuple(map(_topic, advice.assessment.topics)),
        duties=duties,
        find_out=find_out,
        more_find_out=max(0, len(advice.find_out) - FIND_OUT),
        later=later,
        more_later=more_later,
        helpers=helpers,
        local=local,
        comment=_comment(remark, layout.page + ("comment" not in placed.above)) if remark else None,
        card=Card(*map(facts.phone, (EMERGENCY, POLICE, ANONYMOUS, AFTERCARE))),
        annex=compose_annex(advice, sources, placed.annex, placed.next_page),
        dense=is_dense(measures),
        outcome_goes_on=layout.outcome_goes_on,
        card_goes_on=layout.card_goes_on,
        above=placed.above,
    )


def _letterhead(
    advice: Advice, facts: Facts, addressee: tuple[str, ...], resume_url: str, reference: str
) -> Letterhead:
    questionnaire = facts.questionnaire
    return Letterhead(
        product=questionnaire.title,
        sender=_sender(advice.assessment, facts),
        addressee=addressee,
        on=facts.on,
        day=day(facts.on),
        reference=reference,
        version=f"{questionnaire.id} {questionnaire.version}",
        fingerprint=questionnaire.hash[:12],
        region=advice.region.title if advice.region else "",
        resume_url=resume_url,
    )


def _refuse_holes(assessment: Assessment, resume_url: str) -> None:
    if "#" in resume_url or "?" in resume_url:
        raise LetterRefused("het adres om verder te gaan bevat meer dan een bladzijde: haal de code eruit.")
    scoring = assessment.response.questionnaire.scoring
    ids = [*(one.id for one in scoring.classes), *(one.id for one in scoring.bands)]
    unknown = next((one for one in ids if one not in SIGNS), None)
    if unknown is not None:
        raise LetterRefused(f"klasse '{unknown}' heeft geen teken: kies in check.yaml uit {', '.join(sorted(SIGNS))}.")


def _sender(assessment: Assessment, facts: Facts) -> Helper:
    sector = assessment.response.sector
    if sector is None:
        branch = assessment.response.questionnaire.branch_question
        raise LetterRefused(f"vraag '{branch}' is nog niet beantwoord: zonder antwoord heeft de brief geen afzender.")
    return facts.contact(assessment.response.questionnaire.senders[sector])


def _local(advice: Advice, facts: Facts) -> tuple[tuple[Local, ...], Mapping[SourceId, int]]:
    """What the region says to this shop, and all sources with its own last; anything out of date stops the letter."""
    region = advice.region
    if region is None:
        return (), _numbers(advice)
    said: tuple[RegionalText | Offer, ...] = (*region.texts, *advice.offers)
    for one in said:
        facts.regional(one, region)
    numbers = _numbers(advice, *said)
    texts = (Local("", one.text, "", cited(one.sources, numbers)) for one in region.texts)
    offers = (Local(o.title, o.text, _where(o, facts), cited(o.sources, numbers)) for o in advice.offers)
    return (*texts, *offers), numbers


def _where(offer: Offer, facts: Facts) -> str:
    helper = facts.contact(offer.contact) if offer.contact else None
    return (helper.phone or helper.site) if helper else ""


def _place_later(placed: Placed, advice: Advice, facts: Facts, listed: float) -> tuple[Placed, tuple[Later, ...], int]:
    """Give measures for later a place beside the outcome, or else in the annex; say which fit, and how many do not."""
    every = measures_for_later(advice, facts)
    beside = fit_later(every, placed.beside, FEW)
    if beside:
        return placed._replace(above=(*placed.above, "later")), beside, len(every) - len(beside)
    room = later_room(advice.assessment.response, placed.annex + placed.next_page - listed)
    kept = fit_later(every, min(room, placed.annex), FEW)
    return placed._replace(annex=placed.annex - later_height(kept, every)), kept, len(every) - len(kept)


def _comment(remark: Remark, page: int) -> Comment:
    return Comment(remark.text, f"{remark.by}, {remark.association.full_name}, {day(remark.on)}", page)


def _heights(
    remark: Remark | None,
    helpers: Sequence[Helper],
    local: Sequence[Local],
    duties: Sequence[Duty],
    find_out: Sequence[str],
) -> dict[str, float]:
    """How high the parts are that may stand above the card, the one that must be seen most first."""
    return {
        "comment": boxed(remark.text) if remark else 0.0,
        "helpers": paragraphs(
            [f"{one.title} {one.phone} {one.site} {one.note}" for one in helpers]
            + [f"{one.title} {one.text} {one.where} [00, 00]" for one in local]
        ),
        "duties": paragraphs([f"{one.title} {one.text} [00, 00]" for one in duties]) + NOTE * bool(duties),
        "find_out": height(find_out, LIST) + NOTE if find_out else 0.0,
    }


def _numbers(advice: Advice, *regional: RegionalText | Offer) -> Mapping[SourceId, int]:
    """Number the sources in the order in which the letter names them."""
    facts = (*(one.measure for one in advice.first), *advice.assessment.law, *regional)
    used = dict.fromkeys(source for one in facts for source in one.sources)
    return {source: at for at, source in enumerate(used, start=1)}


def _first_measure(
    at: int, one: AdvisedMeasure, advice: Advice, facts: Facts, numbers: Mapping[SourceId, int]
) -> FirstMeasure:
    measure = facts.measure(one.measure)
    return FirstMeasure(
        number=at,
        title=measure.title,
        quotes=_quotes(one, advice),
        why=_why(one),
        how=measure.how,
        cost=cost(measure),
        when=when(measure),
        who=lower_first(measure.who),
        sources=cited(measure.sources, numbers),
    )


def _why(one: AdvisedMeasure) -> str:
    """The reason of this shop's own answer, where there is one, and then that of the measure."""
    own = (finding.because for finding in one.because if finding.because != finding.question.why)
    return " ".join([*dict.fromkeys([next(own, ""), one.measure.why])]).strip()


def _quotes(one: AdvisedMeasure, advice: Advice) -> tuple[Quote, ...]:
    """The owner's own answers behind a measure, each once, as in the questionnaire."""
    response = advice.assessment.response
    questions = dict.fromkeys(finding.question for finding in one.because if finding.question.id in response.answers)
    return tuple(quote(response, question) for question in questions)[:QUOTES]


def _topic(topic: TopicScore) -> Topic:
    in_order = None if topic.score is None else 100 - topic.score
    return Topic(
        topic.form.title, in_order, topic.band.id if topic.band else "", topic.band.title if topic.band else ""
    )


def _duty(point: LawPoint, facts: Facts, numbers: Mapping[SourceId, int]) -> Duty:
    point = facts.law(point)
    return Duty(point.title, point.text, cited(point.sources, numbers))
