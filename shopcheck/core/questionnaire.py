"""What is asked, and what each answer means. Frozen: made once by the catalogue, shared by every request."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date  # noqa: TC003 - dataclass fields are read at run time
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, NewType

from shopcheck.core.profile import AS_THE_COUNTRY, Profile

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from shopcheck.core.conditions import Condition
    from shopcheck.core.partners import Guidance

QuestionId = NewType("QuestionId", str)
OptionId = NewType("OptionId", str)
RuleId = NewType("RuleId", str)
MeasureId = NewType("MeasureId", str)
FormId = NewType("FormId", str)
SourceId = NewType("SourceId", str)
ContactId = NewType("ContactId", str)
LawId = NewType("LawId", str)
RegionCode = NewType("RegionCode", str)
ClassId = NewType("ClassId", str)


class Sector(StrEnum):
    """Which association the owner belongs to: shops to DN, bars and restaurants to KHN."""

    SHOP = "winkel"
    HORECA = "horeca"


class Kind(StrEnum):
    """The sort of question."""

    CHOICE = "choice"
    CHOICES = "choices"
    NUMBER = "number"
    TEXT = "text"


class Tier(StrEnum):
    """Core questions make the ten-minute path; deep ones are the owner's wish, a subject at a time."""

    CORE = "core"
    DEEP = "deep"


class Lever(StrEnum):
    """What a good answer works on: less loot, fewer weak moments, more visibility, a better aftermath, the law."""

    LOOT = "loot"
    MOMENT = "moment"
    VISIBILITY = "visibility"
    AFTERMATH = "aftermath"
    LAW = "law"


class Cost(StrEnum):
    """Cost class of a measure; the limits are working limits of our own (docs/adr)."""

    FREE = "gratis"
    LOW = "laag"
    MIDDLE = "middel"
    HIGH = "hoog"


class Effort(StrEnum):
    """How much work a measure is: today, this month, a project."""

    SMALL = "klein"
    MIDDLE = "middel"
    LARGE = "groot"


@dataclass(frozen=True, slots=True)
class Option:
    """One fixed choice.

    `points` and `detection` are points lost on prevention and on detection and aftercare. `critical` and `urgent` are
    True, False, or the condition under which they are.
    """

    id: OptionId
    text: str
    points: float = 0
    detection: float = 0
    unknown: bool = False
    not_applicable: bool = False
    critical: bool | Condition = False
    urgent: bool | Condition = False
    advise: tuple[MeasureId, ...] = ()
    law: LawId | None = None
    because: str = ""
    good: str = ""
    sector: Sector | None = None
    after_robbery: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """One thing asked. `worst` and `worst_detection` are the points that can be lost on it."""

    id: QuestionId
    form: FormId
    text: str
    kind: Kind
    tier: Tier
    why: str
    help: str = ""
    lever: Lever | None = None
    sectors: frozenset[Sector] = frozenset(Sector)
    when: Condition | None = None
    evidence: str = ""
    sources: tuple[SourceId, ...] = ()
    good: str = ""
    options: tuple[Option, ...] = ()
    option: Mapping[str, Option] = field(init=False, compare=False, repr=False)
    worst: float = field(init=False, compare=False, repr=False)
    worst_detection: float = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        """Derive what is looked up for every answer."""
        set_ = object.__setattr__
        set_(self, "option", MappingProxyType({option.id: option for option in self.options}))
        set_(self, "worst", max((option.points for option in self.options), default=0))
        set_(self, "worst_detection", max((option.detection for option in self.options), default=0))


@dataclass(frozen=True, slots=True)
class Rule:
    """What several answers together mean for the advice. Points never hang on a rule (docs/adr).

    `first` puts its measures before all others, in the order of the rules: after a robbery help comes before the shop.
    """

    id: RuleId
    form: FormId
    when: Condition
    because: str
    critical: bool = False
    urgent: bool = False
    first: bool = False
    advise: tuple[MeasureId, ...] = ()
    replace: tuple[MeasureId, ...] = ()
    hold_back: tuple[MeasureId, ...] = ()


@dataclass(frozen=True, slots=True)
class Form:
    """One subject: a file of questions. Its weights say how much it counts in the two scores.

    `weighs_when` can take the subject out of the prevention score while its questions stay. A form of a `region` holds
    the region's own questions, which no score and no finding sees.
    """

    id: FormId
    title: str
    intro: str
    questions: tuple[Question, ...]
    prevention: int = 0
    detection: int = 0
    weighs_when: Condition | None = None
    region: RegionCode | None = None


@dataclass(frozen=True, slots=True)
class Measure:
    """Something the shop can do. `sets` is what becomes true when it is done."""

    id: MeasureId
    title: str
    why: str
    how: str
    cost: Cost
    cost_from: int
    cost_to: int
    effort: Effort
    who: str
    weeks: int
    sets: Mapping[QuestionId, OptionId]
    sources: tuple[SourceId, ...]
    checked_on: date
    valid_until: date

    @property
    def today(self) -> bool:
        """Whether it can be done on the day it is read."""
        return self.effort is Effort.SMALL and self.weeks <= 1


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact comes from."""

    id: SourceId
    title: str
    publisher: str
    url: str
    checked_on: date


@dataclass(frozen=True, slots=True)
class Contact:
    """Who can help. Without `verified_on` it may not be printed."""

    id: ContactId
    title: str
    phone: str
    site: str
    note: str
    verified_on: date | None
    valid_until: date


@dataclass(frozen=True, slots=True)
class LawPoint:
    """A duty in the law that an answer touches. Never points, only a flag."""

    id: LawId
    title: str
    text: str
    sources: tuple[SourceId, ...]
    checked_on: date
    valid_until: date


@dataclass(frozen=True, slots=True)
class RegionalText:
    """A few sentences that a region says to every shop in it."""

    id: str
    text: str
    sources: tuple[SourceId, ...]
    checked_on: date
    valid_until: date


@dataclass(frozen=True, slots=True)
class Offer:
    """What a region offers to some shops: those of `sectors` for whose answers `when` holds."""

    id: str
    title: str
    text: str
    contact: ContactId | None
    sectors: frozenset[Sector]
    when: Condition | None
    sources: tuple[SourceId, ...]
    checked_on: date
    valid_until: date


@dataclass(frozen=True, slots=True)
class Region:
    """One police unit: who helps there, what it says and offers. Nothing here can move a score (docs/adr).

    `accents` are measures and subjects that come first among measures of equal priority. `release` says how it
    wants its figures.
    """

    code: RegionCode
    title: str
    contacts: tuple[ContactId, ...]
    texts: tuple[RegionalText, ...] = ()
    offers: tuple[Offer, ...] = ()
    accents: frozenset[str] = frozenset()
    release: Profile = AS_THE_COUNTRY


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a scale: everything up to and including `up_to` (0-100) that an earlier step does not hold."""

    id: str
    title: str
    up_to: int


@dataclass(frozen=True, slots=True)
class RiskClass:
    """What the owner hears: a colour with a word and a sentence."""

    id: ClassId
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Scoring:
    """How points become scores and a class; from check.yaml."""

    full_at: int  # sum of circumstance points that makes 100
    unknown_share: float  # 0-1: "weet ik niet" loses this share of the worst answer
    bonus_questions: tuple[QuestionId, ...]
    bonus_at_least: int
    bonus_less: int  # score points
    inherent_levels: tuple[Step, ...]
    shortfall_levels: tuple[Step, ...]
    bands: tuple[Step, ...]
    classes: tuple[RiskClass, ...]  # from little to much risk
    matrix: Mapping[tuple[str, str], ClassId]  # (shortfall level, inherent level) → class
    critical_class: ClassId  # a critical answer lifts the class at least to this
    critical_band: str


@dataclass(frozen=True, slots=True)
class SectorClass:
    """Branches that are counted together, because each alone could be too few in a region."""

    id: str
    title: str
    branches: frozenset[OptionId]


@dataclass(frozen=True, slots=True)
class Indicator:
    """A question that is counted by itself, as yes or no; "weet ik niet" and "n.v.t." are neither."""

    question: QuestionId
    title: str
    yes: frozenset[OptionId]


@dataclass(frozen=True, slots=True)
class Lattice:
    """All that is ever counted of a check, per region and sector class: a closed list, declared in statistiek.yaml."""

    sectors: tuple[SectorClass, ...]
    topics: tuple[FormId, ...]
    indicators: tuple[Indicator, ...]


@dataclass(frozen=True, eq=False)
class Questionnaire:
    """A versioned whole of forms, rules, measures and facts; `hash` is of the files it was read from.

    Compared by identity: there is one of each version, and what is derived from it is kept with it.
    """

    id: str
    version: str
    hash: str
    title: str
    branch_question: QuestionId
    region_question: QuestionId
    circumstances: FormId
    motto: str
    encouragements: tuple[str, ...]
    senders: Mapping[Sector, ContactId]
    forms: tuple[Form, ...]  # in the order of the route
    rules: tuple[Rule, ...]
    scoring: Scoring
    measures: Mapping[MeasureId, Measure]
    sources: Mapping[SourceId, Source]
    contacts: Mapping[ContactId, Contact]
    law: Mapping[LawId, LawPoint]
    regions: Mapping[RegionCode, Region]
    terms: Mapping[str, str]
    lattice: Lattice | None = None  # without one nothing is counted
    partners: Mapping[str, Guidance] = field(default_factory=dict)  # in the order of the report

    @cached_property
    def questions(self) -> Mapping[QuestionId, Question]:
        """Every question by id, in the order of the route."""
        return MappingProxyType({question.id: question for question in self._walk()})

    def _walk(self) -> Iterator[Question]:
        return (question for form in self.forms for question in form.questions)

    @cached_property
    def form(self) -> Mapping[FormId, Form]:
        """Every form by id."""
        return MappingProxyType({form.id: form for form in self.forms})
