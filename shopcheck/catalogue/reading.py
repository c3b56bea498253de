"""From bytes to a tree in which every scalar is text and every node knows its place.

Stricter than YAML on purpose: no anchors, aliases, tags, merge keys, double keys or second document; size and depth
have a limit. The events of the C parser are read one at a time, so an alias bomb is refused at its first anchor. The
only module that imports PyYAML.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import yaml

from shopcheck.catalogue.problems import MOST, Place

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from yaml._yaml import Mark as FastMark
    from yaml.error import Mark as SlowMark

    from shopcheck.core.errors import Problem

SIZE_LIMIT = 256 * 1024  # bytes
DEPTH_LIMIT = 12  # lists and tables within each other
# Characters nobody sees that can make a text read differently from what it says: zero width, direction, byte order.
INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u2028\u2029\x85]")
COMMENT_STUCK = re.compile(r"[ \t]+#[^ \t\r\n#]")


@dataclass(frozen=True, slots=True)
class Scalar:
    """One text. `lead` is how far after `column` its first character stands; None when it spans lines."""

    value: str
    line: int
    column: int
    lead: int | None = 0


@dataclass(frozen=True, slots=True)
class Listing:
    """A list."""

    items: tuple[Node, ...]
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Table:
    """Keys with values, in the order of the file; `keys` are the keys' own places."""

    entries: Mapping[str, Node]
    keys: Mapping[str, Scalar]
    line: int
    column: int


Node = Scalar | Listing | Table
Plain = str | list["Plain"] | dict[str, "Plain"]


class Unreadable(Exception):
    """The text cannot be read at all; `problems` says why."""

    def __init__(self, *problems: Problem) -> None:
        """Keep the problems."""
        self.problems = problems
        super().__init__(*map(str, problems))


def read(content: bytes, path: str) -> Node:
    """Read one file. Raises Unreadable with every double key, or with the first place where reading must stop."""
    text = _decode(content, path)
    for match in INVISIBLE.finditer(text):
        raise Unreadable(_at(text, match.start(), path).problem("PC113", code=f"U+{ord(match[0]):04X}"))
    reader = _Reader(text, path)
    try:
        root = reader.document()
    except yaml.YAMLError as error:
        raise Unreadable(_syntax(error, text, path)) from None
    if reader.problems:
        raise Unreadable(*reader.problems[:MOST])
    return root


def plain(node: Node) -> Plain:
    """Give the bare text, lists and dicts."""
    match node:
        case Scalar():
            return node.value
        case Listing():
            return [plain(item) for item in node.items]
        case Table():
            return {key: plain(value) for key, value in node.entries.items()}


def _decode(content: bytes, path: str) -> str:
    if len(content) > SIZE_LIMIT:
        size, limit = len(content) // 1024, SIZE_LIMIT // 1024
        raise Unreadable(Place(path).problem("PC101", size=size, limit=limit))
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise Unreadable(Place(path, line, 1).problem("PC102")) from None


def _at(text: str, index: int, path: str) -> Place:
    before = text[:index]
    return Place(path, before.count("\n") + 1, index - (before.rfind("\n") + 1) + 1)


class _Reader:
    """Walks the events of one document and builds the tree."""

    def __init__(self, text: str, path: str) -> None:
        self.lines = text.splitlines()
        self.path = path
        self.problems: list[Problem] = []
        self.events: Iterator[yaml.Event] = iter(yaml.parse(text, Loader=yaml.CBaseLoader))

    def document(self) -> Node:
        next(self.events)
        start = next(self.events)
        if not isinstance(start, yaml.DocumentStartEvent):
            raise Unreadable(Place(self.path, 1, 1).problem("PC111"))
        if start.version or start.tags:
            raise self._refuse(start, "PC110")
        root = self._node(next(self.events), 1)
        next(self.events)
        end = next(self.events)
        if not isinstance(end, yaml.StreamEndEvent):
            raise self._refuse(end, "PC110")
        return root

    def _node(self, event: yaml.Event, depth: int) -> Node:
        if getattr(event, "anchor", None) is not None:  # an alias, or a value with an anchor
            raise self._refuse(event, "PC106")
        if getattr(event, "tag", None) is not None:
            raise self._refuse(event, "PC107")
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event)
        if depth > DEPTH_LIMIT:
            raise self._refuse(event, "PC109", limit=DEPTH_LIMIT)
        return self._listing(event, depth) if isinstance(event, yaml.SequenceStartEvent) else self._table(event, depth)

    def _scalar(self, event: yaml.ScalarEvent) -> Scalar:
        line, column = _position(event.start_mark)
        last, after = _position(event.end_mark)
        quoted = bool(event.style)
        if not quoted and last <= len(self.lines) and COMMENT_STUCK.match(self.lines[last - 1], after - 1):
            self.problems.append(Place(self.path, last, after).problem("PC114"))
        return Scalar(event.value, line, column, int(quoted) if line == last else None)

    def _listing(self, start: yaml.Event, depth: int) -> Listing:
        items = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            items.append(self._node(event, depth + 1))
        return Listing(tuple(items), *_position(start.start_mark))

    def _table(self, start: yaml.Event, depth: int) -> Table:
        entries: dict[str, Node] = {}
        keys: dict[str, Scalar] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key = self._node(event, depth + 1)
            if not isinstance(key, Scalar) or not key.value:
                raise self._refuse(event, "PC112")
            value = self._node(next(self.events), depth + 1)
            self._check_key(key, keys)
            entries.setdefault(key.value, value)
            keys.setdefault(key.value, key)
        return Table(entries, keys, *_position(start.start_mark))

    def _check_key(self, key: Scalar, keys: Mapping[str, Scalar]) -> None:
        place = Place(self.path, key.line, key.column)
        if key.value == "<<":
            self.problems.append(place.problem("PC108"))
        elif key.value in keys:
            self.problems.append(place.problem("PC105", key=key.value, line=keys[key.value].line))

    def _refuse(self, event: yaml.Event, number: str, **words: object) -> Unreadable:
        return Unreadable(*self.problems, Place(self.path, *_position(event.start_mark)).problem(number, **words))


def _position(mark: SlowMark | FastMark | None) -> tuple[int, int]:
    """Give line and column from 1; the C parser always has a mark."""
    return (mark.line + 1, mark.column + 1) if mark else (0, 0)


UNCLOSED = "is niet gesloten"  # the parser sees it where the text ends; the author looks for where it was opened

# What the parser says → what the author reads, and the usual cure.
SAYINGS = (
    ("mapping values are not allowed", "een dubbele punt op een plek waar dat niet kan",
     "Zet een tekst met een dubbele punt tussen aanhalingstekens, en kijk of de inspringing klopt."),
    ("block sequence entries are not allowed", "een streepje op een plek waar dat niet kan",
     "Begin een lijst op een nieuwe regel."),
    ("expected ',' or ']'", "een lijst met [ is niet gesloten", "Zet een komma tussen de woorden en ] aan het eind."),
    ("expected ',' or '}'", "een rij met { is niet gesloten", "Zet een komma tussen de delen en } aan het eind."),
    ("unexpected end of stream", "een aanhalingsteken is niet gesloten", "Zet het aanhalingsteken aan het eind."),
    ("unexpected document indicator", "een aanhalingsteken is niet gesloten", "Zet het aanhalingsteken aan het eind."),
    ("cannot start any token", "een tekst kan niet met dit teken beginnen", "Zet de tekst tussen aanhalingstekens."),
    ("unknown escape character", "een teken \\ dat hier niets betekent", "Gebruik enkele aanhalingstekens: '…'."),
    ("expected '-' indicator", "een regel in een lijst begint niet met een streepje", "Kijk of de inspringing klopt."),
    ("could not find expected ':'", "een dubbele punt ontbreekt", "Schrijf: woord, dubbele punt, spatie, waarde."),
    ("expected key", "deze regel past niet bij de regels erboven", "Kijk of de inspringing klopt."),
    ("directive", "een regel die met % begint", "Zet een tekst met % tussen aanhalingstekens."),
)  # fmt: skip


def _syntax(error: yaml.YAMLError, text: str, path: str) -> Problem:
    mark = getattr(error, "problem_mark", None)
    if mark is None:
        position = getattr(error, "position", 0)
        code = getattr(error, "character", 0)
        found = f"U+{code:04X}" if isinstance(code, int) else "?"
        return _at(text, position, path).problem("PC113", code=found)
    place = Place(path, mark.line + 1, mark.column + 1)
    lines = text.splitlines()
    said = f"{getattr(error, 'problem', '')} {getattr(error, 'context', '')}"
    near_here = lines[mark.line] if mark.line < len(lines) else ""
    if "tab" in said.split() or near_here[: mark.column + 1].lstrip(" ").startswith("\t"):
        return place.problem("PC104")
    for saying, what, hint in SAYINGS:
        if saying in said:
            opened = getattr(error, "context_mark", None) if what.endswith(UNCLOSED) else None
            where = Place(path, opened.line + 1, opened.column + 1) if opened else place
            return where.problem("PC103", what=what, hint=hint)
    return place.problem("PC103", what="dit kan niet worden gelezen", hint="Kijk of de inspringing klopt.")
