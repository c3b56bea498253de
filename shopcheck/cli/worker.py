"""`shopcheck worker`: what time does, and what takes too long for a page.

At the start and every hour it removes what is kept no longer, and on the first of a month, or as soon after it as it
runs, it closes the counters of earlier months and publishes what is due. All the while it prints what advisers asked
for, and tells partners what was published.
"""

from __future__ import annotations

import os
import select
import sys
from functools import partial
from typing import TYPE_CHECKING

import click

from shopcheck import usecases
from shopcheck.cli import surroundings
from shopcheck.cli.signals import STOP, wake_on
from shopcheck.core.errors import LetterFailed, LetterRefused, ReleaseRefused
from shopcheck.jobs import Work, Worker
from shopcheck.letter import print_pdf
from shopcheck.logs import log
from shopcheck.store.audit import WORKER
from shopcheck.store.errors import StoreDamaged, StoreRefused, StoreUnavailable
from shopcheck.usecases import delivering, printing
from shopcheck.usecases.closing import close_month
from shopcheck.usecases.releases import publish_due
from shopcheck.usecases.reports import reports

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeAlias

    from shopcheck.usecases import Installation

    Print: TypeAlias = Callable[[str], bytes]

EVERY = 3600.0  # seconds
AGAIN = 60.0  # seconds until the next try when the database is away
UNTIL_SOMEBODY_ACTS = (StoreRefused, StoreDamaged, ReleaseRefused, LetterRefused)  # trying again is no use
NICE = 10  # as the letter process: pages come first


@click.command()
@click.option("--once", is_flag=True, help="Remove and close once, and stop.")
@click.option("--with-parent", is_flag=True, hidden=True, help="Stop when standard input is closed.")
def worker(*, once: bool, with_parent: bool) -> None:
    """Remove what is over, close what has to close, print for advisers and tell partners, until SIGTERM or Ctrl-C."""
    wake = wake_on(*STOP)
    with surroundings.said_plainly(), surroundings.installation() as opened:
        if once:
            with surroundings.letters() as own:
                work(opened, own)
            return
        letters = partial(print_pdf, socket_path=opened.settings.letter_socket)
        pause = work(opened, letters)
        os.nice(NICE)
        with beside(opened, letters):
            while _wait(wake, pause, with_parent=with_parent):
                pause = work(opened, letters)


def work(opened: Installation, letters: Print) -> float:
    """Remove, close and publish once; gives the seconds until the next time. What fails keeps the rest from nothing."""
    return min(clear(opened), close(opened), publish(opened, letters), warn(opened))


def close(opened: Installation) -> float:
    """Close as of today, unless that was done; gives the seconds until the next time."""
    try:
        closed = close_month(opened, opened.today(), who=WORKER)
    except StoreUnavailable as error:
        log.error("closing failed", cause=str(error))
        return AGAIN
    if closed:
        log.info("closing", due=str(closed.due), batches=len(closed.leaves), dropped=closed.dropped)
    return EVERY


def publish(opened: Installation, letters: Print) -> float:
    """Publish what is due; gives the seconds until the next time."""
    try:
        done = publish_due(opened, opened.today(), who=WORKER, report=reports(letters))
    except (StoreUnavailable, LetterFailed) as error:
        log.error("publishing failed", cause=str(error))
        return AGAIN
    except UNTIL_SOMEBODY_ACTS as error:
        log.error("publishing refused", cause=f"{type(error).__name__}: {error}")
        return EVERY
    if done:
        log.info("publishing", releases=len(done))
    return EVERY


def warn(opened: Installation) -> float:
    """Tell the log of deliveries that somebody has to look at; gives the seconds until the next time."""
    try:
        dead = delivering.dead(opened)
    except StoreUnavailable:
        return AGAIN
    if dead:
        log.error("deliveries dead", number=dead, look="shopcheck delivery list")
    return EVERY


def clear(opened: Installation) -> float:
    """Remove once; gives the seconds until the next time."""
    try:
        gone = usecases.apply_retention(opened)
    except StoreUnavailable as error:
        log.error("retention failed", cause=str(error))
        return AGAIN
    log.info("retention", removed=gone)
    return EVERY


def beside(opened: Installation, letters: Print) -> Worker:
    """Print with the letter process of this machine, and tell partners when nothing is to be printed."""

    def one() -> bool:
        return printing.print_next(opened, letters) or delivering.deliver_next(opened)

    def look() -> bool:
        return any([printing.look(opened), delivering.look(opened)])  # both, for looking also clears

    return Worker(Work(one, look), opened.store.database.conninfo)


def _wait(wake: int, seconds: float, *, with_parent: bool) -> bool:
    """Wait; False when it is time to stop."""
    watched = [wake, sys.stdin.fileno()] if with_parent else [wake]
    return not select.select(watched, [], [], seconds)[0]
