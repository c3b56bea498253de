"""Signing in with the account of an association: one factor, for accounts that exist. A provider runs beside."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.request import HTTPRedirectHandler, build_opener

import pytest
from joserfc.jwk import RSAKey

from shopcheck.settings import Settings, SettingsRefused
from shopcheck.usecases import colleagues
from shopcheck.web import create_app
from shopcheck.web.desk import security
from shopcheck.web.shop import DESK
from tests.web import house_rules
from tests.web.desk.newcomer import JO, Newcomer
from tests.web.desk.provider import CLIENT, SECRET, Provider, served
from tests.web.visitor import Visitor

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from flask import Flask

    from shopcheck.usecases import Installation
    from tests.store.installations import Clock
    from tests.web.house_rules import Page

OUT = "Log in aan de balie"
START = "/balie/aanmelden/via/organisatie?next=/balie/account"


@pytest.fixture
def provider() -> Iterator[Provider]:
    """Run a provider that knows Jo."""
    with served(Provider({"email": JO.email, "email_verified": True})) as running:
        yield running


@pytest.fixture
def environ(provider: Provider, tmp_path: Path) -> dict[str, str]:
    """Have the operator set that provider."""
    file = tmp_path / "secret"
    file.write_text(SECRET + "\n", "utf-8")
    return {"OIDC_ISSUER": provider.issuer, "OIDC_CLIENT_ID": CLIENT, "OIDC_CLIENT_SECRET_FILE": str(file)}


@pytest.fixture
def jo(visitor: Visitor, installation: Installation, clock: Clock, app: Flask) -> Newcomer:
    """Give somebody who has joined."""
    someone = Newcomer(visitor, installation, clock)
    someone.has_joined(app.extensions[DESK])
    return someone


class Stay(HTTPRedirectHandler):
    """Follows no redirect."""

    def redirect_request(self, *_: object) -> None:
        """Stay."""


def walk(visitor: Visitor, start: str = START) -> Page:
    """Go to the provider and come back, stop by stop, as a browser without JavaScript does."""
    there = house_rules.parse(visitor.post(visitor.page(f"/balie/aanmelden?next={start.split('=')[1]}"), action=start))
    house_rules.check(there)
    assert there.status == 200
    return visitor.page(back_from(next(one for one in there.links() if one.startswith("http"))))


def back_from(address: str) -> str:
    """Ask the provider; gives the address at the desk that it leads back to."""
    try:
        build_opener(Stay).open(address)
    except OSError as reply:
        return str(reply.headers["Location"]).removeprefix("http://localhost")  # type: ignore[attr-defined]  # HTTPError
    raise AssertionError("no redirect")


def on(page: Page, visitor: Visitor) -> Page:
    """Follow the link of a stop."""
    return visitor.page(next(one for one in page.links() if "opnieuw=ja" in one))


def test_the_account_of_an_association_is_one_factor_and_the_other_is_ours(jo: Newcomer, visitor: Visitor) -> None:
    page = walk(visitor)
    assert page.heading == "U komt terug van uw organisatie"
    page = on(page, visitor)
    assert page.heading == "Typ de code van uw app"
    assert visitor.page("/balie/").heading == OUT
    page = on(walk(visitor), visitor)
    assert jo.type_code(page).heading == "Uw account"


@pytest.mark.parametrize(
    "claims",
    [
        {"email": "niemand@example.org"},
        {"email": JO.email, "email_verified": False},
        {"email": ""},
        {"nonce": "another"},
        {"aud": "somebody else"},
        {"iss": "https://elders.example"},
        {"exp": 1},
    ],
)
def test_what_the_provider_says_has_to_hold(
    jo: Newcomer, visitor: Visitor, provider: Provider, claims: dict[str, object]
) -> None:
    provider.claims |= claims
    assert on(walk(visitor), visitor).heading == OUT
    assert visitor.page("/balie/tweede-stap").heading == OUT


def test_what_somebody_else_signed_is_not_believed(jo: Newcomer, visitor: Visitor, provider: Provider) -> None:
    provider.signs_with = RSAKey.generate_key(2048, {"kid": "one"})
    assert on(walk(visitor), visitor).heading == OUT


def test_another_browser_cannot_finish_what_one_began(jo: Newcomer, visitor: Visitor, other: Visitor) -> None:
    assert on(walk(visitor), other).heading == OUT


def test_who_is_disabled_or_has_no_second_factor_does_not_come_in(
    jo: Newcomer, visitor: Visitor, installation: Installation
) -> None:
    account = colleagues.find(installation, JO.email).account
    colleagues.disable(installation, account.id)
    assert on(walk(visitor), visitor).heading == OUT
    colleagues.invite(installation, JO)
    page = visitor.ask(next(one for one in walk(visitor).links() if "opnieuw=ja" in one))
    assert page.status_code == 403


def test_a_provider_that_is_away_is_told_plainly(jo: Newcomer, visitor: Visitor, installation: Installation) -> None:
    settings = Settings.from_environment(
        {
            "SHOPCHECK_DATA": str(installation.settings.data),
            "OIDC_ISSUER": "http://127.0.0.1:9",
            "OIDC_CLIENT_ID": "x",
            "OIDC_CLIENT_SECRET_FILE": str(installation.settings.data / "secret"),
        }
    )
    away = Visitor(create_app(settings, replace(installation, settings=settings)))
    page = away.send(away.page("/balie/aanmelden"), action="/balie/aanmelden/via/organisatie?next=/balie/")
    assert "Inloggen via uw organisatie lukte niet" in page.text


def test_where_no_provider_is_set_there_is_no_such_way(installation: Installation) -> None:
    settings = Settings.from_environment({"SHOPCHECK_DATA": str(installation.settings.data)})
    visitor = Visitor(create_app(settings, replace(installation, settings=settings)))
    assert "organisatie" not in visitor.page("/balie/aanmelden").html.split("<details")[0].split("<main")[1]
    visitor.page("/balie/aanmelden/terug/organisatie?code=x&state=y", 404)


def test_without_its_packages_the_start_is_refused(installation: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(security, "find_spec", lambda _name: None)
    with pytest.raises(SettingsRefused, match=r"\.\[oidc\]"):
        create_app(installation.settings, installation)
