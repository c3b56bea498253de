"""What tests of the desk stand on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from shopcheck.web.desk import security
from shopcheck.web.shop import DESK
from tests.web.desk.shares import with_all_for_a_letter, without_printer

if TYPE_CHECKING:
    from flask import Flask

    from shopcheck.core.questionnaire import Questionnaire


@pytest.fixture(autouse=True)
def _cheap_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stretch passwords less: what is tested here is not how long that takes."""
    options = {"argon2__memory_cost": 64, "argon2__time_cost": 1, "argon2__parallelism": 1}
    monkeypatch.setitem(security.CHOSEN, "PASSWORD_HASH_PASSLIB_OPTIONS", options)


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
