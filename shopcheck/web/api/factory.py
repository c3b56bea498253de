"""Puts the API together: an app of its own, that the owner's app carries at /api."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import request

from shopcheck.web import access, gate, headers, logs
from shopcheck.web.access import Audience
from shopcheck.web.api import bearer, document, problems, routes
from shopcheck.web.foundation import Web
from shopcheck.web.shop import EXTENSION

if TYPE_CHECKING:
    from flask import Flask, Response

    from shopcheck.web.shop import Shop

AT = "/api"
KEPT = f"private, max-age={headers.YEAR}, immutable"


def create_api(found: Shop) -> Flask:
    """Make the API. Without a secret key Flask can keep no session, so no cookie is ever set."""
    settings = found.installation.settings
    app = Web("shopcheck", static_folder=None, template_folder=None)
    app.config.update(TRUSTED_HOSTS=list(settings.trusted_hosts))
    app.url_map.merge_slashes = False  # another address is another resource: 404, never a redirect
    gate.configure(app)
    app.extensions |= {EXTENSION: found, document.EXTENSION: document.written(routes.OPERATIONS, settings)}
    app.after_request(finish)  # the last to look at an answer, for Flask goes through these backwards
    app.after_request(headers.setter(https=settings.secure))
    logs.register(app)
    app.before_request(problems.refuse_body)
    app.before_request(access.guard({Audience.TOKEN: bearer.admit}))
    problems.register(app)
    routes.register(app)
    access.refuse_unguarded(app)
    return app


def finish(response: Response) -> Response:
    """Say the version; let a file of a release be kept, and a public answer be read by the pages of others."""
    response.headers["API-Version"] = document.VERSION
    operation = routes.BY_ID.get(request.endpoint or "")
    if operation is not None and response.status_code in {200, 304}:
        if operation.lasting:
            response.headers["Cache-Control"] = KEPT
        if operation.audience is Audience.PUBLIC:
            response.headers["Access-Control-Allow-Origin"] = "*"
    return response
