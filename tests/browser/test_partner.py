"""A partner with a browser: by link, with a password and an app, to the figures; every page of those is accessible."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from shopcheck.core.partners import Partner
from shopcheck.core.publication import WHOLE, Point
from shopcheck.core.release import Estimate
from shopcheck.core.sharing import Role
from shopcheck.store.accounts import Invited
from shopcheck.web.shop import EXTENSION
from tests.browser.newcomer import Newcomer
from tests.browser.test_pages_are_accessible import SIDEWAYS, trouble
from tests.core.publishing import TOPICS, period, section
from tests.web.desk.newcomer import PASSWORD
from tests.web.desk.published import PDF, of, publish

if TYPE_CHECKING:
    from flask import Flask
    from playwright.sync_api import Page

    from shopcheck.core.publication import Release

KIM = Invited("kim.proef@example.org", "Kim Proef", Partner.MUNICIPALITY, Role.PARTNER, frozenset({"RTD"}))
NARROW, WIDE = 320, 1280


def full() -> Release:
    """Make a release with everything on it: classes, the country, a trend, and a subject of too few."""
    shares = dict.fromkeys(TOPICS, (45, 30, 20, 5)) | {"per_raak": (70, 30)}
    whole = section(WHOLE, 1000, **shares)
    good = tuple((one.id, one.lines[0].share) for one in whole.tables)
    trend = tuple(Point(period(2026, at), whole.number, Estimate(40, 35, 45), good) for at in (1, 2, 3, 4))
    horeca = replace(section("horeca", 300, **(shares | {"camera": ()})), mean=None)
    return of(sections=(whole, horeca), country=section(WHOLE, 9000, **shares), trend=trend)


def test_a_partner_comes_by_link_reads_the_figures_and_takes_a_file_along(
    served: tuple[Flask, str], page: Page
) -> None:
    app, site = served
    installation = app.extensions[EXTENSION].installation
    publish(installation, full())

    def look(name: str) -> None:
        page.set_viewport_size({"width": WIDE, "height": 900})
        assert not page.evaluate(SIDEWAYS), name
        page.set_viewport_size({"width": NARROW, "height": 900})
        found = trouble(page)
        assert not found, f"{name}: {found}"

    kim = Newcomer(page, site, installation, look)
    kim.open("/balie/uitnodiging")
    kim.follow(KIM)
    kim.choose(PASSWORD)
    kim.press("Stel een app in")
    kim.type_code(kim.secret())
    kim.open("/balie/")
    assert kim.heading() == "Rotterdam, eerste kwartaal van 2027"
    assert page.get_by_role("heading", name="Wat kunt u hiermee?").count()
    kim.open("/balie/cijfers/rtd-2027-k1-2026.1?branche=horeca")
    kim.open("/balie/cijfers/alle")
    kim.press("Rotterdam, eerste kwartaal van 2027")
    with page.expect_download() as downloading:
        page.get_by_role("link", name="rapport.pdf").click()
    assert downloading.value.suggested_filename == "rtd-2027-k1-2026.1-rapport.pdf"
    assert Path(downloading.value.path()).read_bytes() == PDF
