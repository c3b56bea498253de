"""`shopcheck delivery …`: who hears of releases, what did not arrive, and keys to sign with."""

from __future__ import annotations

import os
from base64 import b64encode
from datetime import UTC, datetime
from pathlib import Path
from secrets import token_bytes
from typing import TYPE_CHECKING

import click

from shopcheck.cli import surroundings
from shopcheck.core.derivation import profile_of
from shopcheck.core.statistics import COUNTRY
from shopcheck.store import outbox, signing
from shopcheck.store.outbox import State

if TYPE_CHECKING:
    from shopcheck.store.outbox import Delivery

PRIVATE, PUBLIC = "whsk_", "whpk_"
LENGTH = 32  # bytes


@click.group()
def delivery() -> None:
    """Tell partners that there is a release: who hears of it, and what did not arrive."""


@delivery.command("list")
@click.option("--all", "everything", is_flag=True, help="Those that arrived too.")
def list_them(*, everything: bool) -> None:
    """List what did not arrive yet, dead first; exit 1 when something is dead."""
    with surroundings.said_plainly(), surroundings.installation() as opened:
        with opened.store.database.reading() as connection:
            found = outbox.listed(connection)
        for one in sorted(found, key=lambda one: one.state is not State.DEAD):
            if everything or one.state is not State.DELIVERED:
                click.echo(_line(one))
        if any(one.state is State.DEAD for one in found):
            raise click.ClickException("what is dead needs somebody: `delivery retry ID`, or `delivery forget ID`")


@delivery.command()
@click.argument("delivery_id", metavar="ID")
def retry(delivery_id: str) -> None:
    """Begin anew with a dead delivery, under the same event id; of a receiver that said 410, with all for it."""
    with surroundings.said_plainly(), surroundings.installation() as opened:
        with opened.store.database.writing() as connection:
            found = outbox.retry(connection, delivery_id, opened.seconds)
        _answer(found=found, said="It is tried again now.")


@delivery.command()
@click.argument("delivery_id", metavar="ID")
def forget(delivery_id: str) -> None:
    """Remove a dead delivery: the partner got the release in another way. One that said 410: out of the file first."""
    with surroundings.said_plainly(), surroundings.installation() as opened:
        with opened.store.database.writing() as connection:
            found = outbox.forget(connection, delivery_id)
        _answer(found=found, said="It is removed. A receiver that said 410 and is still in the file may be told again.")


@delivery.command()
def receivers() -> None:
    """List who hears of releases, with the public keys that a webhook is signed with."""
    with surroundings.said_plainly(), surroundings.installation() as opened:
        for one in opened.receivers.by_name.values():
            click.echo(f"{one.kind:8} {one.name:24} {', '.join(sorted(one.regions))}")
            for region in sorted(one.regions - {COUNTRY}):
                if one.kind not in profile_of(opened.offered, region).channels:
                    click.echo(f"{'':8} hears nothing of {region}: its file in regios/ names no channel {one.kind}")
            for key in getattr(one, "keys", ()):
                click.echo(f"{'':8} {_public(key)}")


@delivery.command("new-key")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
def new_key(file: Path) -> None:
    """Make a key to sign for one webhook: the secret half in FILE, for you alone; prints the half for the partner."""
    key = token_bytes(LENGTH)
    with surroundings.said_plainly():
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as opened:
            opened.write(f"{PRIVATE}{b64encode(key).decode()}\n")
    click.echo(_public(key))


def _public(key: bytes) -> str:
    return PUBLIC + b64encode(signing.public(key)).decode()


def _line(one: Delivery) -> str:
    when = datetime.fromtimestamp(one.due, UTC).strftime("%Y-%m-%d %H:%M UTC")
    after = {State.WAITING: f"next {when}", State.DELIVERED: "", State.DEAD: "given up"}[one.state]
    said = f"said: {one.said}" if one.said else ""
    return "  ".join(filter(None, [one.id, one.state, one.receiver, one.release_id, f"{one.tries} tries", after, said]))


def _answer(*, found: bool, said: str) -> None:
    if not found:
        raise click.ClickException("no dead delivery has this id: see `delivery list`")
    click.echo(said)
