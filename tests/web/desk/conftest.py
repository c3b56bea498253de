"""What tests of the desk stand on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from shopcheck.web.shop import DESK
from tests.web.desk.shares import with_all_for_a_letter, without_printer

if TYPE_CHECKING:
    from flask import Flask

    from shopcheck.core.questionnaire import Questionnaire


@pytest.fixture
def desk(app: Flask) -> Flask:
    """Give the app of the desk, which the other carries."""
    found: Flask = app.extensions[DESK]
    return found


@pytest.fixture
def asked() -> Questionnaire:
    """Give the example questionnaire with all that a letter needs."""
    return with_all_for_a_letter()


@pytest.fixture
def printing(desk: Flask) -> Flask:
    """Let the desk print without the process that does."""
    return without_printer(desk)
