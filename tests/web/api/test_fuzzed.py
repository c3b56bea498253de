"""Whatever is asked, right or wrong, is answered as the description says. `script/faults` asks 10,000 times."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import schemathesis
from hypothesis import given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.core.result import Ok

from shopcheck.catalogue import Catalogue
from shopcheck.settings import Settings
from shopcheck.store.store import open_store
from shopcheck.usecases import Installation
from shopcheck.web import create_app
from tests.machine import FAULTS, times
from tests.store.installations import Clock
from tests.web.api.published import Program, program, publish, release
from tests.web.example import example

if TYPE_CHECKING:
    from collections.abc import Iterator

    from schemathesis.schemas import APIOperation

PARTS = max(1, FAULTS // 500)  # none so long that it is taken for one that hangs
THERE = {"releaseId": ["rtd-2026-k4-1", "nl-2026-k4-1", "ams-2026-k4-1"], "fileName": ["data.csv", "release.json"]}


@pytest.fixture(scope="module")
def clock() -> Clock:
    """Give a time that passes between two requests, so that no limit is met."""
    return Clock()


@pytest.fixture(scope="module")
def asking(tmp_path_factory: pytest.TempPathFactory, clock: Clock) -> Iterator[Program]:
    """Give a program, and releases of its own region, of another and of the country."""
    folder = tmp_path_factory.mktemp("api")
    found = Settings.from_environment({"SHOPCHECK_DATA": str(folder)})
    store = open_store(found.database_url, folder, clock.seconds)
    installation = Installation(found, Catalogue((example(),)), store, clock.today, clock.now)
    publish(installation, release("RTD"), release("AMS"), release("NL"))
    yield program(create_app(found, installation), installation, "RTD")
    store.close()


@pytest.fixture(scope="module")
def described(asking: Program) -> list[APIOperation[Any, Any, Any, Any]]:
    """Read what can be asked, as the description says it."""
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", asking.app)
    return [one.ok() for one in schema.get_all_operations() if isinstance(one, Ok)]


@pytest.mark.parametrize("part", range(PARTS))
@settings(max_examples=times(100) // PARTS)
@given(data=st.data())
def test_every_answer_is_as_described(
    asking: Program, described: list[APIOperation[Any, Any, Any, Any]], clock: Clock, data: st.DataObject, part: int
) -> None:
    mode = data.draw(st.sampled_from(GenerationMode))
    shown = {"Authorization": f"Bearer {asking.token}"}
    case = data.draw(data.draw(st.sampled_from(described)).as_strategy(mode, headers=shown))
    if mode is GenerationMode.POSITIVE and data.draw(st.booleans()):
        case.path_parameters = {name: data.draw(st.sampled_from(THERE[name])) for name in case.path_parameters}
    case.call_and_validate()
    clock.go_on(minutes=10)
