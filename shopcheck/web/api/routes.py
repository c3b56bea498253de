"""Every address of the API, in one table: it is what is served and what the document says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from shopcheck.web import access
from shopcheck.web.access import Audience
from shopcheck.web.api import document, releases, shapes
from shopcheck.web.api.operation import BASE, Operation, snake
from shopcheck.web.api.parameters import CURSOR, FILE_NAME, LIMIT, REGION, RELEASE_ID

if TYPE_CHECKING:
    from flask import Flask

OPERATIONS = (
    Operation(
        "getReleases",
        "/releases",
        releases.many,
        "Lijst van releases",
        "De releases van uw regio's en van het land, de nieuwste eerst. Een release verandert nooit; een verbetering "
        "is een nieuwe release, die in `corrects` noemt welke zij vervangt.",
        shapes.PAGES,
        query=(REGION, LIMIT, CURSOR),
    ),
    Operation(
        "getRelease",
        "/releases/{releaseId}",
        releases.one,
        "Eén release",
        "Wat er van een release te weten is, en haar bestanden.",
        shapes.RELEASES,
        in_path=(RELEASE_ID,),
    ),
    Operation(
        "getReleaseFile",
        "/releases/{releaseId}/{fileName}",
        releases.file,
        "Eén bestand van een release",
        "Het bestand, byte voor byte zoals het is gepubliceerd. De ETag is de SHA-256 van de inhoud. Bewaar het: het "
        "verandert nooit.",
        shapes.FILES,
        in_path=(RELEASE_ID, FILE_NAME),
        lasting=True,
    ),
    Operation(
        "getSigningKey",
        "/signing-key",
        releases.signing_key,
        "Openbare sleutel",
        "De openbare sleutel (Ed25519, PEM) waarmee u de handtekening `SHA256SUMS.sig` van elke release controleert.",
        shapes.KEY,
        audience=Audience.PUBLIC,
    ),
    Operation(
        "getDocument",
        "/openapi.json",
        document.served,
        "Deze beschrijving",
        "De beschrijving van deze API in OpenAPI 3.1.",
        {"application/json": {"schema": {"type": "object"}}},
        audience=Audience.PUBLIC,
    ),
)
BY_ID = {one.id: one for one in OPERATIONS}


def register(app: Flask) -> None:
    """Add every address."""
    for one in OPERATIONS:
        access.say(one, one.audience)
        app.add_url_rule(BASE + _rule(one.path), one.id, one, methods=("GET",))


def _rule(path: str) -> str:
    return re.sub(r"{(\w+)}", lambda named: f"<{snake(named[1])}>", path)
