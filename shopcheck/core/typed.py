"""What was typed over from paper, cut into a stamp and items: `kas3 b` is an item, and so are `kas3b` and `KAS3=B`.

Spaces, semicolons or new lines stand between items. A code in which a sign was taken for one that looks like it is
still found, but then that is doubtful.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from typing import TYPE_CHECKING

from shopcheck.core.codes import DIGITS, SHORTEST, check_number, codes, letters
from shopcheck.core.questionnaire import Kind, Sector

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from shopcheck.core.questionnaire import OptionId, Question, Questionnaire

    Part = tuple[int, str]  # a line, or what stands in it before a semicolon, with the number of the line

NEAR = 3  # codes that are offered for one that does not exist
ALIKE = str.maketrans("lio", "110")
WORD = re.compile(r"\S+")
CODE_FIRST = re.compile(r"([a-z]+[0-9]+)[=:]?(.*)", re.IGNORECASE)
LETTERS = re.compile(r"[=:]?([a-z,./+&]*)")
STAMP = re.compile(rf"\s*(\S+)\s+(\S+)\s+(\d{{{DIGITS}}})(?!\S)(?:\s+({'|'.join(Sector)})(?!\S))?")


class SlipKind(StrEnum):
    """What can be the matter with what was typed. The last five are doubts: they count once somebody looked again."""

    TOO_MUCH = "too_much"
    NO_STAMP = "no_stamp"
    OTHER_QUESTIONNAIRE = "other_questionnaire"
    OTHER_VERSION = "other_version"
    OTHER_CHECK_NUMBER = "other_check_number"
    NO_SUCH_BRANCH = "no_such_branch"
    NO_CODE = "no_code"
    UNKNOWN_CODE = "unknown_code"
    NO_ANSWER = "no_answer"
    UNKNOWN_LETTER = "unknown_letter"
    TWO_LETTERS = "two_letters"
    NOT_TOGETHER = "not_together"
    NO_NUMBER = "no_number"
    OUT_OF_RANGE = "out_of_range"
    TOO_LONG = "too_long"
    DIFFERENT = "different"
    NEEDED = "needed"

    SAME_AGAIN = "same_again"
    LOOKS_ALIKE = "looks_alike"
    NOT_OFFERED = "not_offered"
    UNLIKELY = "unlikely"
    DOES_NOT_COUNT = "does_not_count"


DOUBTS = frozenset([*SlipKind][-5:])


@dataclass(frozen=True, slots=True)
class Slip:
    """One thing about a line; line 0 is the whole. `near` is what was perhaps meant, `other` the line it differs from.

    `other` is 0 for what stands in the stamp or beside the lines.
    """

    kind: SlipKind
    line: int = 0
    typed: str = ""
    code: str = ""
    near: tuple[str, ...] = ()
    other: int = 0

    @property
    def key(self) -> str:
        """The same for the same doubt when all is posted again, another as soon as something else is typed."""
        return " ".join((self.kind, self.code, *self.typed.lower().split()))


@dataclass(frozen=True, slots=True)
class Stamp:
    """Which paper it is, and for which sector or branch it was made."""

    questionnaire: str
    version: str
    check_number: str
    sector: Sector | None = None
    branch: OptionId | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """A question with what was typed behind its code. `alike`: the code was found in signs that look like it."""

    line: int
    typed: str
    code: str
    question: Question
    value: str
    alike: bool


def read_stamp(questionnaire: Questionnaire, part: Part) -> tuple[Stamp | Slip, Part]:
    """Read which paper it is at the start of the first line; gives what stands behind it too."""
    line, text = part
    found = STAMP.match(text.lower())
    if found is None:
        return Slip(SlipKind.NO_STAMP, line, text.strip()), part
    wanted = (questionnaire.id, questionnaire.version.lower(), check_number(questionnaire))
    kinds = (SlipKind.OTHER_QUESTIONNAIRE, SlipKind.OTHER_VERSION, SlipKind.OTHER_CHECK_NUMBER)
    for kind, typed, own in zip(kinds, found.groups(), wanted, strict=False):
        if typed != own:
            return Slip(kind, line, typed), part
    rest = text[found.end() :]
    sector = Sector(found[4]) if found[4] else None
    branch = WORD.search(rest) if sector else None
    if branch is None or CODE_FIRST.fullmatch(branch[0]):
        return Stamp(questionnaire.id, questionnaire.version, found[3], sector), (line, rest)
    option = questionnaire.questions[questionnaire.branch_question].option.get(branch[0].lower())
    if option is None or option.sector != sector:
        return Slip(SlipKind.NO_SUCH_BRANCH, line, branch[0]), part
    return Stamp(questionnaire.id, questionnaire.version, found[3], sector, option.id), (line, rest[branch.end() :])


def read_items(questionnaire: Questionnaire, parts: tuple[Part, ...]) -> Iterator[Item | Slip]:
    """Cut lines into items. What belongs to no question is a slip."""
    known = {code: questionnaire.questions[name] for name, code in codes(questionnaire).items()}
    alike = {code.translate(ALIKE): code for code in known}
    for line, text in parts:
        for head, typed in _pieces(text, known, alike):
            if head is None:
                yield Slip(SlipKind.NO_CODE, line, typed)
            elif head.code not in known:
                near = get_close_matches(head.code, known, n=NEAR)
                yield Slip(SlipKind.UNKNOWN_CODE, line, typed, near=tuple(near))
            else:
                value = typed[head.length :].lstrip("=: ")
                yield Item(line, typed, head.code, known[head.code], value.strip(), head.alike)


@dataclass(frozen=True, slots=True)
class _Head:
    """The code that a word begins with, in so many signs."""

    code: str
    length: int
    alike: bool = False


def _pieces(text: str, known: Mapping[str, Question], alike: Mapping[str, str]) -> Iterator[tuple[_Head | None, str]]:
    """Cut a line before every code; a question that is answered in words takes all that follows."""
    head, start = None, 0
    for word in WORD.finditer(text):
        following = _head(word[0], known, alike)
        if following:
            if text[start : word.start()].strip():
                yield head, text[start : word.start()].strip()
            head, start = following, word.start()
            if following.code in known and known[following.code].kind is Kind.TEXT:
                break
    if text[start:].strip():
        yield head, text[start:].strip()


def _head(word: str, known: Mapping[str, Question], alike: Mapping[str, str]) -> _Head | None:
    """Find the code at the start of a word, or what could be one; None when it can only be an answer."""
    match = CODE_FIRST.fullmatch(word)
    exact = _Head(match[1].lower(), len(match[1])) if match else None
    if match and exact and exact.code in known and not _runs_on(match[2], known[exact.code]):
        return exact
    return _looks_like(word.lower(), alike) or exact


def _runs_on(rest: str, question: Question) -> bool:
    """Whether the next sign may be a digit of the code, because it looks like one and is no letter of the question."""
    sign = rest[:1].lower()
    return sign != sign.translate(ALIKE) and sign not in letters(question).values()


def _looks_like(word: str, alike: Mapping[str, str]) -> _Head | None:
    for length in range(len(word), SHORTEST, -1):
        code = alike.get(word[:length].translate(ALIKE))
        if code and LETTERS.fullmatch(word[length:]):
            return _Head(code, length, alike=code != word[:length])
    return None
