"""A problem in a questionnaire file: its place, with the words of the table (`texts`)."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

from shopcheck.catalogue.texts import TEXTS
from shopcheck.core.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST = 200  # so many problems of one file, or of one subject, are told at once; more help nobody
FEW = 15  # so many possible names are all listed when none is near


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands; line and column count from 1, 0 means the whole file."""

    path: str
    line: int = 0
    column: int = 0

    def problem(self, number: str, /, **words: object) -> Problem:
        """Make the problem with this number; `words` fill its text."""
        message, cure = TEXTS[number]
        words = {name: word if name in SENTENCES else _short(word) for name, word in words.items()}
        return Problem(
            self.path, self.line, self.column, number, message.format(**words), " ".join(cure.format(**words).split())
        )


def near(name: str, known: Iterable[str]) -> str:
    """Suggest the nearest known name, or name them all where there are few."""
    names = sorted(set(known))
    close = get_close_matches(name[:LONGEST], names, n=1, cutoff=0.7)
    if close:
        return f"Bedoelt u '{_short(close[0])}'?"
    return f"Kies uit: {', '.join(map(_short, names))}." if 0 < len(names) <= FEW else ""


LONGEST = 60  # of what an author wrote, when it is quoted back
SENTENCES = frozenset(
    {"near", "what", "hint", "rule", "wanted", "example", "found", "expected", "keys", "plainer"}
)  # our own words


def _short(word: object) -> str:
    text = str(word)
    return text if len(text) <= LONGEST else text[:LONGEST] + "…"
