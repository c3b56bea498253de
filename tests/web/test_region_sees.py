"""An owner sees the very cells that are counted, before agreeing and after."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from shopcheck import usecases
from shopcheck.core.statistics import Cell
from shopcheck.store import counting
from shopcheck.usecases.closing import close_month
from shopcheck.web.owner.region_sees import row
from tests.store.installations import CLIENT
from tests.web.example import example
from tests.web.visitor import WEAK

if TYPE_CHECKING:
    from shopcheck.usecases import Installation
    from tests.store.installations import Clock
    from tests.web.visitor import Visitor

ROW = re.compile(r'<tr data-cell="([^"]+)"><th scope="row">([^<]+)</th><td>([^<]+)</td>')
ADDRESS = "/dit-ziet-de-regio"


def shown(visitor: Visitor) -> list[str]:
    """Give the cells that the page shows, in order."""
    return [cell for cell, _, _ in ROW.findall(visitor.ask(ADDRESS).text)]


def queued(installation: Installation) -> list[str]:
    """Give the cells that were counted."""
    with installation.store.database.reading() as connection:
        return list(connection.exec_driver_sql("SELECT cell FROM queue WHERE count > 0").scalars())


def finish(visitor: Visitor, *, consent: bool) -> None:
    """Walk through the site."""
    visitor.begin({"meetellen": "ja"} if consent else {})
    visitor.send(visitor.walk(WEAK))


def fill_up(installation: Installation, visitor: Visitor) -> None:
    """Count so many others that the group of this visitor closes."""
    visit = usecases.visit(installation, usecases.resume(installation, visitor.code(), client=CLIENT))
    assert visit.checkup.counted
    tally = visit.checkup.counted.tally
    with installation.store.database.writing() as connection:
        for _ in range(30):
            counting.add(connection, tally, tally.cells, installation.today())


def test_what_is_shown_before_is_what_is_counted_after(visitor: Visitor, installation: Installation) -> None:
    visitor.begin({"meetellen": "ja"})
    review = visitor.walk(WEAK)
    before = shown(visitor)
    assert "Dit tellen wij als u klaar bent" in visitor.page(ADDRESS).text
    visitor.send(review)
    assert before
    assert sorted(before) == sorted(queued(installation))
    assert shown(visitor) == before
    assert "U kunt zich terugtrekken tot 1 december 2026" in visitor.page(ADDRESS).text


def test_every_cell_is_said_in_words(visitor: Visitor) -> None:
    finish(visitor, consent=True)
    said = {what: where for _, what, where in ROW.findall(visitor.ask(ADDRESS).text)}
    assert said["Hoeveel zaken er meedoen"] == "1 zaak"
    assert said["Heeft een kluis"] == "Nee"
    assert said["Kas"] in {"Groen", "Geel", "Oranje", "Rood"}
    assert re.fullmatch(r"\d+ tot en met \d+", said["Hoe goed een zaak alles op orde heeft, van 0 tot 100"])
    assert "Bij Rtd, winkels" in visitor.page(ADDRESS).text


def test_who_did_not_agree_sees_what_would_be_counted(visitor: Visitor, installation: Installation) -> None:
    finish(visitor, consent=False)
    page = visitor.page(ADDRESS)
    assert "U telt nu niet mee" in page.text
    assert len(shown(visitor)) > 3
    assert queued(installation) == []


def test_without_answers_that_count_there_is_nothing_to_see_yet(visitor: Visitor) -> None:
    visitor.begin()
    assert "Nog niets" in visitor.page(ADDRESS).text
    assert shown(visitor) == []


def test_without_a_check_open_all_that_is_ever_counted_stands_there(visitor: Visitor) -> None:
    page = visitor.page(ADDRESS)
    for word in ("Hoeveel zaken er meedoen", "In stappen van tien", "Kas", "Licht", "Heeft een kluis", "Ja, Nee"):
        assert word in page.text
    assert "Groen, Geel, Oranje, Rood" in page.text


def test_after_closing_both_pages_say_that_it_is_for_good(
    visitor: Visitor, installation: Installation, clock: Clock
) -> None:
    finish(visitor, consent=True)
    assert "U kunt zich nog terugtrekken" in visitor.page("/keuzes").text
    fill_up(installation, visitor)
    close_month(installation, clock.today().replace(year=2027, month=1), who="worker")
    assert "Uw groep is gesloten" in visitor.page(ADDRESS).text
    page = visitor.page("/keuzes")
    assert "Zich terugtrekken kan niet meer" in page.text
    page = visitor.send(page, {"meetellen": []})
    assert "kunnen wij niet terughalen" in page.text
    assert shown(visitor)


def test_a_group_that_stayed_too_small_can_be_left_later_too(
    visitor: Visitor, installation: Installation, clock: Clock
) -> None:
    finish(visitor, consent=True)
    close_month(installation, clock.today().replace(month=12), who="worker")
    clock.go_on(minutes=29)
    later = clock.today().replace(month=12)
    object.__setattr__(installation, "today", lambda: later)
    assert "Uw groep is nog te klein om te sluiten" in visitor.page(ADDRESS).text
    visitor.send(visitor.page("/keuzes"), {"meetellen": []})
    assert queued(installation) == []


def test_a_range_of_scores_is_turned_round() -> None:
    made = example()
    assert [row(made, Cell(f"score/{score}")).where for score in (0, 50, 90)] == [
        "91 tot en met 100",
        "41 tot en met 50",
        "0 tot en met 10",
    ]
