"""Writers are killed at any moment, again and again: what was acknowledged is there, whole and once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from shopcheck import usecases
from shopcheck.usecases import Keep
from tests.core.builders import answers
from tests.faults.load import SAVES_A_KILL, Shared, Writer, kill, load, violations
from tests.faults.writer import AGAIN, opened
from tests.machine import times
from tests.store.installations import page

if TYPE_CHECKING:
    from pathlib import Path

pytest_plugins = ("tests.store.fixtures",)

FEW = 500  # acknowledged saves in an ordinary run


@pytest.fixture
def shared(database_url: str, data: Path) -> Shared:
    """Start a check; nobody has it open then."""
    installation = opened(database_url, str(data))
    session_key = usecases.start(installation, answers(), consent=False, keep=Keep.QUARTER)
    code = usecases.visit(installation, session_key).checkup.code
    installation.store.close()
    return Shared(database_url, str(data), session_key, code)


def post(shared: Shared, nonce: str, **given: int) -> None:
    """Post one form of the shared check."""
    installation = opened(shared.url, shared.data)
    visit = usecases.visit(installation, shared.session_key)
    usecases.save(installation, visit, page(**given), revision=visit.checkup.revision, nonce=nonce)
    installation.store.close()


def test_what_was_acknowledged_survives_kill_minus_nine_and_counts_once(shared: Shared) -> None:
    writers, kills = load(shared, times(FEW))
    assert violations(shared, writers) == []
    assert sum(len(writer.told) for writer in writers) >= times(FEW)
    assert kills * SAVES_A_KILL >= times(FEW)


def test_who_tells_before_saving_and_is_killed_between_is_caught(shared: Shared) -> None:
    boaster = Writer(shared, "kas_a", boasting=True)
    boaster.start()
    for _ in range(3):
        boaster.listen(1)
        boaster.nod()
    boaster.listen(1)
    kill(boaster)
    assert "kas_a: 4 was acknowledged and is not known" in violations(shared, [boaster])


def test_who_tells_before_saving_is_caught_after_a_later_save_too(shared: Shared) -> None:
    boaster = Writer(shared, "kas_a", boasting=True)
    boaster.start()
    boaster.listen(1)
    kill(boaster)
    boaster.start()
    boaster.listen(1)
    boaster.nod()
    boaster.listen(1)
    kill(boaster)
    assert "kas_a: 1 was acknowledged and is not known" in violations(shared, [boaster])


def test_an_honest_writer_on_the_same_road_is_not_accused(shared: Shared) -> None:
    honest = Writer(shared, "kas_a")
    honest.start()
    honest.listen(3)
    kill(honest)
    assert violations(shared, [honest]) == []


def test_half_a_save_is_caught(shared: Shared) -> None:
    post(shared, "kas_a 1", kas_a=1)
    assert "kas_a: half a save, 1 and 0" in violations(shared, [Writer(shared, "kas_a", told=[1])])


def test_a_form_that_counted_twice_is_caught(shared: Shared) -> None:
    for nonce in ("kas_a 1", "kas_a 1, once more"):
        post(shared, nonce, **{"kas_a": 1, "kas_a" + AGAIN: 1})
    assert "1 forms, 2 marks of a form, 2 effects" in violations(shared, [Writer(shared, "kas_a", told=[1])])
