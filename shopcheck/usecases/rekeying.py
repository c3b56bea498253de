"""A paper form, typed over by an adviser, becomes a check of its own: the owner's, under a code on a slip."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shopcheck.core.assessment import has_outcome
from shopcheck.core.errors import TooFewAnswers
from shopcheck.core.response import respond
from shopcheck.store import audit, checkups
from shopcheck.store.audit import Event, What
from shopcheck.store.checkups import Addressee, Keep, Posted
from shopcheck.usecases.checks import address, finish, start, visit

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shopcheck.core.questionnaire import QuestionId
    from shopcheck.core.response import Answer
    from shopcheck.core.sharing import Account
    from shopcheck.store.checkups import Checkup
    from shopcheck.usecases.installation import Installation


def rekey(
    installation: Installation,
    account: Account,
    answers: Mapping[QuestionId, Answer],
    *,
    consent: bool,
    addressee: Addressee,
    nonce: str,
) -> str:
    """Make a finished check of what an adviser typed over; gives its code, which the adviser hands to the owner.

    `consent` and `addressee` are what the owner filled in on the paper; how long it is kept stands there too. The same
    form again gives the same code, also after a crash in between, until the session in which it was made is over: then
    SessionEnded, for nobody can read the code any more. Nobody else may be able to guess the nonce.

    Raises TooFewAnswers, and keeps nothing, when there would be no outcome.
    """
    if not has_outcome(respond(installation.offered, answers)):
        raise TooFewAnswers
    session_key = start(installation, answers, consent=consent, keep=Keep.QUARTER, nonce=nonce)
    opened = visit(installation, session_key)
    if addressee != Addressee():
        address(installation, opened, addressee, nonce=nonce)
    finish(installation, opened, nonce=nonce)
    _note(installation, account, opened.checkup, nonce)
    return opened.checkup.code


def _note(installation: Installation, account: Account, checkup: Checkup, nonce: str) -> None:
    """Write it down once, before anybody has the code."""
    with installation.store.database.writing() as connection:
        if checkups.mark_done(connection, checkup, Posted(nonce, "rekey", {}), installation.today()):
            event = Event(What.REKEYED, account.id, checkup.id.hex(), account.association)
            audit.note(connection, event, installation.seconds)
