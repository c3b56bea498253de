"""Who may use a view. Deny by default: a view without an audience stops the start of the program."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

from flask import abort, current_app, request

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from flask import Flask

View = TypeVar("View", bound="Callable[..., object]")


class Audience(StrEnum):
    """Everybody; the owner whose answers are open in this session; or, at the desk, who signed in.

    HALFWAY is between the two factors, SIGNED_IN whoever showed both; CLOSED an address that we do not use. TOKEN is a
    program of a partner at the API.
    """

    PUBLIC = "public"
    OWNER = "owner"
    HALFWAY = "halfway"
    SIGNED_IN = "signed-in"
    ADVISER = "adviser"
    ADMIN = "admin"
    CLOSED = "closed"
    TOKEN = "token"  # noqa: S105 - the name of an audience


_audiences: dict[object, Audience] = {}


class UnguardedView(RuntimeError):
    """A route without an audience: say with @public, @owner, @adviser, … who it is for."""


def public(view: View) -> View:
    """Everybody may use this view."""
    _audiences[view] = Audience.PUBLIC
    return view


def owner(view: View) -> View:
    """Only with an open session; the view finds its visit in `session.current()`."""
    _audiences[view] = Audience.OWNER
    return view


def halfway(view: View) -> View:
    """Only with a session at the desk; one factor is enough."""
    _audiences[view] = Audience.HALFWAY
    return view


def signed_in(view: View) -> View:
    """Only who signed in at the desk with both factors; the view finds who in `signed_in.account()`."""
    _audiences[view] = Audience.SIGNED_IN
    return view


def adviser(view: View) -> View:
    """Only an adviser, signed in with both factors; the view finds who in `signed_in.account()`."""
    _audiences[view] = Audience.ADVISER
    return view


def admin(view: View) -> View:
    """Only an admin of an association, signed in with both factors."""
    _audiences[view] = Audience.ADMIN
    return view


def say(view: Callable[..., object], audience: Audience) -> None:
    """Say for whom a view of a library is."""
    _audiences[view] = audience


def audience_of(app: Flask, endpoint: str) -> Audience | None:
    """Tell for whom an endpoint is; None when nobody said so."""
    return _audiences.get(app.view_functions[endpoint])


def refuse_unguarded(app: Flask) -> None:
    """Stop the start when a route says not for whom it is."""
    bare = sorted(rule.endpoint for rule in app.url_map.iter_rules() if audience_of(app, rule.endpoint) is None)
    if bare:
        raise UnguardedView(", ".join(bare))


def guard(doors: Mapping[Audience, Callable[[], object]]) -> Callable[[], None]:
    """Make what runs before each request. `doors` lets an audience in, or raises; without one nobody comes in.

    An unknown address becomes 404 later.
    """

    def check() -> None:
        if request.endpoint is None:
            return
        audience = audience_of(current_app, request.endpoint)
        if audience is None:
            abort(403)
        if audience is not Audience.PUBLIC:
            doors.get(audience, _closed)()

    return check


def _closed() -> None:
    abort(404)
