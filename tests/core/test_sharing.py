"""Who may see a check besides its owner, and for how long."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from shopcheck.core.partners import Partner
from shopcheck.core.sharing import (
    CODE_VIEWS,
    LONGEST_REACH,
    LONGEST_REMARK,
    Account,
    Association,
    Contacting,
    Remark,
    Role,
    Share,
    SharedWith,
    ShareKind,
    Wish,
    last_day_of,
)

TODAY = date(2026, 11, 24)
KHN_RTD = SharedWith(Association.KHN, "RTD")
SHARE = Share(bytes(16), ShareKind.CODE, KHN_RTD, TODAY, TODAY + timedelta(days=14), CODE_VIEWS, None, None)


def test_an_adviser_sees_the_shares_of_their_own_association_in_their_own_regions() -> None:
    adviser = Account("a", "Jo", Association.KHN, frozenset({"RTD", "DHG"}), Role.ADVISER)
    assert adviser.served == (SharedWith(Association.KHN, "DHG"), KHN_RTD)


def test_an_admin_sees_no_check_at_all() -> None:
    admin = Account("a", "Jo", Association.KHN, frozenset({"RTD"}), Role.ADMIN)
    assert admin.served == ()


def test_a_partner_sees_no_check_and_reads_of_the_own_regions_and_the_country() -> None:
    partner = Account("a", "Jo", Partner.KHN, frozenset({"RTD"}), Role.PARTNER)
    assert partner.served == ()
    assert partner.informed == {"RTD", "NL"}
    assert partner.overseen_by == ""
    with pytest.raises(TypeError, match="no association"):
        _ = partner.association


@pytest.mark.parametrize(
    ("organisation", "role"),
    [(Association.KHN, Role.PARTNER), (Partner.KHN, Role.ADVISER), (Partner.KHN, Role.ADMIN)],
)
def test_nobody_is_both_of_an_association_and_a_partner(organisation: Association | Partner, role: Role) -> None:
    with pytest.raises(ValueError, match="kind of partner"):
        Account("a", "Jo", organisation, frozenset(), role)


@pytest.mark.parametrize(
    ("kind", "days"), [pytest.param(ShareKind.CODE, 14, id="a code"), pytest.param(ShareKind.TICK, 30, id="a tick")]
)
def test_a_share_ends_by_itself_and_never_after_the_answers(kind: ShareKind, days: int) -> None:
    assert last_day_of(kind, TODAY, date(2027, 11, 24)) == TODAY + timedelta(days=days)
    assert last_day_of(kind, TODAY, TODAY + timedelta(days=1)) == TODAY + timedelta(days=1)


def test_a_share_lives_through_its_last_day() -> None:
    assert SHARE.lives(SHARE.ends_on)
    assert not SHARE.lives(SHARE.ends_on + timedelta(days=1))


def test_a_share_ends_when_its_views_are_used() -> None:
    assert not replace(SHARE, views_left=0).lives(TODAY)
    assert replace(SHARE, views_left=None).lives(TODAY)


def test_every_association_and_partner_has_a_name() -> None:
    assert all(one.full_name for one in (*Association, *Partner))


def test_nothing_of_a_person_is_shown_when_printed() -> None:
    wish = Wish(Contacting.CALL, "010-1234567")
    account = Account("a1", "Jo de Vries", Association.DN, frozenset(), Role.ADMIN)
    assert "010" not in repr(replace(SHARE, wish=wish))
    assert "010" not in repr(wish)
    assert "Vries" not in repr(account)


def test_what_a_page_should_have_refused_is_refused_here_too() -> None:
    with pytest.raises(ValueError, match="too long"):
        Wish(Contacting.CALL, "0" * (LONGEST_REACH + 1))
    with pytest.raises(ValueError, match="too long"):
        Remark("x" * (LONGEST_REMARK + 1), "Jo", Association.KHN, TODAY)


def test_a_remark_shows_its_day_alone_when_printed() -> None:
    assert repr(Remark("Begin bij de deur.", "Jo", Association.KHN, TODAY)) == "<Remark of 2026-11-24>"
