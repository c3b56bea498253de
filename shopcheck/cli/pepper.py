"""`shopcheck rotate-pepper`: from now on other secrets lock the codes."""

from __future__ import annotations

import os

import click

from shopcheck.cli import surroundings
from shopcheck.cli.serve import refuse_taken_port
from shopcheck.settings import Settings
from shopcheck.store.keyring import rotate_pepper


@click.command("rotate-pepper")
def rotate() -> None:
    """Add a new pepper to keys.json, while the site stands still. Old codes keep opening."""
    with surroundings.said_plainly():
        found = Settings.from_environment(os.environ)  # makes no folder: without keys there is nothing to do
        refuse_taken_port(found.port, "stop the site first, for it would not know the new pepper")
        keys = rotate_pepper(found.data)
        click.echo(
            f"Pepper {keys.newest} is in use from the next start. Back up keys.json now, apart from the database."
        )
