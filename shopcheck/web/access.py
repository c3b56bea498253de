"""Who may use a view. Deny by default: a view without an audience stops the start of the program."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

from flask import current_app, request

from shopcheck.web import session

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask

View = TypeVar("View", bound="Callable[..., object]")


class Audience(StrEnum):
    """Everybody, or only the owner whose answers are open in this session."""

    PUBLIC = "public"
    OWNER = "owner"


_audiences: dict[object, Audience] = {}


class UnguardedView(RuntimeError):
    """A route without an audience: say with @public or @owner who it is for."""


def public(view: View) -> View:
    """Everybody may use this view."""
    _audiences[view] = Audience.PUBLIC
    return view


def owner(view: View) -> View:
    """Only with an open session; the view finds its visit in `session.current()`."""
    _audiences[view] = Audience.OWNER
    return view


def audience_of(app: Flask, endpoint: str) -> Audience | None:
    """Tell for whom an endpoint is; None when nobody said so."""
    return _audiences.get(app.view_functions[endpoint])


def refuse_unguarded(app: Flask) -> None:
    """Stop the start when a route says not for whom it is."""
    bare = sorted(rule.endpoint for rule in app.url_map.iter_rules() if audience_of(app, rule.endpoint) is None)
    if bare:
        raise UnguardedView(", ".join(bare))


def guard() -> None:
    """Before each request: open the owner's answers, or raise SessionEnded. An unknown address becomes 404 later."""
    if request.endpoint is None:
        return
    if audience_of(current_app, request.endpoint) is not Audience.PUBLIC:
        session.open_visit()
