"""LEESMIJ.txt: what the files are, how the figures were made and what a partner is asked, for people."""

from __future__ import annotations

from pathlib import Path
from textwrap import fill
from typing import TYPE_CHECKING

from shopcheck.partners.made import method, title
from shopcheck.partners.table import COLUMNS

if TYPE_CHECKING:
    from shopcheck.core.publication import Release

TEXT = Path(__file__).with_name("leesmij.txt")
WIDTH = 80
REPORT = "rapport.pdf              het verslag, om te lezen\n"


def written(release: Release, *, report: bool) -> bytes:
    """Write the file."""
    day = release.published_on
    said = TEXT.read_text("utf-8").format(
        title=title(release),
        id=release.id,
        published_on=f"{day.day}-{day.month}-{day.year}",
        report=REPORT if report else "",
        columns="\n".join(f"{one.name:12} {one.title}" for one in COLUMNS),
        least=release.least,
        method=fill(method(release), WIDTH),
    )
    return said.encode()
