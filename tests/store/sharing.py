"""A finished check, advisers, and shares between them, for tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shopcheck import usecases
from shopcheck.core.errors import ShopcheckError
from shopcheck.core.sharing import Account, Association, Contacting, Role, SharedWith, ShareKind, Wish
from shopcheck.usecases import Keep, desk, sharing
from tests.core.builders import answers
from tests.store.installations import CLIENT

if TYPE_CHECKING:
    from shopcheck.core.response import Answer
    from shopcheck.usecases import Installation, Visit

KHN_RTD = SharedWith(Association.KHN, "rtd")
WISH = Wish(Contacting.CALL, "010 123 45 67")


def adviser(association: Association = Association.KHN, *regions: str, role: Role = Role.ADVISER) -> Account:
    """Make somebody who signed in; in Rotterdam unless said otherwise."""
    return Account(f"{association}-1", "Jo de Vries", association, frozenset(regions or {"rtd"}), role)


JO = adviser()


def finished(installation: Installation, keep: Keep = Keep.QUARTER, **given: Answer) -> Visit:
    """Finish a check in Rotterdam, where advisers of KHN are."""
    sharing.open_to(installation, KHN_RTD)
    said = answers(**{"regio": "rtd", "branche": "snackbar", "kas_a": "slecht", **given})
    key = usecases.start(installation, said, consent=False, keep=keep)
    usecases.finish(installation, usecases.visit(installation, key), nonce="finish")
    return usecases.visit(installation, key)


def again(installation: Installation, visit: Visit) -> Visit:
    """Open the check of a visit as it is now."""
    key = usecases.resume(installation, visit.checkup.code, client=CLIENT)
    return usecases.visit(installation, key)


def ticked(installation: Installation, visit: Visit, nonce: str = "tick", wish: Wish | None = None) -> bytes:
    """Share with KHN by a tick; gives the id of the share."""
    sharing.share_by_tick(installation, visit, Association.KHN, wish, nonce=nonce)
    found = [one.share for one in sharing.shares_of(installation, visit)]
    return next(one.id for one in found if one.kind is ShareKind.TICK)


def coded(installation: Installation, visit: Visit, nonce: str = "code", wish: Wish | None = None) -> str:
    """Share with KHN by a code; gives the code."""
    return sharing.share_by_code(installation, visit, Association.KHN, wish, nonce=nonce)


def refused(installation: Installation, account: Account, code: str, client: str = CLIENT) -> type[ShopcheckError]:
    """Try a code at the desk; give with what it was refused."""
    try:
        desk.open_by_code(installation, account, code, client=client)
    except ShopcheckError as error:
        return type(error)
    raise AssertionError("it opened")
