"""P5 and P6: what a print day costs against its letters one by one, and what pages notice of it."""

from __future__ import annotations

import statistics
import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from secrets import token_hex, token_urlsafe
from typing import TYPE_CHECKING

from shopcheck import usecases
from shopcheck.cli.demo import made_up_answers
from shopcheck.core.sharing import Association, Role, SharedWith
from shopcheck.letter import print_pdf
from shopcheck.settings import Settings
from shopcheck.store import accounts
from shopcheck.store.accounts import Invited
from shopcheck.usecases import Addressee, Keep, desk, print_jobs, sharing
from shopcheck.usecases.letters import issue_letter

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from shopcheck.core.sharing import Account
    from shopcheck.usecases import Installation

LANES = 2  # letters at a time, as the worker has them
REGION = "RTD"
PAGES = 300  # of an owner, in a round without print day


def measure(folder: Path, page: Callable[[], float], letters: int, rounds: int) -> dict[str, float]:
    """Compare in interleaved rounds on the letter process of a running server. `page` opens one and says how long."""
    installation = usecases.open_installation(Settings.from_environment({"SHOPCHECK_DATA": str(folder)}))
    account = _adviser(installation)
    for number in range(letters):
        _share(installation, number)
    pages, socket = _pages(installation, account), folder / "letter.sock"
    print_pdf(pages[0], socket)
    singles, batches, quiet, busy = [], [], [], []
    for _ in range(rounds):
        singles.append(_one_by_one(pages, socket))
        batches.append(_batch(installation, account))
        quiet += [page() for _ in range(PAGES)]
        busy += _while_printing(installation, account, page)
    installation.store.close()
    single, batch = statistics.median(singles), statistics.median(batches)
    return {
        f"{letters} letters one by one, s": single,
        f"{letters} letters as a print day, s": batch,
        "print day / one by one": batch / single,
        "page p99 without, ms": 1e3 * _p99(quiet),
        "page p99 meanwhile, ms": 1e3 * _p99(busy),
        "page p99 meanwhile / without": _p99(busy) / _p99(quiet),
    }


def _adviser(installation: Installation) -> Account:
    sharing.open_to(installation, SharedWith(Association.KHN, REGION))
    invited = Invited(f"{token_hex(4)}@example.org", "Jo Proef", Association.KHN, Role.ADVISER, frozenset({REGION}))
    with installation.store.database.writing() as connection:
        return accounts.add(connection, invited)


def _share(installation: Installation, number: int) -> None:
    asked = installation.offered
    answers = made_up_answers(asked, f"bench/{number}") | {
        asked.branch_question: "snackbar",
        asked.region_question: REGION,
    }
    key = usecases.start(installation, answers, consent=False, keep=Keep.QUARTER)
    addressee = Addressee(f"Zaak {number}", f"Straat 1\n{1000 + number} AA Stad")
    usecases.address(installation, usecases.visit(installation, key), addressee, nonce="address")
    usecases.finish(installation, usecases.visit(installation, key), nonce="finish")
    sharing.share_by_tick(installation, usecases.visit(installation, key), Association.KHN, None, nonce="tick")


def _pages(installation: Installation, account: Account) -> list[str]:
    """Compose every letter, without printing."""
    pages: list[str] = []

    def keep(html: str) -> bytes:
        pages.append(html)
        return b""

    for one in desk.every(installation, account):
        issue_letter(installation, desk.report_of(installation, one.share.id, one.share.shared_with), keep)
    return pages


def _one_by_one(pages: list[str], socket: Path) -> float:
    begin = time.perf_counter()
    with ThreadPoolExecutor(LANES) as pool:
        for _ in pool.map(partial(print_pdf, socket_path=socket), pages):
            pass
    return time.perf_counter() - begin


def _batch(installation: Installation, account: Account) -> float:
    begin = time.perf_counter()
    job_id = _start(installation, account)
    while not _ready(installation, account, job_id):
        time.sleep(0.05)
    seconds = time.perf_counter() - begin
    print_jobs.wipe(installation, account, job_id)
    return seconds


def _while_printing(installation: Installation, account: Account, page: Callable[[], float]) -> list[float]:
    job_id = _start(installation, account)
    while not print_jobs.mine(installation, account)[0].made:
        time.sleep(0.05)
    found: list[float] = []
    while not _ready(installation, account, job_id):
        found += [page() for _ in range(10)]
    print_jobs.wipe(installation, account, job_id)
    return found


def _start(installation: Installation, account: Account) -> bytes:
    return print_jobs.start(installation, account, list(desk.every(installation, account)), nonce=token_urlsafe())


def _ready(installation: Installation, account: Account, job_id: bytes) -> bool:
    return print_jobs.progress(installation, account, job_id)[0].ready


def _p99(seconds: list[float]) -> float:
    return sorted(seconds)[len(seconds) * 99 // 100]
