"""Who may ask what: every cell of the table in docs/security.md is tried."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shopcheck.web import access
from shopcheck.web.shop import API
from tests.house.tree import ROOT
from tests.web.api.published import Program, program

if TYPE_CHECKING:
    from flask import Flask

    from shopcheck.usecases import Installation

HEADING = "### Which address of the API is for whom"
PLACES = {"<release_id>": "RELEASE", "<file_name>": "FILE"}
SHOWN = {"RELEASE": "rtd-2026-k4-1", "FILE": "data.csv"}
STATUS = {"open": 200, "own": 200, "refused": 401, "not there": 404}


def table() -> dict[str, list[str]]:
    """Read the table: address → nobody, a token of the region, a token of another."""
    part = (ROOT / "docs/security.md").read_text("utf-8").split(HEADING)[1].split("\n#")[0]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in part.splitlines() if line[:2] == "| "]
    return {address: cells for address, *cells in rows[1:]}


def test_everybody_gets_of_the_api_what_the_table_says(
    app: Flask, installation: Installation, rotterdam: Program
) -> None:
    asking = (Program(app, None), rotterdam, program(app, installation, "AMS"))
    for address, cells in table().items():
        path = "".join(SHOWN.get(one, one) for one in address.removeprefix("GET ").replace("/", " / ").split())
        for one, cell in zip(asking, cells, strict=True):
            one.ask(f"/api/v1{path}", STATUS[cell])
    assert [one.ids() for one in asking[1:]] == [["nl-2026-k4-1", f"{own}-2026-k4-1"] for own in ("rtd", "ams")]


def test_every_address_of_the_api_stands_in_the_table(app: Flask) -> None:
    api, found = app.extensions[API], {}
    for rule in api.url_map.iter_rules():
        path = rule.rule.removeprefix("/v1")
        for name, shown in PLACES.items():
            path = path.replace(name, shown)
        found[f"GET {path}"] = "open" if access.audience_of(api, rule.endpoint) is access.Audience.PUBLIC else "refused"
        assert rule.methods == {"GET", "HEAD", "OPTIONS"}
    assert found == {address: cells[0] for address, cells in table().items()}
