"""What the owner's app and the desk both stand on: one Flask with the same rules for pages, doors, headers and logs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from flask import Flask
from flask_wtf.csrf import CSRFProtect
from jinja2 import StrictUndefined

from shopcheck.letter.wording import NO_HURRY, day, euros, when
from shopcheck.web import access, assets, errors, gate, headers, logs
from shopcheck.web.shop import EXTENSION

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from types import TracebackType

    from shopcheck.settings import Settings
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


def lay(settings: Settings, shop: Shop, secret_key: bytes, doors: Mapping[Audience, Callable[[], object]], 
        allowed: tuple[str, ...] = ()) -> Web:
    """Make an app without views. `doors` says how each audience is let in; `allowed` what its pages may use."""
    app = Web("shopcheck", static_folder=None, template_folder=str(TEMPLATES))
    https = settings.secure
    app.config.update(
        SECRET_KEY=secret_key,
        TRUSTED_HOSTS=list(settings.trusted_hosts),
        WTF_CSRF_TIME_LIMIT=None,  # a long questionnaire must not lose what was typed; the token lives with the session
        WTF_CSRF_SSL_STRICT=False,  # our pages send no referrer; gate.foreign looks at Sec-Fetch-Site and Origin
        TEMPLATES_AUTO_RELOAD=False,
        PREFERRED_URL_SCHEME="https" if https else "http",
    )
    gate.configure(app)
    app.extensions[EXTENSION] = shop
    app.after_request(headers.setter(https=https, allowed=allowed))
    logs.register(app)
    app.before_request(gate.check)
    CSRFProtect(app)
    app.before_request(access.guard(doors))
    errors.register(app)
    assets.register(app)
    app.jinja_env.globals["no_hurry"] = NO_HURRY
    app.jinja_env.filters.update(day=day, euros=euros, when=when)  # said on screen as in the letter
    return app
