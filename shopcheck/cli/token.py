"""`shopcheck token …`: which programs of partners may fetch releases over the API."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from shopcheck.cli import surroundings
from shopcheck.usecases import tokens

if TYPE_CHECKING:
    from datetime import date, datetime

    from shopcheck.store.tokens import Token


@click.group()
def token() -> None:
    """Give programs of partners access to the releases of their regions, and take it back."""


@token.command()
@click.option("--name", required=True, help="Whose program this is; no name of a person.")
@click.option("--region", "regions", multiple=True, required=True, metavar="RTD", help="More than once, or NL alone.")
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), help="The last day; a year from now at most.")
def add(name: str, regions: tuple[str, ...], until: datetime | None) -> None:
    """Make a token and print it, this one time. Beside an older one of the same program both work."""
    with surroundings.said_plainly(), surroundings.installation() as opened:
        click.echo(tokens.issue(opened, name, regions, until.date() if until else None))


@token.command("list")
def list_() -> None:
    """Show every token: id, last day, state, regions and name. The token itself is kept nowhere."""
    with surroundings.said_plainly(), surroundings.installation() as opened:
        for one in tokens.listed(opened):
            places = " ".join(sorted(one.regions))
            click.echo(f"{one.id}  {one.ends_on}  {_state(one, opened.today())}  {places}  {one.name}")


@token.command()
@click.argument("token_id", metavar="ID")
def revoke(token_id: str) -> None:
    """End a token at once, by the id that `token list` shows."""
    with surroundings.said_plainly(), surroundings.installation() as opened:
        tokens.revoke(opened, token_id)
        click.echo("Done: nobody comes in with this token any more.")


def _state(one: Token, today: date) -> str:
    if one.revoked_on:
        return "revoked"
    return "live" if one.is_live(today) else "ended"
