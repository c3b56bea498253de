"""The whole journey in a real browser: without JavaScript on a phone, by keyboard alone, and under the policy."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from tests.browser.looking import MOST_PAGES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page, ViewportSize

PHONE: ViewportSize = {"width": 390, "height": 844}
MOST_KEYS = 400
FOCUSED = """() => {
  const one = document.activeElement
  const box = one.getBoundingClientRect()
  return {tag: one.tagName, type: one.type || '', name: one.name || '', text: (one.innerText || '').trim(),
          checked: one.checked || false, shown: box.bottom > 0 && box.top < innerHeight}
}"""
GROUP_ANSWERED = 'name => document.querySelector(`input[name="${name}"]:checked`) !== null'


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    """Give a phone without JavaScript."""
    context = browser.new_context(java_script_enabled=False, viewport=PHONE, locale="nl-NL")
    yield context.new_page()
    context.close()


def press(page: Page, name: str) -> None:
    """Press a button that leads to another page, and be there before going on."""
    with page.expect_navigation():
        page.get_by_role("button", name=name).click()


def follow(page: Page, name: str) -> None:
    """Follow a link, and be there before going on."""
    with page.expect_navigation():
        page.get_by_role("link", name=name).first.click()


def begin(page: Page, site: str) -> None:
    """Begin a check by the form."""
    page.goto(site)
    follow(page, "Begin de check")
    page.locator("main select").first.select_option(index=3)
    page.locator("#postcode").fill("1012")
    press(page, "Maak mijn code")


def answer_all(page: Page) -> None:
    """Answer every page with its first choice."""
    follow(page, "Begin met de vragen")
    for _ in range(MOST_PAGES):
        if page.url.endswith("/nakijken"):
            return
        for group in page.locator("main form fieldset").all():
            group.locator("label").first.click()
        for line in page.locator("main form input[type=text]").all():
            line.fill("2")
        press(page, "Ga verder")
    raise AssertionError("the questions do not end")


def test_the_journey_works_on_a_phone_without_javascript(phone: Page, site: str) -> None:
    begin(phone, site)
    code = phone.locator(".pc-code").inner_text()
    assert "Amsterdam" in phone.locator("main").inner_text()
    answer_all(phone)
    press(phone, "Bekijk mijn uitslag")
    assert urlsplit(phone.url).path == "/resultaat"
    phone.goto(f"{site}/stoppen")
    press(phone, "Ja, stop nu")
    assert phone.locator("h1").inner_text() == "U bent gestopt"
    follow(phone, "Ga verder met uw code")
    phone.get_by_label("Uw code").fill(code)
    press(phone, "Ga verder")
    assert urlsplit(phone.url).path == "/resultaat"


def test_going_back_after_stopping_shows_no_answers(page: Page, site: str) -> None:
    begin(page, site)
    page.goto(f"{site}/stoppen")
    press(page, "Ja, stop nu")
    page.go_back()
    page.go_back()
    assert page.locator("h1").inner_text() == "Typ uw code om verder te gaan"


def test_the_picture_fills_in_the_code_and_leaves_it_in_no_address(page: Page, site: str) -> None:
    begin(page, site)
    code = page.locator(".pc-code").inner_text()
    page.goto(f"{site}/stoppen")
    press(page, "Ja, stop nu")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{site}/verder#{code}")
    page.wait_for_function("document.getElementById('code').value !== ''")
    assert page.get_by_label("Uw code").input_value() == code
    assert "#" not in page.url
    press(page, "Ga verder")
    assert urlsplit(page.url).path.startswith("/vragen/")
    assert not [url for url in asked if code in url.partition("#")[0]]


def test_nothing_is_asked_of_another_site_and_the_policy_is_never_broken(page: Page, site: str) -> None:
    asked: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on(
        "console", lambda message: complaints.append(message.text) if message.type in {"error", "warning"} else None
    )
    page.on("pageerror", lambda error: complaints.append(str(error)))
    begin(page, site)
    answer_all(page)
    press(page, "Bekijk mijn uitslag")
    for path in ("/", "/code", "/brief", "/verder", "/hoe-wij-rekenen", "/stoppen", "/wissen"):
        page.goto(site + path)
    assert {urlsplit(url).netloc for url in asked} == {urlsplit(site).netloc}
    assert complaints == []
    assert [cookie["name"] for cookie in page.context.cookies()] == ["preventiecheck"]


def press_until(page: Page, wanted: str) -> None:
    """Go from one thing to the next with Tab until the one with this text has the focus."""
    for _ in range(MOST_KEYS):
        focus = page.evaluate(FOCUSED)
        if focus["text"] == wanted and focus["tag"] in {"A", "BUTTON"}:
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{wanted} cannot be reached with the keyboard")


def answer_by_keyboard(page: Page) -> None:
    """Go through a page of questions with Tab and space, and press its button with Enter."""
    for _ in range(MOST_KEYS):
        page.keyboard.press("Tab")
        focus = page.evaluate(FOCUSED)
        assert focus["shown"], f"what has the focus is out of sight: {focus}"
        if focus["type"] in {"radio", "checkbox"} and not page.evaluate(GROUP_ANSWERED, focus["name"]):
            page.keyboard.press("Space")
        if focus["type"] == "text":
            page.keyboard.type("2")
        if focus["tag"] == "BUTTON":
            with page.expect_navigation():
                page.keyboard.press("Enter")
            return
    raise AssertionError("the button cannot be reached with the keyboard")


def test_the_journey_works_by_keyboard_alone(page: Page, site: str) -> None:
    page.goto(site)
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUSED)["text"] == "Naar de inhoud"
    press_until(page, "Begin de check")
    page.keyboard.press("Enter")
    page.wait_for_url("**/begin")
    for _ in range(MOST_KEYS):
        page.keyboard.press("Tab")
        focus = page.evaluate(FOCUSED)
        if focus["tag"] == "SELECT":
            page.keyboard.press("ArrowDown")
        if focus["tag"] == "BUTTON":
            page.keyboard.press("Enter")
            break
    page.wait_for_url("**/code")
    press_until(page, "Begin met de vragen")
    page.keyboard.press("Enter")
    page.wait_for_url("**/vragen/**")
    for _ in range(MOST_PAGES):
        if page.url.endswith("/nakijken"):
            break
        answer_by_keyboard(page)
    press_until(page, "Bekijk mijn uitslag")
    page.keyboard.press("Enter")
    page.wait_for_url("**/resultaat")
