"""The list of releases, page by page, on both databases."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.web.api.published import LIST, Program, program, publish, release

if TYPE_CHECKING:
    from flask import Flask

    from shopcheck.usecases import Installation


@pytest.fixture
def database_url(each_database: str) -> str:
    """Try each: one counts in 32 bits and takes no text with a zero in it, the other does."""
    return each_database


def test_pages_go_on_where_they_were_while_new_releases_come_in(app: Flask, installation: Installation) -> None:
    publish(installation, *(release("RTD", number) for number in range(7)), release("AMS"))
    asking = program(app, installation)
    seen, address, pages = [], f"{LIST}?limit=3&region=RTD", 0
    while address:
        page = asking.read(address.removeprefix("https://check.example.nl"))
        seen += [one["sequence"] for one in page["releases"]]
        address, pages = page["next"], pages + 1
        assert asking.seen[-1].headers.get("Link") == (f'<{address}>; rel="next"' if address else None)
        publish(installation, release("RTD", 100 + pages))
    assert (seen, pages) == ([7, 6, 5, 4, 3, 2, 1], 3)
    assert asking.ids("?limit=2") == ["rtd-2026-k4-103", "rtd-2026-k4-102"]


def test_a_cursor_that_nobody_gave_is_a_place_in_the_list_all_the_same(rotterdam: Program) -> None:
    assert rotterdam.ids("?cursor=fffffffffffffff") == ["nl-2026-k4-1", "rtd-2026-k4-1"]
    assert rotterdam.ids("?cursor=000000000000000") == []


def test_an_address_that_is_no_address_is_not_there(rotterdam: Program) -> None:
    for path in ("/x%00y", "/%ff", "/rtd-2026-k4-1/data%00.csv", "/rtd-2026-k4-1/..%2fkeys.json", "/%0a"):
        rotterdam.ask(LIST + path, 404)
