"""Letting an adviser look along: offered where there are any, chosen by the owner, seen and stopped at any time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from shopcheck import usecases
from shopcheck.core.errors import Busy
from shopcheck.core.questionnaire import QuestionId
from shopcheck.core.sharing import Account, Association, Contacting, Role, SharedWith, Wish
from shopcheck.store.vault import Vault
from shopcheck.usecases import Keep, desk, sharing
from tests.web import house_rules

if TYPE_CHECKING:
    from shopcheck.core.sharing import Share
    from shopcheck.usecases import Installation
    from tests.store.installations import Clock
    from tests.web.house_rules import Page
    from tests.web.visitor import Visitor

JO = Account("a1", "Jo", Association.KHN, frozenset({"RTD"}), Role.ADVISER)
BY_CODE = {"met": "khn", "hoe": "code"}
BY_TICK = {"met": "khn", "hoe": "regio"}
STOP = "/delen/stop"


@pytest.fixture
def finished(visitor: Visitor, installation: Installation) -> Visitor:
    """Give an owner with a result, in a region where KHN and DN have advisers."""
    for one in (Association.KHN, Association.DN):
        sharing.open_to(installation, SharedWith(one, "RTD"))
    visitor.headers = {"Sec-Fetch-Site": "same-origin"}
    finish(visitor, installation)
    return visitor


def finish(visitor: Visitor, installation: Installation) -> None:
    """Have this owner come in with the code of a finished check."""
    given = {QuestionId("branche"): "kleding", QuestionId("regio"): "RTD", QuestionId("kas_kluis"): "nee"}
    visit = usecases.visit(installation, usecases.start(installation, given, consent=False, keep=Keep.QUARTER))
    usecases.finish(installation, visit, nonce="finish")
    visitor.post(visitor.page("/verder"), {"code": visit.checkup.code})


def listed(installation: Installation) -> list[Share]:
    """Give what an adviser of KHN in Rotterdam finds in the list."""
    return [one.share for one in desk.listed(installation, JO, size=9).rows]


def share_code(page: Page) -> str:
    """Read the share code from its page."""
    return next(house_rules.text(one) for one in page.all("span") if "pc-code" in one.get("class", ""))


def test_where_no_adviser_is_that_is_said_and_the_letter_offered(visitor: Visitor, installation: Installation) -> None:
    finish(visitor, installation)
    assert "Hulp van een adviseur" not in visitor.page("/resultaat").text
    page = visitor.page("/delen")
    assert "doet nog geen adviseur mee" in page.text
    assert "/brief.pdf" in page.links()
    assert not [one for one in page.all("form") if one.get("action") == "/delen"]
    data = {**visitor.page("/wissen").fields(), **BY_TICK, "wens": "nee"}
    assert "doet nog geen adviseur mee" in visitor.page("/delen", method="POST", data=data).text


def test_the_result_leads_to_sharing_and_nothing_is_chosen_for_the_owner(finished: Visitor) -> None:
    assert "/delen" in finished.page("/resultaat").links()
    page = finished.page("/delen")
    assert "Koninklijke Horeca Nederland" in page.text
    assert "Platform Veilig Ondernemen" not in page.text
    assert {name for name, values in page.fields("/delen").items() if any(values)} == {
        "csrf_token", "nonce", "check", "wens",
    }  # fmt: skip


def test_the_page_says_what_sharing_means(finished: Visitor) -> None:
    text = finished.page("/delen").text
    for words in ("kan wie onze database én onze sleutels heeft, uw uitslag lezen", "kunnen wij niet terughalen"):
        assert words in text


def test_a_tick_shows_at_once_and_the_adviser_finds_it(finished: Visitor, installation: Installation) -> None:
    page = finished.send(
        finished.page("/delen"), {**BY_TICK, "wens": "bezoek", "bereik": "jo@café.example"}, action="/delen"
    )
    assert "Elke adviseur in RTD kan meekijken." in page.text.replace("Rtd", "RTD")
    assert "Tot en met 24 december 2026" in page.text
    assert "Een bezoek: jo@café.example" in page.text
    (share,) = listed(installation)
    assert share.wish == Wish(Contacting.VISIT, "jo@café.example")


def test_a_code_is_shown_once_with_a_slip_to_print(finished: Visitor, installation: Installation) -> None:
    page = finished.send(finished.page("/delen"), BY_CODE, action="/delen")
    code = share_code(page)
    assert page.heading == "Dit is uw deelcode"
    assert "tot en met 8 december 2026 , hooguit 5 keer" in page.text
    assert "http://127.0.0.1:8000/balie" in page.text
    desk.open_by_code(installation, JO, code.lower().replace("-", " "), client="203.0.113.1")
    page = finished.page("/delen")
    assert code not in page.html
    assert "De code werkt nog 4 keer." in page.text
    assert not [one for one in finished.seen if code in one]


def test_the_same_form_again_makes_no_second_share(finished: Visitor, installation: Installation) -> None:
    page = finished.page("/delen")
    codes = {share_code(finished.send(page, BY_CODE, action="/delen")) for _ in range(2)}
    assert len(codes) == 1
    page = finished.page("/delen")
    for _ in range(2):
        shown = finished.send(page, BY_TICK, action="/delen")
    assert len([one for one in shown.all("form") if one.get("action") == STOP]) == 2
    assert len(listed(installation)) == 1


def test_the_owner_reads_how_often_and_when_somebody_looked(
    finished: Visitor, installation: Installation, clock: Clock
) -> None:
    page = finished.send(finished.page("/delen"), BY_TICK, action="/delen")
    assert "Bekeken Nog niet" in page.text
    (share,) = listed(installation)
    desk.open_report(installation, JO, share.id, {})
    assert "Bekeken 1 keer, op 24 november 2026" in finished.page("/delen").text
    clock.go_on(minutes=1)
    desk.open_report(installation, JO, share.id, {})
    assert "Bekeken 2 keer, laatst op 24 november 2026" in finished.page("/delen").text
    assert "Bekeken: 2 keer, laatst op 24 november 2026." in finished.page("/resultaat").text


def test_a_share_is_stopped_at_once_and_from_two_tabs(finished: Visitor, installation: Installation) -> None:
    one = finished.send(finished.page("/delen"), BY_TICK, action="/delen")
    finished.send(one, {"csrf_token": one.fields()["csrf_token"]}, action=STOP)
    assert listed(installation) == []
    page = finished.send(one, action=STOP)
    assert "U deelt nu niets." in page.text


@pytest.mark.parametrize("share", ["", "x", "00" * 16, "00" * 17, "é" * 32])
def test_a_share_that_is_none_of_this_check_stops_nothing(
    finished: Visitor, installation: Installation, share: str
) -> None:
    page = finished.send(finished.page("/delen"), BY_TICK, action="/delen")
    finished.send(page, {"share": share}, action=STOP)
    assert len(listed(installation)) == 1


@pytest.mark.parametrize(
    ("values", "needed"),
    [
        ({}, {"met", "hoe"}),
        ({"met": "pvo", "hoe": "mail", "wens": "koffie"}, {"met", "hoe", "wens"}),
        ({**BY_TICK, "wens": "bezoek"}, {"bereik"}),
        ({**BY_TICK, "wens": "bezoek", "bereik": "bij de bakker"}, {"bereik"}),
        ({**BY_TICK, "wens": "bellen", "bereik": "jo@example.nl"}, {"bereik"}),
        ({**BY_TICK, "wens": "bellen", "bereik": "112"}, {"bereik"}),
        ({**BY_TICK, "wens": "nee", "bereik": "010 123 45 67"}, {"bereik"}),
        ({**BY_TICK, "wens": "bezoek", "bereik": "a" * 90 + "@example.nl"}, {"bereik"}),
    ],
)
def test_what_is_still_needed_is_asked_and_what_was_typed_stays(
    finished: Visitor, installation: Installation, values: dict[str, str], needed: set[str]
) -> None:
    page = finished.send(finished.page("/delen"), values, 422, action="/delen")
    assert {link[1:] for link in page.links() if link.startswith("#")} - {"inhoud"} == needed
    assert house_rules.text(page.one("title")).startswith("Nog nodig: ")
    kept = page.fields("/delen")
    assert {name: kept[name] for name in values if name not in needed or name == "bereik"} == {
        name: [value] for name, value in values.items() if name not in needed or name == "bereik"
    }
    assert listed(installation) == []


@pytest.mark.parametrize("reach", ["010-1234567", "(010) 123 45 67", "+31 6 12 34 56 78", "0031612345678"])
def test_a_number_is_taken_as_people_write_it(finished: Visitor, installation: Installation, reach: str) -> None:
    finished.send(finished.page("/delen"), {**BY_TICK, "wens": "bellen", "bereik": reach}, action="/delen")
    (share,) = listed(installation)
    assert share.wish == Wish(Contacting.CALL, reach)


def test_where_one_association_has_advisers_it_needs_no_choice(visitor: Visitor, installation: Installation) -> None:
    sharing.open_to(installation, SharedWith(Association.KHN, "RTD"))
    finish(visitor, installation)
    page = visitor.send(visitor.page("/delen"), {"hoe": "regio"})
    assert "Dit deelt u nu" in page.text
    assert len(listed(installation)) == 1


def test_a_check_that_is_not_finished_is_not_shared(visitor: Visitor, installation: Installation) -> None:
    sharing.open_to(installation, SharedWith(Association.KHN, "RTD"))
    visitor.begin()
    assert visitor.page("/delen").heading == "Kloppen uw antwoorden?"
    data = {**visitor.page("/keuzes").fields(), **BY_TICK, "wens": "bellen", "bereik": "010 123 45 67"}
    page = visitor.page("/delen", 409, method="POST", data=data)
    assert "Maak eerst uw check af." in page.text
    assert page.fields("/delen")["bereik"] == ["010 123 45 67"]
    assert listed(installation) == []


def test_what_was_chosen_when_the_session_had_ended_is_shown_after_the_code(
    finished: Visitor, installation: Installation, clock: Clock
) -> None:
    code = finished.code()
    page = finished.page("/delen")
    clock.go_on(minutes=31)
    wanted = {**BY_TICK, "wens": "bellen", "bereik": "010 123 45 67"}
    ended = finished.send(page, wanted, 403, action="/delen")
    page = finished.send(ended, {"code": code})
    assert "Nog niet opgeslagen" in page.text
    assert {name: page.fields("/delen")[name] for name in wanted} == {name: [it] for name, it in wanted.items()}
    assert listed(installation) == []
    finished.send(page, action="/delen")
    assert len(listed(installation)) == 1


def test_a_page_of_one_check_shares_and_stops_nothing_of_another(
    finished: Visitor, other: Visitor, installation: Installation
) -> None:
    finish(other, installation)
    shared = other.send(other.page("/delen"), BY_TICK, action="/delen")
    page = finished.page("/delen")
    finished.send(finished.page("/verder"), {"code": other.code()})
    page = finished.send(finished.send(page, BY_CODE, 400, action="/delen"), {}, 409)
    assert page.fields("/delen")["hoe"] == ["code"]
    data = {**shared.fields(STOP), "csrf_token": page.fields()["csrf_token"], "check": "0" * 24}
    page = finished.page(STOP, 409, method="POST", data=data)
    assert "Er is nog niets gestopt" in page.text
    assert len(listed(installation)) == 1


def test_a_form_of_a_share_that_was_stopped_makes_no_new_one(finished: Visitor) -> None:
    old = finished.page("/delen")
    finished.send(old, BY_CODE, action="/delen")
    finished.send(finished.page("/delen"), action=STOP)
    assert "U deelt nu niets." in finished.send(old, BY_CODE, action="/delen").text


def test_an_eleventh_share_is_not_made(finished: Visitor, installation: Installation) -> None:
    for _ in range(sharing.MOST):
        finished.send(finished.page("/delen"), BY_CODE, action="/delen")
    page = finished.send(finished.page("/delen"), BY_TICK, 409, action="/delen")
    assert page.heading == "U deelt uw uitslag al tien keer"
    assert "/delen" in page.links()
    assert listed(installation) == []


def test_a_busy_moment_keeps_what_was_typed(finished: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    def busy(*_: object) -> None:
        raise Busy

    monkeypatch.setattr(Vault, "wrap", busy)
    page = finished.send(finished.page("/delen"), BY_CODE, 503, action="/delen")
    assert page.response.headers["Retry-After"] == "2"
    assert (page.fields("/delen")["met"], page.fields("/delen")["hoe"]) == (["khn"], ["code"])


def test_a_code_that_is_used_up_is_said_to_be(finished: Visitor, installation: Installation) -> None:
    code = share_code(finished.send(finished.page("/delen"), BY_CODE, action="/delen"))
    for _ in range(5):
        desk.open_by_code(installation, JO, code, client="203.0.113.1")
    page = finished.page("/delen")
    assert "De code is op: hij is 5 keer gebruikt." in page.text
    assert [one.get("action") for one in page.all("form")].count(STOP) == 1
