"""All files of a release, in a fixed order. The same release gives the same bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from shopcheck.core import canonical
from shopcheck.partners import table
from shopcheck.partners.rows import facts

if TYPE_CHECKING:
    from shopcheck.core.publication import Release


class Made(NamedTuple):
    """A file that was made of a release."""

    name: str
    media_type: str
    content: bytes


def package(release: Release, report: bytes | None) -> tuple[Made, ...]:
    """Make every file; without a report where none was printed."""
    rows = tuple(facts(release))
    made = [
        Made("data.csv", "text/csv; charset=utf-8; header=present", table.plain(rows)),
        Made("data-excel-nl.csv", "text/csv; charset=utf-8; header=present", table.for_excel(rows)),
    ]
    if report:
        made.append(Made("rapport.pdf", "application/pdf", report))
    made.append(Made("release.json", "application/json", canonical.written(release)))
    return tuple(made)
