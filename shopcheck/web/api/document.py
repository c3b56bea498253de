"""The description of the API in OpenAPI 3.1, made once from the table of addresses (routes.py) and the shapes."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from flask import current_app

from shopcheck.web.access import Audience
from shopcheck.web.api import shapes
from shopcheck.web.api.answers import as_asked
from shopcheck.web.api.problems import CHALLENGE, MEDIA_TYPE, WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from flask import Response

    from shopcheck.settings import Settings
    from shopcheck.web.api.operation import Operation
    from shopcheck.web.api.parameters import Parameter

VERSION = "1.0.0"
BAD_REQUEST = 400
EXTENSION = "shopcheck.api.document"
ABOUT = """Cijfers per politieregio uit de Preventiecheck Overvallen, voor partners met een token.

De cijfers zijn van ondernemers die meededen en meetelden; het is geen steekproef. De aantallen zijn bewust iets
onnauwkeurig gemaakt, zodat niemand een onderneming kan herleiden. Hoe dat gaat en wat het belooft, staat in elke
release.

**Volgen.** Vraag `/releases` eens per dag op, of haal op wat een bericht noemt. Een release verandert nooit.

**Versies.** Deze API volgt SemVer. Binnen versie 1 komt er alleen iets bij: sla over wat uw programma niet kent. Komt
er een versie 2, dan blijft versie 1 nog twaalf maanden bestaan. De laatste dag staat dan hier, en de beheerder meldt
hem aan iedereen met een token. Nu is er niets dat verdwijnt.

**Wijzigingen.** 1.0.0: de eerste versie.
"""
LICENCE = "Volgens de afspraak met de partner: voor preventie, niet herleiden, en alleen ongewijzigd doorgeven"
PROBLEMS = {400: "BadRequest", 401: "Unauthorized", 404: "NotFound", 429: "TooManyRequests", 503: "Unavailable"}
HEADERS = {
    "API-Version": ("De versie van deze API.", VERSION),
    "ETag": (
        "De SHA-256 van de inhoud, tussen aanhalingstekens. Stuur haar mee als If-None-Match.",
        f'"{shapes.HASH}"',
    ),
    "Link": (
        "Het adres van de volgende bladzijde, als die er is.",
        f'<{shapes.AT}?cursor=00000000000000c>; rel="next"',
    ),
    "Retry-After": ("Over hoeveel seconden u het weer kunt proberen.", "30"),
    "WWW-Authenticate": ("Hoe een programma zich toont.", CHALLENGE),
}
OF_PROBLEM = {401: ("WWW-Authenticate",), 429: ("Retry-After",), 503: ("Retry-After",)}


def served() -> Response:
    """Give the description; anybody may read it."""
    written: bytes = current_app.extensions[EXTENSION]
    return as_asked(written, "application/json", sha256(written).hexdigest())


def written(operations: Iterable[Operation], settings: Settings) -> bytes:
    """Write the description."""
    return json.dumps(document(operations, settings), ensure_ascii=False, indent=1).encode()


def document(operations: Iterable[Operation], settings: Settings) -> dict[str, Any]:
    """Make the description."""
    return {
        "openapi": "3.1.1",
        "info": {
            "title": "Preventiecheck Overvallen: cijfers voor partners",
            "version": VERSION,
            "summary": "Releases per politieregio, met hun bestanden.",
            "description": ABOUT,
            "contact": _contact(settings),
            "license": {"name": LICENCE},
        },
        "servers": [{"url": f"{settings.public_url}/api/v1", "description": "Deze installatie"}],
        "tags": [{"name": "releases", "description": "Cijfers over een regio en een periode."}],
        "security": [{"token": []}],
        "paths": {one.path: {"get": _operation(one)} for one in operations},
        "components": {
            "schemas": shapes.SCHEMAS,
            "headers": {name: _header(name) for name in HEADERS},
            "responses": _responses(),
            "securitySchemes": {
                "token": {
                    "type": "http",
                    "scheme": "bearer",
                    "description": "Een token van de beheerder, een jaar geldig.",
                }
            },
        },
    }


def _contact(settings: Settings) -> dict[str, str]:
    found = {"name": "Beheer van de Preventiecheck Overvallen", "url": settings.public_url}
    return found | ({"email": settings.contact_email} if settings.contact_email else {})


def _operation(one: Operation) -> dict[str, Any]:
    parameters = [_parameter(each, "path") for each in one.in_path] + [_parameter(each, "query") for each in one.query]
    open_to_all = one.audience is Audience.PUBLIC
    return {
        "operationId": one.id,
        "tags": ["releases"],
        "summary": one.summary,
        "description": one.description,
        "security": [] if open_to_all else [{"token": []}],
        "parameters": parameters,
        "responses": {
            "200": {
                "description": f"{one.summary}.",
                "headers": _named("API-Version", "ETag", *(["Link"] if one.query else [])),
                "content": one.content,
            },
            "304": {"$ref": "#/components/responses/Unchanged"},
            **{
                str(status): {"$ref": f"#/components/responses/{name}"}
                for status, name in PROBLEMS.items()
                if status == BAD_REQUEST or not open_to_all
            },
            "default": {"$ref": "#/components/responses/Problem"},
        },
    }


def _parameter(one: Parameter, place: str) -> dict[str, Any]:
    return {
        "name": one.name,
        "in": place,
        "required": place == "path",
        "description": one.description,
        "schema": one.schema,
        "example": one.example,
    }


def _responses() -> dict[str, Any]:
    unchanged = {"description": "U hebt het al.", "headers": _named("API-Version", "ETag")}
    other = _problem("Een ander probleem.", WORDS[500], 500)
    known = {name: _problem(f"{WORDS[status][0]}.", WORDS[status], status) for status, name in PROBLEMS.items()}
    return {"Unchanged": unchanged, "Problem": other, **known}


def _problem(description: str, words: tuple[str, str], status: int) -> dict[str, Any]:
    example = {
        "type": "about:blank",
        "title": words[0],
        "status": status,
        "detail": words[1],
        "instance": "#5f0c1d2e3a4b5c6d",
    }
    return {
        "description": description,
        "headers": _named("API-Version", *OF_PROBLEM.get(status, ())),
        "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}, "example": example}},
    }


def _named(*names: str) -> dict[str, Any]:
    return {name: {"$ref": f"#/components/headers/{name}"} for name in names}


def _header(name: str) -> dict[str, Any]:
    description, example = HEADERS[name]
    return {"description": description, "required": name != "Link", "schema": {"type": "string"}, "example": example}
