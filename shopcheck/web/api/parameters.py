"""What may stand in an address, once: as the document says it, and as it is read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask import request

from shopcheck.web.api.problems import BadQuery

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MOST = 100
USUAL = 50


@dataclass(frozen=True, slots=True)
class Parameter:
    """A part of an address; `pattern` is what its whole text must be like, `said` the same for a person."""

    name: str
    pattern: str
    said: str
    description: str
    schema: dict[str, Any]
    example: str | int

    def fits(self, text: str) -> bool:
        """Whether this text may stand here."""
        return re.fullmatch(self.pattern, text, re.ASCII) is not None


def _text(name: str, pattern: str, said: str, description: str, example: str) -> Parameter:
    schema = {"type": "string", "pattern": f"^{pattern}$"}
    return Parameter(name, pattern, said, description, schema, example)


RELEASE_ID = _text(
    "releaseId",
    "[a-z0-9][a-z0-9.-]{0,79}",
    "een release",
    "De release, zoals de lijst haar noemt.",
    "rtd-2027-k1-2026.1",
)
FILE_NAME = _text(
    "fileName", "[A-Za-z0-9][A-Za-z0-9._-]{0,99}", "een bestand", "Het bestand, zoals de release het noemt.", "data.csv"
)
REGION = _text(
    "region",
    "[A-Za-z0-9_-]{1,64}",
    "een code zoals RTD of NL",
    "Alleen releases van deze politieregio, of van het land (NL).",
    "RTD",
)
LIMIT = Parameter(
    "limit",
    "[1-9][0-9]?|100",
    f"een getal van 1 tot en met {MOST}",
    "Hoeveel releases ten hoogste.",
    {"type": "integer", "minimum": 1, "maximum": MOST, "default": USUAL},
    USUAL,
)
CURSOR = _text(
    "cursor",
    "[0-9a-f]{15}",
    "de waarde die de vorige bladzijde gaf",
    "Vanaf waar de lijst verdergaat. Neem deze over uit `next` of de header Link; de vorm kan veranderen.",
    "00000000000002a",
)


def read_query(allowed: tuple[Parameter, ...]) -> dict[str, str]:
    """Read the query of this request. Raises BadQuery with all that is wrong in it."""
    wrong = list(_wrong({one.name: one for one in allowed}))
    if wrong:
        raise BadQuery(wrong)
    return dict(request.args)


def _wrong(allowed: dict[str, Parameter]) -> Iterator[str]:
    yield from _unknown(allowed)
    for name, parameter in allowed.items():
        given = request.args.getlist(name)
        if len(given) > 1:
            yield f"{name} mag één keer voorkomen."
        elif not all(map(parameter.fits, given)):
            yield f"{name} moet {parameter.said} zijn."


def _unknown(allowed: Iterable[str]) -> Iterator[str]:
    if set(request.args) - set(allowed):
        yield f"Na het vraagteken kan hier alleen staan: {', '.join(allowed) or 'niets'}."
