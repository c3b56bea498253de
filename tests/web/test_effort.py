"""How much work a turn is: statements, and what is made again for each request."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from shopcheck.catalogue import Catalogue
from shopcheck.web import create_app, pages
from tests.store.installations import statements
from tests.web.example import large
from tests.web.visitor import WEAK, Visitor

if TYPE_CHECKING:
    from shopcheck.usecases import Installation

MOST = 6


@pytest.fixture
def database_url(each_database: str) -> str:
    """The same on each database."""
    return each_database


def test_a_turn_takes_few_statements(visitor: Visitor, installation: Installation) -> None:
    visitor.begin()
    page = visitor.page("/vragen")
    counts = []
    while page.heading != "Kloppen uw antwoorden?":
        with statements(installation.store.database) as seen:
            page = visitor.answer(page, WEAK)
        counts.append(len(seen))
    assert len(counts) == 4
    assert max(counts) <= MOST


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_more_questions_take_no_more_statements(installation: Installation) -> None:
    many = replace(installation, catalogue=Catalogue((large(60),)))
    visitor = Visitor(create_app(many.settings, many))
    visitor.begin({"q_regio": "rtd"})
    page = visitor.page("/vragen")
    with statements(installation.store.database) as seen:
        visitor.answer(page, {f"kas_{one}": "nee" for one in range(60)})
    assert len(seen) <= MOST


def test_forms_and_views_are_made_at_the_start_and_not_again(visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    def again(*_: object) -> None:
        raise AssertionError("made again for a request")

    for name in ("form_class", "view_of", "build_route"):
        monkeypatch.setattr(pages, name, again)
    visitor.begin()
    assert visitor.send(visitor.walk(WEAK)).status == 200
