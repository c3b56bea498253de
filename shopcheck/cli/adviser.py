"""`shopcheck adviser …`: who may come to the desk. Nobody can before the first one is added here."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from shopcheck.cli import people, surroundings
from shopcheck.core.sharing import Association, Role
from shopcheck.usecases import colleagues

if TYPE_CHECKING:
    from collections.abc import Collection

ASSOCIATIONS = click.Choice([one.value for one in Association])


@click.group()
@click.pass_context
def adviser(context: click.Context) -> None:
    """Invite people to the desk, and shut them out again."""
    context.obj = (Role.ADVISER, Role.ADMIN)


for command in people.SHARED:
    adviser.add_command(command)


@adviser.command()
@people.NAME
@people.NEW_EMAIL
@click.option("--association", type=ASSOCIATIONS, required=True)
@people.REGIONS
@click.option("--admin", is_flag=True, help="Invites and disables others of the association; sees no check.")
def add(name: str, email: str, association: str, regions: tuple[str, ...], admin: bool) -> None:
    """Make an account, and print its one-time link: good for an hour, works once."""
    people.add(email, name, Association(association), Role.ADMIN if admin else Role.ADVISER, regions)


@adviser.command()
@people.EMAIL
@people.REGIONS
@click.option("--admin/--adviser", "admin", default=None, help="Another role.")
@click.pass_obj
def change(roles: Collection[Role], email: str, regions: tuple[str, ...], admin: bool | None) -> None:
    """Give an account other regions, in place of those before, or another role. It has to sign in again."""
    with surroundings.said_plainly(), surroundings.installation() as opened:
        account = colleagues.find(opened, email, roles).account
        role = account.role if admin is None else (Role.ADMIN if admin else Role.ADVISER)
        people.change(opened, account.id, role, regions or account.regions)


@adviser.command()
@people.EMAIL
@click.pass_obj
def reset(roles: Collection[Role], email: str) -> None:
    """Take a lost second factor away. Two persons do it: an admin asks and this command confirms, or the reverse."""
    with surroundings.said_plainly(), surroundings.installation() as opened:
        kept = colleagues.find(opened, email, roles)
        if colleagues.reset_is_asked(opened, kept):
            people.show_link(opened, colleagues.confirm_reset(opened, kept.account.id))
        else:
            colleagues.ask_reset(opened, kept.account.id)
            click.echo("Asked. Now an admin of the association confirms it at the desk, within a day.")
