"""A small questionnaire that is counted, and ways to make counters and leaves for it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from shopcheck.core.assessment import assess
from shopcheck.core.questionnaire import FormId, Indicator, Lattice, OptionId, QuestionId, SectorClass
from shopcheck.core.release import Leaf
from shopcheck.core.response import respond
from shopcheck.core.statistics import NUMBER, Batch, Counters, Group, cells_of, tally
from tests.core.builders import answers, form, option, question, questionnaire

if TYPE_CHECKING:
    from shopcheck.core.questionnaire import Questionnaire
    from shopcheck.core.statistics import Cell, Tally

LATTICE = Lattice(
    sectors=(
        SectorClass("winkel", "Winkels", frozenset({OptionId("kleding")})),
        SectorClass("horeca", "Horeca", frozenset({OptionId("snackbar")})),
    ),
    topics=(FormId("kas"), FormId("licht")),
    indicators=(Indicator(QuestionId("licht_deur"), "Licht bij de deur", frozenset({OptionId("aan")})),),
)
GROUP = Group("proef", "1", "rtd", "winkel")


def counted(lattice: Lattice | None = LATTICE) -> Questionnaire:
    """Make a questionnaire with a till and a light; `licht_deur` is counted by itself."""
    kas = form("kas", question("kas_a", option("goed"), option("matig", 3), option("slecht", 5)))
    light = question(
        "licht_deur",
        option("aan"),
        option("soms", 2),
        option("uit", 4),
        option("weet_niet", unknown=True),
        option("nvt", not_applicable=True),
        form="licht",
    )
    return replace(questionnaire(kas, form("licht", light)), lattice=lattice)


CELLS = cells_of(counted())


def tally_of(lattice: Lattice | None = LATTICE, **given: str) -> Tally | None:
    """Count these answers."""
    return tally(assess(respond(counted(lattice), answers(**given))))


def counters(checks: int, month: date, group: Group = GROUP) -> Counters:
    """Make the counters of so many checks that all say the same."""
    return Counters(group, month, counts_of(checks))


def counts_of(checks: int) -> dict[Cell, int]:
    """Make counts in which all checks say the same."""
    named = dict.fromkeys((NUMBER, "onderwerp/kas/groen", "score/0"), checks)
    return {cell: named.get(cell, 0) for cell in CELLS}


def leaf(counts: dict[Cell, int], group: Group = GROUP, closed_on: date = date(2026, 12, 1)) -> Leaf:
    """Make a leaf as if no noise had been drawn."""
    return Leaf(Batch(group, closed_on, counts).id, group, closed_on, counts)
