"""The entry for a catalogue of data holds what DCAT-AP-NL asks, and an entry that lacks something is found out."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner
from pyshacl import validate
from rdflib import Graph

from shopcheck.cli import main
from shopcheck.core.receivers import Publisher
from shopcheck.usecases import cataloguing
from tests.catalogue.test_receivers import FILE, written
from tests.house.tree import ROOT
from tests.store.installations import Clock, install
from tests.store.outgoing import publish

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

# pySHACL 0.40 uses what rdflib 7.6 will drop.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")

SHAPES = Graph().parse(ROOT / "tests/partners/dcat_ap_nl.ttl")
WHO = Publisher(
    "https://organisatie.example.nl/id/1", "Proeforganisatie", "cijfers@example.nl", "https://example.nl/voorwaarden"
)
PUBLISHER = """\
publisher:
  id: https://organisatie.example.nl/id/1
  name: Proeforganisatie
  email: cijfers@example.nl
  licence: https://example.nl/voorwaarden
"""


def conforms(entry: object) -> bool:
    """Whether an entry holds what the profile asks."""
    graph = Graph().parse(data=json.dumps(entry), format="json-ld")
    holds, _, _ = validate(graph, shacl_graph=SHAPES, advanced=False, inference="none")
    return bool(holds)


@pytest.fixture
def entry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Write the entry of two releases."""
    monkeypatch.setattr("shopcheck.jobs.ask", lambda *_: None)
    opened = install(f"sqlite:///{tmp_path / 'shopcheck.sqlite3'}", tmp_path, Clock())
    assert cataloguing.entry(opened, WHO) is None
    publish(opened, 1)
    publish(opened, 2)
    found = cataloguing.entry(opened, WHO)
    opened.store.close()
    assert found
    made: dict[str, Any] = json.loads(found)
    return made


def test_the_entry_holds_what_the_profile_asks(entry: dict[str, Any]) -> None:
    assert conforms(entry)
    (dataset,) = entry["dcat:dataset"]
    assert dataset["@id"] == "http://127.0.0.1:8000/api/v1/releases?region=RTD"
    days = [dataset["dct:temporal"][f"dcat:{end}Date"]["@value"] for end in ("start", "end")]
    assert days == ["2027-04-01", "2027-06-30"]
    assert [one["dcat:downloadURL"]["@id"].rpartition("/")[2] for one in dataset["dcat:distribution"]] == [
        "rtd-2027-k2-2026.1.zip"
    ]


MUTANTS: list[Callable[[dict[str, Any]], object]] = [
    lambda catalogue: catalogue.pop("dct:publisher"),
    lambda catalogue: catalogue.pop("dcat:contactPoint"),
    lambda catalogue: catalogue["dcat:dataset"][0].pop("dct:creator"),
    lambda catalogue: catalogue["dcat:dataset"][0].pop("dcat:theme"),
    lambda catalogue: catalogue["dcat:dataset"][0].update({"dct:accessRights": {"@id": "https://example.nl/vrij"}}),
    lambda catalogue: catalogue["dcat:dataset"][0].update({"dct:identifier": ["a", "b"]}),
    lambda catalogue: catalogue["dcat:dataset"][0].update({"dct:modified": "gisteren"}),
    lambda catalogue: catalogue["dcat:dataset"][0]["dcat:distribution"][0].pop("dct:license"),
    lambda catalogue: catalogue["dcat:dataset"][0]["dcat:distribution"][0].pop("dcat:accessURL"),
    lambda catalogue: catalogue["dcat:dataset"][0]["dcat:distribution"][0].update({"dct:format": "CSV"}),
]


def test_an_entry_that_lacks_something_is_found_out(entry: dict[str, Any]) -> None:
    for mutate in MUTANTS:
        mutant = json.loads(json.dumps(entry))
        mutate(mutant)
        assert not conforms(mutant)


def test_the_command_writes_it_once_it_is_said_who_publishes(tmp_path: Path) -> None:
    data, to = tmp_path / "data", tmp_path / "catalogus.jsonld"
    opened = install(f"sqlite:///{data / 'shopcheck.sqlite3'}", data, Clock())
    publish(opened)
    opened.store.close()

    def run(text: str) -> str:
        env = {"SHOPCHECK_DATA": str(data), "SHOPCHECK_CHANNELS": str(written(tmp_path, text))}
        return CliRunner().invoke(main, ["release", "catalogue", "-o", str(to)], env=env).output

    assert "say who publishes" in run(FILE)
    assert run(FILE + PUBLISHER) == f"{to}\n"
    assert conforms(json.loads(to.read_text("utf-8")))
