"""`shopcheck rotate-association-key`: from now on another secret seals the keys with which advisers open ticks."""

from __future__ import annotations

import os

import click

from shopcheck.cli import surroundings
from shopcheck.cli.serve import refuse_taken_port
from shopcheck.settings import Settings
from shopcheck.store import association_keys, keyring


@click.command("rotate-association-key")
def rotate_association_key() -> None:
    """Add a new secret to keys.json, while the site stands still, and seal the keys of associations anew with it."""
    with surroundings.said_plainly():
        found = Settings.from_environment(os.environ)  # makes no folder: without keys there is nothing to do
        refuse_taken_port(found.port, "stop the site first, for it would not know the new secret")
        keyring.rotate_association_key(found.data)
        with surroundings.installation() as opened, opened.store.database.writing() as connection:
            sealed = association_keys.seal_anew(connection, opened.store.keys)
        click.echo(f"Sealed anew: {sealed}. Back up keys.json now, apart from the database.")
