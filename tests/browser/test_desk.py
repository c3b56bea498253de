"""The desk in a real browser: from the invitation to the letter, each page looked at on a phone and on a desk."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from shopcheck import usecases
from shopcheck.letter.pdf import make_pdf
from shopcheck.usecases import Addressee, Keep, colleagues, printing
from shopcheck.web.shop import DESK, EXTENSION
from tests.browser.test_journey import FOCUSED, MOST_KEYS
from tests.browser.test_pages_are_accessible import trouble
from tests.letter.shops import answers_of
from tests.web.desk.newcomer import JO, PASSWORD, code_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask
    from playwright.sync_api import Browser, Page

    from shopcheck.usecases import Installation
    from shopcheck.web.shop import Shop

WIDTHS = (1280, 360)
SAID = "Begin met een vast moment om te bellen bij het sluiten."


def look(page: Page) -> None:
    """Hold the page to the rules of accessibility at each width."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        found = trouble(page)
        assert not found, f"{page.url} at {width}: {found}"


def press(page: Page, name: str, *, known: bool = False) -> None:
    """Press a button that leads to another page, and look at that unless it is one that we looked at."""
    with page.expect_navigation():
        page.get_by_role("button", name=name).first.click()
    if not known:
        look(page)


def at(installation: Installation) -> float:
    """Say what time it is there."""
    return installation.now().timestamp()


@pytest.fixture
def installation(served: tuple[Flask, str], monkeypatch: pytest.MonkeyPatch) -> Installation:
    """Give the installation that is served. Its desk prints right here, without the process that does."""
    desk = served[0].extensions[DESK]
    shop: Shop = desk.extensions[EXTENSION]
    monkeypatch.setitem(desk.extensions, EXTENSION, replace(shop, letters=make_pdf))
    return shop.installation


@pytest.fixture
def code(installation: Installation) -> Iterator[str]:
    """Finish a check of a café in Rotterdam; give its owner's code. Other tests find nothing of it on their list."""
    given = {**answers_of("cafe_telt_met_deur_open"), installation.offered.region_question: "RTD"}
    key = usecases.start(installation, given, consent=False, keep=Keep.QUARTER)
    usecases.address(installation, usecases.visit(installation, key), Addressee("Café Proef", "Kade 1"), nonce="a")
    usecases.finish(installation, usecases.visit(installation, key), nonce="f")
    yield usecases.visit(installation, key).checkup.code
    usecases.forget(installation, usecases.visit(installation, key))


def share_by_tick(page: Page, site: str, code: str) -> None:
    """Let the owner share with KHN in the region, and ask for a visit."""
    page.goto(f"{site}/verder")
    page.locator("#code").fill(code)
    with page.expect_navigation():
        page.get_by_role("button", name="Ga verder").click()
    page.goto(f"{site}/delen")
    for name, value in (("met", "khn"), ("hoe", "regio"), ("wens", "bezoek")):
        page.locator(f"label[for={page.locator(f'input[name={name}][value={value}]').get_attribute('id')}]").click()
    page.locator("#bereik").fill("06 12 34 56 78")
    with page.expect_navigation():
        page.get_by_role("button", name="Deel mijn uitslag").click()


@pytest.fixture
def owner(browser: Browser) -> Iterator[Page]:
    """Give another browser, without JavaScript."""
    context = browser.new_context(java_script_enabled=False, locale="nl-NL")
    yield context.new_page()
    context.close()


def join(page: Page, installation: Installation) -> None:
    """Follow the one-time link, choose a password and set up the app on the telephone."""
    page.goto(f"{installation.settings.public_url}/balie/uitnodiging#{colleagues.invite(installation, JO)}")
    look(page)
    for name in ("password", "password_confirm"):
        page.locator(f"input[name={name}]").fill(PASSWORD)
    press(page, "Ga verder")
    press(page, "Stel een app in")
    secret = page.locator(".desk-secret").inner_text().replace("-", "").replace(" ", "")
    page.locator("input[name=code]").fill(code_of(secret, at(installation)))
    press(page, "Ga verder")


def print_day(page: Page, site: str, installation: Installation) -> None:
    """Choose the letter on the list, leave, find it again when it is made, fetch it and wipe it."""
    page.goto(f"{site}/balie/")
    page.locator("tr", has_text="Café Proef").first.locator("input").check()
    press(page, "Print gekozen brieven")
    assert page.locator("h1").inner_text() == "Wij maken uw brief"
    while printing.print_next(installation, make_pdf):
        pass
    page.goto(f"{site}/balie/printen")
    look(page)
    with page.expect_navigation():
        page.locator("main a[href*='/balie/printen/']").first.click()
    look(page)
    assert page.locator("h1").inner_text() == "1 brief ligt klaar"
    with page.expect_download() as started:
        page.get_by_role("link", name="Haal alles op (pdf)").click()
    assert started.value.path().read_bytes().startswith(b"%PDF")


def test_an_adviser_is_invited_reads_what_an_owner_shares_remarks_and_prints(
    page: Page, owner: Page, site: str, code: str, installation: Installation
) -> None:
    join(page, installation)
    page.goto(f"{site}/balie/deelcode")
    look(page)
    share_by_tick(owner, site, code)

    page.goto(f"{site}/balie/")
    look(page)
    page.locator("label[for=kies-alle]").click()
    assert "gekozen" in page.locator("[data-count]").inner_text()
    with page.expect_navigation():
        page.get_by_role("link", name="Café Proef").click()
    assert "Deze ondernemer wil graag bezoek" in page.locator("main").inner_text()
    page.locator("#opmerking").fill("x" * 700)
    press(page, "Bewaar opmerking")
    assert "Er is nog iets nodig" in page.locator("main").inner_text()
    page.locator("#opmerking").fill(SAID)
    press(page, "Bewaar opmerking", known=True)
    press(page, "Markeer als klaar", known=True)
    owner.goto(f"{site}/resultaat")
    assert SAID in owner.locator("main").inner_text()

    report = page.url
    with page.expect_download() as started:
        page.get_by_role("link", name="Print de brief (pdf)").click()
    assert started.value.suggested_filename.startswith("brief-")
    print_day(page, site, installation)

    page.goto(report)
    owner.goto(f"{site}/delen")
    with owner.expect_navigation():
        owner.get_by_role("button", name="Stop met delen").click()
    page.locator("#opmerking").fill("Nog iets.")
    press(page, "Bewaar opmerking")
    assert page.locator("h1").inner_text() == "Deze check is niet (meer) met u gedeeld"
    assert page.locator("textarea").input_value() == "Nog iets."
    page.goto(report.split("#")[0])
    assert page.locator("h1").inner_text() == "Deze check is niet (meer) met u gedeeld"


def test_the_list_and_a_report_work_by_keyboard(page: Page, desk: str, owner: Page, site: str, code: str) -> None:
    share_by_tick(owner, site, code)
    page.goto(f"{desk}/")
    reached = set()
    for _ in range(MOST_KEYS):
        page.keyboard.press("Tab")
        focus = page.evaluate(FOCUSED)
        assert focus["shown"], f"what has the focus is out of sight: {focus}"
        reached.add(focus["name"] or focus["text"])
        if focus["name"] == "share":
            page.keyboard.press("Space")
        if focus["text"] == "Café Proef":
            page.keyboard.press("Enter")
            break
    page.wait_for_url("**/check/**")
    assert {"sinds", "zoek", "share", "Toon", "Zoek", "Print gekozen brieven"} <= reached
    assert page.locator("h1").inner_text() == "Café Proef"


def test_the_desk_works_without_javascript(
    owner: Page, page: Page, desk: str, site: str, code: str, browser: Browser
) -> None:
    share_by_tick(owner, site, code)
    plain = browser.new_context(java_script_enabled=False, storage_state=page.context.storage_state()).new_page()
    plain.goto(f"{desk}/")
    plain.locator("#stand").select_option("nieuw")
    with plain.expect_navigation():
        plain.get_by_role("button", name="Toon").click()
    plain.locator("#zoek").fill("cafe proef")
    with plain.expect_navigation():
        plain.get_by_role("button", name="Zoek").click()
    assert "proef" not in plain.url
    with plain.expect_navigation():
        plain.get_by_role("link", name="Café Proef").first.click()
    plain.locator("#opmerking").fill(SAID)
    with plain.expect_navigation():
        plain.get_by_role("button", name="Bewaar opmerking").click()
    assert "Bewaard op" in plain.locator("#opmerkingen").inner_text()
    plain.context.close()
