"""What tests of the API stand on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.web.api.published import Program, program, publish, release

if TYPE_CHECKING:
    from flask import Flask

    from shopcheck.store.releases import Published
    from shopcheck.usecases import Installation


@pytest.fixture
def environ() -> dict[str, str]:
    """Serve on the web."""
    return {"PUBLIC_URL": "https://check.example.nl", "CONTACT_EMAIL": "beheer@example.nl"}


@pytest.fixture
def published(installation: Installation) -> list[Published]:
    """Publish one release of the own region, one of another, and one of the country."""
    return publish(installation, release("RTD"), release("AMS"), release("NL"))


@pytest.fixture
def rotterdam(app: Flask, installation: Installation, published: list[Published]) -> Program:
    """Give a program with a token for one region."""
    return program(app, installation, "RTD")
