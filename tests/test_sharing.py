"""Sharing a check, and stopping it: the verbs of owner and adviser, on both databases."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from shopcheck import usecases
from shopcheck.core.errors import CodeUnknown, SessionEnded, ShareGone, TooFewAnswers, TooManyAttempts, TooManyShares
from shopcheck.core.sharing import Association, Role, ShareKind
from shopcheck.store import audit, shares
from shopcheck.store import code as codes
from shopcheck.store.checkups import Summary
from shopcheck.usecases import Addressee, Keep, desk, sharing
from tests.store.installations import begin, page
from tests.store.sharing import JO, KHN_RTD, WISH, adviser, again, coded, finished, refused, ticked

if TYPE_CHECKING:
    from shopcheck.core.sharing import Account
    from shopcheck.usecases import Installation
    from tests.store.installations import Clock

pytest_plugins = ("tests.store.fixtures",)

one_is_enough = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
STRANGERS = [adviser(Association.DN), adviser(Association.KHN, "ams"), adviser(role=Role.ADMIN)]


def opens(installation: Installation, account: Account, share_id: bytes) -> bool:
    """Whether this account can open a report that was shared by a tick."""
    try:
        desk.open_report(installation, account, share_id, {})
    except ShareGone:
        return False
    return True


def said(installation: Installation) -> list[tuple[str, str, str]]:
    """Give what the audit log holds."""
    entries = audit.newest(installation.store.database)
    return [(one.what, one.who, one.about) for one in reversed(entries)]


@one_is_enough
def test_who_has_no_adviser_in_the_region_is_offered_none(installation: Installation) -> None:
    visit = finished(installation)
    sharing.open_to(installation, replace(KHN_RTD, association=Association.PVO, region="ams"))
    assert sharing.offered(installation, visit) == (Association.KHN,)
    assert sharing.offered(installation, begin(installation, regio="ams")) == (Association.PVO,)
    assert sharing.offered(installation, begin(installation)) == ()
    with pytest.raises(KeyError):
        ticked(installation, begin(installation, regio="ams"))


def test_a_key_that_is_there_stays_when_the_next_adviser_comes(installation: Installation) -> None:
    share_id = ticked(installation, finished(installation))
    sharing.open_to(installation, KHN_RTD)
    assert opens(installation, JO, share_id)


def test_a_tick_lets_the_advisers_of_that_association_and_region_in_and_nobody_else(installation: Installation) -> None:
    visit = finished(installation)
    share_id = ticked(installation, visit, wish=WISH)
    report = desk.open_report(installation, JO, share_id, {})
    assert report.checkup == replace(visit.checkup, code="")
    assert report.response.answers == visit.response.answers
    assert (report.share.wish, report.share.kind, report.share.shared_with) == (WISH, ShareKind.TICK, KHN_RTD)
    assert [opens(installation, one, share_id) for one in STRANGERS] == [False] * 3
    assert desk.report_key(installation, share_id, KHN_RTD) == visit.key
    with pytest.raises(ShareGone):
        desk.report_key(installation, share_id, replace(KHN_RTD, region="ams"))


def test_the_list_shows_live_ticks_of_the_own_association_and_region_newest_first(
    installation: Installation, clock: Clock
) -> None:
    first = finished(installation)
    usecases.address(installation, first, Addressee("Café 't Hoekje"), nonce="n1")
    ticked(installation, first, wish=WISH)
    coded(installation, finished(installation))
    finished(installation)
    clock.go_on(days=1)
    second = finished(installation, branche="kleding", kas_a="goed")
    ticked(installation, second)

    listing = desk.listed(installation, JO, size=5)

    assert listing.total == 2
    assert [one.reference for one in listing.rows] == [second.checkup.reference, first.checkup.reference]
    assert [one.summary for one in listing.rows] == [
        Summary("winkel", "kleding", "Kleding", "groen", "", date(2026, 11, 25)),
        Summary("horeca", "snackbar", "Snackbar", "rood", "Café 't Hoekje", date(2026, 11, 24)),
    ]
    assert [one.share.wish for one in listing.rows] == [None, WISH]
    assert [desk.listed(installation, JO, offset=at, size=1).rows[0] for at in (0, 1)] == list(listing.rows)
    assert list(desk.every(installation, JO)) == list(listing.rows)
    assert [desk.listed(installation, one, size=5).total for one in STRANGERS] == [0] * 3
    assert [list(desk.every(installation, one)) for one in STRANGERS] == [[]] * 3


@one_is_enough
def test_the_list_follows_what_the_owner_changes(installation: Installation) -> None:
    visit = finished(installation)
    ticked(installation, visit)
    usecases.save(installation, visit, page(kas_a="goed"), revision=visit.checkup.revision, nonce="n1")
    usecases.address(installation, visit, Addressee("De Hoek"), nonce="n2")
    (row,) = desk.listed(installation, JO, size=5).rows
    assert (row.summary.risk_class, row.summary.name) == ("groen", "De Hoek")


def test_a_code_lets_one_adviser_in_five_times(installation: Installation) -> None:
    visit = finished(installation)
    code = coded(installation, visit)
    for left in (4, 3, 2, 1, 0):
        share_id, key = desk.open_by_code(installation, JO, code, client="203.0.113.1")
        report = desk.open_report(installation, JO, share_id, {share_id: key})
        assert (report.checkup.id, report.share.views_left) == (visit.checkup.id, left)
    assert refused(installation, JO, code) is CodeUnknown
    assert desk.open_report(installation, JO, share_id, {share_id: key}).share.kind is ShareKind.CODE
    assert desk.listed(installation, JO, size=5).total == 0


@one_is_enough
def test_a_share_by_code_opens_with_its_key_only(installation: Installation) -> None:
    visit = finished(installation)
    coded(installation, visit)
    share_id = sharing.shares_of(installation, visit)[0].share.id
    assert not opens(installation, JO, share_id)


def test_five_views_are_five_also_when_advisers_come_at_once(installation: Installation) -> None:
    code = coded(installation, finished(installation))

    def try_it(number: int) -> bool:
        try:
            desk.open_by_code(installation, JO, code, client=f"10.{number}.0.1")
        except (CodeUnknown, TooManyAttempts):
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(try_it, range(8))) == 5


def typed_anyhow(code: str) -> list[str]:
    """Write a code as people do."""
    return [codes.shown(code), code.lower(), f" {codes.shown(code).replace('-', ' – ')} ", code.replace("0", "o")]


@one_is_enough
def test_a_share_code_is_read_as_people_type_it(installation: Installation) -> None:
    code = coded(installation, finished(installation))
    assert [len(one) for one in codes.shown(code).split("-")] == [4, 4, 4, 4]
    for one in typed_anyhow(code):
        desk.open_by_code(installation, JO, one, client="203.0.113.1")


@one_is_enough
def test_wrong_ended_used_up_and_foreign_codes_cost_and_say_the_same(
    installation: Installation, clock: Clock, stretched: list[str]
) -> None:
    visit = finished(installation)
    used = coded(installation, visit, "used")
    for _ in range(5):
        desk.open_by_code(installation, JO, used, client="203.0.113.1")
    revoked = coded(installation, visit, "revoked")
    sharing.revoke(installation, visit, sharing.shares_of(installation, visit)[0].share.id)
    ended = coded(installation, visit, "ended")
    clock.go_on(days=15)
    living = coded(installation, again(installation, visit), "living")
    unknown = codes.generate(codes.SHARE_LENGTH)
    stretched.clear()
    tried = [(JO, one) for one in (used, revoked, ended, unknown)] + [(one, living) for one in STRANGERS]
    refusals = [refused(installation, who, code, f"10.{n}.0.1") for n, (who, code) in enumerate(tried)]
    assert refusals == [CodeUnknown] * 7
    assert len(stretched) == 7
    assert [one[0] for one in said(installation)][-7:] == ["code_refused"] * 7
    desk.open_by_code(installation, JO, living, client="10.99.0.1")


@one_is_enough
def test_guessing_at_the_desk_hits_the_limits(installation: Installation, stretched: list[str]) -> None:
    code = coded(installation, finished(installation))
    body = code[:5] + ("0" if code[5] != "0" else "1") + code[6:-1]
    wrong = body + codes.check_sign(body)
    stretched.clear()
    tries = [refused(installation, JO, wrong, f"10.{n}.0.1") for n in range(7)]
    assert tries == [CodeUnknown] * 5 + [TooManyAttempts] * 2
    assert len(stretched) == 5
    assert refused(installation, JO, code) is TooManyAttempts


@one_is_enough
def test_a_slip_of_the_pen_and_an_owners_own_code_are_neither_counted_nor_hashed(
    installation: Installation, stretched: list[str]
) -> None:
    visit = finished(installation)
    code = coded(installation, visit)
    slip = code[:-1] + ("0" if code[-1] != "0" else "1")
    stretched.clear()
    assert {refused(installation, JO, one) for one in [slip, visit.checkup.code] * 20} == {CodeUnknown}
    with pytest.raises(CodeUnknown):
        usecases.resume(installation, code, client="203.0.113.1")
    assert stretched == []
    desk.open_by_code(installation, JO, code, client="203.0.113.1")


@pytest.mark.parametrize(("kind", "days"), [("code", 14), ("tick", 30)])
def test_a_share_opens_on_its_last_day_and_not_on_the_day_after(
    installation: Installation, clock: Clock, kind: str, days: int
) -> None:
    visit = finished(installation)
    code, share_id = coded(installation, visit), ticked(installation, visit)
    clock.go_on(days=days)
    if kind == "code":
        coded_id, key = desk.open_by_code(installation, JO, code, client="203.0.113.1")
        clock.go_on(days=1)
        assert refused(installation, JO, code) is CodeUnknown
        with pytest.raises(ShareGone):
            desk.open_report(installation, JO, coded_id, {coded_id: key})
    else:
        assert opens(installation, JO, share_id)
        clock.go_on(days=1)
        assert not opens(installation, JO, share_id)
        assert desk.listed(installation, JO, size=5).total == 0
        assert list(desk.every(installation, JO)) == []
        assert sharing.shares_of(installation, again(installation, visit)) == ()


def test_a_share_ends_with_the_answers_also_when_their_owner_shortens_that(
    installation: Installation, clock: Clock
) -> None:
    visit = finished(installation, Keep.DAY)
    ticked(installation, visit)
    assert sharing.shares_of(installation, visit)[0].share.ends_on == clock.today() + timedelta(days=1)
    usecases.choose(installation, visit, consent=False, keep=Keep.YEAR, nonce="n1")
    longer = again(installation, visit)
    share_id = ticked(installation, longer, "longer")
    assert sharing.shares_of(installation, longer)[0].share.ends_on == clock.today() + timedelta(days=30)
    usecases.choose(installation, longer, consent=False, keep=Keep.DAY, nonce="n2")
    assert sharing.shares_of(installation, again(installation, visit))[0].share.ends_on == (
        clock.today() + timedelta(days=1)
    )
    clock.go_on(days=2)
    assert not opens(installation, JO, share_id)
    assert desk.listed(installation, JO, size=5).total == 0


def test_a_revoked_share_opens_nothing_any_more(installation: Installation) -> None:
    visit = finished(installation)
    code, share_id = coded(installation, visit), ticked(installation, visit)
    coded_id, key = desk.open_by_code(installation, JO, code, client="203.0.113.1")
    for one in sharing.shares_of(installation, visit):
        sharing.revoke(installation, visit, one.share.id)
        sharing.revoke(installation, visit, one.share.id)
    assert not opens(installation, JO, share_id)
    assert refused(installation, JO, code) is CodeUnknown
    with pytest.raises(ShareGone):
        desk.open_report(installation, JO, coded_id, {coded_id: key})
    with pytest.raises(ShareGone):
        desk.report_key(installation, share_id, KHN_RTD)
    assert sharing.shares_of(installation, visit) == ()
    assert [one[0] for one in said(installation)].count("revoked") == 2


@one_is_enough
def test_an_owner_stops_no_share_of_another(installation: Installation) -> None:
    mine, other = finished(installation), finished(installation)
    share_id = ticked(installation, other)
    sharing.revoke(installation, mine, share_id)
    assert opens(installation, JO, share_id)
    assert sharing.shares_of(installation, mine) == ()


def test_two_tabs_may_stop_the_same_share(installation: Installation) -> None:
    visit = finished(installation)
    share_id = ticked(installation, visit)
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda _: sharing.revoke(installation, visit, share_id), range(2)))
    assert [one[0] for one in said(installation)] == ["shared", "revoked"]


@one_is_enough
def test_a_share_that_another_tab_just_stopped_is_noted_once(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    visit = finished(installation)
    share_id = ticked(installation, visit)
    with installation.store.database.reading() as connection:
        seen = shares.of_checkup(connection, visit)
    monkeypatch.setattr(shares, "of_checkup", lambda *_: seen)
    for _ in range(2):
        sharing.revoke(installation, visit, share_id)
    assert [one[0] for one in said(installation)] == ["shared", "revoked"]


@one_is_enough
def test_a_check_that_was_finished_before_there_were_summaries_gets_one_when_it_is_shared(
    installation: Installation,
) -> None:
    visit = finished(installation)
    with installation.store.database.writing() as connection:
        connection.execute(text("UPDATE checkup SET summary = NULL"))
    ticked(installation, visit)
    assert desk.listed(installation, JO, size=5).rows[0].summary.branch == "snackbar"


def test_a_form_that_is_posted_twice_makes_one_share(installation: Installation) -> None:
    visit = finished(installation)
    with ThreadPoolExecutor(2) as pool:
        given = set(pool.map(lambda _: coded(installation, visit, "one", WISH), range(2)))
        list(pool.map(lambda _: sharing.share_by_tick(installation, visit, Association.KHN, None, nonce="x"), range(2)))
    assert len(given) == 1
    assert [one.share.kind for one in sharing.shares_of(installation, visit)].count(ShareKind.CODE) == 1
    assert len(sharing.shares_of(installation, visit)) == 2
    assert [one[0] for one in said(installation)] == ["shared"] * 2
    assert coded(installation, visit, "another", WISH) not in given


@one_is_enough
def test_a_form_whose_share_was_taken_back_makes_no_new_one(installation: Installation) -> None:
    visit = finished(installation)
    coded(installation, visit, "one")
    ticked(installation, visit, "two")
    for one in sharing.shares_of(installation, visit):
        sharing.revoke(installation, visit, one.share.id)
    with pytest.raises(ShareGone):
        coded(installation, visit, "one")
    sharing.share_by_tick(installation, visit, Association.KHN, None, nonce="two")
    assert sharing.shares_of(installation, visit) == ()


@one_is_enough
def test_a_new_tick_takes_the_place_of_the_old_one(installation: Installation, clock: Clock) -> None:
    visit = finished(installation)
    old = ticked(installation, visit, "old")
    clock.go_on(days=5)
    visit = again(installation, visit)
    new = ticked(installation, visit, "new", WISH)
    assert [opens(installation, JO, one) for one in (old, new)] == [False, True]
    (own,) = sharing.shares_of(installation, visit)
    assert (own.share.wish, own.share.ends_on) == (WISH, clock.today() + timedelta(days=30))


def test_a_place_that_is_taken_leads_to_another_code(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = coded(installation, finished(installation))
    body = taken[:5] + ("0" if taken[5] != "0" else "1") + taken[6:-1]
    free = codes.generate(codes.SHARE_LENGTH)
    offered = iter([body + codes.check_sign(body), free])
    visit = finished(installation)
    monkeypatch.setattr(codes, "generate", lambda *_: next(offered))
    assert coded(installation, visit) == free
    desk.open_by_code(installation, JO, taken, client="203.0.113.1")


@one_is_enough
def test_a_check_that_is_not_finished_or_says_nothing_is_not_shared(installation: Installation) -> None:
    visit = finished(installation)
    draft = begin(installation, regio="rtd", kas_a="goed")
    emptied = finished(installation)
    usecases.save(installation, emptied, page(kas_a=None), revision=emptied.checkup.revision, nonce="n1")
    for one in (draft, emptied):
        for share in (ticked, coded):
            with pytest.raises(TooFewAnswers):
                share(installation, one)
        assert sharing.shares_of(installation, one) == ()
    usecases.forget(installation, visit)
    for share in (ticked, coded):
        with pytest.raises(SessionEnded):
            share(installation, visit)


@one_is_enough
def test_a_check_has_ten_live_shares_at_most(installation: Installation, clock: Clock) -> None:
    visit = finished(installation, Keep.YEAR)
    for number in range(sharing.MOST):
        coded(installation, visit, f"n{number}")
    for share in (ticked, coded):
        with pytest.raises(TooManyShares):
            share(installation, visit)
    assert len(sharing.shares_of(installation, visit)) == sharing.MOST
    clock.go_on(days=15)
    ticked(installation, again(installation, visit), "later")


@one_is_enough
def test_the_owner_sees_how_often_and_when_a_report_was_opened_and_printed(
    installation: Installation, clock: Clock
) -> None:
    visit = finished(installation)
    share_id = ticked(installation, visit)
    clock.go_on(hours=10)
    desk.open_report(installation, JO, share_id, {})
    clock.go_on(hours=2)  # after midnight in the Netherlands, not yet in Greenwich
    desk.open_report(installation, JO, share_id, {})
    with installation.store.database.writing() as connection:
        event = audit.Event(audit.What.PRINT_ITEM, audit.WORKER, share_id.hex())
        audit.note(connection, event, installation.seconds)
    assert [opens(installation, one, share_id) for one in STRANGERS] == [False] * 3
    (own,) = sharing.shares_of(installation, visit)
    assert own.seen_on == (date(2026, 11, 24), date(2026, 11, 25))
    assert own.printed_on == (date(2026, 11, 25),)


@one_is_enough
def test_every_act_is_in_the_log_and_none_tells_more_than_ids(installation: Installation) -> None:
    visit = finished(installation)
    usecases.address(installation, visit, Addressee("Kanariesnackbar", "Kanariestraat 1"), nonce="n1")
    share_id = ticked(installation, visit, wish=WISH)
    code = coded(installation, visit)
    desk.listed(installation, JO, size=5)
    desk.open_report(installation, JO, share_id, {})
    coded_id, _ = desk.open_by_code(installation, JO, code, client="203.0.113.1")
    opens(installation, STRANGERS[0], share_id)
    opens(installation, JO, b"typed in an address")
    sharing.revoke(installation, visit, share_id)
    assert said(installation) == [
        ("shared", "eigenaar", share_id.hex()),
        ("shared", "eigenaar", coded_id.hex()),
        ("list_seen", JO.id, ""),
        ("report_seen", JO.id, share_id.hex()),
        ("code_used", JO.id, coded_id.hex()),
        ("denied", STRANGERS[0].id, share_id.hex()),
        ("denied", JO.id, ""),
        ("revoked", "eigenaar", share_id.hex()),
    ]
    assert audit.verify(installation.store.database) is None


@one_is_enough
def test_a_report_is_not_shown_when_that_cannot_be_written_down(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    share_id = ticked(installation, finished(installation))
    monkeypatch.setattr(audit, "note", fail)
    for look in (
        lambda: desk.open_report(installation, JO, share_id, {}),
        lambda: desk.listed(installation, JO, size=5),
    ):
        with pytest.raises(ZeroDivisionError):
            look()
    with pytest.raises(ZeroDivisionError):
        next(desk.every(installation, JO))


def fail(*_: object) -> None:
    """Be a disk that is full."""
    raise ZeroDivisionError


@one_is_enough
def test_nothing_of_a_report_is_shown_when_printed(installation: Installation) -> None:
    visit = finished(installation)
    share_id = ticked(installation, visit, wish=WISH)
    report = desk.open_report(installation, JO, share_id, {})
    listing = desk.listed(installation, JO, size=5)
    for one in (report, listing, listing.rows[0].summary, sharing.shares_of(installation, visit)):
        assert not any(word in repr(one) for word in ("slecht", "010", "snackbar", visit.key.hex(), repr(visit.key)))
