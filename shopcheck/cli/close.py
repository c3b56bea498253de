"""`shopcheck close`: closes the counters of earlier months and publishes, as the worker does on the first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from shopcheck.cli import surroundings
from shopcheck.core.statistics import NUMBER, first_of_month
from shopcheck.store.audit import OPERATOR
from shopcheck.usecases.closing import close_month
from shopcheck.usecases.releases import publish_due
from shopcheck.usecases.reports import reports

if TYPE_CHECKING:
    from datetime import datetime


@click.command()
@click.option(
    "--date",
    "moment",
    type=click.DateTime(["%Y-%m-%d"]),
    required=True,
    help="As of this day: as on the first of its month.",
)
def close(moment: datetime) -> None:
    """Close the counters of earlier months: groups of 30 checks or more get their noise and are frozen.

    A month closes once; a second time changes nothing. What was frozen before stays as it is. Then releases that are
    due are published.
    """
    day = moment.date()
    with surroundings.said_plainly(), surroundings.installation() as opened, surroundings.letters() as letters:
        if first_of_month(day) > opened.today():
            click.echo(
                f"Beware: {first_of_month(day)} is still to come; owners were told that they can step back until then.",
                err=True,
            )
        closed = close_month(opened, day, who=OPERATOR)
        if closed is None:
            click.echo(f"Already closed as of {first_of_month(day)}; nothing changed.")
        else:
            for leaf in closed.leaves:
                click.echo(f"frozen {leaf.batch}, about {max(leaf.counts[NUMBER], 0)} checks")
            click.echo(f"Closed as of {closed.due}: {len(closed.leaves)} batches, {closed.dropped} counters too old.")
        for release in publish_due(opened, day, who=OPERATOR, report=reports(letters)):
            click.echo(f"published {release.id}: {release.title}, {release.period.title}")
