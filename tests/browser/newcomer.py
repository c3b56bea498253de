"""Somebody who comes to the desk with a browser: by a link, with a passkey and an app; and an admin."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from shopcheck.core.sharing import Association, Role
from shopcheck.store.accounts import Invited
from shopcheck.usecases import colleagues
from tests.web.desk.newcomer import PASSWORD, code_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from shopcheck.usecases import Installation

DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@dataclass
class Newcomer:
    """Walks through the pages of accounts and has each looked at under a name."""

    page: Page
    site: str
    installation: Installation
    look: Callable[[str], None]
    email: str = "jo.proef@example.org"
    seen: list[str] = field(default_factory=list)

    def has_device(self) -> None:
        """Have a computer that holds passkeys and sees whose finger it is."""
        session = self.page.context.new_cdp_session(self.page)
        session.send("WebAuthn.enable")
        session.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})

    def open(self, path: str) -> None:
        """Open a page and look."""
        self.page.goto(self.site + path)
        self._look(path)

    def _look(self, name: str) -> None:
        self.seen.append(name)
        self.look(name)

    def press(self, words: str) -> None:
        """Press a button or follow a link, and wait for the page that comes of it."""
        with self.page.expect_navigation():
            exact = re.compile(rf"^\s*{re.escape(words)}\s*$")
            self.page.locator("main :is(a, button)").filter(has_text=exact).first.click()

    def heading(self) -> str:
        """Read the heading."""
        return self.page.locator("h1").inner_text()

    def come_by_link(self) -> None:
        """Follow a one-time link; first with a password that will not do."""
        invited = Invited(self.email, self.email.split("@")[0], Association.KHN, Role.ADVISER, frozenset({"RTD"}))
        self.open("/balie/uitnodiging")
        self.follow(invited)
        self.choose("kort")
        self._look("password too short")
        self.choose(PASSWORD)
        self._look("second factor")

    def follow(self, invited: Invited) -> None:
        """Be invited, and follow the one-time link from the page that it leads to."""
        self.page.goto(f"{self.site}/balie/uitnodiging#{colleagues.invite(self.installation, invited)}")
        self.page.reload()
        assert "#" in self.page.url or self.page.locator("#link").input_value()

    def choose(self, password: str) -> None:
        """Choose a password."""
        self.page.fill("#password", password)
        self.page.fill("#password_confirm", password)
        self.press("Ga verder")

    def set_up_passkey(self) -> None:
        """Make a passkey on this device."""
        self.press("Stel een passkey in")
        self._look("new passkey")
        self.press("Ga verder")
        self._look("new passkey without a name")
        self.page.fill("#name", "Laptop van het werk")
        self.press("Ga verder")
        self.page.wait_for_url("**/account")
        self._look("account without recovery codes")

    def set_up_codes(self) -> None:
        """Make recovery codes, and set up the app on a telephone."""
        self.press("Maak herstelcodes")
        self._look("recovery codes, before")
        self.press("Maak herstelcodes")
        self._look("recovery codes")
        self.open("/balie/tweede-stap/instellen")
        self.press("Stel een app in")
        self._look("app")
        secret = self.secret()
        self.page.fill("#code", "000000")
        self.press("Ga verder")
        self._look("app, wrong code")
        self.type_code(secret)
        self._look("account")

    def secret(self) -> str:
        """Read what the app on the telephone has to know."""
        return self.page.locator(".desk-secret").inner_text().replace("-", "")

    def type_code(self, secret: str) -> None:
        """Type the code of the app."""
        self.page.fill("#code", code_of(secret, self.installation.seconds))
        self.press("Ga verder")

    def sign_out(self) -> None:
        """Sign out."""
        with self.page.expect_navigation():
            self.page.get_by_role("button", name="Uitloggen").click()

    def sign_in_with_passkey(self) -> None:
        """Sign in without a password."""
        self.sign_out()
        self._look("sign in")
        self.press("Log in met een passkey")
        self.page.wait_for_url("**/balie/")

    def sign_in_with_password(self) -> None:
        """Sign in with a password, first a wrong one; see every second factor, and use the passkey."""
        self.sign_out()
        for password in ("iets dat niet klopt", PASSWORD):
            self.page.fill("#email", self.email)
            self.page.fill("#password", password)
            self.press("Log in")
            self._look(f"password {'right' if password == PASSWORD else 'wrong'}")
        self.press("Met een code van mijn app")
        self._look("code")
        self.press("Gebruik een herstelcode")
        self._look("recovery code")
        assert self.heading() == "Typ een herstelcode"
        self.page.goto(f"{self.site}/balie/tweede-stap/kiezen")
        self.press("Met een passkey")
        self._look("passkey after password")
        self.press("Gebruik mijn passkey")
        self.page.wait_for_url("**/balie/")

    def change_password(self) -> None:
        """Look at the page for a new password, and leave it empty."""
        self.open("/balie/account/wachtwoord")
        self.press("Verander het wachtwoord")
        self._look("new password, nothing typed")

    def look_around_as_admin(self) -> None:
        """See every page of an admin."""
        self.open("/balie/beheer")
        self.open("/balie/beheer/uitnodigen")
        self.press("Maak de link")
        self._look("invite, nothing typed")
        self.page.fill("#name", "Al Nieuw")
        self.page.fill("#email", f"al.{self.email}")
        self.page.locator("#regions-RTD").check(force=True)
        self.press("Maak de link")
        self._look("link")
        self.press("Klaar")
        self.press(self.email.split("@")[0])
        self._look("person")
        self.press("Vraag om de tweede stap weg te halen")
        self._look("person, reset asked")
        self.open("/balie/beheer/logboek")
