"""From the one-time link to the desk, and in again with both factors; each page as a person meets it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

import pytest
from flask_security import core as library

from shopcheck.core.errors import SignedOut
from shopcheck.store import accounts, audit, desk_sessions, second_factors
from shopcheck.usecases import colleagues
from shopcheck.web.desk import passwords, security
from shopcheck.web.desk.texts import CODE_WRONG
from tests.web.desk.newcomer import PASSWORD, Newcomer
from tests.web.desk.signing_in import cookie_of, keep_cookie

if TYPE_CHECKING:
    from flask import Flask

    from shopcheck.usecases import Installation
    from tests.store.installations import Clock
    from tests.web.house_rules import Page
    from tests.web.visitor import Visitor

IN = "Gedeelde checks"
OUT = "Log in aan de balie"
ASKS_CODE = "Typ de code van uw app"


@pytest.fixture
def jo(visitor: Visitor, installation: Installation, clock: Clock) -> Newcomer:
    """Give somebody who is not invited yet."""
    return Newcomer(visitor, installation, clock)


@pytest.fixture
def known(jo: Newcomer, desk: Flask) -> Newcomer:
    """Give somebody who has joined."""
    jo.has_joined(desk)
    return jo


def events(installation: Installation) -> list[str]:
    """Name what the audit log holds, the oldest first."""
    found = [one.what for one in reversed(audit.newest(installation.store.database))]
    return [one for one in found if one != "list_seen"]


def live(installation: Installation, cookie: dict[str, object]) -> bool:
    """Whether the server still knows the session of a cookie."""
    try:
        desk_sessions.find(installation.store.database, str(cookie["key"]), installation.seconds)
    except SignedOut:
        return False
    return True


def recovery_codes(known: Newcomer) -> list[str]:
    """Sign in, make recovery codes, and sign out."""
    known.sign_in()
    page = known.visitor.send(known.visitor.page("/balie/account/herstelcodes"))
    known.sign_out()
    return [one.text or "" for one in page.all("span") if one.get("class") == "pc-code"]


# In, and in again


def test_somebody_joins_by_a_link_and_signs_in_again_with_both_factors(
    jo: Newcomer, visitor: Visitor, installation: Installation
) -> None:
    assert jo.join().heading == "Uw account"
    assert visitor.page("/balie/").heading == IN
    assert jo.sign_out().heading == OUT
    assert jo.sign_in().heading == IN
    assert events(installation) == [
        "invited", "password_set", "second_factor_set", "signed_in", "signed_out", "signed_in",
    ]  # fmt: skip


def test_after_signing_in_somebody_comes_where_the_link_led(known: Newcomer, visitor: Visitor) -> None:
    page = visitor.page("/balie/account")
    assert page.heading == OUT
    page = visitor.send(page, {"email": known.invited.email, "password": PASSWORD})
    assert known.type_code(page).heading == "Uw account"


@pytest.mark.parametrize(
    "next_", ["https://elders.example/", "//elders.example/", "\\\\elders.example", "/\\elders.example"]
)
def test_signing_in_leads_to_no_other_site(known: Newcomer, visitor: Visitor, next_: str) -> None:
    page = visitor.page("/balie/aanmelden")
    reply = visitor.post(page, {"email": known.invited.email, "password": PASSWORD, "next": next_})
    if reply.status_code == 303:
        reply = visitor.post(visitor.page(reply.headers["Location"]), {"code": known.code()})
        as_browsers_do = reply.headers["Location"].replace("\\", "/")
        assert urlsplit(urljoin("http://localhost/balie/tweede-stap", as_browsers_do)).netloc == "localhost"


# The link


@pytest.mark.parametrize(("minutes", "status"), [(59, 200), (61, 422)])
def test_a_link_is_good_for_an_hour(jo: Newcomer, clock: Clock, minutes: int, status: int) -> None:
    link = jo.invite()
    clock.go_on(minutes=minutes)
    jo.choose_password(link, status)


def test_a_link_works_once(jo: Newcomer, other: Visitor, installation: Installation, clock: Clock) -> None:
    link = jo.invite()
    jo.choose_password(link)
    page = Newcomer(other, installation, clock).choose_password(link, 422)
    assert "Deze link werkt niet meer" in page.text


def test_a_link_that_nobody_made_opens_nothing_and_cannot_be_guessed_for_long(jo: Newcomer) -> None:
    jo.invite()
    for _ in range(5):
        jo.choose_password("A" * 43, 422)
    assert jo.choose_password("A" * 43, 429).heading == "Even wachten"


def test_the_secret_of_a_link_is_in_no_table_and_no_log(
    jo: Newcomer, installation: Installation, capfd: pytest.CaptureFixture[str]
) -> None:
    link = jo.invite()
    jo.choose_password(link)
    logged = "".join(capfd.readouterr())
    assert "/balie/uitnodiging" in logged
    assert link not in logged
    assert link.encode() not in (installation.settings.data / "shopcheck.sqlite3").read_bytes()


def test_a_link_for_a_lost_password_leaves_the_second_factor_needed_and_lets_everybody_else_out(
    known: Newcomer, installation: Installation, visitor: Visitor, other: Visitor, clock: Clock
) -> None:
    Newcomer(other, installation, clock, secret=known.secret).sign_in()
    clock.go_on(seconds=30)
    kept = colleagues.find(installation, known.invited.email)
    known.password = "een heel ander lang geheel"  # noqa: S105 - of nobody
    page = known.choose_password(colleagues.send_link(installation, kept.account.id))
    assert page.heading == other.page("/balie/").heading == OUT
    assert known.type_password(PASSWORD, 422).heading == OUT
    page = known.type_password()
    assert page.heading == ASKS_CODE
    assert visitor.ask("/balie/").status_code == 303
    assert known.type_code(page).heading == IN


def test_the_right_password_alone_sets_up_no_second_factor(jo: Newcomer, visitor: Visitor) -> None:
    jo.choose_password(jo.invite())
    jo.sign_out_halfway()
    assert jo.type_password(status=403).heading == "Uw account heeft nog geen tweede stap"
    assert visitor.page("/balie/tweede-stap/instellen").heading == OUT


def test_who_is_between_link_and_second_factor_sees_nothing_else(jo: Newcomer, desk: Flask, visitor: Visitor) -> None:
    jo.choose_password(jo.invite())
    for path in ("/balie/", "/balie/account", "/balie/account/wachtwoord", "/balie/account/herstelcodes"):
        assert visitor.page(path).heading == "Kies uw tweede stap"


# Passwords


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("", passwords.TOO_SHORT),
        ("veertien teken", passwords.TOO_SHORT),
        ("a" * 129, passwords.TOO_LONG),
        ("aaaaaaaaaaaaaaaaaaaa", passwords.EASY),
        ("qwertyuiopasdfghjkl", passwords.EASY),
        ("iloveyouiloveyou", passwords.EASY),
        ("123456789012345678", passwords.EASY),
        ("geen Overval in mijn zaak", passwords.EASY_WORD.format("overval")),
        ("mijn horecabedrijf loopt", passwords.EASY_WORD.format("horeca")),
        ("lang leve de KHN vandaag", passwords.EASY_WORD.format("khn")),
        ("de politie is mijn vriend", passwords.EASY_WORD.format("politie")),
        ("achter de balie staat het", passwords.EASY_WORD.format("balie")),
        ("proefkonijnen eten sla", passwords.OWN),
        (PASSWORD, ""),
        ("ÉÉN ZÓ’N ÜBERLANGE ZIN", ""),
        ("🦊🐻🐼🐨🐯🦁🐮🐷🐸🐵🐔🐧🐦🐤🦆", ""),
        ("kort van stof " + "x" * 114, ""),
    ],
)
def test_a_password_is_refused_for_being_short_or_easy_and_for_nothing_else(password: str, why: str) -> None:
    assert passwords.complaint(password, passwords.own_words("jo.proef@example.org", "Jo Proef")) == why


def test_the_page_says_what_is_wrong_with_a_password_and_keeps_the_link(jo: Newcomer) -> None:
    link = jo.invite()
    page = jo.choose_password(link, 422, password="kort", password_confirm="kort")  # noqa: S106 - of nobody
    assert passwords.TOO_SHORT in page.text
    assert page.fields()["link"] == [link]
    assert page.fields()["password"] == [""]
    assert "niet gelijk" in jo.choose_password(link, 422, password_confirm=PASSWORD + "x").text


def test_a_new_password_lets_every_other_browser_out(
    known: Newcomer, other: Visitor, installation: Installation, clock: Clock
) -> None:
    known.sign_in()
    elsewhere = Newcomer(other, installation, clock, secret=known.secret)
    elsewhere.sign_in()
    before = cookie_of(known.visitor.client)
    page = known.visitor.page("/balie/account/wachtwoord")
    new = "een heel ander lang geheel"
    typed = {"password": PASSWORD, "new_password": new, "new_password_confirm": new}
    wrong = known.visitor.send(page, typed | {"password": "iets dat niet klopt"}, 422)
    assert "Dit wachtwoord klopt niet" in wrong.text
    assert "Uw wachtwoord is veranderd" in known.visitor.send(page, typed).text
    assert other.page("/balie/").heading == OUT
    assert not live(installation, before)


# Wrong


def test_an_unknown_address_and_a_wrong_password_get_the_same_answer(
    known: Newcomer, installation: Installation
) -> None:
    def said(page: Page) -> str:
        return page.text.replace("\n", " ")

    wrong = known.type_password("iets dat niet klopt", 422)
    unknown = known.type_password("iets dat niet klopt", 422, email="niemand@example.org")
    assert said(wrong) == said(unknown)
    assert "horen niet bij elkaar" in said(wrong)
    assert wrong.fields()["email"] == [known.invited.email]
    (first, second) = audit.newest(installation.store.database, size=2)
    assert [(one.what, one.who == "onbekend") for one in (second, first)] == [
        ("sign_in_failed", False),
        ("sign_in_failed", True),
    ]


@pytest.mark.parametrize("email", ["jo.proef@example.org", "niemand@example.org"])
def test_after_five_wrong_passwords_the_right_one_has_to_wait_too(known: Newcomer, clock: Clock, email: str) -> None:
    for _ in range(5):
        known.type_password("iets dat niet klopt", 422, email=email)
    assert known.type_password(status=429, email=email).heading == "Even wachten"
    clock.go_on(minutes=11)
    known.type_password(email=email, status=200 if email == known.invited.email else 422)


def test_a_code_works_once(known: Newcomer, other: Visitor, installation: Installation, clock: Clock) -> None:
    thief = Newcomer(other, installation, clock, secret=known.secret)
    page = thief.type_password()
    known.type_code(known.type_password())
    seen = known.code()
    assert CODE_WRONG in thief.type_code(page, 422, seen).text
    assert other.page("/balie/").heading == OUT


@pytest.mark.parametrize(("ahead", "status"), [(0, 200), (25, 200), (-25, 200), (600, 422), (-600, 422), (3600, 422)])
def test_a_telephone_whose_clock_is_wrong_is_told_so(known: Newcomer, ahead: int, status: int) -> None:
    known.clock.go_on(seconds=15)
    known.ahead = ahead
    page = known.type_code(known.type_password(), status)
    assert (CODE_WRONG in page.text) is (status == 422)
    assert "Klopt de tijd op uw telefoon?" in CODE_WRONG


@pytest.mark.parametrize("code", ["", "12", "geen code", "١٢٣٤٥٦", "1" * 500])
def test_what_is_no_code_is_a_mistake_on_the_page(known: Newcomer, code: str) -> None:
    page = known.visitor.send(known.type_password(), {"code": code}, 422)
    assert page.heading == ASKS_CODE


def test_codes_cannot_be_guessed_for_long(known: Newcomer) -> None:
    page = known.type_password()
    for _ in range(5):
        known.type_code(page, 422, "000000")
    assert known.type_code(page, 429).heading == "Even wachten"


# Recovery codes


def test_a_recovery_code_works_once_in_place_of_the_app(known: Newcomer, installation: Installation) -> None:
    codes = recovery_codes(known)
    assert len(set(codes)) == 10
    for expected in (200, 422):
        known.type_password()
        page = known.visitor.page("/balie/tweede-stap/herstelcode")
        page = known.visitor.send(page, {"code": codes[0].lower().replace("-", " ")}, expected)
        known.visitor.client.delete_cookie("balie")
    assert "is al gebruikt" in page.text
    kept = colleagues.find(installation, known.invited.email)
    assert second_factors.codes_left(installation.store.database, kept.account.id) == 9


def test_recovery_codes_are_shown_once_and_kept_as_hashes(known: Newcomer, installation: Installation) -> None:
    codes = recovery_codes(known)
    known.sign_in()
    page = known.visitor.page("/balie/account/herstelcodes?show_codes=1")
    assert not [one for one in page.all("span") if one.get("class") == "pc-code"]
    kept = (installation.settings.data / "shopcheck.sqlite3").read_bytes()
    assert not any(one.replace("-", "").encode() in kept for one in codes)


def test_a_recovery_code_alone_opens_nothing(known: Newcomer) -> None:
    recovery_codes(known)
    assert known.visitor.page("/balie/tweede-stap/herstelcode").heading == OUT


# Sessions


def test_every_step_gives_another_session_and_ends_the_one_before(known: Newcomer, installation: Installation) -> None:
    keep_cookie(known.visitor.client, {"planted": "yes", "_user_id": "somebody", "tf_user_id": "somebody"})
    page = known.type_password()
    half = cookie_of(known.visitor.client)
    known.type_code(page)
    whole = cookie_of(known.visitor.client)
    assert half["key"] != whole["key"]
    assert not live(installation, half)
    assert live(installation, whole)
    assert "planted" not in whole
    assert set(whole) <= {"key", "_user_id", "_fresh", "fs_paa", "csrf_token"}


def test_a_quarter_of_an_hour_between_the_factors_is_too_long(known: Newcomer, clock: Clock) -> None:
    page = known.type_password()
    clock.go_on(minutes=16)
    assert known.visitor.send(page, {"code": known.code()}, 403).heading == "U bent uitgelogd"


def test_the_cookie_between_the_factors_is_worth_nothing_once_the_account_is_shut(
    known: Newcomer, installation: Installation
) -> None:
    page = known.type_password()
    colleagues.disable(installation, colleagues.find(installation, known.invited.email).account.id)
    assert known.visitor.send(page, {"code": known.code()}, 403).heading == "U bent uitgelogd"


def test_disabling_ends_every_session_at_once_and_nothing_lets_back_in(
    known: Newcomer, other: Visitor, installation: Installation, clock: Clock
) -> None:
    known.sign_in()
    elsewhere = Newcomer(other, installation, clock, secret=known.secret)
    elsewhere.sign_in()
    account = colleagues.find(installation, known.invited.email).account
    link = colleagues.send_link(installation, account.id)
    colleagues.disable(installation, account.id)
    assert known.visitor.page("/balie/").heading == other.page("/balie/").heading == OUT
    assert known.type_password(status=422).heading == OUT
    known.choose_password(link, 422)
    kept = accounts.by_id(installation.store.database, account.id)
    assert kept is not None
    assert (kept.password, kept.has_second_factor) == (None, False)


def test_a_password_that_is_right_opens_no_account_that_is_shut(known: Newcomer, installation: Installation) -> None:
    account = colleagues.find(installation, known.invited.email).account
    with installation.store.database.writing() as connection:
        accounts.change(connection, account.id, active=False)
    assert "horen niet bij elkaar" in known.type_password(status=422).text


def test_passwords_and_codes_are_asked_again_before_something_about_signing_in_changes(
    known: Newcomer, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    known.sign_in()
    content = cookie_of(visitor.client)
    keep_cookie(visitor.client, content | {"fs_paa": float(str(content["fs_paa"])) - 3600})
    page = visitor.page("/balie/account/herstelcodes")
    assert page.heading == "Typ uw wachtwoord nog eens"
    assert "klopt niet" in visitor.send(page, {"password": "iets dat niet klopt"}, 422).text
    assert visitor.send(page, {"password": PASSWORD}).heading == "Herstelcodes"


# The library


def test_the_library_says_nothing_in_english(desk: Flask) -> None:
    said = {name: desk.config[f"SECURITY_MSG_{name}"][0] for name in library._default_messages}
    assert [name for name, text in said.items() if text == library._default_messages[name][0]] == []


def test_every_address_of_the_library_has_an_audience_of_ours(desk: Flask) -> None:
    theirs = {name.removeprefix("security.") for name in desk.view_functions if name.startswith("security.")}
    assert theirs == set(security.AUDIENCES)


def test_what_we_do_not_use_of_the_library_is_shut(known: Newcomer, visitor: Visitor) -> None:
    known.sign_in()
    for path in (
        "/balie/tweede-stap/hulp",
        "/balie/logout",
        "/balie/register",
        "/balie/reset",
        "/balie/fs-static/x.js",
    ):
        assert visitor.page(path, 404).heading == "Deze bladzijde is er niet"


def test_the_library_answers_no_program(known: Newcomer, visitor: Visitor) -> None:
    reply = visitor.ask("/balie/aanmelden", headers={"Accept": "application/json"})
    assert reply.mimetype == "text/html"
    assert visitor.ask("/balie/?auth_token=x", headers={"Authentication-Token": "x"}).status_code == 303


def test_nobody_is_remembered_whatever_a_browser_sends(known: Newcomer, visitor: Visitor) -> None:
    page = visitor.page("/balie/aanmelden")
    typed = {"email": known.invited.email, "password": PASSWORD, "remember": "y", "remember_me": "y"}
    known.type_code(visitor.send(page, typed))
    assert {cookie.key for cookie in visitor.client._cookies.values()} == {"balie"}  # type: ignore[union-attr]  # of werkzeug
