"""Every address, and the view behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shopcheck.web import health, info
from shopcheck.web.owner import begin, choices, leave, questions, region_sees, result, review, sharing

if TYPE_CHECKING:
    from flask import Flask
    from flask.typing import RouteCallable

READ = ("GET",)
FORM = ("GET", "POST")

ROUTES: tuple[tuple[str, str, RouteCallable, tuple[str, ...]], ...] = (
    ("/", "info.start", info.start, READ),
    ("/net-overvallen", "info.just_robbed", info.just_robbed, READ),
    ("/privacy", "info.privacy", info.privacy, READ),
    ("/toegankelijkheid", "info.accessibility", info.accessibility, READ),
    ("/hoe-wij-rekenen", "info.method", info.method, READ),
    ("/bronnen", "info.sources", info.sources, READ),
    ("/dit-ziet-de-regio", "info.region_sees", region_sees.region_sees, READ),
    ("/begin", "owner.begin", begin.begin, FORM),
    ("/code", "owner.code", begin.code, READ),
    ("/vragen", "owner.next_page", questions.next_page, READ),
    ("/vragen/<form_id>/<question_id>", "owner.question", questions.question, FORM),
    ("/verdieping/<form_id>/<question_id>", "owner.deep", questions.deep, FORM),
    ("/nakijken", "owner.review", review.review, FORM),
    ("/resultaat", "owner.result", result.result, READ),
    ("/brief", "owner.letter", result.letter, FORM),
    ("/brief.pdf", "owner.letter_pdf", result.letter_pdf, READ),
    ("/delen", "owner.sharing", sharing.sharing, FORM),
    ("/delen/stop", "owner.stop_sharing", sharing.stop, FORM),
    ("/keuzes", "owner.choices", choices.choices, FORM),
    ("/verder", "owner.resume", leave.resume, FORM),
    ("/stoppen", "owner.stop", leave.stop, FORM),
    ("/gestopt", "owner.stopped", leave.stopped, READ),
    ("/wissen", "owner.forget", leave.forget, FORM),
    ("/gewist", "owner.forgotten", leave.forgotten, READ),
    ("/healthz", "health.alive", health.alive, READ),
    ("/readyz", "health.ready", health.ready, READ),
)


def register(app: Flask) -> None:
    """Add every route."""
    for path, endpoint, view, methods in ROUTES:
        app.add_url_rule(path, endpoint, view, methods=methods, provide_automatic_options=False)
