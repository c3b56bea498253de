"""An adviser types paper over in a browser: by keys alone, few enough for a minute, on pages that all can use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.browser.test_pages_are_accessible import trouble
from tests.core.test_rekey import KEYS_A_MINUTE, typed_over

if TYPE_CHECKING:
    from playwright.sync_api import Page

BRANCH = "avondwinkel"  # the longest paper
HAS = "document.activeElement.{}"


class Keys:
    """A keyboard that counts."""

    def __init__(self, page: Page) -> None:
        """Begin at nothing."""
        self.page, self.pressed = page, 0

    def type(self, text: str) -> None:
        """Press a key for every sign."""
        self.page.keyboard.type(text)
        self.pressed += len(text)

    def press(self, *keys: str) -> None:
        """Press these keys."""
        for key in keys:
            self.page.keyboard.press(key)
        self.pressed += len(keys)


def test_twenty_five_answers_become_a_slip_by_keys_alone(page: Page, desk: str) -> None:
    count, typed = typed_over(BRANCH)
    assert count == 25
    keys = Keys(page)
    page.goto(f"{desk}/overtypen")
    page.locator("#getypt:focus").wait_for()
    keys.type(typed)
    keys.press("Tab", "Space", *["Tab"] * 6)
    assert page.evaluate(HAS.format("innerText")) == "Maak de check"
    with page.expect_navigation():
        keys.press("Enter")
    assert page.locator("h1").inner_text() == "Geef dit aan de ondernemer"
    assert "met 25 antwoorden" in page.locator("main").inner_text()
    assert len(page.locator(".pc-code").inner_text()) == 24
    assert keys.pressed <= KEYS_A_MINUTE
    code = page.locator(".pc-code").inner_text()
    page.reload()
    assert code not in page.content()


def test_the_list_is_ticked_with_the_arrows(page: Page, desk: str) -> None:
    page.goto(f"{desk}/overtypen")
    page.locator("#papier").fill(typed_over(BRANCH)[1].splitlines()[0])
    page.locator("#papier").press("Enter")
    page.locator("#a_pro1").focus()
    keys = Keys(page)
    keys.press("Tab", "ArrowDown", "ArrowDown", "Tab", "ArrowUp", "ArrowUp")
    assert page.locator("[name=a_pro2]:checked").get_attribute("value") == "b"
    assert page.locator("[name=a_pro3]:checked").get_attribute("value") == "c"
    assert not trouble(page)


def test_every_line_says_beside_it_what_it_means(page: Page, desk: str) -> None:
    page.goto(f"{desk}/overtypen")
    page.locator("#getypt:focus").wait_for()
    keys = Keys(page)
    keys.type("overval 2026.1 1234 winkel\nkas3 b; KAS4=d kas5a\npro1 ab kas1 - kas2 z\nkes1 b\nkasl b\ncam6 ac\nkas1")
    rows = page.locator("#gelezen-regels li").all_inner_texts()
    assert rows[:5] == [
        "kas3 → Bij uitzondering",
        "kas4 → In de zaak, met de deur nog open",
        "kas5 → Na een wachttijd, of op een vaste tijd",
        "pro1 → Andere horeca",
        "kas1 → leeg",
    ]
    assert rows[5:8] == ["kas2 → z?", "kes1 → ?", "kasl → ?"]
    assert " en " in rows[8]
    assert rows[9:] == ["kas1 → …"]
    assert page.locator("#gelezen-laatst").inner_text() == rows[8]


def test_every_state_of_the_page_is_accessible_on_a_small_phone(page: Page, desk: str) -> None:
    page.set_viewport_size({"width": 320, "height": 900})
    _, typed = typed_over(BRANCH)
    states = {
        "wrong": {"#getypt": f"{typed}\nkes1 b", "#postcode": "0000", "#adres": "a\n" * 7},
        "doubtful": {"#getypt": f"{typed}\nkas1 a kasl a"},
        "slip": {"#getypt": typed, "#naam": "Zaak De Hoek"},
    }
    for name, filled_in in states.items():
        page.goto(f"{desk}/overtypen")
        for place, value in filled_in.items():
            page.locator(place).fill(value)
        with page.expect_navigation():
            page.locator("#getypt").press("Control+Enter")
        found = trouble(page)
        assert not found, f"{name}: {found}"
