"""An owner who walks through the site with a browser."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

PUBLIC = (
    "/",
    "/net-overvallen",
    "/privacy",
    "/toegankelijkheid",
    "/hoe-wij-rekenen",
    "/bronnen",
    "/dit-ziet-de-regio",
    "/verder",
    "/begin",
    "/is-er-niet",
    "/resultaat",  # without a session: asks for the code
)
MOST_PAGES = 60


@dataclass
class Owner:
    """Walks through the site and has each page looked at under a name."""

    page: Page
    site: str
    look: Callable[[str], None]
    seen: list[str] = field(default_factory=list)

    def open(self, path: str) -> None:
        """Open a page and look."""
        self.page.goto(self.site + path)
        self._look(path)

    def send(self) -> None:
        """Press the button of the form, and wait for the page that comes of it."""
        with self.page.expect_navigation():
            self.page.locator("main form button[type=submit]").first.click()

    def _look(self, name: str) -> None:
        self.seen.append(name)
        self.look(name)

    def begin(self) -> None:
        """Say what the shop is and get the code; first with nothing filled in."""
        self.page.goto(f"{self.site}/begin")
        self.send()
        self._look("/begin, nothing filled in")
        self.page.locator("main select").first.select_option(index=1)
        self.page.locator("#postcode").fill("3011")
        self.send()
        self._look("/code")
        for path in ("/", "/begin", "/nakijken"):  # with a check open, and nothing answered that counts
            self.open(path)

    def choose(self, which: int) -> None:
        """Choose the first (0) or the last (-1) answer everywhere on the page."""
        for group in self.page.locator("main form fieldset").all():
            group.locator("input").nth(which).check(force=True)
        for line in self.page.locator("main form input[type=text]").all():
            line.fill("3")

    def differ(self) -> None:
        """Answer a page otherwise than another tab just did; then choose nothing of the two."""
        self.page.goto(f"{self.site}/vragen")
        tab = Owner(self.page.context.new_page(), self.site, self.look)
        tab.page.goto(self.page.url)
        tab.choose(0)
        tab.send()
        tab.page.close()
        self.choose(-1)
        self.send()
        self._look("409, two tabs")
        self.send()
        self._look("409, nothing chosen")

    def come_back_late(self) -> None:
        """Answer a page when the session is over; then mistype the code."""
        self.page.goto(f"{self.site}/vragen")
        self.choose(-1)
        self.page.context.clear_cookies()
        self.send()
        self._look("session over, answers kept")
        self.page.locator("#code").fill("1111")
        self.send()
        self._look("session over, code mistyped")

    def answer_all(self) -> None:
        """Answer every page with the last choice; the first page also with nothing."""
        self.page.goto(f"{self.site}/vragen")
        self.send()
        self._look("first questions, nothing chosen")
        for _ in range(MOST_PAGES):
            if self.page.url.endswith("/nakijken"):
                return
            self._look(self.page.url.removeprefix(self.site))
            self.choose(-1)
            self.send()
        raise AssertionError("the questions do not end")

    def finish(self) -> None:
        """Read the answers once more, and see the result and what hangs on it."""
        self._look("/nakijken")
        self.send()
        self._look("/resultaat")
        for path in ("/brief", "/keuzes", "/code", "/", "/stoppen", "/wissen"):
            self.open(path)
        self.share()
        self.page.goto(f"{self.site}/resultaat")
        with self.page.expect_navigation():
            self.page.locator(".deeper a").first.click()
        self._look("deeper questions")

    def share(self) -> None:
        """Share by a code, first with nothing chosen; then see what is shared."""
        self.open("/delen")
        self.send()
        self._look("/delen, nothing chosen")
        for one in ("#met", "#hoe"):
            self.page.locator(one).check(force=True)
        self.send()
        self._look("share code")
        self.open("/delen")
        self.send()
        assert "U deelt nu niets" in self.page.content()
