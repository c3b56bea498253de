"""What the region sees of a check: the very cells that it adds one to, in words. Without a check open: every one."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from flask import render_template

from shopcheck.core.statistics import BIN, LAST_BIN, NUMBER, cells_of, histogram_of, next_month
from shopcheck.usecases.counting import count_of
from shopcheck.web import session
from shopcheck.web.access import public
from shopcheck.web.shop import shop

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shopcheck.core.questionnaire import Questionnaire
    from shopcheck.core.statistics import Cell, Tally
    from shopcheck.usecases import Visit

WHOLE = 100


class Row(NamedTuple):
    """One counter: its name in the program, what is counted, and where this check stands, or where any can."""

    cell: str
    what: str
    where: str


@public
def region_sees() -> str:
    """Show it, before or after the owner agrees."""
    visit = session.try_visit()
    if visit is None:
        offered = shop().installation.offered
        return render_template("region_sees.html", open=False, rows=list(all_rows(offered)), questionnaire=offered)
    return _of_check(visit)


def _of_check(visit: Visit) -> str:
    questionnaire, count = visit.questionnaire, count_of(shop().installation, visit)
    counted = visit.checkup.counted
    return render_template(
        "region_sees.html",
        open=True,
        checkup=visit.checkup,
        count=count,
        until=next_month(counted.month) if counted else None,
        today=shop().installation.today(),
        rows=[row(questionnaire, cell) for cell in count.tally.cells] if count.tally else [],
        place=place(questionnaire, count.tally) if count.tally else "",
        questionnaire=questionnaire,
    )


def place(questionnaire: Questionnaire, tally: Tally) -> str:
    """Say in which group a check is counted."""
    region = questionnaire.questions[questionnaire.region_question].option[tally.group.region].text
    sectors = questionnaire.lattice.sectors if questionnaire.lattice else ()
    sector = next((one.title for one in sectors if one.id == tally.group.sector), tally.group.sector)
    return f"{region}, {sector.lower()}"


def row(questionnaire: Questionnaire, cell: Cell) -> Row:
    """Say what one cell stands for."""
    if cell == NUMBER:
        return Row(cell, "Hoeveel zaken er meedoen", "1 zaak")
    sort, _, name = cell.partition("/")
    if sort == "score":
        return Row(cell, "Hoe goed een zaak alles op orde heeft, van 0 tot 100", _range(int(name)))
    of, _, said = name.rpartition("/")
    if sort == "onderwerp":
        band = next(one.title for one in questionnaire.scoring.bands if one.id == said)
        return Row(cell, next(one.title for one in questionnaire.forms if one.id == of), band)
    indicators = questionnaire.lattice.indicators if questionnaire.lattice else ()
    return Row(cell, next(one.title for one in indicators if one.question == of), said.capitalize())


def all_rows(questionnaire: Questionnaire) -> Iterator[Row]:
    """Say what is counted of any check, a line for each histogram."""
    found: dict[str, list[Row]] = {}
    for cell in cells_of(questionnaire):
        found.setdefault(histogram_of(cell), []).append(row(questionnaire, cell))
    for rows in found.values():
        several = rows[0].cell.startswith("score/")
        where = "In stappen van tien" if several else ", ".join(one.where for one in rows)
        yield Row("", rows[0].what, where)


def _range(score: int) -> str:
    """Turn a ten of scores round: on screen 100 is good."""
    worst = WHOLE if score == LAST_BIN else score + BIN - 1
    return f"{WHOLE - worst} tot en met {WHOLE - score}"
