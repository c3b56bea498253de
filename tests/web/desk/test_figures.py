"""The figures at the desk: which somebody sees, what stands on the page, and the files to take along."""

from __future__ import annotations

import re
from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest

from shopcheck.catalogue import Catalogue
from shopcheck.core.partners import Guidance, Paragraph, Partner
from shopcheck.core.publication import WHOLE, Point
from shopcheck.core.release import Estimate
from shopcheck.core.sharing import Account, Association, Role
from shopcheck.store import audit
from shopcheck.usecases import figures
from tests.core.publishing import period, section
from tests.web.desk.published import PDF, SHARES, of, publish
from tests.web.desk.signing_in import sign_in

if TYPE_CHECKING:
    from shopcheck.usecases import Installation
    from tests.store.installations import Clock
    from tests.web.house_rules import Page
    from tests.web.visitor import Visitor

AT = "/balie/cijfers"
RTD = f"{AT}/rtd-2027-k1-2026.1"


@pytest.fixture
def partner(visitor: Visitor) -> Account:
    """Let the visitor be of the municipality, in Rotterdam."""
    return sign_in(visitor.client, organisation=Partner.MUNICIPALITY, role=Role.PARTNER)


def paths(page: Page) -> list[str]:
    """Give the releases that a page leads to."""
    return [one for one in page.links() if one.startswith(f"{AT}/") and one != f"{AT}/alle"]


def test_who_is_of_one_region_begins_at_its_newest_figures(
    partner: Account, visitor: Visitor, installation: Installation
) -> None:
    assert "Er is nog niets gepubliceerd" in visitor.page("/balie/").text
    for one in (of(), of(quarter=2), of("NL", 2)):
        publish(installation, one)
    assert visitor.page("/balie/").heading == "Rotterdam, tweede kwartaal van 2027"


def test_everybody_at_the_desk_sees_what_is_out_of_the_own_regions_and_the_country(
    visitor: Visitor, installation: Installation
) -> None:
    for one in (of(), of("AMS"), of("NL"), of(quarter=2)):
        publish(installation, one)
    seen = {}
    for role, organisation in (
        (Role.PARTNER, Partner.KHN),
        (Role.ADVISER, Association.KHN),
        (Role.ADMIN, Association.KHN),
    ):
        for regions in (("RTD",), ("RTD", "AMS")):
            sign_in(visitor.client, organisation=organisation, role=role, regions=regions)
            seen[role, regions] = paths(visitor.page(f"{AT}/alle"))
    newest, nl, ams = f"{AT}/rtd-2027-k2-2026.1", f"{AT}/nl-2027-k1-2026.1", f"{AT}/ams-2027-k1-2026.1"
    assert all(seen[role, ("RTD",)] == [newest, nl, RTD] for role in Role)
    assert all(seen[role, ("RTD", "AMS")] == [newest, nl, ams, RTD] for role in Role)


def test_the_list_goes_on_where_the_page_ends(
    partner: Account, visitor: Visitor, installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shopcheck.web.desk.figures.PAGE", 2)
    for quarter in (1, 2, 3):
        publish(installation, of(quarter=quarter))
    *first, older = paths(visitor.page(f"{AT}/alle"))
    assert (len(first), paths(visitor.page(older))) == (2, [RTD])
    assert len(paths(visitor.page(f"{AT}/alle?voor=²"))) == 3


def test_a_partner_is_shown_the_way_to_figures_and_to_nothing_else(partner: Account, visitor: Visitor) -> None:
    page = visitor.page("/balie/account")
    assert "Partnerportaal Gemeente" in page.text
    shown = {one for one in page.links() if one.startswith("/balie/")}
    assert AT in shown
    assert not {one for one in shown if one.startswith(("/balie/printen", "/balie/overtypen", "/balie/beheer"))}


def test_another_region_looks_like_nothing_at_all(
    partner: Account, visitor: Visitor, installation: Installation
) -> None:
    publish(installation, of("AMS"))
    theirs, made_up = f"{AT}/ams-2027-k1-2026.1", f"{AT}/ams-2027-k2-2026.1"
    replies = [visitor.page(path, 404).heading for one in (theirs, made_up) for path in (one, f"{one}/data.csv")]
    assert set(replies) == {"Deze bladzijde is er niet"}
    noted = audit.newest(installation.store.database)
    assert [(one.what, one.who) for one in noted] == [("denied", partner.id)] * 4


def test_a_file_is_sent_as_it_is_kept_and_the_log_knows(
    partner: Account, visitor: Visitor, installation: Installation
) -> None:
    published = publish(installation, of())
    reply = visitor.ask(f"{RTD}/rapport.pdf")
    assert (reply.status_code, reply.data) == (200, PDF)
    assert reply.headers["Content-Type"] == "application/pdf"
    assert reply.headers["Content-Disposition"] == 'attachment; filename="rtd-2027-k1-2026.1-rapport.pdf"'
    mark = f'"{sha256(PDF).hexdigest()}"'
    assert reply.headers["ETag"] == mark
    assert visitor.ask(f"{RTD}/rapport.pdf", headers={"If-None-Match": mark}).status_code == 304
    assert visitor.ask(f"{RTD}/other.csv").status_code == 404
    noted = audit.newest(installation.store.database)
    assert {(one.what, one.who, one.about) for one in noted} == {("figures_taken", partner.id, published.hash)}


def test_a_mean_is_told_as_owners_see_theirs_with_its_band(
    partner: Account, visitor: Visitor, installation: Installation
) -> None:
    whole = replace(section(WHOLE, 1000, **SHARES), mean=Estimate(29, 23, 35))
    country = replace(whole, mean=Estimate(36, 35, 37))
    publish(installation, of(sections=(whole,), country=country))
    text = visitor.page(RTD).text
    assert "circa 71 van 100 op orde, gemiddeld. Tussen 65 en 77. Landelijk: circa 64." in text


def test_a_class_stands_beside_the_whole_of_the_region_and_the_whole_beside_the_country(
    partner: Account, visitor: Visitor, installation: Installation
) -> None:
    whole, horeca = section(WHOLE, 1000, kas=(30, 40, 20, 10)), section("horeca", 300, kas=(50, 30, 10, 10))
    publish(installation, of(sections=(whole, horeca), country=section(WHOLE, 9000, kas=(40, 30, 20, 10))))
    assert re.search("Kassa en geld: circa 30 %[^;]*; landelijk circa 40 %", visitor.page(RTD).text)
    text = visitor.page(f"{RTD}?branche=horeca").text
    assert re.search("Kassa en geld: circa 50 %[^;]*; in de hele regio circa 30 %", text)
    assert "landelijk" not in text
    assert visitor.page(f"{RTD}?branche=niets").text == visitor.page(RTD).text


def test_a_partner_is_told_nothing_once_the_words_are_too_old(
    partner: Account, installation: Installation, clock: Clock
) -> None:
    paragraphs = (Paragraph("Kijk hiernaar."),)
    words = Guidance("gemeente", "Gemeente", "", paragraphs, ("B",), clock.today(), clock.today())
    (asked,) = installation.catalogue.questionnaires
    there = replace(asked, id="overval", partners={"gemeente": words})
    opened = replace(installation, catalogue=Catalogue((there,)))
    assert figures.said_to(opened, partner, of()) == ("Kijk hiernaar.",)
    clock.go_on(days=1)
    assert figures.said_to(opened, partner, of()) == ()


def test_what_cannot_be_shown_is_said(partner: Account, visitor: Visitor, installation: Installation) -> None:
    few = replace(section(WHOLE, 40, kas=(30, 40, 20, 10), camera=()), mean=None)
    publish(installation, of(sections=(few,)))
    text = visitor.page(RTD).text
    assert "Er zijn te weinig deelnemers voor een gemiddelde" in text
    assert "Camera: te weinig deelnemers" in text
    assert "Camera: hier deden te weinig zaken aan mee om iets te laten zien." in text
    assert "Over deze periode is er nog geen landelijk cijfer" in text
    assert "Over deze periode zijn er geen cijfers per branche." in text
    assert "Dit is de eerste uitgave" in text


def test_the_trend_is_drawn_from_the_second_release_on(
    partner: Account, visitor: Visitor, installation: Installation
) -> None:
    whole = section(WHOLE, 1000, **SHARES)
    good = tuple((one.id, one.lines[0].share) for one in whole.tables)
    course = tuple(Point(period(2027, at), whole.number, Estimate(50 - at, 45, 55), good) for at in (1, 2))
    publish(installation, of(quarter=2, trend=course, sections=(whole, replace(whole, sector="horeca"))))
    path = f"{AT}/rtd-2027-k2-2026.1"
    page = visitor.page(path)
    assert "eerste kwartaal van 2027: circa 51" in page.text
    assert "Op orde, over de tijd" in page.text
    assert "over de tijd" not in visitor.page(f"{path}?branche=horeca").text


def test_what_was_wrong_leads_to_what_is_right(partner: Account, visitor: Visitor, installation: Installation) -> None:
    publish(installation, of())
    right = of(id="rtd-2027-k1-2026.1-c1", corrects="rtd-2027-k1-2026.1")
    publish(installation, right)
    assert f"{AT}/{right.id}" in visitor.page(RTD).links()
    assert RTD in visitor.page(f"{AT}/{right.id}").links()
    assert "Verbeterd op" in visitor.page(f"{AT}/alle").text
