"""The rows as CSV: once by RFC 4180, and once as Dutch Excel opens it with a double click.

A cell that begins as a formula does gets an apostrophe before it: a spreadsheet would calculate it.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from shopcheck.core.release import Estimate
    from shopcheck.partners.rows import Fact


class Column(NamedTuple):
    """A column of the CSV. `sort` is `string` or `integer`; `key` says whether it tells rows apart."""

    name: str
    title: str
    sort: str = "string"
    key: bool = False


COLUMNS = (
    Column("release", "Welke uitgave dit is", key=True),
    Column("period", "De periode: een maand (2027-m01), kwartaal (2027-k1) of halfjaar (2027-h1)", key=True),
    Column("region", "De politieregio, of NL voor het hele land", key=True),
    Column("sector", "De sectorklasse, of totaal voor alle deelnemers", key=True),
    Column("topic", "Waarover het gaat: aantal, score, onderwerp/… of vraag/…", key=True),
    Column("band", "De stap van het onderwerp, het antwoord, of de laagste score van tien", key=True),
    Column("count", "Hoeveel antwoorden, met ruis: één per deelnemer, of één per samengevoegd onderwerp", "integer"),
    Column("countLow90", "Negen van de tien keer is het echte aantal minstens dit", "integer"),
    Column("countHigh90", "Negen van de tien keer is het echte aantal hooguit dit", "integer"),
    Column("share", "Deel van het onderwerp in hele procenten; <5 en >95 zijn niet verder uitgesplitst"),
    Column("shareLow90", "Negen van de tien keer is het echte deel minstens dit", "integer"),
    Column("shareHigh90", "Negen van de tien keer is het echte deel hooguit dit", "integer"),
    Column("obsStatus", "SDMX CL_OBS_STATUS: E geschat (met ruis), Q te weinig om te tonen"),
    Column("confStatus", "SDMX CL_CONF_STATUS: F vrij, A niet getoond om een klein aantal"),
)
FORMULA = ("=", "+", "-", "@", "\t", "\r")
BOM = "\ufeff"  # without it Excel takes UTF-8 for something else


def plain(rows: Iterable[Fact]) -> bytes:
    """Write CSV by RFC 4180: comma, UTF-8, a header."""
    return _written(rows, ",").encode()


def for_excel(rows: Iterable[Fact]) -> bytes:
    """Write CSV as Dutch Excel reads it: semicolon, with a mark that it is UTF-8. All numbers are whole."""
    return (BOM + _written(rows, ";")).encode()


def shown(row: Fact) -> str:
    """Give the share as a cell shows it."""
    return row.share.text.removesuffix(" %") if row.share else ""


def _written(rows: Iterable[Fact], delimiter: str) -> str:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter)
    writer.writerow(column.name for column in COLUMNS)
    writer.writerows(map(_safe, _cells(row)) for row in rows)
    return out.getvalue()


def _cells(row: Fact) -> Iterator[object]:
    yield from (row.release, row.period, row.region, row.sector, row.topic, row.band)
    yield from (row.count.value if row.count else "", *_band(row.count))
    yield from (shown(row), *_band(row.share))
    yield from row.status


def _band(of: Estimate | None) -> tuple[object, object]:
    return (of.low, of.high) if of else ("", "")


def _safe(cell: object) -> object:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell
