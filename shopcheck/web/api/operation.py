"""One thing that a program can ask: how it is served, and what the document says of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask import abort

from shopcheck.web.access import Audience
from shopcheck.web.api.parameters import Parameter, read_query

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Response

BASE = "/v1"


@dataclass(frozen=True, slots=True, eq=False)
class Operation:
    """One address. What stands in `in_path` and `query` is handed to the view by name; `content` is by media type.

    What is `lasting` never changes, so that whoever has it may keep it.
    """

    id: str
    path: str
    view: Callable[..., Response]
    summary: str
    description: str
    content: dict[str, Any]
    audience: Audience = Audience.TOKEN
    in_path: tuple[Parameter, ...] = ()
    query: tuple[Parameter, ...] = ()
    lasting: bool = False

    def __call__(self, **path: str) -> Response:
        """Answer a request whose address is in order; else 404 for its path, or all that is wrong in its query."""
        if not all(one.fits(path[snake(one.name)]) for one in self.in_path):
            abort(404)
        return self.view(**path, **{snake(name): value for name, value in read_query(self.query).items()})


def snake(name: str) -> str:
    """Write a name as Python does: releaseId → release_id."""
    return re.sub(r"[A-Z]", lambda letter: f"_{letter[0].lower()}", name)
