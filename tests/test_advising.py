"""What an adviser can do with a check that was shared: remark, mark, print; and nothing else to it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from shopcheck import usecases
from shopcheck.core.errors import ShareGone
from shopcheck.core.sharing import LONGEST_REMARK, Account, Association, Remark, Role
from shopcheck.store import audit, checkups, vault
from shopcheck.store.audit import What
from shopcheck.usecases import desk, sharing
from tests.store.installations import page
from tests.store.sharing import JO, again, finished, ticked

if TYPE_CHECKING:
    from collections.abc import Callable

    from shopcheck.usecases import Installation, Visit
    from shopcheck.usecases.desk import Report
    from tests.store.installations import Clock

pytest_plugins = ("tests.store.fixtures",)

KIM = Account("khn-2", "Kim Bakker", Association.KHN, frozenset({"rtd"}), Role.ADVISER)


def opened(installation: Installation, visit: Visit) -> Report:
    """Share by a tick and open the report."""
    return desk.open_report(installation, JO, ticked(installation, visit), {})


def noted(installation: Installation, *kinds: What) -> list[tuple[str, str]]:
    """List who did these things, the first first, and to what."""
    return [(one.what, one.who) for one in reversed(audit.newest(installation.store.database)) if one.what in kinds]


def test_what_an_adviser_remarks_is_with_the_owners_answers_and_the_earlier_words_stay(
    installation: Installation, clock: Clock
) -> None:
    visit = finished(installation)
    report = opened(installation, visit)
    desk.remark(installation, JO, report, "Begin bij de kassa.", nonce="n1")
    clock.go_on(days=1)
    desk.remark(installation, KIM, report, "Begin bij de deur.", nonce="n2")

    checkup = again(installation, visit).checkup
    before, now = checkup.remarks
    assert checkup.remark == now == Remark("Begin bij de deur.", "Kim Bakker", Association.KHN, clock.today())
    assert (before.text, before.by) == ("Begin bij de kassa.", "Jo de Vries")
    assert checkup.answers == visit.checkup.answers
    assert (checkup.keep, checkup.expires_on) == (visit.checkup.keep, visit.checkup.expires_on)
    assert noted(installation, What.REMARK_MADE) == [("remark_made", "khn-1"), ("remark_made", "khn-2")]


def test_an_empty_remark_takes_back_what_was_said(installation: Installation) -> None:
    visit = finished(installation)
    report = opened(installation, visit)
    for nonce, said in (("n1", "Begin bij de kassa."), ("n2", "")):
        desk.remark(installation, JO, report, said, nonce=nonce)
    checkup = again(installation, visit).checkup
    assert (checkup.remark, len(checkup.remarks)) == (None, 2)


def test_a_remark_that_is_sent_twice_is_made_once(installation: Installation) -> None:
    visit = finished(installation)
    report = opened(installation, visit)
    for _ in range(2):
        desk.remark(installation, JO, report, "Begin bij de kassa.", nonce="n1")
    assert len(again(installation, visit).checkup.remarks) == 1
    assert len(noted(installation, What.REMARK_MADE)) == 1


def test_no_adviser_makes_a_check_grow_without_end(installation: Installation) -> None:
    visit = finished(installation)
    report = opened(installation, visit)
    for at in range(22):
        desk.remark(installation, JO, report, f"{at}", nonce=f"n{at}")
    kept = again(installation, visit).checkup.remarks
    assert [one.text for one in kept] == [f"{at}" for at in range(2, 22)]
    with pytest.raises(ValueError, match="too long"):
        desk.remark(installation, JO, report, "x" * (LONGEST_REMARK + 1), nonce="n")


def test_the_owner_who_saves_at_the_same_time_loses_nothing_and_neither_does_the_adviser(
    installation: Installation,
) -> None:
    visit = finished(installation)
    report = opened(installation, visit)
    revision = visit.checkup.revision
    usecases.save(installation, visit, page(kas_b="goed"), revision=revision, nonce="s1")
    desk.remark(installation, JO, report, "Begin bij de kassa.", nonce="n1")
    usecases.save(installation, visit, page(kas_c="goed"), revision=revision, nonce="s2")

    checkup = again(installation, visit).checkup
    assert checkup.answers == {**visit.checkup.answers, **page(kas_b="goed", kas_c="goed")}
    assert checkup.remark
    assert [one.summary.name for one in desk.every(installation, JO)] == [""]


@pytest.mark.parametrize(
    "act",
    [
        lambda i, report: desk.remark(i, JO, report, "Begin bij de kassa.", nonce="n1"),
        lambda i, report: desk.mark(i, JO, report, done=True),
        lambda i, report: desk.mark(i, JO, report, done=False),
    ],
    ids=["remark", "done", "not done"],
)
@pytest.mark.parametrize("gone", ["revoked", "forgotten", "over"])
def test_nothing_can_be_done_to_a_check_whose_share_went_while_it_was_open(
    installation: Installation, clock: Clock, gone: str, act: Callable[[Installation, Report], None]
) -> None:
    visit = finished(installation)
    report = opened(installation, visit)
    if gone == "revoked":
        sharing.revoke(installation, visit, report.share.id)
    elif gone == "forgotten":
        usecases.forget(installation, visit)
    else:
        clock.go_on(days=31)
    with pytest.raises(ShareGone):
        act(installation, report)
    assert noted(installation, What.REMARK_MADE, What.MARKED_DONE, What.MARKED_OPEN) == []
    if gone == "revoked":
        assert again(installation, visit).checkup.remarks == ()


def test_done_is_for_every_adviser_who_sees_it_and_can_be_undone(installation: Installation, clock: Clock) -> None:
    report = opened(installation, finished(installation))

    def done_on() -> object:
        return next(desk.every(installation, KIM)).share.done_on

    for done, then in ((True, clock.today()), (True, clock.today()), (False, None), (False, None)):
        desk.mark(installation, JO, report, done=done)
        assert done_on() == then
    told = [("marked_done", "khn-1"), ("marked_open", "khn-1")]
    assert noted(installation, What.MARKED_DONE, What.MARKED_OPEN) == told


def test_a_row_from_before_there_were_remarks_opens(installation: Installation) -> None:
    visit = finished(installation)
    with installation.store.database.reading() as connection:
        row = checkups.find(connection, visit.checkup.id)
    assert row
    place = checkups._place(row.id, row.questionnaire, row.version, row.revision)
    plain = json.loads(vault.unpad(vault.unseal(visit.key, row.sealed, place)))
    assert plain.pop("remarks") == []
    older = vault.seal(visit.key, vault.pad(json.dumps(plain).encode()), place)
    assert checkups.open_row(row._replace(sealed=older), visit.key, "").remarks == ()


def test_a_remark_cannot_be_read_in_the_database(installation: Installation) -> None:
    desk.remark(installation, JO, opened(installation, finished(installation)), "Kanariewoorden", nonce="n1")
    with installation.store.database.reading() as connection:
        for table in ("checkup", "share", "audit", "nonce"):
            assert "Kanariewoorden" not in str(connection.execute(text(f"SELECT * FROM {table}")).all())  # noqa: S608 - our own names
