"""What a page of questions shows: its questions with their values, where the owner is, and the ways on and back."""

from __future__ import annotations

from functools import lru_cache
from secrets import token_urlsafe
from typing import TYPE_CHECKING

from flask import current_app, g, render_template, request, url_for

from shopcheck.core.questionnaire import Kind, Tier
from shopcheck.web import session
from shopcheck.web.forms import typed
from shopcheck.web.pages import Way
from shopcheck.web.shop import shop

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from jinja2 import Environment

    from shopcheck.core.questionnaire import Question, QuestionId
    from shopcheck.web.forms import AnswerField
    from shopcheck.web.pages import Page
    from shopcheck.web.question_view import QuestionView

ENDPOINT = {Tier.CORE: "owner.question", Tier.DEEP: "owner.deep"}
FROM = "van"
REVIEW = "nakijken"


def way() -> Way:
    """Lay the answers of this visit over the pages, once per request."""
    if "way" not in g:
        response = session.response()
        g.way = Way.of(shop().route(response.questionnaire), response)
    found: Way = g.way
    return found


def address(page: Page, *, review: bool = False, anchor: str | None = None) -> str:
    """Address of a page; with `review` it leads back to the review."""
    came_from = REVIEW if review else None
    return url_for(ENDPOINT[page.tier], _anchor=anchor, form_id=page.form.id, question_id=page.first, van=came_from)


def from_review() -> bool:
    """Whether the owner came here to change one answer."""
    return request.args.get(FROM) == REVIEW


def nonce() -> str:
    """Make the mark of one form on one screen; sent twice, it saves once."""
    return token_urlsafe(18)


def onward(page: Page, at: Way) -> str:
    """Where to go from a page: back to the review when the owner came from there, else to what is still open."""
    if from_review():
        return url_for("owner.review")
    following = at.after(page)
    if following:
        return address(following)
    return url_for("owner.result" if page.tier is Tier.DEEP else "owner.review")


def backward(page: Page, at: Way) -> str:
    """Where the back link goes."""
    if from_review():
        return url_for("owner.review")
    earlier = at.before(page)
    if earlier:
        return address(earlier)
    return url_for("owner.result" if page.tier is Tier.DEEP else "owner.code")


def saved_views(at: Way, page: Page) -> list[QuestionView]:
    """Show the questions with what is saved."""
    answers = at.response.answers
    return [page.views[one.id].filled(typed(answers.get(one.id))) for one in at.asked(page)]


def typed_views(page: Page, fields: Iterable[AnswerField]) -> list[QuestionView]:
    """Show the questions with what was typed, and what is still needed."""
    return [page.views[one.question.id].filled(one.typed, str(one.errors[0]) if one.errors else "") for one in fields]


def complaints(fields: Iterable[AnswerField]) -> list[tuple[str, str]]:
    """List what is still needed, each with the input to go to."""
    return [(one.name, f"{one.ask}: {one.question.text}") for one in fields if one.errors]


def windows(at: Way, here: Page | None = None) -> list[dict[str, str]]:
    """Give the row of subjects: done, here or open."""
    return [
        {
            "title": topic.form.title,
            "state": "here" if here and topic.form is here.form else "done" if topic.done else "open",
        }
        for topic in at.topics()
    ]


def progress(at: Way, page: Page) -> str:
    """Say which questions of the subject these are, counting only what applies."""
    asked = {one.id for one in at.asked(page)}
    for topic in at.topics(page.tier):
        places = [place for place, one in enumerate(topic.asked, 1) if one.id in asked]
        if places:
            first, last = places[0], places[-1]
            which = f"vraag {first}" if first == last else f"vraag {first} tot en met {last}"
            return f"{which} van {len(topic.asked)}"
    return ""


def drawn(view: QuestionView, level: int) -> str:
    """Draw a question with fixed choices; drawn once per choice, for it looks the same to everybody."""
    return _drawn(current_app.jinja_env, view, level)


@lru_cache(maxsize=4096)
def _drawn(environment: Environment, view: QuestionView, level: int) -> str:
    forms = environment.get_template("parts/forms.html").make_module()
    macro = forms.radios if view.kind == Kind.CHOICE else forms.checkboxes  # type: ignore[attr-defined]  # macros
    found: str = macro(view, level)
    return found


def render(
    page: Page,
    views: Sequence[QuestionView],
    errors: Sequence[tuple[str, str]] = (),
    *,
    revision: int,
    not_saved: bool = False,
    elsewhere: bool = False,
) -> str:
    """Render a page of questions. One question is its own heading; several stand under the title of the form."""
    at = way()
    return render_template(
        "question.html",
        page=page,
        views=views,
        drawn=drawn,
        errors=errors,
        heading=views[0].text if len(views) == 1 else page.form.title,
        caption=f"{page.form.title} · {progress(at, page)}",
        windows=windows(at, page) if page.tier is Tier.CORE else [],
        action=address(page, review=from_review()),
        back_url=backward(page, at),
        skip=onward(page, at),
        changing=from_review(),
        nonce=nonce(),
        mark=session.current().mark,
        revision=revision,
        not_saved=not_saved,
        elsewhere=elsewhere,
    )


def written(question: Question, answers: Mapping[QuestionId, object]) -> str:
    """Write an answer as a person reads it; empty when there is none."""
    answer = answers.get(question.id)
    if answer is None:
        return ""
    values = answer if isinstance(answer, tuple) else (str(answer),)
    if not question.options:
        return "".join(values)
    return " · ".join(option.text for option in question.options if option.id in values)
