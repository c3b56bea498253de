"""JSON Schema of every kind of file, for editors that help while typing."""

from __future__ import annotations

import json

from shopcheck.catalogue.files import SHAPES

TITLES = {
    "check": "check.yaml",
    "form": "een onderwerp met vragen",
    "measures": "maatregelen.yaml",
    "sources": "bronnen.yaml",
    "contacts": "contacten.yaml",
    "law": "wet.yaml",
    "terms": "begrippen.yaml",
    "region": "regios/<code>.yaml",
    "exceptions": "uitzonderingen.yaml",
    "example": "proeven/<naam>.yaml",
    "statistics": "statistiek.yaml",
    "partners": "partners.yaml",
}


def schemas() -> dict[str, dict[str, object]]:
    """Give the JSON Schema of every kind."""
    return {kind: _schema(kind) for kind in SHAPES}


def schema_text(schema: dict[str, object]) -> str:
    """Write a schema as the file that stands in questionnaires/schema/."""
    return json.dumps(schema, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def _schema(kind: str) -> dict[str, object]:
    schema = SHAPES[kind].model_json_schema(by_alias=True)
    for table in (schema, *schema.get("$defs", {}).values()):
        table.pop("description", None)  # the docstring of the class: for programmers; keys have words for authors
    return {"$schema": "https://json-schema.org/draft/2020-12/schema"} | schema | {"title": TITLES[kind]}
