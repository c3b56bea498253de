"""Somebody who comes to the desk as people do: by a one-time link, with a password, and an app that gives codes."""

from __future__ import annotations

import hmac
from base64 import b32decode
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from flask_security import hash_password

from shopcheck.core.sharing import Association, Role
from shopcheck.store.accounts import Invited
from shopcheck.usecases import accounts as usecase
from shopcheck.usecases import colleagues
from tests.web import house_rules

if TYPE_CHECKING:
    from flask import Flask

    from shopcheck.usecases import Installation
    from tests.store.installations import Clock
    from tests.web.house_rules import Page
    from tests.web.visitor import Visitor

PASSWORD = "vier mosterd kano lampion"  # noqa: S105 - of nobody
JO = Invited("jo.proef@example.org", "Jo Proef", Association.KHN, Role.ADVISER, frozenset({"RTD"}))


def code_of(secret: str, seconds: float) -> str:
    """Compute the code of an app at a moment: RFC 6238, six signs, half a minute."""
    step = int(seconds) // 30
    mac = hmac.digest(b32decode(secret), step.to_bytes(8, "big"), "sha1")
    start = mac[-1] & 15
    number = int.from_bytes(mac[start : start + 4], "big") & 0x7FFFFFFF
    return f"{number % 1_000_000:06}"


@dataclass
class Newcomer:
    """A person with a browser and a telephone; the clock of the telephone may be `ahead`."""

    visitor: Visitor
    installation: Installation
    clock: Clock
    invited: Invited = JO
    secret: str = ""
    ahead: float = 0
    password: str = field(default=PASSWORD)

    def code(self) -> str:
        """Read the code on the telephone."""
        return code_of(self.secret, self.clock.seconds() + self.ahead)

    def invite(self) -> str:
        """Be invited by the operator; gives the one-time link."""
        return colleagues.invite(self.installation, self.invited)

    def choose_password(self, link: str, status: int = 200, **more: str) -> Page:
        """Follow the link and choose a password."""
        typed = {"link": link, "password": self.password, "password_confirm": self.password}
        return self.visitor.send(self.visitor.page("/balie/uitnodiging"), typed | more, status)

    def set_up_app(self, page: Page) -> Page:
        """Set up the app for codes from the page that asks for a second factor."""
        action = "/balie/tweede-stap/instellen"
        page = self.visitor.send(page, action=action)
        self.secret = next(house_rules.text(one) for one in page.all("span") if "desk-secret" in one.get("class", ""))
        self.secret = self.secret.replace("-", "").replace(" ", "")
        return self.visitor.send(page, {"code": self.code()}, action="/balie/tweede-stap")

    def join(self) -> Page:
        """Come in for the first time; the page with the account is next."""
        return self.set_up_app(self.choose_password(self.invite()))

    def has_joined(self, desk: Flask) -> None:
        """Have joined before, without the pages."""
        with desk.app_context():
            totp = desk.extensions["security"].totp_factory
            sealed = totp.generate_totp_secret()
            self.secret = totp.get_totp_b32_key(sealed)
            usecase.use_link(self.installation, self.invite(), hash_password(self.password))
            usecase.set_app(self.installation, colleagues.find(self.installation, self.invited.email).account, sealed)

    def type_password(self, password: str = "", status: int = 200, email: str = "") -> Page:
        """Type e-mail address and password."""
        typed = {"email": email or self.invited.email, "password": password or self.password}
        return self.visitor.send(self.visitor.page("/balie/aanmelden"), typed, status)

    def type_code(self, page: Page, status: int = 200, code: str = "") -> Page:
        """Type the code of the telephone."""
        return self.visitor.send(page, {"code": code or self.code()}, status)

    def sign_in(self) -> Page:
        """Sign in with both; waits for the next code."""
        self.clock.go_on(seconds=30)
        return self.type_code(self.type_password())

    def sign_out_halfway(self) -> Page:
        """Sign out between the factors."""
        return self.visitor.send(self.visitor.page("/balie/tweede-stap/instellen"), action="/balie/afmelden")

    def sign_out(self) -> Page:
        """Sign out."""
        return self.visitor.send(self.visitor.page("/balie/"), action="/balie/afmelden")
