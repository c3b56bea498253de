"""Checks that owners share with advisers, for tests of the desk."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from shopcheck import usecases
from shopcheck.core.questionnaire import ContactId, RegionCode
from shopcheck.core.sharing import Association, SharedWith, ShareKind
from shopcheck.usecases import Addressee, Keep, sharing
from shopcheck.web.shop import EXTENSION
from tests.core.builders import answers
from tests.letter.shops import CONTACTS
from tests.web.desk.signing_in import sign_in
from tests.web.example import example
from tests.web.visitor import WEAK

if TYPE_CHECKING:
    from flask import Flask

    from shopcheck.core.questionnaire import Questionnaire
    from shopcheck.core.sharing import Account, Wish
    from shopcheck.usecases import Installation, Visit
    from tests.web.visitor import Values, Visitor

SNACKBAR: Values = {
    "branche": "snackbar",
    "regio": "RTD",
    **WEAK,
    "licht_waar": ("achter", "nergens"),  # type: ignore[dict-item]  # as answers hold it
    "licht_lampen": 3,  # type: ignore[dict-item]  # as above
}


def with_all_for_a_letter() -> Questionnaire:
    """Make the example questionnaire with every contact that a letter needs."""
    made = example()
    helpers = {**made.contacts, **{one.id: one for one in CONTACTS}}
    rotterdam = replace(made.regions[RegionCode("RTD")], contacts=(ContactId("gemeente"),))
    return replace(made, contacts=helpers, regions={rotterdam.code: rotterdam})


def without_printer(desk: Flask) -> Flask:
    """Let a desk print without the process that does: what comes out is the letter as HTML."""
    desk.extensions[EXTENSION] = replace(desk.extensions[EXTENSION], letters=str.encode)
    return desk


@dataclass(frozen=True)
class Shared:
    """A check with one share. `code` is empty for a tick."""

    visit: Visit
    id: str
    code: str

    @property
    def path(self) -> str:
        """Where its report is."""
        return f"/balie/check/{self.id}"


def finished(installation: Installation, name: str = "", address: str = "", **given: object) -> Visit:
    """Finish a check of a snack bar in Rotterdam, or of what is given."""
    key = usecases.start(installation, answers(**{**SNACKBAR, **given}), consent=False, keep=Keep.QUARTER)  # type: ignore[arg-type]  # answers
    usecases.address(installation, usecases.visit(installation, key), Addressee(name, address), nonce="address")
    usecases.finish(installation, usecases.visit(installation, key), nonce="finish")
    return usecases.visit(installation, key)


def share(
    installation: Installation,
    visit: Visit | None = None,
    *,
    kind: ShareKind = ShareKind.TICK,
    wish: Wish | None = None,
    association: Association = Association.KHN,
) -> Shared:
    """Share a check with an association in its own region."""
    visit = visit or finished(installation)
    sharing.open_to(installation, SharedWith(association, visit.response.region or ""))
    code = ""
    if kind is ShareKind.CODE:
        code = sharing.share_by_code(installation, visit, association, wish, nonce="share")
    else:
        sharing.share_by_tick(installation, visit, association, wish, nonce="share")
    return Shared(visit, sharing.shares_of(installation, visit)[0].share.id.hex(), code)


def adviser(visitor: Visitor, *regions: str) -> Account:
    """Let a browser be an adviser of KHN, in Rotterdam unless said otherwise."""
    return sign_in(visitor.client, regions=regions or ("RTD",))
