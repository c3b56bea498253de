"""Print day, for the worker: make the letters that advisers asked for one by one, and bind those of each job.

Each share is opened anew when its letter is made, and looked at again when the letters are bound. What was made of a
share that ends later is taken out of the file again; until then nobody gets it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from shopcheck.core.errors import LetterRefused, QuestionnaireGone, ShareGone, TooFewAnswers
from shopcheck.core.printing import NotPrinted
from shopcheck.letter import destination, printed, render_cover
from shopcheck.letter.pile import Cover, Left, Placed
from shopcheck.letter.wording import day
from shopcheck.logs import log
from shopcheck.store import accounts, audit, print_queue, printing
from shopcheck.store.audit import What
from shopcheck.store.errors import StoreDamaged, StoreUnavailable
from shopcheck.store.print_queue import MOST_TRIES, LetterClaim
from shopcheck.store.printing import ItemState
from shopcheck.usecases.desk import report_of
from shopcheck.usecases.letters import issue_letter
from shopcheck.usecases.print_jobs import event, in_pile

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from shopcheck.core.sharing import Account
    from shopcheck.store.print_queue import BindingClaim, Claim
    from shopcheck.store.printing import Details, Item, Job
    from shopcheck.usecases.installation import Installation

    AccountOf = Callable[[Installation, str], Account | None]
    Letters = Callable[[str], bytes]

REFUSED: dict[type[Exception], NotPrinted] = {
    ShareGone: NotPrinted.TAKEN_BACK,
    LetterRefused: NotPrinted.OUTDATED,
    TooFewAnswers: NotPrinted.UNFINISHED,
    QuestionnaireGone: NotPrinted.UNREADABLE,
    StoreDamaged: NotPrinted.UNREADABLE,
}


def look(installation: Installation) -> bool:
    """Do what time asks for: remove jobs that are over, and files with a letter that may not be seen any more.

    Says whether there is something to print.
    """
    database, now, today = installation.store.database, installation.seconds, installation.today()
    with database.reading() as connection:
        over = printing.any_ended(connection, now) or print_queue.overtaken(connection, today)
    if over:
        with database.writing() as connection:
            printing.remove_ended(connection, now)
            print_queue.reopen_overtaken(connection, today)
        database.forget_deleted()
    with database.reading() as connection:
        return print_queue.due(connection, now)


def active_account(installation: Installation, account_id: str) -> Account | None:
    """Find an account as it is now; None when it is disabled or gone."""
    kept = accounts.by_id(installation.store.database, account_id)
    return kept.account if kept and kept.active else None


def print_next(installation: Installation, letters: Letters, account_of: AccountOf = active_account) -> bool:
    """Make the letter that is due, or else bind the letters of a job; False when nothing is due.

    `letters` prints HTML to PDF. What goes wrong is tried again later. Raises StoreUnavailable: then too, for a claim
    ends by itself.
    """
    store, now = installation.store, installation.seconds
    with store.database.reading() as connection:
        if not print_queue.due(connection, now):
            return False
    with store.database.writing() as connection:
        claimed = print_queue.claim(connection, store.keys, now)
    if claimed is None:
        return False
    try:
        account = account_of(installation, claimed.job.account_id)
        if isinstance(claimed, LetterClaim):
            _make(installation, letters, account, claimed)
        else:
            _bind(installation, letters, account, claimed)
    except StoreUnavailable:
        raise
    except Exception as error:  # noqa: BLE001 - what goes wrong with one letter must not keep the others
        log.error("print job waits", job=claimed.job.id.hex(), cause=type(error).__name__)
        _put_back(installation, claimed)
    return True


def _make(installation: Installation, letters: Letters, account: Account | None, claimed: LetterClaim) -> None:
    job, item = claimed.job, claimed.item
    if not _serves(account, item):
        _drop(installation, claimed, NotPrinted.NOT_YOURS)
        return
    try:
        report = report_of(installation, item.share_id, item.details.shared_with)
        pdf = issue_letter(installation, report, letters)
    except tuple(REFUSED) as error:
        _drop(installation, claimed, REFUSED[type(error)])
        return
    typed = report.checkup.addressee
    postcode, town = destination(typed.address)
    details = replace(item.details, name=printed(typed.name), postcode=postcode, town=town)
    with installation.store.database.writing() as connection:
        if print_queue.put_letter(connection, claimed, details, pdf):
            audit.note(connection, event(What.PRINT_ITEM, job, item.share_id), installation.seconds)


def _bind(installation: Installation, letters: Letters, account: Account | None, claimed: BindingClaim) -> None:
    job, database = claimed.job, installation.store.database
    with database.reading() as connection:
        items, lives = printing.items(connection, job), print_queue.living(connection, job, installation.today())
        lost = [(one, why) for one in items if (why := _lost(one, account, lives))]
        out = {one.place for one, _ in lost}
        pile = in_pile(one for one in items if one.place not in out)
        pdfs = list(printing.letters(connection, job, (one.place for one in pile)))
    left = [*((one, one.details.why) for one in items if one.details.why), *lost]
    files = _files(installation, letters, job, list(zip(pile, pdfs, strict=True)), left) if pile else {}
    with database.writing() as connection:
        print_queue.finish(connection, claimed, installation.seconds, files, lost)


def _files(
    installation: Installation,
    letters: Letters,
    job: Job,
    pile: Sequence[tuple[Item, bytes]],
    left: Sequence[tuple[Item, NotPrinted]],
) -> dict[str, bytes]:
    from shopcheck.letter.batch import Part, bind, page_count  # noqa: PLC0415 - pikepdf, which no web process may load

    today = installation.today()
    cover = Cover(
        product=installation.offered.title,
        sender=job.association.full_name,
        on=today,
        letters=tuple(_placed(one.details, page_count(pdf)) for one, pdf in pile),
        left=tuple(Left(one.details.reference, day(one.details.shared_on), why.said) for one, why in left),
    )
    on_top = letters(render_cover(cover))
    parts = (Part(f"{at}. {one.details.reference}", pdf) for at, (one, pdf) in enumerate(pile, start=1))
    return {
        printing.BOUND: bind(f"Brieven van {day(today)}", [Part("Overzicht", on_top), *parts]),
        printing.COVER: on_top,
    }


def _placed(details: Details, pages: int) -> Placed:
    return Placed(details.reference, details.name, details.town or day(details.shared_on), pages)


def _serves(account: Account | None, item: Item) -> bool:
    """Whether this adviser may see the share; nobody may whose account is disabled."""
    return account is not None and item.details.shared_with in account.served


def _lost(item: Item, account: Account | None, lives: frozenset[int]) -> NotPrinted | None:
    """Say why a letter that was made does not go into the pile after all."""
    if item.state is not ItemState.MADE:
        return None
    if not _serves(account, item):
        return NotPrinted.NOT_YOURS
    return None if item.place in lives else NotPrinted.TAKEN_BACK


def _put_back(installation: Installation, claimed: Claim) -> None:
    with installation.store.database.writing() as connection:
        if isinstance(claimed, LetterClaim) and claimed.failed + 1 >= MOST_TRIES:
            print_queue.drop(connection, claimed, NotPrinted.FAILED)
        else:
            print_queue.put_back(connection, claimed, installation.seconds)


def _drop(installation: Installation, claimed: LetterClaim, why: NotPrinted) -> None:
    with installation.store.database.writing() as connection:
        print_queue.drop(connection, claimed, why)
