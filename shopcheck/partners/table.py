"""The rows as CSV: once by RFC 4180, and once as Dutch Excel opens it with a double click.

A cell that begins as a formula does gets an apostrophe before it: a spreadsheet would calculate it.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from shopcheck.core.release import Estimate
    from shopcheck.partners.rows import Fact

COLUMNS = (
    *("release", "period", "region", "sector", "topic", "band"),
    *("count", "countLow90", "countHigh90"),
    *("share", "shareLow90", "shareHigh90"),
    *("obsStatus", "confStatus"),
)
FORMULA = ("=", "+", "-", "@", "\t", "\r")
BOM = "\ufeff"  # without it Excel takes UTF-8 for something else


def plain(rows: Iterable[Fact]) -> bytes:
    """Write CSV by RFC 4180: comma, UTF-8, a header."""
    return _written(rows, ",").encode()


def for_excel(rows: Iterable[Fact]) -> bytes:
    """Write CSV as Dutch Excel reads it: semicolon, with a mark that it is UTF-8. All numbers are whole."""
    return (BOM + _written(rows, ";")).encode()


def _written(rows: Iterable[Fact], delimiter: str) -> str:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter)
    writer.writerow(COLUMNS)
    writer.writerows(map(_safe, _cells(row)) for row in rows)
    return out.getvalue()


def _cells(row: Fact) -> Iterator[object]:
    yield from (row.release, row.period, row.region, row.sector, row.topic, row.band)
    yield from (row.count.value if row.count else "", *_band(row.count))
    yield from (row.share.text.removesuffix(" %") if row.share else "", *_band(row.share))
    yield from row.status


def _band(of: Estimate | None) -> tuple[object, object]:
    return (of.low, of.high) if of else ("", "")


def _safe(cell: object) -> object:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell
