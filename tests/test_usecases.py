"""The verbs of the owner, on both databases."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING, Any

import pytest

from shopcheck import usecases
from shopcheck.catalogue import Catalogue
from shopcheck.core.errors import AnswersConflict, CodeUnknown, QuestionnaireGone, SessionEnded, TooFewAnswers
from shopcheck.store.code import shown
from shopcheck.usecases import Addressee, Keep
from tests.store.installations import CLIENT, begin, install, kas, page, reopen, statements

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from shopcheck.usecases import Installation, Visit
    from tests.store.installations import Clock

pytest_plugins = ("tests.store.fixtures",)


@pytest.mark.parametrize(
    ("moment", "day"),
    [("2026-07-31T21:59", "2026-07-31"), ("2026-07-31T22:00", "2026-08-01"), ("2026-12-31T23:00", "2027-01-01")],
)
def test_a_day_begins_at_midnight_in_the_netherlands(monkeypatch: pytest.MonkeyPatch, moment: str, day: str) -> None:
    class Stopped(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]  # the day of a fixed moment
            return datetime.fromisoformat(f"{moment}+00:00").astimezone(tz)

    monkeypatch.setattr(usecases.installation, "datetime", Stopped)
    assert usecases.today_here().isoformat() == day


def test_what_was_saved_is_there_on_the_next_page(installation: Installation) -> None:
    session_key = usecases.start(installation, {}, consent=True, keep=Keep.YEAR)
    visit = usecases.visit(installation, session_key)
    usecases.save(installation, visit, page(kas_a="goed", kas_b="slecht"), revision=1, nonce="n1")

    checkup = usecases.visit(installation, session_key).checkup

    assert checkup.answers == {"kas_a": "goed", "kas_b": "slecht"}
    assert checkup.revised == {"kas_a": 2, "kas_b": 2}
    assert (checkup.revision, checkup.consent, checkup.keep) == (2, True, Keep.YEAR)
    assert (checkup.questionnaire_id, checkup.version) == ("proef", "1")


def test_every_kind_of_answer_comes_back_as_it_was(installation: Installation) -> None:
    given: dict[str, Any] = {"een": "ja", "meer": ("a", "b"), "getal": 300, "tekst": "Café 't Hoekje €"}
    visit = begin(installation, Keep.DAY, **given)
    assert reopen(installation, visit).checkup.answers == {"branche": "kleding", **given}


def test_an_answer_can_be_taken_away(installation: Installation) -> None:
    visit = begin(installation, kas_a="goed")
    usecases.save(installation, visit, page(kas_a=None), revision=1, nonce="n1")
    assert "kas_a" not in reopen(installation, visit).checkup.answers


def test_the_code_is_shown_from_the_start_and_opens_the_check_elsewhere(installation: Installation) -> None:
    visit = begin(installation, kas_a="goed")
    typed = shown(visit.checkup.code).lower().replace("0", "o").replace("1", "l")
    session_key = usecases.resume(installation, f" {typed} ", client=CLIENT)
    assert usecases.visit(installation, session_key).checkup == visit.checkup


def test_one_form_begins_one_check_however_often_and_fast_it_is_sent(installation: Installation) -> None:
    def press(_: int) -> str:
        return usecases.start(installation, {}, consent=False, keep=Keep.DAY, nonce="n1")

    with ThreadPoolExecutor(4) as pool:
        (session_key,) = set(pool.map(press, range(4)))
    assert usecases.visit(installation, session_key).checkup.revision == 1
    with installation.store.database.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM checkup").scalar_one() == 1


def test_the_same_mark_with_another_choice_begins_another_check(installation: Installation) -> None:
    first, second = (
        usecases.visit(installation, usecases.start(installation, {}, consent=one, keep=Keep.DAY, nonce="n1")).checkup
        for one in (True, False)
    )
    assert (first.consent, second.consent) == (True, False)
    assert first.code != second.code


def test_a_check_whose_questions_are_gone_opens_without_them_and_can_be_wiped(installation: Installation) -> None:
    key = usecases.start(installation, {}, consent=False, keep=Keep.DAY)
    without = replace(installation, catalogue=Catalogue((replace(kas(), id="anders"),)))
    visit = usecases.visit(without, key)
    with pytest.raises(QuestionnaireGone):
        _ = visit.questionnaire
    usecases.forget(without, visit)
    with pytest.raises(SessionEnded):
        usecases.visit(without, key)


def test_a_code_in_gives_a_new_session_each_time(installation: Installation) -> None:
    visit = begin(installation)
    keys = {usecases.resume(installation, visit.checkup.code, client=CLIENT) for _ in range(3)}
    assert len(keys) == 3


def test_after_a_restart_every_check_opens_with_its_code(
    installation: Installation, database_url: str, data: Path, clock: Clock
) -> None:
    visits = [begin(installation, kas_a=one) for one in ("goed", "matig", "slecht")]
    installation.store.close()

    restarted = install(database_url, data, clock)

    assert [reopen(restarted, one).checkup for one in visits] == [one.checkup for one in visits]
    restarted.store.close()


@pytest.mark.parametrize("cookie", ["", "x", "é", "A" * 43, "A" * 44, "=" * 43])
def test_a_cookie_that_is_not_ours_opens_nothing(installation: Installation, cookie: str) -> None:
    with pytest.raises(SessionEnded):
        usecases.visit(installation, cookie)


def test_a_session_ends_after_half_an_hour_of_silence(installation: Installation, clock: Clock) -> None:
    session_key = usecases.start(installation, {}, consent=False, keep=Keep.DAY)
    clock.go_on(minutes=29)
    usecases.visit(installation, session_key)
    clock.go_on(minutes=29)
    usecases.visit(installation, session_key)
    clock.go_on(minutes=31)
    with pytest.raises(SessionEnded):
        usecases.visit(installation, session_key)


def test_a_session_ends_after_eight_hours_whatever_happens(installation: Installation, clock: Clock) -> None:
    session_key = usecases.start(installation, {}, consent=False, keep=Keep.DAY)
    for _ in range(19):
        clock.go_on(minutes=25)
        usecases.visit(installation, session_key)
    clock.go_on(minutes=25)
    with pytest.raises(SessionEnded):
        usecases.visit(installation, session_key)


def test_who_leaves_is_out_and_the_code_still_opens(installation: Installation) -> None:
    session_key = usecases.start(installation, {}, consent=False, keep=Keep.DAY)
    visit = usecases.visit(installation, session_key)
    usecases.leave(installation, visit)
    with pytest.raises(SessionEnded):
        usecases.visit(installation, session_key)
    assert reopen(installation, visit).checkup == visit.checkup


def test_a_page_costs_one_statement_and_a_save_three(installation: Installation) -> None:
    session_key = usecases.start(installation, {}, consent=False, keep=Keep.DAY)
    with statements(installation.store.database) as visiting:
        visit = usecases.visit(installation, session_key)
    with statements(installation.store.database) as saving:
        usecases.save(installation, visit, page(kas_a="goed", kas_b="goed", kas_c="goed"), revision=1, nonce="n1")
    assert [one.split()[0] for one in visiting] == ["SELECT"]
    assert [one.split()[0] for one in saving] == ["SELECT", "INSERT", "UPDATE"]


def test_presence_is_noted_at_most_once_a_minute(installation: Installation, clock: Clock) -> None:
    session_key = usecases.start(installation, {}, consent=False, keep=Keep.DAY)
    with statements(installation.store.database) as seen:
        for _ in range(60):
            clock.go_on(seconds=2)
            usecases.visit(installation, session_key)
    assert sum(one.startswith("UPDATE") for one in seen) == 2
    assert sum(one.startswith("SELECT") for one in seen) == 60


@pytest.mark.parametrize(
    "post",
    [
        lambda i, v: usecases.save(i, v, page(kas_a="goed", kas_b=None), revision=1, nonce="n1"),
        lambda i, v: usecases.finish(i, v, nonce="n1"),
        lambda i, v: usecases.address(i, v, Addressee("Zaak"), nonce="n1"),
    ],
)
def test_a_form_that_was_posted_before_changes_nothing(
    installation: Installation, post: Callable[[Installation, Visit], None]
) -> None:
    visit = begin(installation, kas_a="matig", kas_b="goed")
    post(installation, visit)
    usecases.save(installation, visit, page(kas_a="slecht"), revision=2, nonce="n2")
    before = reopen(installation, visit).checkup
    post(installation, visit)
    assert reopen(installation, visit).checkup == before


def test_what_is_said_otherwise_on_a_page_posted_before_is_asked_and_not_dropped(installation: Installation) -> None:
    visit = begin(installation)
    usecases.save(installation, visit, page(kas_a="goed"), revision=1, nonce="n1")
    with pytest.raises(AnswersConflict):
        usecases.save(installation, visit, page(kas_a="slecht"), revision=1, nonce="n1")
    usecases.save(installation, visit, page(kas_b="matig"), revision=1, nonce="n1")
    usecases.address(installation, visit, Addressee("Zaak"), nonce="n1")
    usecases.address(installation, visit, Addressee("Mijn zaak"), nonce="n1")
    checkup = reopen(installation, visit).checkup
    assert checkup.answers == {"branche": "kleding", "kas_a": "goed", "kas_b": "matig"}
    assert checkup.addressee == Addressee("Mijn zaak")


def test_the_nonce_of_one_check_is_no_nonce_of_another(installation: Installation) -> None:
    one, other = begin(installation), begin(installation)
    for visit in (one, other):
        usecases.save(installation, visit, page(kas_a="goed"), revision=1, nonce="n1")
    assert reopen(installation, other).checkup.answers["kas_a"] == "goed"  # type: ignore[index]  # ids are typed texts


def test_two_tabs_that_say_different_things_are_told_and_nothing_is_saved(installation: Installation) -> None:
    visit = begin(installation, kas_a="goed")
    usecases.save(installation, visit, page(kas_a="matig", kas_b="goed"), revision=1, nonce="n1")
    with pytest.raises(AnswersConflict) as caught:
        usecases.save(installation, visit, page(kas_a="slecht", kas_b="goed", kas_c="goed"), revision=1, nonce="n2")
    assert caught.value.questions == ("kas_a",)
    checkup = reopen(installation, visit).checkup
    assert checkup.answers == {"branche": "kleding", "kas_a": "matig", "kas_b": "goed"}

    usecases.save(installation, visit, page(kas_a="slecht"), revision=checkup.revision, nonce="n2")
    assert reopen(installation, visit).checkup.answers["kas_a"] == "slecht"  # type: ignore[index]  # as above


def test_taking_an_answer_away_conflicts_with_changing_it(installation: Installation) -> None:
    visit = begin(installation, kas_a="goed")
    usecases.save(installation, visit, page(kas_a=None), revision=1, nonce="n1")
    with pytest.raises(AnswersConflict):
        usecases.save(installation, visit, page(kas_a="slecht"), revision=1, nonce="n2")


def test_two_tabs_about_other_questions_go_together(installation: Installation) -> None:
    visit = begin(installation)
    usecases.save(installation, visit, page(kas_a="goed"), revision=1, nonce="n1")
    usecases.save(installation, visit, page(kas_b="matig"), revision=1, nonce="n2")
    usecases.save(installation, visit, page(kas_a="goed", kas_c="slecht"), revision=1, nonce="n3")
    answers = reopen(installation, visit).checkup.answers
    assert answers == {"branche": "kleding", "kas_a": "goed", "kas_b": "matig", "kas_c": "slecht"}


def test_a_check_without_an_answer_that_counts_does_not_end(installation: Installation) -> None:
    visit = begin(installation)
    with pytest.raises(TooFewAnswers):
        usecases.finish(installation, visit, nonce="n1")
    with pytest.raises(TooFewAnswers):
        usecases.issue_letter(installation, visit, str.encode)
    assert reopen(installation, visit).checkup == visit.checkup
    usecases.save(installation, visit, page(kas_a="goed"), revision=1, nonce="n2")
    usecases.finish(installation, visit, nonce="n1")
    assert reopen(installation, visit).checkup.finished_on


def test_finishing_twice_keeps_the_first_day(installation: Installation, clock: Clock) -> None:
    visit = begin(installation, Keep.YEAR, kas_a="goed")
    usecases.finish(installation, visit, nonce="n1")
    first = reopen(installation, visit).checkup
    clock.go_on(days=3)
    usecases.finish(installation, visit, nonce="n2")
    second = reopen(installation, visit).checkup
    assert first.finished_on is not None
    assert (second.finished_on, second.expires_on) == (first.finished_on, first.expires_on)


def test_the_address_is_kept_with_the_answers_and_can_be_emptied(installation: Installation) -> None:
    visit = begin(installation)
    usecases.address(installation, visit, Addressee("Zaak", "Straat 1\n1000 AA Stad"), nonce="n1")
    assert reopen(installation, visit).checkup.addressee == Addressee("Zaak", "Straat 1\n1000 AA Stad")
    usecases.address(installation, visit, Addressee(), nonce="n2")
    assert reopen(installation, visit).checkup.addressee == Addressee()


def test_who_is_forgotten_is_gone_everywhere(installation: Installation) -> None:
    session_key = usecases.start(installation, {}, consent=False, keep=Keep.DAY)
    visit = usecases.visit(installation, session_key)
    usecases.forget(installation, visit)
    with pytest.raises(SessionEnded):
        usecases.visit(installation, session_key)
    with pytest.raises(CodeUnknown):
        usecases.resume(installation, visit.checkup.code, client=CLIENT)
    with pytest.raises(SessionEnded):
        usecases.save(installation, visit, page(kas_a="goed"), revision=1, nonce="n1")
    usecases.forget(installation, visit)


def test_a_check_is_answered_by_the_version_it_was_started_with(database_url: str, data: Path, clock: Clock) -> None:
    old = install(database_url, data, clock, kas("1"))
    visit = begin(old, kas_a="goed")
    old.store.close()
    newer = install(database_url, data, clock, kas("2"), kas("1"))
    assert reopen(newer, visit).questionnaire.version == "1"
    newer.store.close()


def test_where_the_old_version_is_gone_only_answers_that_still_exist_count(
    database_url: str, data: Path, clock: Clock
) -> None:
    old = install(database_url, data, clock, kas("1"))
    visit = begin(old, kas_a="goed", kas_b="bestaat_niet_meer", kas_weg="goed")
    old.store.close()
    newer = install(database_url, data, clock, kas("2"))
    again = reopen(newer, visit)
    assert again.response.answers == {"branche": "kleding", "kas_a": "goed"}
    assert again.checkup.answers == visit.checkup.answers
    newer.store.close()


def test_in_a_draft_that_changed_meanwhile_only_answers_that_still_exist_count(
    database_url: str, data: Path, clock: Clock
) -> None:
    old = install(database_url, data, clock, kas("1"))
    visit = begin(old, kas_a="goed", kas_b="bestaat_niet_meer")
    old.store.close()
    changed = install(database_url, data, clock, replace(kas("1"), hash="another"))
    assert reopen(changed, visit).response.answers == {"branche": "kleding", "kas_a": "goed"}
    changed.store.close()


def test_nothing_that_is_printed_tells_a_secret(installation: Installation) -> None:
    visit = begin(installation, kas_a="geheim-antwoord")
    addressee = Addressee("Geheime Zaak", "Geheime Straat 1")
    checkup = replace(visit.checkup, addressee=addressee)
    printed = " ".join(map(repr, (visit, visit.checkup, checkup, addressee, installation, installation.store.keys)))
    keys = installation.store.keys
    secrets = [
        visit.checkup.code,
        "eheim",
        str(visit.key),
        visit.key.hex(),
        str(keys.secret_key),
        keys.secret_key.hex(),
    ]
    secrets += [json.dumps(dict(visit.checkup.answers)), "kleding"]
    assert not [one for one in secrets if one in printed]


def test_consent_and_how_long_to_keep_can_be_chosen_again(installation: Installation, clock: Clock) -> None:
    visit = begin(installation, Keep.DAY, kas_a="goed")
    usecases.finish(installation, visit, nonce="n1")
    usecases.choose(installation, visit, consent=True, keep=Keep.YEAR, nonce="n2")
    checkup = reopen(installation, visit).checkup
    assert (checkup.consent, checkup.keep) == (True, Keep.YEAR)
    assert checkup.expires_on == clock.today().replace(year=clock.today().year + 1)


def test_a_later_save_does_not_lengthen_what_was_cut_short(installation: Installation, clock: Clock) -> None:
    visit = begin(installation, Keep.YEAR, kas_a="goed")
    usecases.finish(installation, visit, nonce="n1")
    clock.go_on(days=10)
    usecases.choose(installation, visit, consent=False, keep=Keep.DAY, nonce="n2")
    usecases.save(installation, visit, page(kas_a="slecht"), revision=3, nonce="n3")
    assert reopen(installation, visit).checkup.expires_on == clock.today()
