"""The schemas in questionnaires/schema/ are those of the program, and every file names its own."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from shopcheck import catalogue
from shopcheck.catalogue.files import FOLDERS, KINDS
from shopcheck.catalogue.schema import schema_text
from tests.catalogue.shelf import FEATURES, REAL, TINY

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

HEADER = re.compile(r"# yaml-language-server: \$schema=(\S+)\n")
WHOLE = [TINY, REAL / "overval", *FEATURES]


@pytest.mark.parametrize("kind", catalogue.schemas())
def test_the_schema_in_the_tree_is_the_one_the_program_writes(kind: str) -> None:
    written = (REAL / "schema" / f"{kind}.json").read_text("utf-8")
    assert written == schema_text(catalogue.schemas()[kind]), "run: shopcheck schema -o questionnaires/schema"


def test_there_is_a_schema_for_every_kind_of_file_and_no_other() -> None:
    kinds = {"form", *KINDS.values(), *FOLDERS.values()}
    assert set(catalogue.schemas()) == kinds
    assert {path.stem for path in (REAL / "schema").iterdir()} == kinds


@pytest.mark.parametrize("file", [file for folder in WHOLE for file in sorted(folder.rglob("*.yaml"))], ids=str)
def test_every_file_names_its_schema_in_its_first_line(file: Path) -> None:
    head = HEADER.match(file.read_text("utf-8"))
    kind = FOLDERS.get(file.parent.name) or KINDS.get(file.name, "form")
    assert head
    assert (file.parent / head[1]).resolve() == (REAL / "schema" / f"{kind}.json").resolve()


def keys(node: object) -> Iterator[tuple[str, dict[str, object]]]:
    """Give every key that a schema knows, with what it says of it."""
    if isinstance(node, dict):
        yield from node.get("properties", {}).items()
        for value in node.values():
            yield from keys(value)


@pytest.mark.parametrize("kind", catalogue.schemas())
def test_every_key_is_explained_in_dutch(kind: str) -> None:
    schema = catalogue.schemas()[kind]
    assert [name for name, said in keys(schema) if not said.get("description")] == []
    tables = [schema, *schema.get("$defs", {}).values()]  # type: ignore[attr-defined]  # plain JSON
    english = {"the", "what", "where", "who", "how", "not", "with", "by"}
    told = [str(one.get("description", "")) for _, one in [*keys(schema), *(("", table) for table in tables)]]
    assert [text for text in told if english & set(text.lower().replace(".", "").split())] == []


def test_a_schema_allows_no_other_keys_and_explains_itself_in_dutch() -> None:
    for kind, schema in catalogue.schemas().items():
        text = json.dumps(schema, ensure_ascii=False)
        assert text.count('"additionalProperties": false') >= 1, kind
    form = json.dumps(catalogue.schemas()["form"], ensure_ascii=False)
    assert "Waarom vragen wij dit?" in form
    assert '"enum": ["choice", "choices", "number", "text"]' in form
