"""The list of the desk: what stands on it, in what order, and what it never shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shopcheck.core.sharing import Association, Contacting, Role, ShareKind, Wish
from shopcheck.store import audit
from shopcheck.usecases import desk, sharing
from shopcheck.web.desk import listing
from tests.letter.test_html import HOSTILE
from tests.web.desk.shares import adviser, finished, share
from tests.web.desk.signing_in import sign_in
from tests.web.house_rules import text

if TYPE_CHECKING:
    import pytest

    from shopcheck.usecases import Installation
    from tests.store.installations import Clock
    from tests.web.house_rules import Page
    from tests.web.visitor import Visitor

LIST, SEARCH = "/balie/", "zoek"
CALL = Wish(Contacting.CALL, "06 12 34 56 78")


def rows(page: Page) -> list[str]:
    """Read the lines of the list, each in one line."""
    return [text(one) for body in page.all("tbody") for one in body]


def names(page: Page) -> list[str]:
    """Read the names on the list."""
    links = [one for one in page.all("a") if one.get("href", "").startswith("/balie/check/")]
    return [text(one) for one in links]


def search(visitor: Visitor, page: Page, typed: str) -> Page:
    """Send the form that searches."""
    (form,) = [one for one in page.all("form") if one.get("role") == "search"]
    assert (form.get("method"), form.get("action")) == ("post", LIST)
    token = next(one.get("value", "") for one in form.iter() if one.get("name") == "csrf_token")
    hidden = {one.get("name", ""): one.get("value", "") for one in form.iter() if one.get("type") == "hidden"}
    reply = visitor.ask(LIST, method="POST", data={**hidden, "csrf_token": token, SEARCH: typed})
    return visitor._land(reply, 200)


def test_an_empty_list_says_how_a_check_comes_here(visitor: Visitor) -> None:
    adviser(visitor)
    page = visitor.page(LIST)
    assert "Er is nog niets met u gedeeld" in page.text
    assert "Koninklijke Horeca Nederland" in page.text
    assert page.all("table") == []
    assert [one.get("id") for one in page.all("input") if one.get("type") == "text"] == ["deelcode"]


def test_a_line_says_what_an_adviser_needs_to_choose(visitor: Visitor, installation: Installation) -> None:
    visit = finished(installation, "Snackbar De Hoek")
    share(installation, visit, wish=CALL)
    share(installation, finished(installation, branche="kleding"))
    adviser(visitor)
    page = visitor.page(LIST)
    said = f"De Hoek Kenmerk {visit.checkup.reference} Snackbar Rood Vandaag Bellen Nieuw"
    assert len([one for one in rows(page) if one.endswith(said)]) == 1
    assert sorted(one.split()[1] for one in rows(page)) == ["Snackbar", "Zonder"]
    assert len(rows(page)) == 2
    assert CALL.reach not in page.html


def test_only_ticks_stand_on_the_list(visitor: Visitor, installation: Installation) -> None:
    share(installation, finished(installation, "Kanarie"), kind=ShareKind.CODE)
    adviser(visitor)
    assert "Kanarie" not in visitor.page(LIST).html


def test_a_list_is_of_the_own_association_and_region_alone(
    visitor: Visitor, other: Visitor, installation: Installation
) -> None:
    share(installation, finished(installation, "Rotterdam"))
    share(installation, finished(installation, "Amsterdam", regio="AMS"))
    share(installation, finished(installation, "Winkel"), association=Association.DN)
    adviser(visitor)
    assert names(visitor.page(LIST)) == ["Rotterdam"]
    assert "1 check" in visitor.page(LIST).text
    adviser(other, "RTD", "AMS")
    assert sorted(names(other.page(LIST))) == ["Amsterdam", "Rotterdam"]
    assert names(other.page(f"{LIST}?regio=AMS")) == ["Amsterdam"]
    assert names(visitor.page(f"{LIST}?regio=AMS")) == []


def test_a_share_that_was_taken_back_or_is_over_is_gone_at_once(
    visitor: Visitor, installation: Installation, clock: Clock
) -> None:
    first, second = share(installation), share(installation)
    adviser(visitor)
    assert len(rows(visitor.page(LIST))) == 2
    sharing.revoke(installation, first.visit, bytes.fromhex(first.id))
    assert len(rows(visitor.page(LIST))) == 1
    clock.go_on(days=31)
    adviser(visitor)
    assert rows(visitor.page(LIST)) == []
    assert second.id not in visitor.page(LIST).html


def test_the_list_says_how_far_each_check_is_and_filters_by_it(visitor: Visitor, installation: Installation) -> None:
    account = adviser(visitor, "AMS")
    for name in ("Nieuw BV", "Geprint BV", "Klaar BV"):
        one = share(installation, finished(installation, name, regio="AMS"))
        report = desk.open_report(installation, account, bytes.fromhex(one.id), {})
        if name == "Geprint BV":
            desk.letter(installation, account, report, lambda _html: b"")
        if name == "Klaar BV":
            desk.letter(installation, account, report, lambda _html: b"")
            desk.mark(installation, account, report, done=True)
    page = visitor.page(LIST)
    assert {name: row.split()[-1] for name, row in zip(names(page), rows(page), strict=True)} == {
        "Nieuw BV": "Nieuw",
        "Geprint BV": "Geprint",
        "Klaar BV": "Klaar",
    }
    for state, name in (("nieuw", "Nieuw BV"), ("geprint", "Geprint BV"), ("klaar", "Klaar BV")):
        assert names(visitor.page(f"{LIST}?stand={state}")) == [name]


def test_what_is_chosen_stays_chosen_and_can_be_left(visitor: Visitor, installation: Installation) -> None:
    share(installation, finished(installation, "De Hoek"))
    adviser(visitor)
    page = visitor.page(f"{LIST}?klasse=groen&volgorde=naam")
    assert "Geen checks bij deze keuze" in page.text
    assert page.fields(LIST) | {"klasse": ["groen"], "volgorde": ["naam"]} == page.fields(LIST)
    assert LIST in page.links()


def test_the_name_of_a_shop_never_stands_in_an_address(visitor: Visitor, installation: Installation) -> None:
    share(installation, finished(installation, "Kanarie"))
    share(installation, finished(installation, "Mus"))
    adviser(visitor)
    page = search(visitor, visitor.page(f"{LIST}?volgorde=naam"), "kanarie")
    assert names(page) == ["Kanarie"]
    assert page.fields(LIST)["volgorde"] == ["naam"]
    assert not any("anarie" in one for one in (*page.links(), *visitor.seen))
    assert all("anarie" not in (one.get("action") or "") for one in page.all("form"))
    assert names(search(visitor, page, " ")) == ["Kanarie", "Mus"]


def test_a_page_holds_fifty_and_a_page_too_far_is_the_last(
    visitor: Visitor, installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listing, "SIZE", 2)
    for name in ("A", "B", "C", "D", "E"):
        share(installation, finished(installation, name))
    adviser(visitor)
    first, last = visitor.page(LIST), visitor.page(f"{LIST}?blad=99")
    assert (len(rows(first)), len(rows(last))) == (2, 1)
    assert "Bladzijde 1 van 3" in first.text
    assert f"{LIST}?blad=2" in first.links()
    assert sorted(name for at in (1, 2, 3) for name in names(visitor.page(f"{LIST}?blad={at}"))) == list("ABCDE")
    assert names(visitor.page(f"{LIST}?volgorde=naam&blad=2")) == ["C", "D"]
    assert f"{LIST}?volgorde=naam&blad=3" in visitor.page(f"{LIST}?volgorde=naam&blad=2").links()
    for strange in ("0", "-1", "x", "²", "9" * 400):
        assert rows(visitor.page(f"{LIST}?blad={strange}"))
    searched = search(visitor, first, "snackbar")
    assert len(rows(searched)) == 2
    assert "de eerste 2 van 5" in searched.text


def test_the_plain_list_opens_only_the_page_that_is_shown(
    visitor: Visitor, installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[bytes] = []
    real = desk._key

    def note(found: object, *rest: object) -> bytes:
        opened.append(found.id)  # type: ignore[attr-defined]  # a row of a share
        return real(found, *rest)  # type: ignore[arg-type]  # handed on

    monkeypatch.setattr(listing, "SIZE", 2)
    monkeypatch.setattr(desk, "_key", note)
    for _ in range(4):
        share(installation)
    adviser(visitor)
    for path, count in ((LIST, 2), (f"{LIST}?blad=2", 2), (f"{LIST}?volgorde=naam", 4)):
        opened.clear()
        visitor.page(path)
        assert len(opened) == count


def test_a_day_is_said_as_people_do(visitor: Visitor, installation: Installation, clock: Clock) -> None:
    today = clock.today()
    share(installation)
    seen = []
    for _ in range(3):
        adviser(visitor)
        seen.append(rows(visitor.page(LIST))[0])
        clock.go_on(days=1)
    assert [one.split()[-2] for one in seen] == ["Vandaag", "Gisteren", "november"]
    assert f" {today.day} november" in seen[2]


def test_the_boxes_post_the_shares_that_are_chosen_and_what_the_list_is_narrowed_to(
    visitor: Visitor, installation: Installation
) -> None:
    one, other = share(installation), share(installation)
    adviser(visitor)
    page = visitor.page(f"{LIST}?klasse=rood")
    boxes = [one for one in page.all("input") if one.get("name") == "share"]
    assert {one.get("value") for one in boxes} == {one.id, other.id}
    fields = page.fields("/balie/printen")
    assert fields["klasse"] == ["rood"]
    (every,) = [one for one in page.all("button") if one.get("name") == "alles"]
    assert (every.get("value"), text(every)) == ("ja", "Print alle 2")


def test_what_is_typed_stays_text(visitor: Visitor, installation: Installation) -> None:
    account = adviser(visitor)
    for typed in HOSTILE:
        short = typed[:100]
        visit = finished(installation, short, short)
        one = share(installation, visit, wish=Wish(Contacting.VISIT, short))
        report = desk.open_report(installation, account, bytes.fromhex(one.id), {})
        desk.remark(installation, account, report, typed, nonce="n1")
        page = visitor.page(one.path)
        assert page.heading == short
        assert page.text.count(short) >= 4
    said = visitor.page(LIST).text
    assert all(typed[:100] in said for typed in HOSTILE)


def test_an_admin_is_led_to_the_accounts_and_sees_no_list(visitor: Visitor, installation: Installation) -> None:
    share(installation, finished(installation, "Kanarie"))
    sign_in(visitor.client, role=Role.ADMIN, regions=("RTD",))
    for method in ("GET", "POST"):
        reply = visitor.ask(LIST, method=method, data={SEARCH: "kanarie"} if method == "POST" else None)
        assert reply.status_code in {303, 400}
        assert "Kanarie" not in reply.text


def test_a_look_at_the_list_is_in_the_log_without_what_was_searched(
    visitor: Visitor, installation: Installation
) -> None:
    share(installation, finished(installation, "Kanarie"))
    account = adviser(visitor)
    search(visitor, visitor.page(LIST), "kanarie")
    newest = audit.newest(installation.store.database)
    assert [(one.what, one.who, one.about) for one in newest[:2]] == [("list_seen", account.id, "")] * 2
    assert "anarie" not in str(newest)
