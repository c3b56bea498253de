"""`shopcheck partner …`: who may read the figures of a region, at the desk. Partners have no admin but the operator."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from shopcheck.cli import people, surroundings
from shopcheck.core.partners import Partner
from shopcheck.core.sharing import Role
from shopcheck.usecases import colleagues

if TYPE_CHECKING:
    from collections.abc import Collection

KINDS = click.Choice([one.value for one in Partner])


@click.group()
@click.pass_context
def partner(context: click.Context) -> None:
    """Let people of partners read the figures of their regions, and shut them out again."""
    context.obj = (Role.PARTNER,)


for command in people.SHARED:
    partner.add_command(command)


@partner.command()
@people.NAME
@people.NEW_EMAIL
@click.option("--kind", type=KINDS, required=True)
@people.REGIONS
def add(name: str, email: str, kind: str, regions: tuple[str, ...]) -> None:
    """Make an account, and print its one-time link: good for an hour, works once."""
    people.add(email, name, Partner(kind), Role.PARTNER, regions)


@partner.command()
@people.EMAIL
@people.REGIONS
@click.pass_obj
def change(roles: Collection[Role], email: str, regions: tuple[str, ...]) -> None:
    """Give an account other regions, in place of those before. It has to sign in again."""
    with surroundings.said_plainly(), surroundings.installation() as opened:
        people.change(opened, colleagues.find(opened, email, roles).account.id, Role.PARTNER, regions)


@partner.command()
@people.EMAIL
@click.pass_obj
def reset(roles: Collection[Role], email: str) -> None:
    """Take a lost second factor away, and print a link to begin anew. Call the person first."""
    with surroundings.said_plainly(), surroundings.installation() as opened:
        account = colleagues.find(opened, email, roles).account
        people.show_link(opened, colleagues.reset_partner(opened, account.id))
