"""Stop, go on later with the code, or have everything wiped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import redirect, render_template, request, url_for

from shopcheck import usecases
from shopcheck.core.errors import Busy, CodeUnknown, TooManyAttempts
from shopcheck.store.code import shown as written_code
from shopcheck.web import held, session
from shopcheck.web.access import owner, public
from shopcheck.web.owner import begin, choices, questions, result, sharing, shown
from shopcheck.web.shop import shop

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from werkzeug.datastructures import MultiDict
    from werkzeug.wrappers import Response as Reply

    from shopcheck.web.held import Held

Shown = str | tuple[str, int] | tuple[str, int, dict[str, str]]
CLEAR = '"cache", "cookies", "storage"'
UNKNOWN = "Deze code opent niets. Kijk of elk teken klopt. Antwoorden van lang geleden zijn gewist."
AGAIN: Mapping[str, Callable[[MultiDict[str, str]], questions.Shown | Reply]] = {
    "owner.begin": begin.again,
    "owner.choices": choices.again,
    "owner.letter": result.again,
    "owner.sharing": sharing.again,
}
SOON = 2  # seconds until a busy moment has passed


@public
def resume() -> Shown | Reply:
    """Open answers by their code; what waited in hidden fields is saved, or shown again, at once."""
    if request.method != "POST":
        return _ask()
    typed = request.form.get("code", "")
    try:
        key = usecases.resume(shop().installation, typed, client=request.remote_addr or "")
    except CodeUnknown:
        return _ask(typed=typed, error=UNKNOWN), 422
    except TooManyAttempts as limit:
        minutes = max(1, -(-limit.retry_after // 60))
        said = f"Er is te vaak een code geprobeerd. Wacht {minutes} {'minuut' if minutes == 1 else 'minuten'}."
        return _ask(typed=typed, error=said), 429, {"Retry-After": str(limit.retry_after)}
    except Busy:
        said = "Het is even druk. Wacht een paar tellen en probeer het nog eens."
        return _ask(typed=typed, error=said), 503, {"Retry-After": str(SOON)}
    waiting = held.carried()
    session.begin(key)
    visit = session.open_visit()
    if waiting:
        again = AGAIN.get(waiting.endpoint)
        return again(waiting.form) if again else _save(waiting)
    onward = "owner.result" if visit.checkup.finished_on else "owner.next_page"
    return redirect(url_for("owner.choices" if _to_choices() else onward), 303)


def _to_choices() -> bool:
    """Whether the code was asked on the way to the page of choices."""
    return request.form.get("naar") == "keuzes"


def _ask(*, typed: str = "", error: str = "") -> str:
    waiting = held.carried()
    return render_template(
        "resume.html",
        typed=typed,
        error=error,
        hidden=waiting.hidden if waiting else (),
        waiting=waiting,
        to_choices=_to_choices(),
    )


def _save(waiting: Held) -> questions.Shown | Reply:
    """Save the answers that waited; a page that is gone, or no longer asked, is passed over."""
    at = shown.way()
    page = at.route.page(waiting.tier, waiting.form_id, waiting.question_id) if waiting.tier else None
    if page is None or not at.asked(page):
        return redirect(url_for("owner.next_page"), 303)
    return questions.receive(page, waiting.form)


@owner
def stop() -> str | Reply:
    """Ask, then end the session on the server too."""
    visit = session.current()
    if request.method != "POST":
        checkup = visit.checkup
        return render_template(
            "stop.html",
            code=written_code(checkup.code),
            finished=checkup.finished_on is not None,
            expires_on=checkup.expires_on,
        )
    usecases.leave(shop().installation, visit)
    return _gone("owner.stopped")


@owner
def forget() -> Shown | Reply:
    """Ask, then wipe the answers and everything that opens them."""
    visit = session.current()
    elsewhere = request.method == "POST" and questions.elsewhere(request.form)
    if request.method != "POST" or elsewhere:
        page = render_template("forget.html", mark=visit.mark, elsewhere=elsewhere)
        return (page, 409) if elsewhere else page
    usecases.forget(shop().installation, visit)
    return _gone("owner.forgotten")


def _gone(endpoint: str) -> Reply:
    session.end()
    reply = redirect(url_for(endpoint), 303)
    reply.headers["Clear-Site-Data"] = CLEAR
    return reply


@public
def stopped() -> str:
    """Say that the answers are safe and the session is over."""
    return render_template("stopped.html")


@public
def forgotten() -> str:
    """Say that everything is wiped."""
    return render_template("forgotten.html")
