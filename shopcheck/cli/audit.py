"""`shopcheck audit …`: whether the log of who looked at what is whole, and what to keep elsewhere."""

from __future__ import annotations

import click

from shopcheck.cli import surroundings
from shopcheck.store import audit as log
from shopcheck.store.audit import Head


@click.group()
def audit() -> None:
    """Prove that nobody changed the audit log."""


@audit.command()
@click.option("--kept", metavar="HEAD", help="What `audit head` printed earlier: finds rows taken off the end too.")
def verify(kept: str | None) -> None:
    """Go through the whole log; exit 1 names the first row that is not as it was written."""
    with surroundings.said_plainly(), surroundings.installation() as opened:
        broken = log.verify(opened.store.database, _head(kept) if kept else None)
        if broken:
            raise click.ClickException(f"audit row {broken.seq} {broken.why}")
        click.echo(f"The audit log is whole, up to row {log.head(opened.store.database).seq}.")


@audit.command()
def head() -> None:
    """Print the number and hash of the last row, to keep outside this machine."""
    with surroundings.said_plainly(), surroundings.installation() as opened:
        last = log.head(opened.store.database)
        click.echo(f"{last.seq}:{last.hash.hex()}")


def _head(written: str) -> Head:
    seq, _, hashed = written.partition(":")
    try:
        return Head(int(seq), bytes.fromhex(hashed))
    except ValueError:
        raise click.BadParameter("give number:hash, as `audit head` prints it", param_hint="--kept") from None
