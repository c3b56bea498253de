"""A share code at the desk: it opens one check for one session, and tells nothing when it does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from shopcheck.core.sharing import Association, ShareKind
from shopcheck.store.code import check_sign
from shopcheck.usecases import sharing
from tests.web.desk.shares import adviser, finished, share
from tests.web.desk.signing_in import sign_in

if TYPE_CHECKING:
    from shopcheck.usecases import Installation
    from tests.store.installations import Clock
    from tests.web.house_rules import Page
    from tests.web.visitor import Visitor

PATH = "/balie/deelcode"
NOT_OPEN = "Open een check met een deelcode"


def type_code(visitor: Visitor, code: str, status: int = 200, at: str = PATH) -> Page:
    """Fill in the box and send it."""
    return visitor.send(visitor.page(at), {"deelcode": code}, status, action=PATH)


@pytest.mark.parametrize("at", [PATH, "/balie/"])
def test_a_code_opens_its_check_for_this_session(
    visitor: Visitor, other: Visitor, installation: Installation, at: str
) -> None:
    one = share(installation, finished(installation, "De Hoek"), kind=ShareKind.CODE)
    account = adviser(visitor)
    typed = "-".join(one.code[start : start + 4].lower() for start in range(0, 16, 4))
    assert type_code(visitor, typed, at=at).heading == "De Hoek"
    assert visitor.page(one.path).heading == "De Hoek"
    assert not any(one.code in path for path in visitor.seen)
    sign_in(other.client, account=account)
    other.page(one.path, 404)


def test_an_empty_box_asks_for_the_code(visitor: Visitor) -> None:
    adviser(visitor)
    page = type_code(visitor, " ", 422)
    assert "Vul de deelcode in" in page.text


def test_codes_that_open_nothing_all_look_the_same(visitor: Visitor, installation: Installation, clock: Clock) -> None:
    def coded(association: Association = Association.KHN, **given: str) -> str:
        visit = finished(installation, **given)
        return share(installation, visit, kind=ShareKind.CODE, association=association).code

    over = coded()
    clock.go_on(days=15)
    adviser(visitor)
    spent, taken_back = coded(), share(installation, kind=ShareKind.CODE)
    for _ in range(5):
        type_code(visitor, spent)
    sharing.revoke(installation, taken_back.visit, bytes.fromhex(taken_back.id))
    never, owners = "A" * 15 + "B", finished(installation).checkup.code
    elsewhere = (coded(Association.DN), coded(regio="AMS"))
    pages = [type_code(visitor, one, 422) for one in (over, spent, taken_back.code, never, owners, *elsewhere)]
    assert {one.heading for one in pages} == {NOT_OPEN}
    assert [one.fields(PATH)["deelcode"] for one in pages[:2]] == [[over], [spent]]
    assert len({one.text for one in pages}) == 1


def test_guessing_share_codes_is_slowed_down(visitor: Visitor, installation: Installation) -> None:
    one = share(installation, kind=ShareKind.CODE)
    adviser(visitor)
    wrong = next(code for code in same_place(one.code) if code != one.code)
    for _ in range(5):
        type_code(visitor, wrong, 422)
    page = type_code(visitor, one.code, 429)
    assert page.heading == "Even wachten"
    assert page.response.headers["Retry-After"]


def same_place(code: str) -> list[str]:
    """Make well-formed codes with the same place, and all but one with another secret."""
    bodies = [code[:6] + sign + code[7:-1] for sign in "0123456789"]
    return [body + check_sign(body) for body in bodies]
