"""One shared check at the desk: what it shows, what can be done with it, and what happens when it goes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from shopcheck import usecases
from shopcheck.core.sharing import LONGEST_REMARK, Association, Contacting, Wish
from shopcheck.usecases import desk, sharing
from shopcheck.web.desk import report
from tests.store.installations import page as answered
from tests.web.desk.shares import Shared, adviser, finished, share
from tests.web.desk.signing_in import sign_in
from tests.web.house_rules import XHTML, text
from tests.web.visitor import Visitor

if TYPE_CHECKING:
    from flask import Flask

    from shopcheck.usecases import Installation
    from tests.web.house_rules import Page
    from tests.web.visitor import Values

GONE = "Deze check is niet (meer) met u gedeeld"
VISIT = Wish(Contacting.VISIT, "06 12 34 56 78")
SAID = "Begin bij de kassa."
SEEN_BY_BOTH = (
    "Uw twee scores",
    "Dit gaat al goed",
    "Vier dingen om mee te beginnen",
    "Waar zit het risico?",
    "Let op de wet",
)


@pytest.fixture
def shared(installation: Installation) -> Shared:
    """Share a check by a tick, with a name, an address and a wish."""
    visit = finished(installation, "Snackbar De Hoek", "Straat 1\n3011 AA Rotterdam", kas_opmerking="Kanariewoorden")
    return share(installation, visit, wish=VISIT)


def say(visitor: Visitor, page: Page, words: str, status: int = 200, more: Values | None = None) -> Page:
    """Send the form of the remark."""
    action = next(
        one.get("action", "") for one in page.all("form") if one.get("action", "").startswith("/balie/check/")
    )
    return visitor.send(page, {"opmerking": words, **(more or {})}, status, action=action)


def owned(app: Flask, shared: Shared) -> Visitor:
    """Let the owner of a shared check resume on a device."""
    owner = Visitor(app)
    owner.send(owner.page("/verder"), {"code": shared.visit.checkup.code})
    return owner


def test_the_report_shows_what_the_owner_sees_and_how_to_reach_them(
    visitor: Visitor, app: Flask, shared: Shared
) -> None:
    adviser(visitor)
    page, owners = visitor.page(shared.path), owned(app, shared).page("/resultaat")
    assert page.heading == "Snackbar De Hoek"
    for said in ("Straat 1", "Deze ondernemer wil graag bezoek", shared.visit.checkup.reference, "24 december 2026"):
        assert said in page.text
    assert "tel:0612345678" in page.links()
    here = [text(one) for tag in ("h2", "h3") for one in page.all(tag)]
    theirs = [text(one) for tag in ("h2", "h3") for one in owners.one("main").iter(f"{XHTML}{tag}")]
    assert set(SEEN_BY_BOTH) <= set(theirs) & set(here)
    measures = [one for one in theirs if one.startswith("Doe ")]
    assert len(measures) == 4
    assert [one for one in here if one in measures] == measures


def test_the_adviser_sees_every_finding_with_points_rule_and_sources(visitor: Visitor, shared: Shared) -> None:
    adviser(visitor)
    page = visitor.page(shared.path)
    lines = [text(row) for body in page.all("tbody") for row in body]
    (amount,) = [one for one in lines if "kas_bedrag.veel" in one]
    assert amount.split("Regel")[1].split()[:3] == ["kas_bedrag.veel", "Gaat", "voor"]
    assert " 5 " in amount
    (light,) = [one for one in lines if "licht_waar" in one]
    assert "licht_waar.achter+nergens" in light
    (closing,) = [one for one in lines if "profiel_sluit.laat" in one]
    assert " 12 " in closing


def test_the_report_holds_no_answer_that_the_advice_does_not_show(visitor: Visitor, installation: Installation) -> None:
    one = share(installation, finished(installation, kas_kluis="ja", kas_opmerking="Kanariewoorden"))
    adviser(visitor)
    page = visitor.page(one.path)
    assert "Kanariewoorden" not in page.html
    assert "kas_kluis." not in page.html
    assert "kas_bedrag?" in page.text
    assert "kas_kluis?" not in page.text
    assert one.visit.checkup.code not in page.html


def test_a_remark_reaches_the_owner_and_the_letter(
    visitor: Visitor, app: Flask, shared: Shared, printing: Flask
) -> None:
    account = adviser(visitor)
    page = say(visitor, visitor.page(shared.path), "  Begin bij\r\n\r\nde kassa. ")
    assert "Bewaard op 24 november 2026" in page.text
    assert page.fields(shared.path)["opmerking"] == [SAID]
    signed = f"Opmerking van uw adviseur {SAID} {account.name}, Koninklijke Horeca Nederland, 24 november 2026"
    assert signed in page.text
    assert signed in owned(app, shared).page("/resultaat").text
    letter = visitor.ask(f"{shared.path}/brief.pdf")
    assert SAID in letter.text
    assert letter.headers["Content-Disposition"].endswith(f'"brief-{shared.visit.checkup.reference}.pdf"')
    assert letter.headers["Cache-Control"] == "no-store"
    gone = say(visitor, page, "")
    assert SAID not in gone.text
    assert SAID not in owned(app, shared).page("/resultaat").text


def test_who_writes_hears_whose_words_are_replaced(
    visitor: Visitor, installation: Installation, shared: Shared
) -> None:
    kim = replace(adviser(visitor), name="Kim Bakker")
    desk.remark(installation, kim, desk.open_report(installation, kim, bytes.fromhex(shared.id), {}), SAID, nonce="n1")
    replaces = "in de plaats van de opmerking van Kim Bakker (Koninklijke Horeca Nederland)"
    page = visitor.page(shared.path)
    assert replaces in page.text
    assert replaces not in say(visitor, page, "Begin bij de deur.").text


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("x" * (LONGEST_REMARK + 1), "Uw opmerking is 601 tekens lang. Gebruik er hooguit 600."),
        ("Goed zo 👍 北", "Dit kan de brief niet afdrukken: 👍 北. Haal het weg."),
    ],
    ids=["long", "unprintable"],
)
def test_a_remark_that_cannot_be_is_given_back_as_typed(
    visitor: Visitor, app: Flask, shared: Shared, words: str, told: str
) -> None:
    adviser(visitor)
    page = say(visitor, visitor.page(shared.path), words, 422)
    assert page.text.count(told) == 2
    assert page.fields(shared.path)["opmerking"] == [words]
    assert "Opmerking van uw adviseur" not in owned(app, shared).page("/resultaat").text


def test_done_and_not_done_stand_on_the_report(visitor: Visitor, shared: Shared) -> None:
    adviser(visitor)
    page = visitor.page(shared.path)
    for said in ("Deze check is klaar", "Klaar met deze check?", "Deze check is klaar"):
        page = visitor.send(page, action=f"{shared.path}/klaar")
        assert said in page.text


@pytest.mark.parametrize(
    ("typed", "link"),
    [
        ("+31 (0)6-12 34 56 78", "tel:+31612345678"),
        ("jo.de-vries@zaak.example", "mailto:jo.de-vries@zaak.example"),
        ("javascript:alert(1)", ""),
        ("bel de buren 010 123 45 67", ""),
        ("jo@zaak.example?bcc=x@y.example", ""),
    ],
)
def test_a_number_or_an_address_can_be_pressed_and_nothing_else(typed: str, link: str) -> None:
    assert report._reach_url(Wish(Contacting.CALL, typed)) == link


def test_a_share_that_is_gone_somebody_elses_or_made_up_looks_the_same(
    visitor: Visitor, installation: Installation, shared: Shared
) -> None:
    others = share(installation, association=Association.DN)
    sharing.revoke(installation, shared.visit, bytes.fromhex(shared.id))
    adviser(visitor)
    seen = set()
    for path in (shared.path, others.path, f"/balie/check/{'0' * 32}", "/balie/check/x", "/balie/check/é"):
        for more in ("", "/brief.pdf"):
            page = visitor.page(path + more, 404)
            assert page.heading == GONE
            seen.add(page.html)
    assert len({one.split("csrf_token")[0] for one in seen}) == 1


def test_a_share_that_goes_while_its_report_is_open_keeps_what_was_typed(
    visitor: Visitor, installation: Installation, shared: Shared
) -> None:
    adviser(visitor)
    page = visitor.page(shared.path)
    sharing.revoke(installation, shared.visit, bytes.fromhex(shared.id))
    told = say(visitor, page, SAID, 404)
    assert told.heading == GONE
    assert [text(one).strip() for one in told.all("textarea")] == [SAID]
    assert visitor.send(page, status=404, action=f"{shared.path}/klaar").heading == GONE


def test_fields_that_nobody_asked_for_change_nothing(
    visitor: Visitor, installation: Installation, shared: Shared
) -> None:
    adviser(visitor)
    more = {
        "q_kas_bedrag": "weinig",
        "region": "AMS",
        "role": "admin",
        "ends_on": "2099-01-01",
        "by": "Kim",
        "naam": "X",
    }
    say(visitor, visitor.page(shared.path), SAID, more=more)
    checkup = usecases.visit(
        installation, usecases.resume(installation, shared.visit.checkup.code, client="192.0.2.1")
    ).checkup
    assert (checkup.answers, checkup.addressee) == (shared.visit.checkup.answers, shared.visit.checkup.addressee)
    (one,) = desk.every(installation, sign_in(visitor.client))
    assert (one.share.ends_on.isoformat(), one.share.shared_with.region) == ("2026-12-24", "RTD")


def test_a_check_that_lost_its_outcome_says_so_and_a_letter_waits(
    visitor: Visitor, installation: Installation, printing: Flask
) -> None:
    visit = finished(installation)
    one = share(installation, visit)
    nothing = {name: None for name in visit.checkup.answers if name not in {"branche", "regio"}}
    usecases.save(installation, visit, answered(**nothing), revision=visit.checkup.revision, nonce="empty")
    adviser(visitor)
    assert "Deze check heeft nu geen uitslag" in visitor.page(one.path).text
    assert visitor.page(f"{one.path}/brief.pdf", 409).heading == "Deze brief kan nog niet"
