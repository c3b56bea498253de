"""Every page and state of the site, at three widths: axe finds nothing, nothing scrolls sideways, targets are large."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from shopcheck import usecases
from shopcheck.core.errors import (
    AnswersConflict,
    Busy,
    CodeUnknown,
    LetterFailed,
    LetterRefused,
    TooFewAnswers,
    TooManyAttempts,
)
from shopcheck.store.errors import StoreUnavailable
from tests.browser.looking import PUBLIC, Owner
from tests.machine import FAULTS

if TYPE_CHECKING:
    from playwright.sync_api import ConsoleMessage, Page

RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]},
    "resultTypes": ["violations"],
}
UNFOLD = "document.querySelectorAll('details').forEach(one => { one.open = true })"
# WCAG 1.4.12: what a reader may set for himself. Through the object model, which the policy of the site leaves alone.
SPACE_OUT = """for (const one of document.querySelectorAll('body *')) {
  one.style.letterSpacing = '0.12em'; one.style.wordSpacing = '0.16em'; one.style.lineHeight = '1.5'
}"""
SIDEWAYS = """() => document.documentElement.scrollWidth > innerWidth
  ? [...document.querySelectorAll('body *')].filter(one => one.getBoundingClientRect().right > innerWidth + 1)
      .map(one => one.outerHTML.slice(0, 100)) : []"""
# A link in the run of a sentence is excused, and so is what is hidden until it has the focus.
SMALL = """least => [...document.querySelectorAll('a, button, summary, select, textarea, input:not([type=hidden])')]
  .filter(one => {
    const box = (one.labels?.[0] && /radio|checkbox/.test(one.type) ? one.labels[0] : one).getBoundingClientRect()
    return getComputedStyle(one).display !== 'inline' && box.height > 2 && box.height < least
  }).map(one => one.outerHTML.slice(0, 100))"""
LEAST = 44


def trouble(page: Page) -> dict[str, Any]:
    """Give all that is wrong with the page that is open, folded parts unfolded."""
    page.evaluate(UNFOLD)
    found: dict[str, Any] = {
        rule["id"]: [node["html"][:150] for node in rule["nodes"]]
        for rule in Axe().run(page, options=RULES).response["violations"]
    }
    found["sideways"] = page.evaluate(SIDEWAYS)
    found["small targets"] = page.evaluate(SMALL, LEAST)
    page.evaluate(SPACE_OUT)
    found["sideways when spaced out"] = page.evaluate(SIDEWAYS)
    return {what: where for what, where in found.items() if where}


@pytest.fixture(params=[320, 768, 1280] if FAULTS else [320, 1280])  # the one between in script/faults
def owner(request: pytest.FixtureRequest, page: Page, site: str) -> Owner:
    """Give an owner with a screen of this width, who notes every page that has something wrong."""
    page.set_viewport_size({"width": request.param, "height": 900})

    def look(name: str) -> None:
        found = trouble(page)
        assert not found, f"{name}: {found}"

    return Owner(page, site, look)


def test_pages_for_everybody_are_accessible(owner: Owner) -> None:
    for path in PUBLIC:
        owner.open(path)
    assert owner.seen == list(PUBLIC)


def test_every_page_of_a_check_is_accessible(owner: Owner) -> None:
    owner.begin()
    owner.answer_all()
    owner.finish()
    assert {"/code", "/nakijken", "/resultaat", "/brief", "/delen", "share code", "deeper questions"} <= set(owner.seen)


def test_pages_that_keep_what_was_typed_are_accessible(owner: Owner) -> None:
    owner.begin()
    owner.differ()
    owner.come_back_late()
    assert "Welk antwoord" not in owner.page.content()
    assert {"409, two tabs", "session over, answers kept", "session over, code mistyped"} <= set(owner.seen)


def test_pages_about_what_went_wrong_are_accessible(owner: Owner, monkeypatch: pytest.MonkeyPatch) -> None:
    owner.page.goto(f"{owner.site}/begin")
    owner.page.locator("main select").first.select_option(index=1)
    owner.page.locator("#postcode").fill("3011")
    owner.send()
    failures = [Busy(), TooManyAttempts(90), StoreUnavailable(), LetterFailed(), LetterRefused(), RuntimeError()]
    for failure in (*failures, TooFewAnswers(), CodeUnknown(), AnswersConflict([])):

        def fail(*_: object, failure: Exception = failure) -> None:
            raise failure

        monkeypatch.setattr(usecases, "visit", fail)
        reply = owner.page.goto(f"{owner.site}/nakijken")
        assert reply
        assert reply.status >= 409
        owner.look(f"{reply.status}, {type(failure).__name__}")


def test_what_is_wrong_is_seen(page: Page, site: str) -> None:
    page.set_viewport_size({"width": 320, "height": 900})
    page.goto(f"{site}/privacy")
    page.evaluate(
        """const picture = document.createElement('img')
        picture.src = '/static/logo.svg'; picture.width = 900
        document.querySelector('h1').replaceWith(picture)
        document.querySelector('.pc-foot li a').style.minHeight = 0"""
    )
    assert {"image-alt", "page-has-heading-one", "sideways", "small targets"} <= set(trouble(page))


def test_the_skip_link_is_the_first_stop_and_leads_to_the_content(page: Page, site: str) -> None:
    page.goto(f"{site}/privacy")
    page.keyboard.press("Tab")
    link = page.locator(".govuk-skip-link")
    assert link.evaluate("one => one === document.activeElement && one.getBoundingClientRect().height > 20")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "inhoud"


def test_the_summary_of_what_is_needed_leads_to_the_first_choice(page: Page, site: str) -> None:
    owner = Owner(page, site, lambda _name: None)
    owner.begin()
    page.goto(f"{site}/vragen")
    owner.send()
    page.locator(".govuk-error-summary a").first.click()
    assert page.evaluate("document.activeElement.type") == "radio"
    assert page.evaluate("document.activeElement.closest('.govuk-form-group--error') !== null")


def test_the_page_lives_within_its_own_policy_and_address(page: Page, site: str) -> None:
    said: list[str] = []
    asked: list[str] = []

    def note(message: ConsoleMessage) -> None:
        said.append(message.text)

    page.on("console", note)
    page.on("request", lambda request: asked.append(request.url))
    for path in ("/", "/begin", "/verder", "/hoe-wij-rekenen"):
        page.goto(site + path)
    assert not [text for text in said if "Content Security Policy" in text or "preload" in text]
    assert all(url.startswith(site) for url in asked)
    assert sum(".woff2" in url for url in asked) <= 2 * 4  # both weights, at most once for each page
    assert page.evaluate("document.fonts.check('700 18px \"Atkinson Hyperlegible\"')")


def test_print_shows_what_is_folded(page: Page, site: str) -> None:
    owner = Owner(page, site, lambda _name: None)
    owner.begin()
    owner.answer_all()
    owner.finish()
    page.goto(f"{site}/resultaat")
    how = page.locator(".measures > li").nth(1).locator(".govuk-details__text")
    assert not how.evaluate("one => one.checkVisibility({contentVisibilityAuto: true})")
    page.emulate_media(media="print")
    assert how.evaluate("one => one.getBoundingClientRect().height > 20")
