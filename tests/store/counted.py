"""Checks that are counted, and what the counters and leaves say then."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import text

from shopcheck import usecases
from shopcheck.core.statistics import Cell, Tally
from shopcheck.store import checkups, frozen
from shopcheck.store import counting as counters
from shopcheck.usecases import Keep
from shopcheck.usecases.closing import close_month
from tests.core.builders import answers
from tests.core.counting import CELLS, GROUP

if TYPE_CHECKING:
    from shopcheck.core.response import Answer
    from shopcheck.core.statistics import Group
    from shopcheck.usecases import Installation, Visit
    from shopcheck.usecases.closing import Closed

GOOD = {"regio": "rtd", "kas_a": "goed", "licht_deur": "aan"}
GOOD_CELLS = ("aantal", "score/0", "onderwerp/kas/groen", "onderwerp/licht/groen", "vraag/licht_deur/ja")


def filled_in(installation: Installation, *, consent: bool = True, **given: Answer) -> Visit:
    """Fill in a check and leave it open: good in everything, unless said otherwise."""
    said = answers(**{**GOOD, **given})
    return usecases.visit(installation, usecases.start(installation, said, consent=consent, keep=Keep.YEAR))


def finished(installation: Installation, *, consent: bool = True, **given: Answer) -> Visit:
    """Finish a check."""
    visit = filled_in(installation, consent=consent, **given)
    usecases.finish(installation, visit, nonce="af")
    return again(installation, visit)


def again(installation: Installation, visit: Visit) -> Visit:
    """Read a check as it is kept now."""
    with installation.store.database.reading() as connection:
        row = checkups.find(connection, visit.checkup.id)
    assert row
    return replace(visit, checkup=checkups.open_row(row, visit.key, visit.checkup.code))


def consent(installation: Installation, visit: Visit, *, to: bool, nonce: str) -> Visit:
    """Give or take back consent."""
    usecases.choose(installation, visit, consent=to, keep=Keep.YEAR, nonce=nonce)
    return again(installation, visit)


def queue(installation: Installation) -> Counter[str]:
    """Give the counters that wait, of all groups and months together, without those at zero."""
    with installation.store.database.reading() as connection:
        rows = connection.execute(text("SELECT cell, sum(count) FROM queue GROUP BY cell HAVING sum(count) <> 0"))
        return Counter({cell: int(count) for cell, count in rows})


def tables(installation: Installation, *names: str) -> list[int]:
    """Count the rows of tables."""
    with installation.store.database.reading() as connection:
        return [connection.execute(text(f"SELECT count(*) FROM {name}")).scalar_one() for name in names]  # noqa: S608 - our own names


def fill_queue(installation: Installation, checks: int, group: Group = GROUP) -> None:
    """Count so many good checks, without making them."""
    with installation.store.database.writing() as connection:
        for _ in range(checks):
            counters.add(connection, Tally(group, tuple(map(Cell, GOOD_CELLS))), CELLS, installation.today())


def close(installation: Installation) -> Closed | None:
    """Close as of today."""
    return close_month(installation, installation.today(), who="worker")


def leaf_bytes(installation: Installation) -> list[bytes]:
    """Give the bytes of every frozen leaf."""
    return [one.content for one in frozen.leaves(installation.store.figures)]
