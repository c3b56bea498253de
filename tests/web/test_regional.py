"""What a region says and asks, on the pages of an owner in it and of one elsewhere."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from shopcheck.catalogue import Catalogue
from shopcheck.core.questionnaire import (
    ContactId,
    Offer,
    Questionnaire,
    Region,
    RegionalText,
    RegionCode,
    Sector,
    SourceId,
    Tier,
)
from shopcheck.settings import Settings
from shopcheck.store.store import open_store
from shopcheck.usecases import Installation
from tests.core.builders import TODAY, condition, form, option, question
from tests.web.example import CLOSING, REGION, example
from tests.web.house_rules import text
from tests.web.visitor import WEAK

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.store.installations import Clock
    from tests.web.house_rules import Page
    from tests.web.visitor import Visitor

RTD = RegionCode("RTD")
HEADING = "In uw regio: Rotterdam"
TEXT = "In Rotterdam werkt men samen."
OFFER = "Iemand komt kijken"


def regional() -> Questionnaire:
    """Let Rotterdam say something until 1 December, offer something until 2 December, and ask something."""
    made, source, helper = example(), (SourceId("RAAK"),), ContactId("gemeente")
    late = condition('profiel_sluit == "laat"', CLOSING)
    there = condition('regio == "RTD"', REGION)
    wish = question("rtd_wens", option("ja"), option("nee"), form="regio_rtd", lever=None, tier=Tier.DEEP, when=there)
    region = Region(
        RTD,
        "Rotterdam",
        (helper,),
        texts=(RegionalText("samen", TEXT, source, TODAY, date(2026, 12, 1)),),
        offers=(
            Offer("b", OFFER, "Bel ons.", helper, frozenset({Sector.SHOP}), late, source, TODAY, date(2026, 12, 2)),
        ),
    )
    own = replace(form("regio_rtd", wish, prevention=0), title=HEADING, region=RTD)
    return replace(made, forms=(*made.forms, own), regions={RTD: region})


@pytest.fixture
def installation(tmp_path: Path, clock: Clock) -> Iterator[Installation]:
    """Open an installation whose Rotterdam says, offers and asks something; one database is enough here."""
    settings = Settings.from_environment({"SHOPCHECK_DATA": str(tmp_path)})
    store = open_store(settings.database_url, tmp_path, clock.seconds)
    yield Installation(settings, Catalogue((regional(),)), store, clock.today, clock.now)
    store.close()


def result(visitor: Visitor, region: str = "RTD", **more: str) -> Page:
    """Answer everything weakly and look at the result."""
    visitor.begin({"q_regio": region})
    return visitor.send(visitor.walk({**WEAK, **more}))


def test_the_result_says_what_the_region_says_under_its_name(visitor: Visitor) -> None:
    page = result(visitor)
    assert HEADING in [text(one) for one in page.all("h2")]
    assert f"{TEXT} Bron: RAAK-principe, CCV" in page.text
    assert f"{OFFER} Bel ons. 14 010 Bron: RAAK-principe, CCV" in page.text


def test_an_offer_for_others_is_not_shown(visitor: Visitor) -> None:
    page = result(visitor, profiel_sluit="vroeg")
    assert TEXT in page.text
    assert OFFER not in page.text


def test_elsewhere_nothing_of_the_region_is_shown(visitor: Visitor) -> None:
    page = result(visitor, "AMS")
    for said in (HEADING, TEXT, OFFER):
        assert said not in page.text


def test_what_is_out_of_date_is_not_on_screen(visitor: Visitor, clock: Clock) -> None:
    shown = []
    for days in (7, 1, 1):  # to the last day of the text, to that of the offer, and past both
        clock.go_on(days=days)
        page = result(visitor)
        shown.append((TEXT in page.text, OFFER in page.text, HEADING in [text(one) for one in page.all("h2")]))
    assert shown == [(True, True, True), (False, True, True), (False, False, False)]


def test_who_was_verified_too_long_ago_is_not_on_screen(visitor: Visitor, clock: Clock) -> None:
    assert "14 010" in result(visitor).text
    clock.go_on(days=366)
    again = result(visitor)
    assert "14 010" not in again.text


def test_the_regions_own_question_is_offered_last_and_changes_no_score(visitor: Visitor) -> None:
    before = result(visitor)
    deeper = [one for one in before.links() if one.startswith("/verdieping/")]
    assert deeper[-1] == "/verdieping/regio_rtd/rtd_wens"
    after = visitor.answer(visitor.page(deeper[-1]), {"rtd_wens": "nee"})
    assert visitor.seen[-1] == "/resultaat"
    assert deeper[-1] not in after.links()

    def figures(page: Page) -> list[str]:
        return [text(one) for one in page.all("span") if "score__fig" in (one.get("class") or "")]

    assert figures(before) == figures(after) != []
