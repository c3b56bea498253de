"""The first screen: branch, region, consent, how long to keep."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from shopcheck import usecases
from shopcheck.core.errors import Busy, TooManyAttempts
from shopcheck.store.checkups import Keep
from tests.web import house_rules
from tests.web.visitor import FIRST, WEAK

if TYPE_CHECKING:
    from shopcheck.store.checkups import Checkup
    from shopcheck.usecases import Installation
    from tests.store.installations import Clock
    from tests.web.house_rules import Page
    from tests.web.visitor import Visitor

CONSENT = (
    "Wij tellen uw antwoorden mee in totalen voor uw politieregio en branche. We bewaren daarvoor geen lijst van losse "
    "ondernemers: we hogen alleen tellers op. We publiceren pas bij minstens 30 ondernemers en maken de aantallen "
    "bewust iets onnauwkeurig, zodat niemand uw antwoorden kan afleiden, ook de politie en de gemeente niet. U krijgt "
    "uw advies ook als u dit niet aanvinkt. Tot de eerste van de volgende maand kunt u zich met uw code terugtrekken; "
    "zodra een groep is gepubliceerd kan dat niet meer, omdat we dan zelf niet meer weten wat van u was."
)


def kept(visitor: Visitor, installation: Installation) -> Checkup:
    """Open what was kept, by its code."""
    key = usecases.resume(installation, visitor.code(), client="127.0.0.1")
    return usecases.visit(installation, key).checkup


def test_the_consent_is_asked_in_the_agreed_words(visitor: Visitor) -> None:
    page = visitor.page("/begin")
    assert "Telt u mee voor uw regio?" in page.text
    assert CONSENT in page.text


def test_nobody_counts_unless_they_say_so(visitor: Visitor, installation: Installation) -> None:
    assert "meetellen" not in visitor.page("/begin").fields()
    visitor.begin()
    assert kept(visitor, installation).consent is False


def test_who_says_so_counts(visitor: Visitor, installation: Installation) -> None:
    visitor.begin({"meetellen": "ja"})
    assert kept(visitor, installation).consent is True


@pytest.mark.parametrize(("chosen", "keep"), [(None, Keep.QUARTER), ("1_dag", Keep.DAY), ("12_maanden", Keep.YEAR)])
def test_the_owner_says_how_long_to_keep(
    visitor: Visitor, installation: Installation, chosen: str | None, keep: Keep
) -> None:
    visitor.begin({"bewaren": chosen} if chosen else {})
    assert kept(visitor, installation).keep is keep


def test_four_digits_find_the_region_and_are_forgotten(visitor: Visitor, installation: Installation) -> None:
    code_page = visitor.begin({"q_regio": "", "postcode": "3011 AB"})
    checkup = kept(visitor, installation)
    assert checkup.answers["regio"] == "RTD"  # type: ignore[index]  # plain id
    assert "3011" not in code_page.html
    assert "3011" not in repr(dict(checkup.answers))


@pytest.mark.parametrize("typed", ["3011", " 3011 ", "3011AB", "3011 ab"])
def test_a_postcode_may_be_typed_with_or_without_its_letters(
    visitor: Visitor, installation: Installation, typed: str
) -> None:
    visitor.begin({"q_regio": "", "postcode": typed})
    assert kept(visitor, installation).answers["regio"] == "RTD"  # type: ignore[index]  # plain id


@pytest.mark.parametrize(
    "typed", ["301", "30111", "3011ABCDEFG", "3011 A", "3011  AB", "3011 1B", "0301", "٣٠١١", "3011\nAB", "drie"]
)
def test_what_is_no_postcode_is_not_guessed_at_and_stays_on_the_page(visitor: Visitor, typed: str) -> None:
    page = visitor.send(visitor.page("/begin"), {"q_branche": "kleding", "q_regio": "", "postcode": typed}, 422)
    assert "Vul vier cijfers in, bijvoorbeeld 3011." in page.text
    assert "#postcode" in page.links()
    assert page.fields()["postcode"] == [typed]
    assert page.fields()["q_branche"] == ["kleding"]


def test_digits_without_a_region_ask_for_the_list(visitor: Visitor) -> None:
    page = visitor.send(visitor.page("/begin"), {"q_branche": "kleding", "postcode": "1234"}, 422)
    assert "Bij deze cijfers vinden wij geen politieregio" in page.text
    assert page.fields()["postcode"] == ["1234"]
    assert page.fields()["q_branche"] == ["kleding"]


def test_the_list_goes_before_the_digits(visitor: Visitor, installation: Installation) -> None:
    visitor.begin({"q_regio": "AMS", "postcode": "3011"})
    assert kept(visitor, installation).answers["regio"] == "AMS"  # type: ignore[index]  # plain id


@pytest.mark.parametrize(
    "wrong",
    [
        {"q_branche": "", "q_regio": "RTD"},
        {"q_branche": "bank", "q_regio": "RTD"},
        {"q_branche": "kleding", "q_regio": ""},
        {"q_branche": "kleding", "q_regio": "xx"},
        {"q_branche": ["kleding", "snackbar"], "q_regio": "RTD"},
        {"q_branche": "kleding", "q_regio": "RTD", "bewaren": "altijd"},
        {"q_branche": "kleding", "q_regio": "", "postcode": "<b>"},
    ],
)
def test_what_cannot_be_read_keeps_what_was_typed(visitor: Visitor, wrong: dict[str, str | list[str]]) -> None:
    page = visitor.send(visitor.page("/begin"), wrong, 422)
    assert "Er is nog iets nodig" in page.text
    assert house_rules.text(page.one("title")).startswith("Nog nodig: ")
    assert page.heading == "Voordat u begint"
    assert visitor.client.get_cookie("preventiecheck")


@pytest.mark.parametrize(
    ("error", "status", "after", "said"),
    [
        (TooManyAttempts(61), 429, "61", "Er zijn vanaf uw netwerk veel checks begonnen. Wacht 2 minuten."),
        (TooManyAttempts(60), 429, "60", "Wacht 1 minuut."),
        (Busy(), 503, "2", "Het is even druk. Wacht een paar tellen."),
    ],
)
def test_who_has_to_wait_for_a_code_keeps_what_was_typed(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch, error: Exception, status: int, after: str, said: str
) -> None:
    typed = {"q_branche": "kleding", "q_regio": "", "postcode": "3011", "meetellen": "ja", "bewaren": "1_dag"}
    with monkeypatch.context() as busy:

        def refuse(*_: object, **__: object) -> str:
            raise error

        busy.setattr(usecases, "start", refuse)
        page = visitor.send(visitor.page("/begin"), typed, status)
    assert page.response.headers["Retry-After"] == after
    assert said in page.text
    assert page.fields().items() >= {name: [value] for name, value in typed.items()}.items()
    assert visitor.send(page).heading == "Dit is uw code"


def test_too_many_new_checks_from_one_network_have_to_wait(visitor: Visitor, installation: Installation) -> None:
    page = visitor.page("/begin")
    for _ in range(200):
        installation.store.attempts.count_start("127.0.0.1")
    assert visitor.send(page, FIRST, 429).fields()["q_branche"] == ["kleding"]


def test_the_error_summary_leads_to_the_field(visitor: Visitor) -> None:
    page = visitor.send(visitor.page("/begin"), {}, 422)
    assert {"#q_branche", "#q_regio"} <= set(page.links())


def test_branches_stand_under_their_sector(visitor: Visitor) -> None:
    groups = visitor.page("/begin").all("optgroup")
    assert [one.get("label") for one in groups] == ["Winkels", "Horeca"]
    assert [house_rules.text(one) for one in groups] == ["Kleding", "Snackbar"]


def test_the_code_stands_in_groups_of_four_with_a_picture_to_scan(visitor: Visitor) -> None:
    page = visitor.begin()
    assert [len(one) for one in visitor.code().split("-")] == [4, 4, 4, 4, 4]
    assert page.all("svg") or "<svg" in page.html
    assert "Geen code, geen antwoorden." in page.text


def test_only_the_code_is_on_the_printed_slip(visitor: Visitor) -> None:
    page = visitor.begin()
    main = page.one("main")
    shown = [one for tag in ("dl", "h2") for one in page.all(tag)]
    links = [one for one in main.iter() if (one.get("href") or "").startswith("/keuzes")]
    assert shown
    assert links
    assert all("no-print" in one.get("class", "") for one in shown)
    assert all("no-print" in one.get("class", "") for one in main.iter() if any(link in list(one) for link in links))


def test_a_button_pressed_twice_makes_one_check_with_one_code(visitor: Visitor, installation: Installation) -> None:
    page = visitor.page("/begin")
    cookie = visitor.client.get_cookie("preventiecheck")
    assert cookie
    codes = set()
    for _ in range(2):  # the second press leaves before the first has been answered
        visitor.client.set_cookie("preventiecheck", cookie.value)
        assert visitor.send(page, FIRST).heading == "Dit is uw code"
        codes.add(visitor.code())
    assert len(codes) == 1
    with installation.store.database.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM checkup").scalar_one() == 1


@pytest.mark.parametrize(
    "other_words", [{"meetellen": "ja"}, {"bewaren": "1_dag"}, {"q_branche": "snackbar"}, {"q_regio": "AMS"}]
)
def test_a_form_that_says_something_else_is_another_check(visitor: Visitor, other_words: dict[str, str]) -> None:
    page = visitor.page("/begin")
    cookie = visitor.client.get_cookie("preventiecheck")
    assert cookie
    visitor.send(page, FIRST)
    first = visitor.code()
    visitor.client.set_cookie("preventiecheck", cookie.value)  # back, before the browser knew of the first
    visitor.send(page, {**FIRST, **other_words})
    assert visitor.code() != first


def back_to(visitor: Visitor) -> Page:
    """Begin a check; then the form of a new one that was opened before, with the token of now."""
    visitor.headers = {"Sec-Fetch-Site": "same-origin"}
    old = visitor.page("/begin")
    visitor.begin({"meetellen": "ja"})
    return old


def test_the_form_of_a_new_check_does_not_change_an_open_one_in_silence(
    visitor: Visitor, installation: Installation
) -> None:
    old = back_to(visitor)
    again = visitor.send(old, {**FIRST, "q_branche": "snackbar", "bewaren": "1_dag"}, 400)
    page = visitor.send(again, {}, 422)
    assert "Nog niet opgeslagen" in page.text
    assert page.fields().items() >= {"q_branche": ["snackbar"], "bewaren": ["1_dag"]}.items()
    checkup = kept(visitor, installation)
    assert (checkup.answers["branche"], checkup.consent, checkup.keep) == ("kleding", True, Keep.QUARTER)  # type: ignore[index]  # plain id
    visitor.send(page, {})
    checkup = kept(visitor, installation)
    assert (checkup.answers["branche"], checkup.consent, checkup.keep) == ("snackbar", False, Keep.DAY)  # type: ignore[index]  # plain id


def test_the_same_form_once_more_leads_to_the_check_it_began(visitor: Visitor) -> None:
    old = back_to(visitor)
    code = visitor.code()
    page = visitor.send(visitor.send(old, {**FIRST, "meetellen": "ja"}, 400), {})
    assert page.heading == "Dit is uw code"
    assert visitor.code() == code


def test_a_change_of_a_check_that_was_closed_begins_no_new_one_and_is_shown_after_the_code(
    visitor: Visitor, clock: Clock
) -> None:
    visitor.begin()
    code = visitor.code()
    page = visitor.page("/begin")
    clock.go_on(minutes=31)
    ended = visitor.send(page, {"q_branche": "snackbar"}, 403)
    page = visitor.send(ended, {"code": code})
    assert page.heading == "Over uw zaak"
    assert page.fields()["q_branche"] == ["snackbar"]
    assert "Kleding" in visitor.page("/code").text
    visitor.send(page, {})
    assert "Snackbar" in visitor.page("/code").text
    assert visitor.code() == code


def test_two_owners_never_share_a_check(visitor: Visitor, other: Visitor) -> None:
    """Not even when the form of one has the mark of the other's."""
    mark = visitor.page("/begin").fields()["nonce"]
    visitor.begin({"nonce": mark})
    other.begin({"nonce": mark})
    assert visitor.code() != other.code()


def test_who_has_a_check_open_is_led_back_to_it_and_told_how_to_begin_anew(visitor: Visitor) -> None:
    assert {"/begin"} == set(visitor.page("/").links()) & {"/begin", "/vragen", "/resultaat", "/stoppen"}
    visitor.begin()
    page = visitor.page("/")
    assert "Ga verder met uw check" in page.text
    assert "Een nieuwe check krijgt een nieuwe code" in page.text
    assert {"/vragen", "/stoppen"} == set(page.links()) & {"/begin", "/vragen", "/resultaat", "/stoppen"}
    assert "/stoppen" in visitor.page("/begin").links()
    code = visitor.code()
    stopped = visitor.send(visitor.page("/stoppen"))
    assert "/begin" in stopped.links()
    visitor.begin()
    assert visitor.code() != code


def test_who_has_a_result_is_led_to_it(visitor: Visitor) -> None:
    visitor.begin()
    visitor.send(visitor.walk(WEAK))
    page = visitor.page("/")
    assert "Bekijk uw uitslag" in page.text
    assert "/resultaat" in page.links()


def test_who_begins_again_with_an_open_check_changes_that_one(visitor: Visitor) -> None:
    visitor.begin()
    code = visitor.code()
    page = visitor.page("/begin")
    assert page.heading == "Over uw zaak"
    assert page.fields()["q_branche"] == ["kleding"]
    visitor.send(page, {"q_branche": "snackbar"})
    assert visitor.code() == code
    assert "Snackbar" in visitor.page("/code").text
