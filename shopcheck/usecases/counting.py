"""Counting a check for its region: with its owner's consent, once, and taken back as long as that can be."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from shopcheck.core.assessment import assess
from shopcheck.core.errors import QuestionnaireGone
from shopcheck.core.statistics import cells_of, tally
from shopcheck.store import counting

if TYPE_CHECKING:
    from datetime import date

    from shopcheck.core.statistics import Tally
    from shopcheck.store.checkups import Checkup
    from shopcheck.store.database import Transaction
    from shopcheck.store.opened import Opened
    from shopcheck.usecases.installation import Installation


@dataclass(frozen=True, slots=True)
class Count:
    """What the region sees of a check, or would: None when it cannot be counted, as while there is no outcome.

    `done` says whether it is in the counters or was, `closed` whether that is for good.
    """

    tally: Tally | None
    done: bool
    closed: bool


def count_of(installation: Installation, opened: Opened) -> Count:
    """Say what the region sees of a check as it is now."""
    counted = opened.checkup.counted
    if counted:
        return Count(counted.tally, done=True, closed=not counting.waits(installation.store.database, counted))
    return Count(_tally(opened), done=False, closed=False)


def settle(connection: Transaction, today: date, before: Checkup, opened: Opened) -> Checkup:
    """Bring the counters in line with the consent of a check that changes, in the same transaction; gives the check.

    Answers that change later are not counted anew: a check is in the figures once.
    """
    after = opened.checkup
    if after.consent and after.finished_on and after.counted is None:
        found = _tally(opened)
        if found:
            cells = cells_of(opened.questionnaire)
            return replace(after, counted=counting.add(connection, found, cells, today))
    elif before.consent and not after.consent:
        return take_back(connection, after)
    return after


def take_back(connection: Transaction, checkup: Checkup) -> Checkup:
    """Count a check no longer, where that can still be; gives the check."""
    if checkup.counted and counting.take_back(connection, checkup.counted):
        return replace(checkup, counted=None)
    return checkup


def _tally(opened: Opened) -> Tally | None:
    try:
        return tally(assess(opened.response))
    except QuestionnaireGone:
        return None
