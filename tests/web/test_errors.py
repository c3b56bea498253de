"""What a visitor reads when something goes wrong; telling about it never fails itself."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from shopcheck import usecases
from shopcheck.catalogue import Catalogue
from shopcheck.core import errors as known
from shopcheck.core.errors import Busy, LetterFailed, LetterRefused, LettersBusy, ShopcheckError
from shopcheck.store.errors import StoreUnavailable
from shopcheck.web import create_app, errors
from shopcheck.web.access import public
from tests.web.example import example
from tests.web.visitor import WEAK, Visitor

if TYPE_CHECKING:
    from flask import Flask, Response

    from shopcheck.usecases import Installation

PAGE = "/vragen/kas/kas_bedrag"
GOOD = {"q_kas_bedrag": "weinig", "q_kas_afromen": "vaak", "q_kas_kluis": "ja"}
NO_PAGE = {known.QuestionnaireInvalid, known.SessionEnded}  # stops the start · has a page of its own
BY_COMMAND = {known.ReleaseRefused, known.DeliveryFailed, known.TermRefused, known.TokenUnknown}  # operator or program
AT_THE_DESK = {  # pages and forms of the desk say these
    known.SignedOut,
    known.ReleaseUnknown,
    known.ShareGone,
    known.AccountExists,
    known.AccountUnknown,
    known.LinkUnknown,
    known.RegionUnknown,
    known.NeedsAnother,
    known.PrintJobGone,
    known.TooManyLetters,
}


def test_every_error_of_our_own_has_a_page() -> None:
    ours = {one for one in vars(known).values() if isinstance(one, type) and issubclass(one, ShopcheckError)}
    assert ours - {ShopcheckError} - NO_PAGE - BY_COMMAND - AT_THE_DESK <= set(errors.OF_EXCEPTION)


@pytest.mark.parametrize("said", [*errors.OF_STATUS.values(), *errors.OF_EXCEPTION.values(), errors.UNEXPECTED])
def test_every_error_page_is_a_page_of_ours(app: Flask, visitor: Visitor, said: errors.Said) -> None:
    @public
    def raising() -> Response:
        return errors.show(said)

    app.add_url_rule("/raise", "raise", raising)
    page = visitor.page("/raise", said.status)
    assert page.links()
    assert page.response.headers["X-Request-Id"] in page.text


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (StoreUnavailable("x"), 503),
        (Busy(), 503),
        (LetterFailed("x"), 503),
        (LetterRefused("x"), 503),
        (LettersBusy(), 503),
    ],
)
def test_a_known_error_has_its_own_page(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch, error: Exception, status: int
) -> None:
    visitor.begin()
    visitor.send(visitor.walk(WEAK))

    def fail(*_: object) -> bytes:
        raise error

    monkeypatch.setattr(usecases, "issue_letter", fail)
    page = visitor.page("/brief.pdf", status)
    assert "iets mis" not in page.heading
    assert ("voor een ander" in page.text) == isinstance(error, LettersBusy)


def test_answers_that_could_not_be_saved_stay_on_the_page(visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    visitor.begin()
    page = visitor.page(PAGE)

    def fail(*_: object, **__: object) -> None:
        raise StoreUnavailable("disk is full")

    with monkeypatch.context() as broken:
        broken.setattr(usecases, "save", fail)
        failed = visitor.send(page, GOOD, 503)
    assert "Nog niet opgeslagen" in failed.text
    assert failed.fields()["q_kas_kluis"] == ["ja"]
    visitor.send(failed)
    assert visitor.page(PAGE).fields()["q_kas_kluis"] == ["ja"]


def test_a_database_that_is_away_is_told_and_nothing_is_called_saved(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor.begin()
    form = visitor.page(PAGE).fields()

    def fail(*_: object) -> None:
        raise StoreUnavailable("gone")

    monkeypatch.setattr(usecases, "visit", fail)
    reply = visitor.page(PAGE, 503)
    assert "Wat u net deed, is nog niet opgeslagen" not in reply.text  # a page was asked for, nothing was done
    assert reply.response.headers["Retry-After"]
    assert "Wat u net deed, is nog niet opgeslagen" in visitor.page("/nakijken", 503, method="POST", data=form).text


@pytest.mark.parametrize("path", ["/", "/begin", "/privacy", "/verder"])
def test_public_pages_stay_up_without_the_database(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    visitor.begin()

    def fail(*_: object) -> None:
        raise StoreUnavailable("gone")

    monkeypatch.setattr(usecases, "visit", fail)
    visitor.page(path)


def test_a_form_waits_for_the_database_and_begins_no_second_check(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor.begin()
    page = visitor.page("/begin")

    def fail(*_: object) -> None:
        raise StoreUnavailable("gone")

    with monkeypatch.context() as away:
        away.setattr(usecases, "visit", fail)
        visitor.send(page, {}, 503)
    assert visitor.page("/begin").heading == "Over uw zaak"


def test_a_check_whose_questions_are_gone_is_told_and_can_be_wiped(
    visitor: Visitor, other: Visitor, installation: Installation
) -> None:
    visitor.begin()
    code = visitor.code()
    catalogue = Catalogue((replace(example(), id="anders"),))
    later = Visitor(create_app(installation.settings, replace(installation, catalogue=catalogue)))
    page = later.send(later.page("/verder"), {"code": code}, 503)
    assert page.heading == "De vragen van uw check zijn er nu niet"
    for path in ("/code", "/begin", "/nakijken", "/resultaat", "/brief"):
        later.page(path, 503)
    later.page("/")
    assert "/wissen" in page.links()
    assert later.send(later.page("/wissen")).heading == "Alles is gewist"
    other.send(other.page("/verder"), {"code": code}, 422)


def test_a_page_to_wipe_one_check_does_not_wipe_another(visitor: Visitor, other: Visitor) -> None:
    visitor.headers = {"Sec-Fetch-Site": "same-origin"}
    visitor.begin()
    other.begin()
    page = visitor.page("/wissen")
    visitor.send(visitor.page("/verder"), {"code": other.code()})
    page = visitor.send(visitor.send(page, {}, 400), {}, 409)
    assert "Er is nog niets gewist" in page.text
    assert other.page("/code").heading == "Dit is uw code"


def test_an_error_page_asks_for_no_call_or_mail(visitor: Visitor) -> None:
    text = visitor.page("/nergens", 404).text
    assert "mailt" not in text
    assert "Belt" not in text


@pytest.mark.parametrize("path", ["/begin", PAGE, "/brief", "/keuzes"])
def test_what_was_typed_waits_on_the_page_while_the_database_is_away(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    visitor.begin()
    visitor.send(visitor.walk(WEAK))
    page = visitor.page(path)
    typed = {PAGE: {**GOOD, "q_kas_bedrag": "veel"}, "/brief": {"naam": "Jansen", "adres": "Markt 1\n1234 AB Ons"}}

    def fail(*_: object) -> None:
        raise StoreUnavailable("gone")

    with monkeypatch.context() as away:
        away.setattr(usecases, "visit", fail)
        waiting = visitor.send(page, typed.get(path), 503, path)
        again = visitor.send(waiting, status=503)
    assert "staat hier klaar" in again.text
    for name, value in typed.get(path, {}).items():
        assert again.fields()[name] == [value]
    visitor.send(again)
    for name, value in typed.get(path, {}).items():
        assert visitor.page(path).fields()[name] == [value]


def test_what_another_site_sends_is_not_put_into_an_owners_hands_when_the_database_is_away(
    app: Flask, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor.begin()
    app.config["WTF_CSRF_ENABLED"] = False  # as if the token were not looked at

    def fail(*_: object) -> None:
        raise StoreUnavailable("gone")

    monkeypatch.setattr(usecases, "visit", fail)
    reply = visitor.ask("/brief", method="POST", data={"naam": "canary"})
    assert reply.status_code == 503
    assert "canary" not in reply.text


def test_an_error_page_that_fails_itself_becomes_the_last_resort(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> str:
        raise RuntimeError("templates are gone")

    monkeypatch.setattr(errors, "render_template", fail)
    page = visitor.page("/nergens", 404)
    assert page.heading == "Er ging bij ons iets mis"
    assert page.response.headers["X-Request-Id"] in page.html


def test_a_session_page_that_fails_itself_becomes_the_last_resort(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> str:
        raise RuntimeError("templates are gone")

    monkeypatch.setattr(errors, "render_template", fail)
    assert visitor.page("/nakijken", 500).heading == "Er ging bij ons iets mis"


@pytest.mark.parametrize("path", ["/nergens", "/vragen/", "/begin/", "/BEGIN", "/%00", "/vragen/a/b/c", "/brief.pdf/"])
def test_an_unknown_address_is_told_kindly(visitor: Visitor, path: str) -> None:
    assert visitor.page(path, 404).heading == "Deze bladzijde is er niet"


def test_a_wrong_method_names_the_right_ones(visitor: Visitor) -> None:
    reply = visitor.ask("/", method="POST")
    assert reply.status_code == 405
    assert set(reply.headers["Allow"].replace(" ", "").split(",")) == {"GET", "HEAD"}
