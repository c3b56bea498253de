"""`shopcheck release …`: what was published for partners, and its files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from shopcheck.cli import surroundings
from shopcheck.usecases import cataloguing, releases

if TYPE_CHECKING:
    from shopcheck.core.publication import Release
    from shopcheck.store.releases import Published
    from shopcheck.usecases import Installation

MANY = 100_000


@click.group()
def release() -> None:
    """Look at what was published for partners."""


@release.command("list")
@click.option("--region", multiple=True, metavar="RTD", help="Only of this region, or NL; can be repeated.")
def list_(region: tuple[str, ...]) -> None:
    """List releases, newest first: number, id, day, name and period."""
    with surroundings.said_plainly(), surroundings.installation() as opened:
        for one in releases.published(opened, region or None, limit=MANY):
            click.echo(f"{one.sequence}\t{one.id}\t{one.published_on}\t{one.title}, {one.period.title}")


@release.command()
@click.argument("release_id", metavar="ID")
def show(release_id: str) -> None:
    """Show a release: what it is, its figures in short, and its files with their SHA-256."""
    with surroundings.said_plainly(), surroundings.installation() as opened:
        row, found = _found(opened, release_id)
        click.echo(f"{found.id}, number {row.sequence}: {found.title}, {found.period.title}")
        click.echo(f"published on {found.published_on}, of {len(found.leaves)} leaves, SHA-256 {row.hash}")
        for section in found.sections:
            mean = f", mean score {section.mean.value}" if section.mean else ""
            click.echo(f"{section.title}: about {section.number.value} checks{mean}")
        for file in releases.files_of(opened, release_id):
            click.echo(f"{file.hash}  {file.size:>8}  {file.name}")


@release.command()
@click.argument("release_id", metavar="ID")
@click.option("-o", "to", required=True, type=click.Path(file_okay=False, path_type=Path), help="Write here.")
def export(release_id: str, to: Path) -> None:
    """Write every file of a release, as it was published."""
    with surroundings.said_plainly(), surroundings.installation() as opened:
        _found(opened, release_id)
        to.mkdir(parents=True, exist_ok=True)
        for info in releases.files_of(opened, release_id):
            file = releases.file_of(opened, release_id, info.name)
            if file:
                (to / file.name).write_bytes(file.content)
                click.echo(to / file.name)


@release.command()
@click.option("-o", "to", required=True, type=click.Path(dir_okay=False, path_type=Path), help="Write here.")
def catalogue(to: Path) -> None:
    """Write the entry of our figures for a catalogue of data, as JSON-LD by DCAT-AP-NL 3.0."""
    with surroundings.said_plainly(), surroundings.installation() as opened:
        if opened.receivers.publisher is None:
            raise click.ClickException("say who publishes, under `publisher` in the file of SHOPCHECK_CHANNELS")
        written = cataloguing.entry(opened, opened.receivers.publisher)
        if written is None:
            raise click.ClickException("there is no release yet")
        to.write_text(f"{written}\n", "utf-8")
        click.echo(to)


def _found(opened: Installation, release_id: str) -> tuple[Published, Release]:
    found = releases.release_of(opened, release_id)
    if found is None:
        raise click.ClickException(f"there is no release {release_id}; `shopcheck release list` names them")
    return found
