"""A pile of letters for the adviser who prints them: its order, the sheet on top, and the letters one by one. Pure."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date  # noqa: TC003 - dataclass fields are read at run time
from typing import TYPE_CHECKING
from zipfile import ZipFile, ZipInfo

if TYPE_CHECKING:
    from collections.abc import Iterable

COVER = "000-overzicht.pdf"
ALWAYS = (1980, 1, 1, 0, 0, 0)  # the same letters give the same file


@dataclass(frozen=True, slots=True, repr=False)
class Placed:
    """One letter of the pile. `name` is what the owner typed, or empty; `where` the town, or the day of sharing."""

    reference: str
    name: str
    where: str
    pages: int


@dataclass(frozen=True, slots=True, repr=False)
class Left:
    """One letter that is not in the pile, and why."""

    reference: str
    day: str
    why: str


@dataclass(frozen=True, slots=True, repr=False)
class Cover:
    """The sheet. `on` is the day of printing; letters stand in the order of the pile."""

    product: str
    sender: str
    on: date
    letters: tuple[Placed, ...]
    left: tuple[Left, ...]

    @property
    def pages(self) -> int:
        """Printed sides of the letters."""
        return sum(one.pages for one in self.letters)

    @property
    def sheets(self) -> int:
        """Sheets of paper of the letters, printed on both sides."""
        return sum(map(sheets, (one.pages for one in self.letters)))


def sheets(pages: int) -> int:
    """Say how many sheets so many pages take, printed on both sides."""
    return -(-pages // 2)


def file_name(place: int, reference: str) -> str:
    """Name the file of one letter: by its place in the pile and its reference, never by whom it is for."""
    return f"{place:03d}-{reference}.pdf"


def pack(files: Iterable[tuple[str, bytes]]) -> bytes:
    """Put files, given as (name, content), into one zip. PDF is small already, so nothing is pressed further."""
    packed = io.BytesIO()
    with ZipFile(packed, "w") as archive:
        for name, content in files:
            archive.writestr(ZipInfo(name, ALWAYS), content)
    return packed.getvalue()


def in_order(keys: Iterable[tuple[str, date]]) -> list[int]:
    """Order letters, each given as (postcode or empty, day of sharing): by postcode, then those without by day."""
    found = list(keys)
    return sorted(range(len(found)), key=lambda at: (not found[at][0], found[at], at))
