"""Typed answers that could not be saved yet, carried in hidden fields until they can.

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
PLACE = ("held_tier", "held_form", "held_question")
TYPED = (PREFIX, "pick_")  # answers, and what was chosen where two screens differed
MARKS = frozenset({"revision", "nonce", "differs", "check"})
NOT_AGAIN = frozenset({"csrf_token"})


@dataclass(frozen=True, slots=True)
class Held:
    """The fields of a page of questions, and which page it was."""

    tier: Tier
    form_id: str
    question_id: str
    fields: tuple[tuple[str, str], ...]

    @property
    def hidden(self) -> tuple[tuple[str, str], ...]:
        """Every hidden field that carries it on."""
        place = zip(PLACE, (self.tier.value, self.form_id, self.question_id), strict=True)
        return (*place, *self.fields)

    @property
    def form(self) -> MultiDict[str, str]:
        """The fields as they were posted."""
        return MultiDict(self.fields)


def _kept(names: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple((name, value) for name, value in names if name.startswith(TYPED) or name in MARKS)


def from_question_page() -> Held | None:
    """Take what this request typed on a page of questions; None when it was no such page."""
    tier = TIER_OF.get(request.endpoint or "")
    if request.method != "POST" or tier is None or not surely_ours():
        return None
    place = request.view_args or {}
    return Held(tier, place["form_id"], place["question_id"], _kept(request.form.items(multi=True)))


def carried() -> Held | None:
    """Take what this request carries on in hidden fields; None when it carries nothing."""
    tier, form_id, question_id = (request.form.get(name, "") for name in PLACE)
    if tier not in set(Tier) or not surely_ours():
        return None
    return Held(Tier(tier), form_id, question_id, _kept(request.form.items(multi=True)))


def everything_typed() -> tuple[tuple[str, str], ...]:
    """Give every field of this form, to offer it again with a fresh token; nothing for a form from elsewhere."""
    if not surely_ours():
        return ()
    return tuple((name, value) for name, value in request.form.items(multi=True) if name not in NOT_AGAIN)
