"""What a request needs of the running program: the installation, the pages of each questionnaire, and the letters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import current_app

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from shopcheck.core.questionnaire import Questionnaire
    from shopcheck.usecases import Installation
    from shopcheck.web.pages import Route

EXTENSION = "shopcheck"
DESK, API = "shopcheck.desk", "shopcheck.api"  # the apps beside, of the owner's app


@dataclass(frozen=True, slots=True)
class Shop:
    """The installation with its pages worked out. `letters` prints HTML to PDF; `readiness` maps a part to its test."""

    installation: Installation
    routes: Mapping[tuple[str, str], Route]  # by id and version
    letters: Callable[[str], bytes]
    readiness: Mapping[str, Callable[[], bool]]

    def route(self, questionnaire: Questionnaire) -> Route:
        """Give the pages of a questionnaire."""
        return self.routes[questionnaire.id, questionnaire.version]


def shop() -> Shop:
    """Give the one of this program."""
    found: Shop = current_app.extensions[EXTENSION]
    return found
