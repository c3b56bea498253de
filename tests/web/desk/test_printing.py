"""Print day at the desk: choose, see how far it is, leave and find it again, fetch, wipe."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from shopcheck.usecases import print_jobs, printing, sharing
from tests.store.print_day import in_file, in_zip, paper
from tests.web import house_rules
from tests.web.desk.shares import adviser, finished, share
from tests.web.desk.signing_in import sign_in
from tests.web.visitor import Visitor

if TYPE_CHECKING:
    from shopcheck.usecases import Installation
    from tests.web.desk.shares import Shared
    from tests.web.house_rules import Page

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

JOBS = "/balie/printen"


@pytest.fixture
def two(installation: Installation, visitor: Visitor) -> list[Shared]:
    """Let two shops share, and an adviser sign in."""
    adviser(visitor)
    addresses = {"Snackbar A": "Straat 1\n2000 AA Stad", "Snackbar B": "Straat 2\n1000 AA Stad"}
    return [share(installation, finished(installation, name, typed)) for name, typed in addresses.items()]


def tick(visitor: Visitor, page: Page, *ids: str) -> Page:
    """Tick boxes on a list, and press the button for what is ticked."""
    form = {name: value for name, value in page.fields(JOBS).items() if name != "alles"}
    data = {**form, "share": list(ids)}
    reply = visitor.ask(JOBS, method="POST", data=data)
    return visitor.page(reply.location) if reply.status_code == 303 else house_rules.parse(reply)


def choose(visitor: Visitor, *shares: Shared) -> Page:
    """Choose these on the list."""
    return tick(visitor, visitor.page("/balie/"), *(one.id for one in shares))


def work(installation: Installation) -> None:
    """Let the worker do all there is."""
    printing.look(installation)
    while printing.print_next(installation, paper):
        pass


def job_of(page: Page) -> str:
    """Give the address of the job that a page is about."""
    actions = [form.get("action", "") for form in page.all("form")]
    return next(one for one in actions if one.endswith("/wissen")).removesuffix("/wissen")


def test_an_adviser_chooses_leaves_finds_it_again_fetches_and_wipes(
    visitor: Visitor, installation: Installation, two: list[Shared]
) -> None:
    page = choose(visitor, *two)
    assert page.heading == "Wij maken uw brieven"
    assert "0 van 2 brieven gedaan." in page.text
    assert '<noscript><meta http-equiv="refresh" content="10"></noscript>' in page.html
    path = job_of(page)
    assert visitor.ask(f"{path}/stand.json").json == {"done": 0, "total": 2, "ready": False}
    for early in ("alles.pdf", "brieven.zip"):
        assert visitor.ask(f"{path}/{early}").location == path
    work(installation)
    assert path in visitor.page(JOBS).html
    page = visitor.page(path)
    assert page.heading == "2 brieven liggen klaar"
    assert "refresh" not in page.html
    assert visitor.ask(f"{path}/stand.json").json == {"done": 2, "total": 2, "ready": True}
    expected = [one.visit.checkup.reference for one in reversed(two)]
    assert in_file(visitor.ask(f"{path}/alles.pdf").data) == expected
    assert in_zip(visitor.ask(f"{path}/brieven.zip").data) == expected
    assert "Er staat niets klaar" in visitor.send(page, action=f"{path}/wissen").text
    assert visitor.page(path, 404).heading == "Deze brieven zijn er niet (meer)"


def test_everything_of_a_filter_is_printed_at_once_and_a_second_press_is_the_same_job(
    visitor: Visitor, two: list[Shared]
) -> None:
    page = visitor.page("/balie/?stand=nieuw")
    paths = {job_of(visitor.send(page, {"alles": "ja"}, action=JOBS)) for _ in range(2)}
    assert len(paths) == 1
    assert "0 van 2 brieven gedaan." in visitor.page(paths.pop()).text
    assert "Snackbar" not in visitor.page(JOBS).text


@pytest.mark.parametrize("ticked", [[], ["0" * 32, "no id"]], ids=["nothing", "nothing that is shared"])
def test_who_chooses_nothing_reads_what_to_do(visitor: Visitor, two: list[Shared], ticked: list[str]) -> None:
    page = tick(visitor, visitor.page("/balie/?stand=nieuw"), *ticked)
    house_rules.check(page)
    assert page.status == 422
    assert "Er wordt nog niets geprint" in page.text
    assert "/balie/?stand=nieuw" in page.html


def test_who_chooses_too_many_is_told_how_many_may_be(
    visitor: Visitor, two: list[Shared], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(print_jobs, "MOST", 1)
    page = choose(visitor, *two)
    assert page.status == 422
    assert "U koos 2 brieven. Kies er hooguit 1 tegelijk" in page.text


def test_a_share_that_was_taken_back_meanwhile_is_said_plainly(
    visitor: Visitor, installation: Installation, two: list[Shared]
) -> None:
    page = visitor.page("/balie/")
    third = share(installation, finished(installation, "Snackbar C"))
    sharing.revoke(installation, third.visit, bytes.fromhex(third.id))
    chosen = tick(visitor, page, *(one.id for one in two), third.id)
    assert "Eén check die u koos, is niet meer met u gedeeld." in chosen.text
    sharing.revoke(installation, two[0].visit, bytes.fromhex(two[0].id))
    work(installation)
    shown = visitor.page(job_of(chosen))
    assert "Deze brief zit er niet bij" in shown.text
    assert f"Kenmerk {two[0].visit.checkup.reference}" in shown.text
    assert "De ondernemer deelt deze check niet meer." in shown.text
    sharing.revoke(installation, two[1].visit, bytes.fromhex(two[1].id))
    work(installation)
    assert visitor.page(job_of(chosen)).heading == "Er is geen brief gemaakt"
    assert "Geen brief gemaakt" in visitor.page(JOBS).text


def test_nobody_else_finds_the_job(visitor: Visitor, installation: Installation, two: list[Shared]) -> None:
    path = job_of(choose(visitor, *two))
    work(installation)
    colleague = Visitor(visitor.app)
    sign_in(colleague.client)
    for address in ("", "/stand.json", "/alles.pdf", "/brieven.zip"):
        assert colleague.ask(path + address).status_code == 404
    assert "Er staat niets klaar" in colleague.page(JOBS).text
    for address in ("nothing", "0" * 32):
        assert visitor.ask(f"{JOBS}/{address}").status_code == 404
