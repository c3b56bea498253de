"""From the one-time link to the desk, and in again with both factors; each page as a person meets it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from shopcheck.store import audit
from tests.web.desk.newcomer import Newcomer

if TYPE_CHECKING:
    from pathlib import Path

    from shopcheck.usecases import Installation
    from tests.store.installations import Clock
    from tests.web.visitor import Visitor

IN = "Welkom aan de balie"


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    """One database is enough here; tests/store has both."""
    return f"sqlite:///{tmp_path}/shopcheck.sqlite3"


@pytest.fixture
def jo(visitor: Visitor, installation: Installation, clock: Clock) -> Newcomer:
    """Give somebody who is not invited yet."""
    return Newcomer(visitor, installation, clock)


def events(installation: Installation) -> list[str]:
    """Name what the audit log holds, the oldest first."""
    return [one.what for one in reversed(audit.newest(installation.store.database))]


def test_somebody_joins_by_a_link_and_signs_in_again_with_both_factors(
    jo: Newcomer, visitor: Visitor, installation: Installation
) -> None:
    assert jo.join().heading == "Uw account"
    assert visitor.page("/balie/").heading == IN
    jo.sign_out()
    assert jo.sign_in().heading == IN
    assert events(installation) == [
        "invited",
        "password_set",
        "second_factor_set",
        "signed_in",
        "signed_out",
        "signed_in",
    ]
