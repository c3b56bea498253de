"""Which shares an adviser wants to see, and in what order: read from the address of the list, or from a form.

What is searched for never stands in an address: it may be the name of a shop.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING
from unicodedata import combining, normalize
from urllib.parse import urlencode

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from shopcheck.core.sharing import Share
    from shopcheck.usecases.desk import Listed

LIST = "/balie/"
SIZE = 50  # shares on a page
LONGEST_SEARCH = 100  # signs
WITHIN = {"1": 0, "7": 6, "14": 13}  # days back from today


class State(StrEnum):
    """How far the adviser is with a share."""

    NEW = "nieuw"
    PRINTED = "geprint"
    DONE = "klaar"


class Order(StrEnum):
    """What comes first."""

    SHARED = "gedeeld"
    CLASS = "klasse"
    NAME = "naam"
    BRANCH = "branche"


@dataclass(frozen=True, slots=True)
class Line:
    """One share on the list, with how far the adviser is."""

    listed: Listed
    state: State

    @property
    def share(self) -> Share:
        """The share."""
        return self.listed.share

    @property
    def said(self) -> str:
        """What a search looks in."""
        summary = self.listed.summary
        return plain(f"{summary.name} {self.listed.reference} {summary.branch_title}")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is chosen; an empty choice is every share. The names are those of the fields of the form."""

    sinds: str = ""
    klasse: str = ""
    branche: str = ""
    stand: str = ""
    regio: str = ""
    volgorde: str = Order.SHARED
    zoek: str = ""

    @classmethod
    def of(cls, fields: Mapping[str, str]) -> Wanted:
        """Read it from an address or a form."""
        typed = {name: fields.get(name, "").strip()[:LONGEST_SEARCH] for name in cls.__slots__}
        if typed["volgorde"] not in set(Order):
            typed["volgorde"] = Order.SHARED
        return cls(**typed)

    @property
    def narrows(self) -> bool:
        """Whether something is left out."""
        return replace(self, volgorde=Order.SHARED) != Wanted()

    @property
    def everything(self) -> bool:
        """Whether nothing is left out and the newest come first: one page is then enough to open."""
        return self == Wanted()

    @property
    def chosen(self) -> dict[str, str]:
        """What to put in an address: all that differs from the plain list, but for what is searched for."""
        plain_list = Wanted()
        names = (name for name in self.__slots__ if name != "zoek")
        return {name: getattr(self, name) for name in names if getattr(self, name) != getattr(plain_list, name)}

    def address(self, page: int = 1) -> str:
        """Give the address of a page of the list."""
        query = urlencode(self.chosen | ({"blad": str(page)} if page > 1 else {}))
        return f"{LIST}?{query}" if query else LIST

    def narrow(self, lines: Iterable[Line], today: date, classes: Sequence[str]) -> list[Line]:
        """Keep the shares that are wanted, in the order that is. `classes` go from little to much risk."""
        words = plain(self.zoek).split()
        kept = [one for one in lines if self._fits(one, today) and all(word in one.said for word in words)]
        if self.volgorde == Order.CLASS:
            place = {name: -at for at, name in enumerate(classes)}
            return sorted(kept, key=lambda one: place.get(one.listed.summary.risk_class, 1))
        if self.volgorde == Order.NAME:
            return sorted(kept, key=lambda one: _last_when_empty(one.listed.summary.name))
        if self.volgorde == Order.BRANCH:
            return sorted(kept, key=lambda one: _last_when_empty(one.listed.summary.branch_title))
        return kept

    def _fits(self, one: Line, today: date) -> bool:
        summary = one.listed.summary
        since = WITHIN.get(self.sinds)
        return (
            (since is None or one.share.shared_on >= today - timedelta(days=since))
            and self.klasse in {"", summary.risk_class}
            and self.branche in {"", summary.branch}
            and self.stand in {"", one.state}
            and self.regio in {"", one.share.shared_with.region}
        )


def plain(text: str) -> str:
    """Write a text as it is compared: without capitals and accents."""
    return "".join(sign for sign in normalize("NFKD", text.casefold()) if not combining(sign))


def _last_when_empty(text: str) -> tuple[bool, str]:
    return (not text, plain(text))
