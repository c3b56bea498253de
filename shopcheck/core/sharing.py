"""Who may see what: advisers the checks that owners share, partners the figures of their regions and nothing else.

A share is the owner's own act. It names one association and one region, ends by itself, and can be taken back at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from shopcheck.core.partners import Partner
from shopcheck.core.statistics import COUNTRY

if TYPE_CHECKING:
    from datetime import date

LONGEST_REMARK = 600  # signs
LONGEST_REACH = 100  # signs
CODE_KEPT = timedelta(days=14)
CODE_VIEWS = 5
TICK_KEPT = timedelta(days=30)


class Association(StrEnum):
    """Whom an adviser works for."""

    KHN = "khn"
    DN = "dn"
    PVO = "pvo"

    @property
    def full_name(self) -> str:
        """The name as people know it."""
        return TITLES[self]


TITLES = {
    Association.KHN: "Koninklijke Horeca Nederland",
    Association.DN: "Detailhandel Nederland",
    Association.PVO: "Platform Veilig Ondernemen",
}


class Role(StrEnum):
    """What an account is for. An admin invites, disables and reads the audit log, and sees no check.

    A partner sees no check, no account and no log either.
    """

    ADVISER = "adviser"
    ADMIN = "admin"
    PARTNER = "partner"


@dataclass(frozen=True, slots=True, order=True)
class SharedWith:
    """One association in one region: whom a share is for. `region` is the id of a region option, as `RTD`."""

    association: Association
    region: str


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who signed in with both factors. `regions` are ids of region options; an admin may have none."""

    id: str
    name: str
    organisation: Association | Partner
    regions: frozenset[str]
    role: Role

    def __post_init__(self) -> None:
        """Refuse a partner who would be of an association, and the reverse."""
        if (self.role is Role.PARTNER) is not isinstance(self.organisation, Partner):
            raise ValueError("a partner is a kind of partner, and nobody else is")

    def __repr__(self) -> str:
        return f"<Account {self.id}>"

    @property
    def association(self) -> Association:
        """Whom an adviser or admin works for. A partner has none: what asks for one is not for partners."""
        if isinstance(self.organisation, Partner):
            raise TypeError("a partner has no association")
        return self.organisation

    @property
    def overseen_by(self) -> str:
        """The association whose admins read in the log what happens to this account; empty for a partner."""
        return "" if self.role is Role.PARTNER else self.organisation

    @property
    def served(self) -> tuple[SharedWith, ...]:
        """Whose shares this account may see, in a fixed order; none for an admin or a partner."""
        if self.role is not Role.ADVISER:
            return ()
        return tuple(SharedWith(self.association, region) for region in sorted(self.regions))

    @property
    def informed(self) -> frozenset[str]:
        """Of which regions this account may read what is published: the own ones, and the country."""
        return self.regions | {COUNTRY}


@dataclass(frozen=True, slots=True)
class Remark:
    """What an adviser adds to the advice, under a name: for the owner to read, in the letter and with the result."""

    text: str
    by: str
    association: Association
    on: date

    def __post_init__(self) -> None:
        """Refuse what the page should have refused."""
        if len(self.text) > LONGEST_REMARK:
            raise ValueError("the remark is too long")

    def __repr__(self) -> str:
        return f"<Remark of {self.on}>"


class ShareKind(StrEnum):
    """By a code that the owner hands over, or by a tick that lets every adviser of the association in the region in."""

    CODE = "code"
    TICK = "tick"


class Contacting(StrEnum):
    """What the owner would like the adviser to do."""

    VISIT = "bezoek"
    CALL = "bellen"


@dataclass(frozen=True, slots=True)
class Wish:
    """The owner would like a visit or a call; `reach` is a telephone number or e-mail address as typed."""

    contacting: Contacting
    reach: str

    def __post_init__(self) -> None:
        """Refuse what the page should have refused."""
        if len(self.reach) > LONGEST_REACH:
            raise ValueError("the way to reach the owner is too long")

    def __repr__(self) -> str:
        return f"<Wish {self.contacting}>"


@dataclass(frozen=True, slots=True)
class Share:
    """One share as its owner and the adviser see it. `ends_on` is the last day; a tick has no number of views."""

    id: bytes
    kind: ShareKind
    shared_with: SharedWith
    shared_on: date
    ends_on: date
    views_left: int | None
    done_on: date | None
    wish: Wish | None

    def __repr__(self) -> str:
        return f"<Share {self.id.hex()}>"

    def lives(self, today: date) -> bool:
        """Whether it still lets somebody in."""
        return today <= self.ends_on and self.views_left != 0


def last_day_of(kind: ShareKind, today: date, kept_until: date) -> date:
    """Say how long a share made today lasts: never longer than the answers are kept."""
    return min(kept_until, today + (CODE_KEPT if kind is ShareKind.CODE else TICK_KEPT))
