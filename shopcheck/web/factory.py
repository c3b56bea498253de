"""Puts the app together."""

from __future__ import annotations

from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, ClassVar

from flask import Flask
from flask_wtf.csrf import CSRFProtect
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

from shopcheck import usecases
from shopcheck.letter import Letters
from shopcheck.letter.wording import COUNTED, NO_HURRY, day, euros, when
from shopcheck.web import access, assets, contacts, errors, gate, headers, health, logs, routes, session
from shopcheck.web.pages import build_route
from shopcheck.web.shop import EXTENSION, Shop, shop

if TYPE_CHECKING:
    from types import TracebackType

    from shopcheck.settings import Settings
    from shopcheck.usecases import Installation

TEMPLATES = Path(__file__).parents[2] / "templates"


class Web(Flask):
    """Flask with our templates' rules, and with a log that never holds a path or a message."""

    jinja_options: ClassVar[dict[str, Any]] = {  # type: ignore[misc]  # Flask declares it as an instance attribute
        "autoescape": True,
        "undefined": StrictUndefined,
        "trim_blocks": True,
        "lstrip_blocks": True,
    }

    def log_exception(self, exc_info: tuple[type, BaseException, TracebackType] | tuple[None, None, None]) -> None:
        """Log the places, never the path or the message."""
        if exc_info[1] is not None:
            logs.exception(exc_info[1])


def create_app(settings: Settings, installation: Installation | None = None) -> Flask:
    """Make the WSGI app. Without an installation one is opened by the settings."""
    installation = installation or usecases.open_installation(settings)
    app = Web("shopcheck", static_folder=None, template_folder=str(TEMPLATES))
    https = settings.secure
    app.config.update(
        SECRET_KEY=installation.store.keys.secret_key,
        TRUSTED_HOSTS=list(settings.trusted_hosts),
        WTF_CSRF_TIME_LIMIT=None,  # a long questionnaire must not lose what was typed; the token lives with the session
        WTF_CSRF_SSL_STRICT=False,  # our pages send no referrer; gate.foreign looks at Sec-Fetch-Site and Origin
        TEMPLATES_AUTO_RELOAD=False,
        PREFERRED_URL_SCHEME="https" if https else "http",
    )
    if settings.trusted_proxies:  # the Host is what the nearest proxy sends; forwarded names of hosts are not believed
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops)  # type: ignore[method-assign]  # as Flask says
    gate.configure(app)
    session.configure(app, settings)
    app.extensions[EXTENSION] = _shop(installation)
    app.after_request(headers.setter(https=https))
    logs.register(app)
    app.before_request(gate.check)
    CSRFProtect(app)
    app.before_request(access.guard)
    errors.register(app)
    assets.register(app)
    app.jinja_env.globals.update(no_hurry=NO_HURRY, counted=COUNTED)
    app.jinja_env.filters.update(day=day, euros=euros, when=when)  # said on screen as in the letter
    routes.register(app)
    app.context_processor(_for_every_page)
    access.refuse_unguarded(app)
    return app


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
