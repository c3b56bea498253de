"""The pages as they are with the real questionnaire, filled in by the program itself; what an owner reads there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from shopcheck import catalogue, usecases
from shopcheck.catalogue import read_answers
from shopcheck.core.advice import FIRST
from shopcheck.core.questionnaire import QuestionId
from shopcheck.letter.wording import number
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
