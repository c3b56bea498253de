"""How plain a Dutch text is: sentences, words, and the reading index LIX. Only counts; limits are set elsewhere.

LIX (Björnsson, 1968) is the mean number of words in a sentence plus the percentage of words of more than six letters.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from shopcheck.catalogue.reading import Listing, Scalar, Table, plain, read

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from shopcheck.catalogue.reading import Node

WORDS_FILE = Path(__file__).with_name("plain_words.yaml")
# The keys whose texts people read; under other keys stand names, dates and addresses.
SPOKEN = frozenset("title intro text help why good because how who note motto encouragements".split())
LONG = 6  # letters; a word of more counts as long
END = re.compile(r"(?<=[.!?…])[\"'”’)]*\s+(?=[\"'“‘(]*[A-ZÀ-Þ0-9'’€])")
WORD = re.compile(r"[^\W_]+(?:[-'’./&][^\W_]+)*")
FULL = re.compile(r"[.!?…:][\"'”’)]*$")


@dataclass(frozen=True, slots=True)
class Spoken:
    """A text that people read, with the form it belongs to."""

    text: str
    form: str
    path: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Figures:
    """How plain the texts of one form are. Labels, which are no sentences, count for the longest only."""

    form: str
    sentences: int
    words: int
    long: int
    longest: int

    @property
    def mean(self) -> float:
        """Words in a sentence."""
        return self.words / self.sentences if self.sentences else 0

    @property
    def lix(self) -> float:
        """The reading index; below 30 is easy, above 40 is hard."""
        return self.mean + 100 * self.long / self.words if self.words else 0


def spoken(root: Node, form: str, path: str) -> Iterator[Spoken]:
    """Give every text of a file that people read."""
    return (Spoken(one.value, form, path, one.line, one.column) for one in _texts(root, inside=False))


def _texts(node: Node, *, inside: bool) -> Iterator[Scalar]:
    match node:
        case Table():
            for key, value in node.entries.items():
                yield from _texts(value, inside=key in SPOKEN)
        case Listing():
            for item in node.items:
                yield from _texts(item, inside=inside)
        case Scalar() if inside:
            yield node


def sentences(text: str) -> list[str]:
    """Divide a text: after a full stop, question mark or exclamation mark, before a capital or a figure."""
    return [one for one in END.split(text.strip()) if words(one)]


def words(sentence: str) -> list[str]:
    """Give the words; a figure counts as one, and so does what a hyphen or an apostrophe joins."""
    return WORD.findall(sentence)


def figures(form: str, texts: Iterable[Spoken]) -> Figures:
    """Count the texts of one form."""
    all_ = [sentence for one in texts for sentence in sentences(one.text)]
    counted = [words(one) for one in all_ if FULL.search(one.strip())]
    flat = [word for one in counted for word in one]
    long = sum(sum(map(str.isalpha, word)) > LONG for word in flat)
    return Figures(form, len(counted), len(flat), long, max((len(words(one)) for one in all_), default=0))


@cache
def plainer() -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Give the words and the abbreviations to avoid, each with a plainer one."""
    found = plain(read(WORDS_FILE.read_bytes(), WORDS_FILE.name))
    assert isinstance(found, dict)  # noqa: S101 - our own file; the tests read it
    return found["words"], found["abbreviations"]  # type: ignore[return-value]  # as above


@cache
def _hard() -> tuple[re.Pattern[str], re.Pattern[str]]:
    hard, short = ("|".join(sorted(map(re.escape, one), key=len, reverse=True)) for one in plainer())
    return (
        re.compile(rf"(?<![\w-])(?:{hard})(?![\w-])", re.IGNORECASE),
        re.compile(rf"(?<![\w.])(?:{short})(?![\w])", re.IGNORECASE),
    )


def hard_words(text: str) -> list[tuple[str, str]]:
    """Give the words to avoid in a text, each with a plainer one."""
    return [(one, plainer()[0][one.lower()]) for one in _hard()[0].findall(text)]


def shortened(text: str) -> list[tuple[str, str]]:
    """Give the abbreviations in a text, each written out."""
    return [(one, plainer()[1][one.lower()]) for one in _hard()[1].findall(text)]
