"""Every name that a questionnaire gives away: questions with their options and order, measures, sources, contacts, law.

Taken from the raw trees, so that one misspelt key in a file does not make all of its names unknown elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from shopcheck.catalogue import shapes
from shopcheck.catalogue.files import descend
from shopcheck.catalogue.problems import Place
from shopcheck.catalogue.reading import Listing, Node, Scalar

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from shopcheck.catalogue.files import Document, Folder

S = TypeVar("S", bound=shapes.Shape)
LISTS = {"measures": "measures", "sources": "sources", "contacts": "contacts", "law": "law"}
INHERENT = "inherent"  # the name under which conditions see the inherent score
LAST = 1_000_000  # place of the first question of a region: after every national one


@dataclass(frozen=True, slots=True)
class Asked:
    """What other files may know about a question. `position` counts along the route, from 0."""

    id: str
    form: str
    kind: str
    options: tuple[str, ...]
    position: int
    place: Place


@dataclass(frozen=True, slots=True)
class Draft:
    """The files that have the right shape, sorted out; `forms` in the order of the route."""

    folder: Folder
    check: Document[shapes.CheckShape]
    forms: tuple[Document[shapes.FormShape], ...]
    questions: Mapping[str, Asked]
    regional: Mapping[str, Asked]  # questions of one region; `form` is its code
    known: Mapping[str, frozenset[str] | None]  # list → ids; None when the file is missing or cannot be read

    @property
    def whole(self) -> bool:
        """Whether every question is known: no form is unreadable."""
        return "form" not in self.folder.unreadable

    def those(self, sort: type[S]) -> tuple[Document[S], ...]:
        """Give the documents of one shape."""
        return _those(self.folder, sort)


def draft(folder: Folder) -> Draft | None:
    """Sort the files out; None while check.yaml, which gives the order, has no right shape."""
    checks = _those(folder, shapes.CheckShape)
    if not checks:
        return None
    order = route(checks[0].shape)
    forms = sorted(_those(folder, shapes.FormShape), key=lambda form: _rank(order, form.stem))
    trees = sorted(
        ((path, root) for kind, path, root in folder.trees if kind == "form"),
        key=lambda one: _rank(order, _text(one[1], "id")),
    )
    questions: dict[str, Asked] = {}
    for path, root in trees:
        for asked in _questions(path, root, "id", len(questions)):
            questions.setdefault(asked.id, asked)
    own = (
        asked for kind, path, root in folder.trees if kind == "region" for asked in _questions(path, root, "code", LAST)
    )
    regional = {asked.id: asked for asked in own if asked.id not in questions}
    known = {name: _ids(folder, kind, name) for kind, name in LISTS.items()}
    return Draft(folder, checks[0], tuple(forms), questions, regional, known)


def route(check: shapes.CheckShape) -> tuple[str, ...]:
    """Name the forms in the order in which they are asked."""
    return (check.inherent.form, *(topic.form for topic in check.topics))


def _those(folder: Folder, sort: type[S]) -> tuple[Document[S], ...]:
    found = [document for _, document in folder.documents if isinstance(document.shape, sort)]
    return tuple(found)  # type: ignore[arg-type]  # mypy does not narrow a generic by one of its attributes


def _rank(order: Sequence[str], form: str) -> tuple[int, str]:
    return (order.index(form) if form in order else len(order), form)


def _questions(path: str, root: Node, form_key: str, start: int) -> Iterator[Asked]:
    form = _text(root, form_key)
    for number, node in enumerate(_items(root, "questions")):
        place = Place(path, node.line, node.column)
        options = tuple(filter(None, (_text(option, "id") for option in _items(node, "options"))))
        name = _text(node, "id")
        if name:
            yield Asked(name, form, _text(node, "kind"), options, start + number, place)


def _ids(folder: Folder, kind: str, key: str) -> frozenset[str] | None:
    trees = [root for one, _, root in folder.trees if one == kind]
    if kind in folder.unreadable or not trees:
        return None
    return frozenset(name for root in trees for item in _items(root, key) if (name := _text(item, "id")))


def _items(node: Node, key: str) -> tuple[Node, ...]:
    found = descend(node, (key,))[-1]
    return found.items if isinstance(found, Listing) else ()


def _text(node: Node, key: str) -> str:
    found = descend(node, (key,))[-1]
    return found.value.strip() if isinstance(found, Scalar) and found is not node else ""
