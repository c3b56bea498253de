"""What is counted of a finished check, and when the counters close: scheme SDC-1 (docs/adr/0026, docs/privacy.md).

A check adds one to a few cells of a closed list, and that is all that is ever kept of it for the figures. On the first
of a month the counters of earlier months close as batches of at least 30. Each check is in one batch at most, ever.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple, NewType

from shopcheck.core.noise import SCALE
from shopcheck.core.questionnaire import RegionCode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from datetime import date

    from shopcheck.core.assessment import Assessment
    from shopcheck.core.questionnaire import FormId, Indicator, Lattice, QuestionId, Questionnaire
    from shopcheck.core.response import Response

Cell = NewType("Cell", str)

LEAST = 30  # checks in a batch
QUARTER, YEAR = 3, 12  # months
OLDEST = YEAR  # so many months a counter may wait for its batch
MOST_SECTORS, MOST_INDICATORS = 6, 6
MOST_TOUCHED = 10  # cells that one check adds to: with noise of scale 3 its whole life costs ε = 10/3

NUMBER = Cell("aantal")
YES, NO = "ja", "nee"
BIN, LAST_BIN = 10, 90
COMBINED = "gecombineerd"  # the sector classes of a region together, where one alone stayed too small
COUNTRY = RegionCode("NL")  # the regions together


class Group(NamedTuple):
    """Whose checks are counted together: of one version, in one region and sector class."""

    questionnaire: str
    version: str
    region: str
    sector: str


@dataclass(frozen=True, slots=True)
class Tally:
    """What one check adds to: one to each of these cells of its group, and nothing else."""

    group: Group
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Counted:
    """What was counted of a check, and in which month. Kept sealed with its answers, so that it can be taken back."""

    tally: Tally
    month: date


@dataclass(frozen=True, slots=True)
class Counters:
    """What was counted of a group in one month, named by its first day."""

    group: Group
    month: date
    counts: Mapping[Cell, int] = field(hash=False)


@dataclass(frozen=True, slots=True)
class Batch:
    """Checks that are published together. Its counts are exact, and gone once it is frozen."""

    group: Group
    closed_on: date
    counts: Mapping[Cell, int] = field(hash=False)

    @property
    def id(self) -> str:
        """The name of the batch; there is never another under it."""
        return "/".join((self.closed_on.isoformat(), *self.group))


@dataclass(frozen=True, slots=True)
class Closing:
    """What one closing does: the batches, and the counters that leave the queue for them or for being too old."""

    batches: tuple[Batch, ...]
    closed: tuple[Counters, ...]
    dropped: tuple[Counters, ...]


def topic_cell(topic: FormId, band: str) -> Cell:
    """Name the cell of a subject that stands at a band."""
    return Cell(f"onderwerp/{topic}/{band}")


def score_cell(score: int) -> Cell:
    """Name the cell of a prevention score: ten wide, and the last one holds 100 too."""
    return Cell(f"score/{min(score // BIN * BIN, LAST_BIN)}")


def indicator_cell(question: QuestionId, said: str) -> Cell:
    """Name the cell of a question that was answered with yes or no."""
    return Cell(f"vraag/{question}/{said}")


def histogram_of(cell: Cell) -> str:
    """Name the histogram that a cell is of; a check adds to one cell of each at most."""
    return cell.rpartition("/")[0]


def cells_of(questionnaire: Questionnaire) -> tuple[Cell, ...]:
    """Give every cell that checks of this version can add to; the noise falls on all of them, empty ones too."""
    lattice = questionnaire.lattice
    return tuple(_cells(lattice, [band.id for band in questionnaire.scoring.bands])) if lattice else ()


def _cells(lattice: Lattice, bands: Iterable[str]) -> Iterator[Cell]:
    yield NUMBER
    yield from (score_cell(score) for score in range(0, LAST_BIN + 1, BIN))
    yield from (topic_cell(topic, band) for topic in lattice.topics for band in bands)
    yield from (indicator_cell(one.question, said) for one in lattice.indicators for said in (YES, NO))


def epsilon(cells: Iterable[Cell]) -> Fraction:
    """Say what a check spends in its whole life: it moves one cell of each histogram by one (docs/privacy.md)."""
    return Fraction(len({histogram_of(cell) for cell in cells}), SCALE)


def tally(assessment: Assessment) -> Tally | None:
    """Say what a finished check adds to; None when it cannot be counted: no region, branch or outcome, or no lattice.

    A subject that does not apply, or of which nothing was answered, adds nothing: shares are of those it is about.
    """
    response, score, questionnaire = assessment.response, assessment.prevention, assessment.response.questionnaire
    lattice, region = questionnaire.lattice, response.options(questionnaire.questions[questionnaire.region_question])
    sector = _sector(lattice, response) if lattice else None
    if lattice is None or sector is None or score is None or not region:
        return None
    bands = {one.form.id: one.band.id for one in assessment.topics if one.band}
    found = (
        NUMBER,
        score_cell(score),
        *(topic_cell(topic, bands[topic]) for topic in lattice.topics if topic in bands),
        *(indicator_cell(one.question, said) for one in lattice.indicators if (said := _said(one, response))),
    )
    return Tally(Group(questionnaire.id, questionnaire.version, region[0].id, sector), found)


def _sector(lattice: Lattice, response: Response) -> str | None:
    branch = response.answers.get(response.questionnaire.branch_question)
    return next((one.id for one in lattice.sectors if branch in one.branches), None)


def _said(indicator: Indicator, response: Response) -> str | None:
    chosen = response.options(response.questionnaire.questions[indicator.question])
    if not chosen or chosen[0].unknown or chosen[0].not_applicable:
        return None
    return YES if chosen[0].id in indicator.yes else NO


def first_of_month(day: date) -> date:
    """Give the day on which the counters of earlier months close."""
    return day.replace(day=1)


def next_month(month: date) -> date:
    """Give the first day on which a month can close."""
    years, at = divmod(_months(month) + 1, YEAR)
    return month.replace(year=years, month=at + 1, day=1)


def close(queue: Iterable[Counters], day: date, previous: date | None) -> Closing:
    """Decide what closes as of a day. `previous` is the last closing; a month closes once, so a second time is empty.

    First each group that has enough, then at the end of a quarter what is left of a region together, then at the end of
    a year what is left in the country per sector class. What is left then waits, at most a year.
    """
    due = first_of_month(day)
    if previous and due <= previous:
        return Closing((), (), ())
    earlier = [one for one in queue if one.month < due]
    dropped = [one for one in earlier if _months(due) - _months(one.month) > OLDEST]
    waiting = [one for one in earlier if one not in dropped]
    batches: dict[Batch, list[Counters]] = {}
    for together in _rounds(due, previous):
        found = dict(_enough(waiting, together, due))
        waiting = [one for one in waiting if not any(one in members for members in found.values())]
        batches |= found
    closed = (one for members in batches.values() for one in members)
    return Closing(tuple(batches), tuple(closed), tuple(dropped))


def _rounds(due: date, previous: date | None) -> Iterator[Callable[[Group], Group]]:
    """Give the ways to put groups together; a quarter or year that ended while nobody closed has ended all the same."""
    now = _months(due)
    before = _months(previous) if previous else now - 1
    yield lambda group: group
    if now // QUARTER > before // QUARTER:
        yield lambda group: group._replace(sector=COMBINED)
    if now // YEAR > before // YEAR:
        yield lambda group: group._replace(region=COUNTRY)


def _enough(
    waiting: Iterable[Counters], together: Callable[[Group], Group], due: date
) -> Iterator[tuple[Batch, list[Counters]]]:
    """Put counters together, and give what has enough checks for a batch, in a fixed order."""
    found: dict[Group, list[Counters]] = {}
    for one in waiting:
        found.setdefault(together(one.group), []).append(one)
    for group, members in sorted(found.items()):
        counts: Counter[Cell] = Counter()
        for one in members:
            counts.update(one.counts)
        if counts[NUMBER] >= LEAST:
            yield Batch(group, due, dict(counts)), members


def _months(day: date) -> int:
    return day.year * 12 + day.month - 1
