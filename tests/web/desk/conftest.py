"""What tests of the desk stand on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from shopcheck.web.shop import DESK

if TYPE_CHECKING:
    from flask import Flask


@pytest.fixture
def desk(app: Flask) -> Flask:
    """Give the app of the desk, which the other carries."""
    found: Flask = app.extensions[DESK]
    return found
