"""A1: what the files of a release say of every true count, worked out as an attacker would with linear programming.

Each row is an equation over the true counts of the sectors. A row that says what band it may lie in has noise in it of
which the attacker knows no end; a row without one is exact. A count is recovered when the least and the most that it
can be are the same.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any, NamedTuple

import highspy

from shopcheck.core.publication import WHOLE
from shopcheck.core.release import Estimate
from shopcheck.core.statistics import NUMBER
from shopcheck.partners.rows import Fact
from shopcheck.partners.table import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

SMALL = 10  # the naive scheme hides counts below it
CLOSE = 1e-6
BOUNDLESS = {highspy.HighsModelStatus.kUnbounded, highspy.HighsModelStatus.kUnboundedOrInfeasible}

Cell = tuple[str, str, str]  # sector, topic, band


class Found(NamedTuple):
    """How many counts were looked for, were recovered, and could be anything at all."""

    looked_for: int
    recovered: int
    unbounded: int


def reconstruct(text: str, region: str) -> Found:
    """Attack data.csv of one region."""
    rows = {
        (one["sector"], one["topic"], one["band"]): one
        for one in csv.DictReader(io.StringIO(text))
        if one["region"] == region
    }
    cells = [one for one in rows if one[0] != WHOLE]
    model = _Model(cells)
    for (sector, topic, band), row in rows.items():
        parts = [one for one in cells if one[1:] == (topic, band) and sector in {WHOLE, one[0]}]
        if row["count"]:
            model.equal(parts, int(row["count"]), noise=row["countLow90"] != row["countHigh90"])
    for sector in {one[0] for one in cells}:
        for topic in {one[1] for one in cells} - {NUMBER}:
            model.at_most([one for one in cells if one[:2] == (sector, topic)], (sector, NUMBER, ""))
    secret = [one for one in cells if not _is_said(rows[one])]
    bounds = [model.bounds(one) for one in secret]
    recovered = sum(most - least < CLOSE for least, most in bounds)
    return Found(len(secret), recovered, sum(most == highspy.kHighsInf for _, most in bounds))


def naive(counts: Mapping[Cell, int], region: str) -> str:
    """Write data.csv as many would: exact, with totals, and counts from 1 to 9 left out of the sectors."""
    totals: dict[tuple[str, str], int] = {}
    for (_, topic, band), count in counts.items():
        totals[topic, band] = totals.get((topic, band), 0) + count
    shown = {(WHOLE, *name): count for name, count in totals.items()} | dict(counts)
    return plain(_naive_rows(shown.items(), region)).decode()


def _naive_rows(shown: Iterable[tuple[Cell, int]], region: str) -> Iterable[Fact]:
    for (sector, topic, band), count in shown:
        hidden = sector != WHOLE and 0 < count < SMALL
        exact = None if hidden else Estimate(count, count, count)
        yield Fact("naief", "2027-k1", region, sector, topic, band, exact, None)


def _is_said(row: Mapping[str, str]) -> bool:
    return bool(row["count"]) and row["countLow90"] == row["countHigh90"]


class _Model:
    """True counts, none below zero, and what is known of them."""

    def __init__(self, cells: Iterable[Cell]) -> None:
        self.solver: Any = highspy.Highs()  # type: ignore[no-untyped-call]  # its types leave this out
        self.solver.setOptionValue("output_flag", False)  # noqa: FBT003 - it takes a bool by place
        self.place = {cell: at for at, cell in enumerate(cells)}
        self.size = len(self.place)
        for _ in self.place:
            self.solver.addVar(0, highspy.kHighsInf)

    def equal(self, parts: Iterable[Cell], value: int, *, noise: bool) -> None:
        at = [self.place[one] for one in parts]
        if noise:
            self.solver.addVar(-highspy.kHighsInf, highspy.kHighsInf)
            at, self.size = [*at, self.size], self.size + 1
        self.solver.addRow(value, value, len(at), at, [1.0] * len(at))

    def at_most(self, parts: Iterable[Cell], whole: Cell) -> None:
        at = [*(self.place[one] for one in parts), self.place[whole]]
        self.solver.addRow(-highspy.kHighsInf, 0, len(at), at, [1.0] * (len(at) - 1) + [-1.0])

    def bounds(self, cell: Cell) -> tuple[float, float]:
        return self._extreme(cell, highspy.ObjSense.kMinimize), self._extreme(cell, highspy.ObjSense.kMaximize)

    def _extreme(self, cell: Cell, sense: highspy.ObjSense) -> float:
        self.solver.changeColCost(self.place[cell], 1)
        self.solver.changeObjectiveSense(sense)
        self.solver.run()
        status, value = self.solver.getModelStatus(), float(self.solver.getInfo().objective_function_value)
        self.solver.changeColCost(self.place[cell], 0)
        assert status in {*BOUNDLESS, highspy.HighsModelStatus.kOptimal}
        return float(highspy.kHighsInf) if status in BOUNDLESS else value
