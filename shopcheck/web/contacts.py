"""Who can help, as pages may show it on a day: the one place where they get numbers and addresses from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shopcheck.letter.compose import AFTERCARE, ANONYMOUS, EMERGENCY, POLICE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from shopcheck.core.questionnaire import Contact, ContactId, Questionnaire

ALWAYS = frozenset({EMERGENCY, POLICE})  # when it happens now, a number that is due for a check is better than none
EVERYWHERE = (EMERGENCY, POLICE, AFTERCARE, ANONYMOUS)


def reachable(questionnaire: Questionnaire, on: date) -> Mapping[ContactId, Contact]:
    """Give who may be named on a day, as in the letter: verified, and not too long ago."""
    return {one.id: one for one in questionnaire.contacts.values() if one.id in ALWAYS or _may_be_named(one, on)}


def _may_be_named(contact: Contact, on: date) -> bool:
    return contact.verified_on is not None and on <= contact.valid_until


def listed(questionnaire: Questionnaire, on: date, first: Iterable[ContactId] = ()) -> list[Contact]:
    """List who can help: these first, then those that hold everywhere."""
    known = reachable(questionnaire, on)
    return [known[one] for one in dict.fromkeys((*first, *EVERYWHERE)) if one in known]
