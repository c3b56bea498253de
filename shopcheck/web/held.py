"""What was typed and could not be saved yet, carried in hidden fields until it can.

Only for a form that certainly came from a page of ours: another site may not put answers into an owner's hands.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import request
from werkzeug.datastructures import MultiDict

from shopcheck.core.questionnaire import Tier
from shopcheck.web.forms import PREFIX
from shopcheck.web.gate import surely_ours

if TYPE_CHECKING:
    from collections.abc import Iterable

TIER_OF = {"owner.question": Tier.CORE, "owner.deep": Tier.DEEP}
SHOWN_AGAIN = frozenset(
    {"owner.begin", "owner.choices", "owner.letter", "owner.sharing"}
)  # after the code; their owner saves them
PLACE = ("held_page", "held_form", "held_question")
TYPED = (PREFIX, "pick_")  # answers, and what was chosen where two screens differed
OTHERS = frozenset({"postcode", "meetellen", "bewaren", "naam", "adres", "met", "hoe", "wens", "bereik"})
MARKS = frozenset({"revision", "nonce", "differs", "check"})
NOT_AGAIN = frozenset({"csrf_token", "password", "new_password", "new_password_confirm"})  # and never a password


@dataclass(frozen=True, slots=True)
class Held:
    """The fields of a page, and which page it was."""

    endpoint: str
    form_id: str
    question_id: str
    fields: tuple[tuple[str, str], ...]

    @property
    def hidden(self) -> tuple[tuple[str, str], ...]:
        """Every hidden field that carries it on."""
        place = zip(PLACE, (self.endpoint, self.form_id, self.question_id), strict=True)
        return (*place, *self.fields)

    @property
    def tier(self) -> Tier | None:
        """Of a page of questions: its answers are saved as soon as the code is there. None for another page."""
        return TIER_OF.get(self.endpoint)

    @property
    def form(self) -> MultiDict[str, str]:
        """The fields as they were posted."""
        return MultiDict(self.fields)


def _kept(names: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple((name, value) for name, value in names if name.startswith(TYPED) or name in OTHERS | MARKS)


def from_page() -> Held | None:
    """Take what this request typed on a page that waits for the code; None when it was no such page."""
    place = request.view_args or {}
    return _held(request.endpoint or "", place.get("form_id", ""), place.get("question_id", ""))


def carried() -> Held | None:
    """Take what this request carries on in hidden fields; None when it carries nothing."""
    return _held(*(request.form.get(name, "") for name in PLACE))


def _held(endpoint: str, form_id: str, question_id: str) -> Held | None:
    """Hold it, when it certainly is ours. The form of a new check is of no check yet, and waits for no code."""
    ours = endpoint in TIER_OF or (endpoint in SHOWN_AGAIN and "check" in request.form)
    if request.method != "POST" or not ours or not surely_ours():
        return None
    return Held(endpoint, form_id, question_id, _kept(request.form.items(multi=True)))


def everything_typed() -> tuple[tuple[str, str], ...]:
    """Give every field of this form, to offer it again with a fresh token; nothing for a form from elsewhere."""
    if not surely_ours():
        return ()
    return tuple((name, value) for name, value in request.form.items(multi=True) if name not in NOT_AGAIN)
