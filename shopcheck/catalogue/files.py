"""The folder of a questionnaire: which file is of which kind, read and held against its shape."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Generic, TypeVar, get_args

from pydantic import ValidationError

from shopcheck.catalogue import shapes
from shopcheck.catalogue.counting import StatisticsShape
from shopcheck.catalogue.overlay import NATIONAL, RegionShape
from shopcheck.catalogue.partners import PartnersShape
from shopcheck.catalogue.problems import MOST, Place, near
from shopcheck.catalogue.profiles import SAFEGUARDS
from shopcheck.catalogue.reading import Listing, Node, Plain, Scalar, Table, Unreadable, plain, read

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from pydantic_core import ErrorDetails

    from shopcheck.core.errors import Problem

KINDS = {
    "check.yaml": "check",
    "maatregelen.yaml": "measures",
    "bronnen.yaml": "sources",
    "contacten.yaml": "contacts",
    "wet.yaml": "law",
    "begrippen.yaml": "terms",
    "uitzonderingen.yaml": "exceptions",
    "statistiek.yaml": "statistics",
    "partners.yaml": "partners",
}
NEED_NOT_BE = {"uitzonderingen.yaml", "statistiek.yaml", "partners.yaml"}
FOLDERS = {"regios": "region", "proeven": "example"}
RENEWABLE = frozenset(
    {"example", "exceptions", "contacts", "region", "partners"}
)  # kinds of file that a version does not hold fast
DATES = frozenset({"checked_on", "valid_until"})
SHAPES: dict[str, type[shapes.Shape]] = {
    "check": shapes.CheckShape,
    "form": shapes.FormShape,
    "measures": shapes.MeasuresShape,
    "sources": shapes.SourcesShape,
    "contacts": shapes.ContactsShape,
    "law": shapes.LawsShape,
    "terms": shapes.TermsShape,
    "region": RegionShape,
    "example": shapes.ExampleShape,
    "exceptions": shapes.ExceptionsShape,
    "statistics": StatisticsShape,
    "partners": PartnersShape,
}
QUOTED = re.compile(r"'([^']*)'")
Loc = tuple[str | int, ...]
S_co = TypeVar("S_co", bound=shapes.Shape, covariant=True)


@dataclass(frozen=True, slots=True)
class Document(Generic[S_co]):
    """One file that has the right shape."""

    path: str
    stem: str
    root: Node
    shape: S_co

    def at(self, *loc: str | int) -> Place:
        """Find the place of a value; as far as the path leads."""
        return place_of(self.path, self.root, loc)

    def key(self, *loc: str | int) -> Place:
        """Find the place of the last key itself, not of its value."""
        return key_of(self.path, self.root, loc)

    def scalar(self, *loc: str | int) -> Scalar | None:
        """Find the text there, with how it was written; None for a list or table."""
        node = descend(self.root, loc)[-1]
        return node if isinstance(node, Scalar) else None


@dataclass(frozen=True, slots=True)
class Folder:
    """All files of one questionnaire. `hash` is of what a version holds fast.

    `unreadable` names the kinds of which a file cannot be understood.
    """

    path: Path
    hash: str
    documents: tuple[tuple[str, Document[shapes.Shape]], ...]
    trees: tuple[tuple[str, str, Node], ...]  # kind, path, tree: also of files that have the wrong shape
    unreadable: frozenset[str]
    problems: tuple[Problem, ...]


def read_folder(folder: Path) -> Folder:
    """Read every file; what is wrong is collected, not raised."""
    problems = list(_missing(folder))
    documents: list[tuple[str, Document[shapes.Shape]]] = []
    trees: list[tuple[str, str, Node]] = []
    unreadable: set[str] = set()
    for kind, file in _files(folder):
        try:
            root = read(_content(file), str(file))
        except Unreadable as error:
            problems.extend(error.problems)
            unreadable.add(kind)
            continue
        trees.append((kind, str(file), root))
        shape, wrong = hold(root, SHAPES[kind], str(file))
        problems.extend(wrong)
        if shape:
            documents.append((kind, Document(str(file), file.stem, root, shape)))
    problems.extend(_strangers(folder))
    return Folder(
        folder, _fingerprint(trees), tuple(documents), tuple(trees), frozenset(unreadable), tuple(sorted(problems))
    )


def _fingerprint(trees: Iterable[tuple[str, str, Node]]) -> str:
    """Give the SHA-256 of the content that a version holds fast: no comments, no layout, no dates of looking up."""
    content = [(kind, _lasting(plain(root))) for kind, _, root in trees if kind not in RENEWABLE]
    return sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _lasting(content: Plain) -> Plain:
    if isinstance(content, dict):
        return {key: _lasting(value) for key, value in content.items() if key not in DATES}
    return [_lasting(one) for one in content] if isinstance(content, list) else content


def _missing(folder: Path) -> Iterator[Problem]:
    if not folder.is_dir():
        yield Place(str(folder)).problem("PC115", name=folder.name)
        return
    for name in KINDS:
        if name not in NEED_NOT_BE and not (folder / name).is_file():
            yield Place(str(folder / name)).problem("PC115", name=name)


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    for file in sorted(folder.glob("*.yaml")):
        yield KINDS.get(file.name, "form"), file
    for name, kind in sorted(FOLDERS.items()):
        for file in sorted((folder / name).glob("*.yaml")):
            yield kind, file


def _strangers(folder: Path) -> Iterator[Problem]:
    """Files that look like content but would silently be left out."""
    read_here = {file for _, file in _files(folder)}
    for file in sorted((*folder.rglob("*.yaml"), *folder.rglob("*.yml"))):
        if file not in read_here:
            yield Place(str(file)).problem("PC116", name=file.name)


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        reason = error.strerror or "onbekend"
        raise Unreadable(Place(str(file)).problem("PC117", reason=reason)) from None


def hold(root: Node, shape: type[S_co], path: str) -> tuple[S_co | None, tuple[Problem, ...]]:
    """Hold a tree against a shape: the shape filled in, or everything that does not fit."""
    try:
        return shape.model_validate(plain(root)), ()
    except ValidationError as error:
        details = error.errors(include_url=False, include_input=True)
        return None, tuple(_misfit(detail, root, shape, path) for detail in details[:MOST])


def descend(root: Node, loc: Iterable[str | int]) -> tuple[Node, ...]:
    """Give the nodes along a path, root first, as far as it leads."""
    nodes: list[Node] = [root]
    for step in loc:
        here = nodes[-1]
        if isinstance(here, Table) and step in here.entries:
            nodes.append(here.entries[str(step)])
        elif isinstance(here, Listing) and isinstance(step, int) and 0 <= step < len(here.items):
            nodes.append(here.items[step])
        else:
            break
    return tuple(nodes)


def place_of(path: str, root: Node, loc: Iterable[str | int]) -> Place:
    """Find the place of the value at the end of a path."""
    node = descend(root, loc)[-1]
    return Place(path, node.line, node.column)


def key_of(path: str, root: Node, loc: Loc) -> Place:
    """Find the place of the key at the end of a path."""
    parent = descend(root, loc[:-1])[-1]
    key = parent.keys.get(str(loc[-1])) if isinstance(parent, Table) else None
    return Place(path, key.line, key.column) if key else place_of(path, root, loc)


# What pydantic found → what was expected there.
EXPECTED = {
    "string_type": "een tekst",
    "list_type": "een lijst (elke regel begint met een streepje)",
    "dict_type": "een tabel (sleutel: waarde)",
    "model_type": "een tabel (sleutel: waarde)",
    "model_attributes_type": "een tabel (sleutel: waarde)",
    "condition_type": "een voorwaarde (een tekst, of vraag: antwoord)",
}


def _misfit(detail: ErrorDetails, root: Node, shape: type[shapes.Shape], path: str) -> Problem:
    sort = detail["type"]
    loc = tuple(step for step in detail["loc"] if step != "[key]")
    words = detail.get("ctx", {})
    place = place_of(path, root, loc)
    if loc != detail["loc"]:
        place = key_of(path, root, loc)
    if sort.startswith("PC"):
        return place.problem(sort, **words)
    if sort == "missing":
        return place.problem("PC201", key=loc[-1])
    if sort == "extra_forbidden":
        return _stranger(key_of(path, root, loc), str(loc[-1]), shape, _keys(shape, loc[:-1]))
    if sort in {"enum", "literal_error"} and isinstance(detail["input"], str):
        return place.problem("PC204", value=detail["input"], near=near(str(detail["input"]), _choices(words)))
    if sort in {"too_long", "too_short"}:
        return _length(place, words)
    return place.problem("PC203", expected=EXPECTED.get(sort, "een woord"))


def _stranger(place: Place, key: str, shape: type[shapes.Shape], keys: list[str]) -> Problem:
    """Tell a misspelt key from a region that reaches for what is national."""
    if shape is RegionShape and key in NATIONAL:
        return place.problem("PC527", key=key, keys=", ".join(keys))
    if shape is RegionShape and key in SAFEGUARDS:
        return place.problem("PC139", key=key)
    return place.problem("PC202", key=key, near=near(key, keys))


def _length(place: Place, words: dict[str, object]) -> Problem:
    if "max_length" in words:
        return place.problem("PC214", most=words["max_length"])
    least = words["min_length"]
    return place.problem("PC211", least="één regel" if least == 1 else f"{least} regels")


def _choices(words: dict[str, object]) -> list[str]:
    return QUOTED.findall(str(words.get("expected", "")))


def _keys(shape: type[shapes.Shape], loc: Loc) -> list[str]:
    """Give the keys that may stand in the table at the end of a path."""
    for step in loc:
        if isinstance(step, str):
            field = next((one for name, one in shape.model_fields.items() if (one.alias or name) == step), None)
            inner = _shape_in(field.annotation) if field else None
            shape = inner or shape
    return [field.alias or name for name, field in shape.model_fields.items()]


def _shape_in(annotation: object) -> type[shapes.Shape] | None:
    if isinstance(annotation, type) and issubclass(annotation, shapes.Shape):
        return annotation
    return next((found for part in get_args(annotation) if (found := _shape_in(part))), None)
