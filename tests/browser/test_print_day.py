"""Print day in a browser: the bar moves by itself, the page changes when all is ready, and all can use it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from shopcheck import usecases
from shopcheck.cli.demo import made_up_answers
from shopcheck.usecases import Addressee, Keep, printing, sharing
from shopcheck.web.shop import DESK, EXTENSION
from tests.browser.test_pages_are_accessible import trouble
from tests.store.print_day import paper
from tests.web.desk.shares import share

if TYPE_CHECKING:
    from flask import Flask
    from playwright.sync_api import Page

    from shopcheck.usecases import Installation, Visit

SOON = 60_000  # ms, far more than anything here takes
PICTURES = os.environ.get("PICTURES")  # a folder, to look at the pages


def finished(installation: Installation, name: str) -> Visit:
    """Finish a check of a snack bar in Rotterdam."""
    asked = installation.offered
    where = {asked.branch_question: "snackbar", asked.region_question: "RTD"}
    answers = {**made_up_answers(asked, name), **where}
    key = usecases.start(installation, answers, consent=False, keep=Keep.QUARTER)
    addressee = Addressee(f"Snackbar {name}", f"Straat 1\n1000 A{name} Stad")
    usecases.address(installation, usecases.visit(installation, key), addressee, nonce="address")
    usecases.finish(installation, usecases.visit(installation, key), nonce="finish")
    return usecases.visit(installation, key)


def look(page: Page, name: str) -> None:
    """Hold a page to what all can use, on a phone and on a desk."""
    for width in (360, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        if PICTURES:
            page.screenshot(path=Path(PICTURES) / f"{name}-{width}.png", full_page=True)
        assert trouble(page) == {}, (name, width)


def test_the_bar_moves_and_the_page_says_when_all_is_ready(page: Page, desk: str, served: tuple[Flask, str]) -> None:
    installation: Installation = served[0].extensions[DESK].extensions[EXTENSION].installation
    shops = [finished(installation, name) for name in "ABC"]
    shared = [share(installation, one) for one in shops]
    page.goto(f"{desk}/printen")
    look(page, "nothing")
    page.goto(f"{desk}/")
    look(page, "list")
    page.get_by_role("button", name="Print gekozen brieven").click()
    look(page, "nothing-chosen")
    page.goto(f"{desk}/")
    for one in shared:
        page.locator(f"#kies-{one.id}").check(force=True)
    page.get_by_role("button", name="Print gekozen brieven").click()
    assert page.locator("[data-said]").inner_text() == "0 van 3 brieven gedaan."
    assert page.locator("meta[http-equiv]").count() == 0  # only without scripts
    look(page, "waiting")
    sharing.revoke(installation, shops[2], bytes.fromhex(shared[2].id))
    printing.print_next(installation, paper)
    expect(page.locator("progress")).to_have_attribute("value", "1", timeout=SOON)
    while printing.print_next(installation, paper):
        pass
    expect(page.locator("h1")).to_have_text("2 brieven liggen klaar", timeout=SOON)
    look(page, "ready")
    job = page.url
    with page.expect_download() as fetched:
        page.get_by_role("link", name="Haal alles op").click()
    assert fetched.value.suggested_filename == "brieven.pdf"
    page.goto(f"{desk}/printen")
    look(page, "jobs")
    page.goto(job)
    page.get_by_role("button", name="Ik heb alles geprint").click()
    page.goto(job)
    look(page, "gone")
