"""An owner reads how others of the like did: from what was published, in kind words, or nothing at all."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from shopcheck.core.statistics import NUMBER, Cell, Group, Tally, cells_of
from shopcheck.store import counting, frozen
from shopcheck.store.errors import StoreRefused
from shopcheck.usecases.closing import close_month
from shopcheck.usecases.comparing import _published
from shopcheck.usecases.releases import publish_due
from tests.store.installations import statements
from tests.web.visitor import WEAK

if TYPE_CHECKING:
    import pytest

    from shopcheck.usecases import Installation
    from tests.store.installations import Clock
    from tests.web.visitor import Values, Visitor

STRONG: Values = {
    **WEAK,
    "kas_bedrag": "weinig",
    "kas_afromen": "vaak",
    "kas_kluis": "ja",
    "kas_munten": "ja",
    "licht_waar": ["deur"],
}
HEADING = "U en andere deelnemers"
OWN = Group("proef", "1", "RTD", "winkel")


def others(installation: Installation, score: int, checks: int = 100, group: Group = OWN) -> None:
    """Count checks of others, all with this score."""
    tally = Tally(group, (NUMBER, Cell(f"score/{score}")))
    with installation.store.database.writing() as connection:
        for _ in range(checks):
            counting.add(connection, tally, cells_of(installation.offered), installation.today())


def close(installation: Installation, clock: Clock, *, publish: bool = True) -> None:
    """Close and publish on the first day of 2027."""
    clock.moment = clock.moment.replace(year=2027, month=1, day=1)
    close_month(installation, installation.today(), who="worker")
    if publish:
        publish_due(installation, installation.today(), who="worker")


def result(visitor: Visitor, answers: Values = WEAK) -> str:
    """Finish a check and read its result."""
    visitor.begin()
    visitor.send(visitor.walk(answers))
    return " ".join(visitor.page("/resultaat").html.split())


def test_who_did_better_than_most_reads_so_with_whom_and_when(
    visitor: Visitor, installation: Installation, clock: Clock
) -> None:
    others(installation, 90)
    close(installation, clock)
    page = result(visitor, STRONG)
    assert f"<h3>{HEADING}</h3>" in page
    assert re.search(r"Mooi: van de deelnemers zoals u heeft (meer dan 95|circa [89]\d) % minder op orde dan u\.", page)
    assert "die van andere deelnemers: winkels in uw politieregio, vierde kwartaal van 2026." in page
    assert "Het zijn deelnemers, geen steekproef" in page


def test_who_did_less_well_than_most_reads_no_number_and_no_blame(
    visitor: Visitor, installation: Installation, clock: Clock
) -> None:
    others(installation, 0)
    close(installation, clock)
    page = result(visitor)
    assert "De meeste deelnemers zoals u hebben al iets meer op orde. Dat kan bij u ook, stap voor stap." in page


def test_without_enough_in_the_region_the_country_is_beside_it(
    visitor: Visitor, installation: Installation, clock: Clock
) -> None:
    others(installation, 90, 100, OWN._replace(region="AMS"))
    close(installation, clock)
    assert "winkels in heel Nederland, vierde kwartaal van 2026." in result(visitor)


def test_what_is_frozen_but_not_published_is_compared_with_nobody(
    visitor: Visitor, installation: Installation, clock: Clock
) -> None:
    others(installation, 0)
    close(installation, clock, publish=False)
    assert len(frozen.leaves(installation.store.figures)) == 1
    assert HEADING not in result(visitor)


def test_what_is_frozen_after_the_last_release_waits_for_the_next(installation: Installation, clock: Clock) -> None:
    others(installation, 0)
    close(installation, clock)
    others(installation, 90)
    clock.moment = clock.moment.replace(month=2)
    close_month(installation, installation.today(), who="worker")
    assert publish_due(installation, installation.today(), who="worker") == ()
    assert len(frozen.leaves(installation.store.figures)) == 2
    published = _published(installation.store.figures, installation.today())
    assert {of[-1]: len(one.leaves) for of, one in published.items()} == {"NL": 1, "RTD": 1}


def test_what_was_published_is_read_once_a_day(visitor: Visitor, installation: Installation, clock: Clock) -> None:
    others(installation, 90)
    close(installation, clock)
    result(visitor)
    with statements(installation.store.figures) as seen:
        assert HEADING in visitor.page("/resultaat").html
    assert seen == []
    clock.go_on(days=1)
    with statements(installation.store.figures) as seen:
        _published(installation.store.figures, installation.today())
    assert seen


def test_figures_that_cannot_be_read_are_no_matter_of_owners(visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(_: object) -> None:
        raise StoreRefused("no role")

    monkeypatch.setattr(frozen, "leaves", refused)
    assert HEADING not in result(visitor)
