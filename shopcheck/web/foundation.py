"""What the owner's app and the desk both stand on: one Flask with the same rules for pages, doors, headers and logs."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from flask import Flask
from flask_wtf.csrf import CSRFProtect
from jinja2 import StrictUndefined

from shopcheck.letter.wording import COUNTED, NO_HURRY, day, euros, when
from shopcheck.web import access, assets, errors, gate, headers, logs
from shopcheck.web.shop import EXTENSION

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from types import TracebackType

    from shopcheck.web.access import Audience
    from shopcheck.web.shop import Shop

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


@dataclass(frozen=True, slots=True)
class Plan:
    """What differs between the two. `doors` says how each audience is let in; `allowed` what pages may use."""

    secret_key: bytes = field(repr=False)
    cookie: str
    same_site: str
    error_page: str  # the template of a page about an error
    doors: Mapping[Audience, Callable[[], object]]
    allowed: tuple[str, ...] = ()


def lay(shop: Shop, plan: Plan) -> Web:
    """Make an app without views."""
    settings = shop.installation.settings
    https = settings.secure
    app = Web("shopcheck", static_folder=None, template_folder=str(TEMPLATES))
    app.config.update(
        SECRET_KEY=plan.secret_key,
        SESSION_COOKIE_NAME=f"__Host-{plan.cookie}" if https else plan.cookie,  # the prefix needs https
        SESSION_COOKIE_SECURE=https,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE=plan.same_site,
        SESSION_COOKIE_PATH="/",
        SESSION_COOKIE_DOMAIN=None,
        TRUSTED_HOSTS=list(settings.trusted_hosts),
        WTF_CSRF_TIME_LIMIT=None,  # a long questionnaire must not lose what was typed; the token lives with the session
        WTF_CSRF_SSL_STRICT=False,  # our pages send no referrer; gate.foreign looks at Sec-Fetch-Site and Origin
        PROVIDE_AUTOMATIC_OPTIONS=False,
        TEMPLATES_AUTO_RELOAD=False,
        PREFERRED_URL_SCHEME="https" if https else "http",
    )
    gate.configure(app)
    app.extensions[EXTENSION] = shop
    app.after_request(headers.setter(https=https, allowed=plan.allowed))
    logs.register(app)
    app.before_request(gate.check)
    CSRFProtect(app)
    app.before_request(access.guard(plan.doors))
    errors.register(app, plan.error_page)
    app.jinja_env.globals.update(asset=assets.asset, integrity=assets.integrity, no_hurry=NO_HURRY, counted=COUNTED)
    app.jinja_env.filters.update(day=day, euros=euros, when=when)  # said on screen as in the letter
    return app
