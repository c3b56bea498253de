"""The pages as they are with the real questionnaire, filled in by the program itself; what an owner reads there."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from shopcheck import catalogue, usecases
from shopcheck.catalogue import Catalogue, read_answers
from shopcheck.core.advice import FIRST, advise
from shopcheck.core.assessment import assess
from shopcheck.core.questionnaire import ContactId, QuestionId
from shopcheck.core.response import respond
from shopcheck.letter import compose
from shopcheck.letter.wording import NO_HURRY, lower_first, number
from shopcheck.settings import Settings
from shopcheck.store.store import open_store
from shopcheck.usecases import Installation, Keep
from shopcheck.web import create_app
from tests.web.visitor import Visitor

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.store.installations import Clock
    from tests.web.house_rules import Page

SHOP = "tabakszaak_na_overval"


@pytest.fixture
def real(tmp_path: Path, clock: Clock) -> Iterator[Installation]:
    """Open an installation with the real questionnaire."""
    settings = Settings.from_environment({"SHOPCHECK_DATA": str(tmp_path)})
    store = open_store(settings.database_url, tmp_path, clock.seconds)
    questionnaires = catalogue.load_all(settings.questionnaires)
    yield Installation(settings, questionnaires, store, clock.today, clock.now)
    store.close()


def aged(real: Installation, *ids: str) -> Installation:
    """Let the facts about these contacts be a day too old; what regions say of their own is left out."""
    offered, yesterday = real.offered, real.today() - timedelta(days=1)
    contacts = {
        one: replace(contact, valid_until=yesterday) if one in ids else contact
        for one, contact in offered.contacts.items()
    }
    regions = {code: replace(one, texts=(), offers=()) for code, one in offered.regions.items()}
    return replace(real, catalogue=Catalogue((replace(offered, contacts=contacts, regions=regions),)))


def result_of(real: Installation, **changed: str) -> Page:
    """Finish the check of an example shop and open its result with the code."""
    path = real.settings.questionnaires / "overval" / "proeven" / f"{SHOP}.yaml"
    given = read_answers(path.read_text("utf-8"), real.offered, path.name)
    answers = {**given, **{QuestionId(one): value for one, value in changed.items()}}
    visit = usecases.visit(real, usecases.start(real, answers, consent=False, keep=Keep.QUARTER))
    usecases.finish(real, visit, nonce="n1")
    visitor = Visitor(create_app(real.settings, real))
    return visitor.send(visitor.page("/verder"), {"code": visit.checkup.code})


@pytest.mark.parametrize("answer", ["overval", "overval_kort"])
def test_who_was_robbed_is_comforted_first_however_long_ago(real: Installation, answer: str) -> None:
    result = result_of(real, eigen_overval=answer)
    assert "U hebt een overval meegemaakt." in result.text
    assert ("kort geleden" in result.text) is (answer == "overval_kort")  # among the circumstances, where it is true


def test_who_was_not_robbed_reads_nothing_of_it(real: Installation) -> None:
    assert "meegemaakt" not in result_of(real, eigen_overval="nee").text


def test_the_result_says_until_when_it_is_kept(real: Installation) -> None:
    assert "Wij bewaren uw antwoorden tot en met 24 februari 2027" in result_of(real).text


def test_the_first_page_promises_no_more_than_the_result_shows(real: Installation) -> None:
    start = Visitor(create_app(real.settings, real)).page("/")
    assert f"hooguit {number(FIRST)} dingen om mee te beginnen" in start.text


def test_numbers_on_screen_are_those_of_the_questionnaire(real: Installation) -> None:
    contacts = {
        one: replace(contact, phone=contact.phone and f"09{len(one)}") for one, contact in real.offered.contacts.items()
    }
    changed = replace(real, catalogue=Catalogue((replace(real.offered, contacts=contacts),)))
    visitor = Visitor(create_app(changed.settings, changed))
    for page in (visitor.page("/"), visitor.page("/net-overvallen"), result_of(changed, eigen_overval="overval")):
        calls = {link for link in page.links() if link.startswith("tel:")}
        assert calls <= {f"tel:09{len(one)}" for one in contacts}
        assert f"tel:09{len('spoed')}" in calls
        assert "0900-" not in page.text


@pytest.mark.parametrize("helper", ["slachtofferhulp", "mma", "pvo_rtd"])
def test_who_was_checked_too_long_ago_is_named_nowhere(real: Installation, helper: str) -> None:
    contact = real.offered.contacts[ContactId(helper)]
    old = aged(real, helper)
    visitor = Visitor(create_app(old.settings, old))
    pages = [visitor.page("/"), visitor.page("/net-overvallen"), result_of(old, eigen_overval="overval", regio="RTD")]
    for page in pages:
        assert contact.title not in page.text
        assert not contact.phone or contact.phone not in page.text
        assert not contact.site or contact.site not in page.links()


def test_the_numbers_for_now_stay_whatever_their_date(real: Installation) -> None:
    old = aged(real, *real.offered.contacts)
    visitor = Visitor(create_app(old.settings, old))
    pages = [visitor.page(path) for path in ("/", "/privacy", "/net-overvallen")]
    for page in (*pages, visitor.page("/nergens", 404), result_of(old)):
        assert {"tel:112", "tel:09008844"} <= set(page.links())


def test_a_questionnaire_without_contacts_has_pages_too(real: Installation) -> None:
    senders = {one: real.offered.contacts[one] for one in real.offered.senders.values()}
    bare = replace(real, catalogue=Catalogue((replace(real.offered, contacts=senders, regions={}),)))
    visitor = Visitor(create_app(bare.settings, bare))
    assert "Bel het alarmnummer" in visitor.page("/net-overvallen").text


def test_after_a_robbery_the_result_asks_for_no_hurry(real: Installation) -> None:
    robbed, other = result_of(real, eigen_overval="overval"), result_of(real, eigen_overval="nee")
    assert NO_HURRY in robbed.text
    assert NO_HURRY not in other.text
    assert "begin vandaag" not in robbed.text.lower()


def test_screen_and_letter_begin_with_the_same(real: Installation) -> None:
    path = real.settings.questionnaires / "overval" / "proeven" / f"{SHOP}.yaml"
    given = {**read_answers(path.read_text("utf-8"), real.offered, path.name), QuestionId("eigen_overval"): "nee"}
    advice = advise(assess(respond(real.offered, given)))
    assert advice.begin_with is not None
    assert f"met dit {advice.begin_with.measure.title}" in result_of(real, eigen_overval="nee").text
    letter = compose(advice, "", "", on=real.today(), resume_url="https://example.nl/verder", reference="A")
    assert letter.front.today is not None
    assert letter.front.today[0] == f"{lower_first(advice.begin_with.measure.title)}."
