"""The shapes of what is sent, as JSON Schema, each with an example."""

from __future__ import annotations

from typing import Any

Shape = dict[str, Any]

HASH = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
AT = "https://check.example.nl/api/v1/releases"
EXAMPLE: Shape = {
    "id": "rtd-2027-k1-2026.1",
    "sequence": 12,
    "region": "RTD",
    "title": "Rotterdam",
    "period": {
        "id": "2027-k1",
        "title": "eerste kwartaal van 2027",
        "firstDay": "2027-01-01",
        "lastDay": "2027-03-31",
    },
    "publishedOn": "2027-04-01",
    "corrects": None,
    "sha256": HASH,
    "href": f"{AT}/rtd-2027-k1-2026.1",
}
EXAMPLE_FILE: Shape = {
    "name": "data.csv",
    "mediaType": "text/csv",
    "bytes": 20480,
    "sha256": HASH,
    "href": f"{AT}/rtd-2027-k1-2026.1/data.csv",
}


def _text(description: str, **more: object) -> Shape:
    return {"type": "string", "description": description, **more}


def _whole(description: str, properties: Shape) -> Shape:
    """Describe an object of which nothing is left out. More may come: a program skips what it knows not."""
    return {"type": "object", "description": description, "required": list(properties), "properties": properties}


HASHED = {"pattern": "^[0-9a-f]{64}$"}
PERIOD = _whole(
    "De periode waar de cijfers over gaan.",
    {
        "id": _text("Het jaar met de maand (01 tot en met 12), het kwartaal (k1) of het half jaar (h1)."),
        "title": _text("De periode in woorden."),
        "firstDay": _text("De eerste dag.", format="date"),
        "lastDay": _text("De laatste dag.", format="date"),
    },
)
SUMMARY: Shape = {
    "id": _text("Hoe de release heet, ook in het adres."),
    "sequence": {
        "type": "integer",
        "minimum": 1,
        "description": "Volgnummer: elke nieuwe release heeft een hoger nummer, over alle regio's heen.",
    },
    "region": _text("De politieregio, of NL voor het hele land."),
    "title": _text("De naam van de regio."),
    "period": {"$ref": "#/components/schemas/Period"},
    "publishedOn": _text("De dag van publicatie.", format="date"),
    "corrects": {"type": ["string", "null"], "description": "De release die deze vervangt, als dat zo is."},
    "sha256": _text("SHA-256 van release.json, waar alles in staat.", **HASHED),
    "href": _text("Het adres van de release.", format="uri"),
}
FILE = _whole(
    "Een bestand van een release.",
    {
        "name": _text("Hoe het bestand heet, ook in het adres."),
        "mediaType": _text("Wat voor bestand het is."),
        "bytes": {"type": "integer", "minimum": 0, "description": "Hoe groot het is."},
        "sha256": _text("SHA-256 van de inhoud; ook de ETag.", **HASHED),
        "href": _text("Het adres van het bestand.", format="uri"),
    },
)
RELEASE = _whole(
    "Een release met haar bestanden.",
    {
        **SUMMARY,
        "questionnaire": _text("De vragenlijst waar de cijfers uit komen."),
        "questionnaireVersion": _text("De versie van die vragenlijst. Vergelijk alleen releases van één versie."),
        "files": {"type": "array", "items": {"$ref": "#/components/schemas/File"}, "description": "De bestanden."},
    },
)
PAGE = _whole(
    "Eén bladzijde van de lijst.",
    {
        "releases": {
            "type": "array",
            "items": {"$ref": "#/components/schemas/ReleaseSummary"},
            "description": "De releases, de nieuwste eerst.",
        },
        "next": {
            "type": ["string", "null"],
            "format": "uri",
            "description": "Het adres van de volgende bladzijde; `null` op de laatste.",
        },
    },
)
PROBLEM = _whole(
    "Wat er mis is (RFC 9457).",
    {
        "type": _text("Altijd `about:blank`: het gaat om de status.", format="uri-reference"),
        "title": _text("Wat er mis is, in het kort."),
        "status": {"type": "integer", "minimum": 400, "maximum": 599, "description": "De status van HTTP."},
        "detail": _text("Wat u kunt doen."),
        "instance": _text("Het nummer van deze aanvraag, ook in X-Request-Id.", format="uri-reference"),
    },
)
SCHEMAS: Shape = {
    "ReleasePage": PAGE,
    "ReleaseSummary": _whole("Een release in de lijst.", SUMMARY),
    "Release": RELEASE,
    "Period": PERIOD,
    "File": FILE,
    "Problem": PROBLEM,
}


def in_json(schema: str, example: Shape) -> Shape:
    """Describe an answer in JSON."""
    return {"application/json": {"schema": {"$ref": f"#/components/schemas/{schema}"}, "example": example}}


PAGES = in_json("ReleasePage", {"releases": [EXAMPLE], "next": f"{AT}?cursor=00000000000000c"})
RELEASES = in_json(
    "Release",
    EXAMPLE | {"questionnaire": "overval", "questionnaireVersion": "2026.1", "files": [EXAMPLE_FILE]},
)
KEY: Shape = {"application/x-pem-file": {"schema": {"type": "string"}}}
FILES: Shape = {
    media_type: {"schema": {}}
    for media_type in ("text/csv", "application/json", "application/csvm+json", "application/pdf", "application/zip")
} | {"text/plain": {"schema": {"type": "string"}}, "application/octet-stream": {"schema": {}}}
