"""What a letter says, as values: everything the templates print and nothing that they would have to work out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date  # noqa: TC003 - dataclass fields are read at run time


@dataclass(frozen=True, slots=True)
class Quote:
    """What the owner was asked, and the answer in the words of the questionnaire or the owner's own."""

    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class Helper:
    """Someone who can help, verified. `phone` or `site` may be empty."""

    title: str
    phone: str
    site: str
    note: str


@dataclass(frozen=True, slots=True)
class Local:
    """What the region says, or offers under a `title`. `where` is a number or site to ask; `sources` are numbers."""

    title: str
    text: str
    where: str
    sources: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Score:
    """One of the two scores: how much of 100 is in order, and after the first measures."""

    title: str
    in_order: int
    then: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """The class of the shop. `sign` is the name of its picture; `ladder` is (sign, word, whether it is this one).

    `weighs` is what to know about it: the circumstances that weigh, and that it is no prediction.
    """

    sign: str
    title: str
    text: str
    weighs: str
    ladder: tuple[tuple[str, str, bool], ...]


@dataclass(frozen=True, slots=True)
class FirstMeasure:
    """One of the first measures, to be ticked off. `sources` are numbers in the list of sources."""

    number: int
    title: str
    quotes: tuple[Quote, ...]
    why: str
    how: str
    cost: str
    when: str
    who: str
    sources: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Topic:
    """How one subject stands: `in_order` of 100, None when nothing was answered; `sign` and `word` of its band."""

    title: str
    in_order: int | None
    sign: str
    word: str


@dataclass(frozen=True, slots=True)
class Duty:
    """A point of law that an answer touches."""

    title: str
    text: str
    sources: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """Whom to call in the first five minutes and after; each number comes from a verified contact."""

    emergency: Helper
    police: Helper
    anonymous: Helper
    aftercare: Helper


@dataclass(frozen=True, slots=True)
class Later:
    """A measure for later, in one line."""

    title: str
    cost: str
    when: str


@dataclass(frozen=True, slots=True)
class Chapter:
    """The answers to one form."""

    title: str
    answers: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Reference:
    """A numbered source."""

    number: int
    title: str
    publisher: str


@dataclass(frozen=True, slots=True)
class Comment:
    """What an adviser remarked; `by` is name, association and day. The first page says on which `page` it stands."""

    text: str
    by: str
    page: int


@dataclass(frozen=True, slots=True)
class Annex:
    """What is behind the letter. `more_answers` is how many did not fit on the last page either."""

    chapters: tuple[Chapter, ...]
    chapters_on: tuple[Chapter, ...]  # on a page of their own, where the letter has a page left
    more_answers: int
    sources: tuple[Reference, ...]


@dataclass(frozen=True, slots=True)
class Letterhead:
    """From whom, to whom, when and about what."""

    product: str
    sender: Helper
    addressee: tuple[str, ...]
    on: date
    day: str
    reference: str
    version: str
    fingerprint: str  # of the questionnaire
    region: str
    resume_url: str


@dataclass(frozen=True, slots=True)
class Front:
    """The first page. `calm`: the shop was robbed, so that comes first. `today` is (what, at what cost and where)."""

    heading: str
    salutation: str
    calm: bool
    intro: str
    verdict: Verdict
    motto: str
    good: tuple[str, ...]
    more_good: int
    today: tuple[str, str] | None


@dataclass(frozen=True, slots=True)
class Letter:
    """A whole letter. Frozen; the same answers on the same day give the same letter."""

    head: Letterhead
    front: Front
    measures: tuple[FirstMeasure, ...]
    together: str
    scores: tuple[Score, ...]
    topics: tuple[Topic, ...]
    duties: tuple[Duty, ...]
    find_out: tuple[str, ...]
    more_find_out: int
    later: tuple[Later, ...]
    more_later: int
    helpers: tuple[Helper, ...]
    local: tuple[Local, ...]  # stands with the helpers
    comment: Comment | None
    card: Card
    annex: Annex
    dense: bool  # page 2 needs the tighter setting
    outcome_goes_on: bool  # on the page of the first measures
    card_goes_on: bool  # on the page of the outcome; or else the annex goes on after the card
    above: tuple[str, ...]  # parts that stand below the outcome: "comment", "helpers", "duties", "find_out", "later"
