"""What an owner can do with a check, and what time does to it."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from secrets import token_bytes
from typing import TYPE_CHECKING

from shopcheck.core.assessment import assess, has_outcome
from shopcheck.core.errors import AnswersConflict, CodeUnknown, QuestionnaireGone, SessionEnded, TooFewAnswers
from shopcheck.logs import log
from shopcheck.store import checkups, retention, sessions
from shopcheck.store import code as codes
from shopcheck.store.checkups import Addressee, Checkup, Keep, Posted, Summary, last_day
from shopcheck.store.cookie import text_of
from shopcheck.store.errors import StoreUnavailable
from shopcheck.store.sessions import Visit
from shopcheck.store.vault import new_key
from shopcheck.usecases.counting import settle, take_back

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from shopcheck.core.questionnaire import QuestionId
    from shopcheck.core.response import Answer
    from shopcheck.store.database import Database, Transaction
    from shopcheck.store.opened import Opened
    from shopcheck.usecases.installation import Installation

PLACES_TRIED = 5  # a taken place is one in a thousand with a million checks kept


def start(
    installation: Installation,
    answers: Mapping[QuestionId, Answer],
    *,
    consent: bool,
    keep: Keep,
    client: str | None = None,
    nonce: str = "",
) -> str:
    """Begin a check under a new code, which the visit shows. Gives the session key for the cookie.

    The same form again, as when a button is pressed twice, gives the session of the same check: with two of them an
    owner could write down the code of one and answer in the other. Nobody else may be able to guess its nonce. A form
    that says something else is another check, so that no choice is dropped in silence.

    Raises TooManyAttempts, for `client` as in `resume`; a command of the operator has none. Raises Busy.
    """
    if client is not None:
        installation.store.attempts.count_start(client)
    asked = installation.offered
    posted = Posted(nonce, "start", {"answers": dict(answers), "consent": consent, "keep": keep})
    secret = sessions.secret_of(installation.store.keys.secret_key, posted if nonce else None)
    checkup = Checkup(
        id=token_bytes(16),
        revision=1,
        questionnaire_id=asked.id,
        version=asked.version,
        hash=asked.hash,
        answers=dict(answers),
        revised=dict.fromkeys(answers, 1),
        addressee=Addressee(),
        consent=consent,
        keep=keep,
        finished_on=None,
        expires_on=last_day(None, keep, installation.today()),
        code="",
    )
    for _ in range(PLACES_TRIED):
        try:
            session_key = _keep_new(installation, replace(checkup, code=codes.generate()), secret)
        except SessionEnded:
            return text_of(secret)
        if session_key:
            return session_key
    raise RuntimeError("no free place for a code")  # pragma: no cover - one in 10¹⁵


def _keep_new(installation: Installation, checkup: Checkup, secret: bytes) -> str | None:
    store, key = installation.store, new_key()
    wrap = store.vault.wrap(checkup.code, checkup.id, key)
    with store.database.writing() as connection:
        if not checkups.add(connection, checkup, store.vault.locate(checkup.code), wrap, key):
            return None
        return sessions.begin(connection, checkup.id, key, checkup.code, installation.seconds, secret)


def visit(installation: Installation, session_key: str) -> Visit:
    """Open the answers of a browser that is in. Raises SessionEnded."""
    database, now = installation.store.database, installation.seconds
    found = sessions.find(database, session_key, now=now, today=installation.today())
    if now - found.seen >= sessions.TOUCH:
        with suppress(StoreUnavailable):  # who only reads needs no room on the disk; the session ends earlier, at worst
            sessions.touch(database, found.session_id, now)
    return Visit(found.key, found.checkup, installation.questionnaire_of, found.session_id)


def save(
    installation: Installation,
    visit: Visit,
    answers: Mapping[QuestionId, Answer | None],
    *,
    revision: int,
    nonce: str,
) -> None:
    """Keep the answers of one page; None takes an answer away. `revision` is the one that the page was made from.

    Raises AnswersConflict, and keeps nothing, when one of these questions got another answer since; SessionEnded when
    the check is gone.
    """
    change(installation, visit, Posted(nonce, "save", answers), lambda checkup: merge(checkup, answers, revision))


def merge(checkup: Checkup, answers: Mapping[QuestionId, Answer | None], revision: int) -> Checkup:
    """Put the answers of a page into the check as it is now. Raises AnswersConflict."""
    changed = {one: answer for one, answer in answers.items() if checkup.answers.get(one) != answer}
    differing = [one for one in changed if checkup.revised.get(one, 0) > revision]
    if differing:
        raise AnswersConflict(differing)
    merged = {**checkup.answers, **changed}
    return replace(
        checkup,
        answers={one: answer for one, answer in merged.items() if answer is not None},
        revised={**checkup.revised, **dict.fromkeys(changed, checkup.revision + 1)},
    )


def finish(installation: Installation, visit: Visit, *, nonce: str) -> None:
    """End the check: from now on it is kept as long as the owner chose. A second time changes nothing.

    Raises TooFewAnswers while there is no outcome.
    """
    today = installation.today()

    def end(checkup: Checkup) -> Checkup:
        if not has_outcome(replace(visit, checkup=checkup).response):
            raise TooFewAnswers
        return replace(checkup, finished_on=checkup.finished_on or today)

    change(installation, visit, Posted(nonce, "finish", {}), end)


def address(installation: Installation, visit: Visit, addressee: Addressee, *, nonce: str) -> None:
    """Keep to whom the letter is written, or with an empty one no longer."""
    posted = Posted(nonce, "address", {"name": addressee.name, "address": addressee.address})
    change(installation, visit, posted, lambda checkup: replace(checkup, addressee=addressee))


def choose(installation: Installation, visit: Visit, *, consent: bool, keep: Keep, nonce: str) -> None:
    """Count for the region or not, and keep a finished check as long as this from now on."""
    posted = Posted(nonce, "choose", {"consent": consent, "keep": keep})
    change(installation, visit, posted, lambda checkup: replace(checkup, consent=consent, keep=keep))


def kept_until(checkup: Checkup, today: date) -> date:
    """Say the last day of a check that is saved today; a choice that was over already ends with today."""
    return max(today, last_day(checkup.finished_on, checkup.keep, today))


def change(installation: Installation, opened: Opened, posted: Posted, decide: Callable[[Checkup], Checkup]) -> None:
    """Change a check once per posted form, as it is now and not as it was when the page was made.

    Raises SessionEnded when the check is gone.
    """
    with installation.store.database.writing() as connection:
        change_in(connection, installation.today(), opened, posted, decide)


def change_in(
    connection: Transaction, today: date, opened: Opened, posted: Posted, decide: Callable[[Checkup], Checkup]
) -> bool:
    """Do so in a transaction that does more; False when this very form did it before."""
    checkup = checkups.lock(connection, opened.checkup, opened.key)
    if checkup is None:
        raise SessionEnded
    if not checkups.mark_done(connection, checkup, posted, today):
        return False
    changed = settle(connection, today, checkup, replace(opened, checkup=decide(checkup)))
    changed = replace(changed, revision=checkup.revision + 1, expires_on=kept_until(changed, today))
    checkups.put(connection, changed, opened.key, summary_of(replace(opened, checkup=changed)))
    return True


def summary_of(opened: Opened) -> Summary | None:
    """Say what a list shows of a check; None while it is not finished, or when its questions are no longer here."""
    if opened.checkup.finished_on is None:
        return None
    try:
        response = opened.response
    except QuestionnaireGone:
        return None
    branch = response.options(opened.questionnaire.questions[opened.questionnaire.branch_question])
    risk_class = assess(response).risk_class
    return Summary(
        sector=response.sector or "",
        branch=branch[0].id if branch else "",
        branch_title=branch[0].text if branch else "",
        risk_class=risk_class.id if risk_class else "",
        name=opened.checkup.addressee.name,
        finished_on=opened.checkup.finished_on,
    )


def resume(installation: Installation, code: str, *, client: str) -> str:
    """Let an owner in with the code, on any device. Gives the session key for the cookie.

    Raises CodeUnknown, the same for wrong, expired and never given; TooManyAttempts; Busy. `client` is the address of
    the browser. A slip of the pen is caught before anything is counted or hashed.
    """
    store, plain = installation.store, codes.normalise(code)
    locator = store.vault.locate(plain)
    store.attempts.count(client, locator)
    checkup_id, wrap = checkups.locate(store.database, locator, installation.today()) or (bytes(16), None)
    key = store.vault.unwrap(plain, checkup_id, wrap)
    store.attempts.forgive(client, locator)
    renewed = store.vault.renew(plain, checkup_id, key, wrap)
    with store.database.writing() as connection:
        if renewed:
            checkups.rewrap(connection, checkup_id, renewed)
        try:
            return sessions.begin(connection, checkup_id, key, plain, installation.seconds)
        except SessionEnded:
            raise CodeUnknown from None  # it was forgotten just now


def leave(installation: Installation, visit: Visit) -> None:
    """End the session; the answers stay behind the code."""
    with installation.store.database.writing() as connection:
        sessions.end(connection, visit.session_id)


def forget(installation: Installation, visit: Visit) -> None:
    """Remove the check for good: sessions, locked key and answers, also from the database's own log.

    It is counted no longer either, where that can still be taken back.
    """
    database = installation.store.database
    with database.writing() as connection:
        checkup = checkups.lock(connection, visit.checkup, visit.key)
        if checkup:
            take_back(connection, checkup)
        checkups.remove(connection, visit.checkup.id)
    clear_log(database)


def clear_log(database: Database) -> None:
    """Clear what was just removed from the database's own log too."""
    try:
        database.forget_deleted()
    except StoreUnavailable as error:  # all is gone already; the worker clears the log within the hour
        log.error("log of the database not cleared", cause=str(error))


def apply_retention(installation: Installation) -> int:
    """Remove what is kept no longer; gives the number of checks that went."""
    database = installation.store.database
    with database.writing() as connection:
        gone = retention.remove_expired(connection, today=installation.today(), now=installation.seconds)
    database.forget_deleted()
    return gone
