"""Puts the app together."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from werkzeug.middleware.dispatcher import DispatcherMiddleware
from werkzeug.middleware.proxy_fix import ProxyFix

from shopcheck import usecases
from shopcheck.letter import Letters
from shopcheck.web import access, assets, contacts, errors, health, routes, session
from shopcheck.web.access import Audience
from shopcheck.web.api.factory import AT as API_AT
from shopcheck.web.api.factory import create_api
from shopcheck.web.desk.factory import AT, create_desk
from shopcheck.web.foundation import Plan, lay
from shopcheck.web.pages import build_route
from shopcheck.web.shop import API, DESK, Shop, shop

if TYPE_CHECKING:
    from flask import Flask

    from shopcheck.settings import Settings
    from shopcheck.usecases import Installation


def create_app(settings: Settings, installation: Installation | None = None) -> Flask:
    """Make the WSGI app: the owner's pages, the desk and the API beside them. Without an installation one is opened."""
    installation = installation or usecases.open_installation(settings)
    shop = _shop(installation)
    app = lay(shop, _plan(installation))
    errors.register_for_owners(app)
    assets.register(app)
    routes.register(app)
    app.context_processor(_for_every_page)
    access.refuse_unguarded(app)
    _mount(app, create_desk(shop), create_api(shop), settings.trusted_proxies)
    return app


def _plan(installation: Installation) -> Plan:
    doors = {Audience.OWNER: session.open_visit}
    return Plan(installation.store.keys.secret_key, "preventiecheck", "Lax", "errors/{}.html", doors)


def _mount(app: Flask, desk: Flask, api: Flask, hops: int) -> None:
    """Put the desk and the API beside the owner's pages, and the proxies of our own in front of all."""
    app.extensions |= {DESK: desk, API: api}
    app.wsgi_app = DispatcherMiddleware(app.wsgi_app, {AT: desk, API_AT: api})  # type: ignore[method-assign]  # as Flask says
    if hops:  # the Host is what the nearest proxy sends; forwarded names of hosts are not believed
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops)  # type: ignore[method-assign]  # as Flask says


def _for_every_page() -> dict[str, Any]:
    installation = shop().installation
    offered = installation.offered
    helpers = contacts.reachable(offered, installation.today())
    return {"visiting": session.is_open(), "questionnaire": offered, "helpers": helpers}


def _shop(installation: Installation) -> Shop:
    questionnaires = installation.catalogue.questionnaires
    letters = Letters(installation.settings.letter_socket)
    return Shop(
        installation,
        MappingProxyType({(one.id, one.version): build_route(one) for one in questionnaires}),
        letters,
        MappingProxyType(
            {
                "database": installation.store.migrated,
                "questionnaires": lambda: bool(installation.catalogue.questionnaires),
                "letters": health.LettersReady(letters),
            }
        ),
    )
