"""`shopcheck adviser …`: who may come to the desk. Nobody can before the first one is added here."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from shopcheck.cli import surroundings
from shopcheck.core.sharing import Association, Role
from shopcheck.store.accounts import Invited
from shopcheck.usecases import colleagues

if TYPE_CHECKING:
    from shopcheck.store.accounts import Kept
    from shopcheck.usecases import Installation

ASSOCIATIONS = click.Choice([one.value for one in Association])
REGIONS = click.option("--region", "regions", multiple=True, metavar="RTD", help="May be given more than once.")
EMAIL = click.argument("email")


@click.group()
def adviser() -> None:
    """Invite people to the desk, and shut them out again."""


@adviser.command()
@click.option("--name", required=True)
@click.option("--email", required=True)
@click.option("--association", type=ASSOCIATIONS, required=True)
@REGIONS
@click.option("--admin", is_flag=True, help="Invites and disables others of the association; sees no check.")
def add(name: str, email: str, association: str, regions: tuple[str, ...], admin: bool) -> None:
    """Make an account, and print its one-time link: good for an hour, works once."""
    role = Role.ADMIN if admin else Role.ADVISER
    with surroundings.said_plainly(), surroundings.installation() as opened:
        places = colleagues.read_regions(opened, regions, role)
        invited = Invited(email, name, Association(association), role, places)
        click.echo(_link(opened, colleagues.invite(opened, invited)))


@adviser.command("list")
def list_() -> None:
    """Show every account: address, association, role, regions, and whether it can sign in."""
    with surroundings.said_plainly(), surroundings.installation() as opened:
        for kept in colleagues.listed(opened):
            account = kept.account
            places = " ".join(sorted(account.regions)) or "-"
            click.echo(f"{kept.email}  {account.association}  {account.role}  {places}  {_state(kept)}  {account.name}")


@adviser.command()
@EMAIL
def disable(email: str) -> None:
    """Shut an account. All its browsers are out at once."""
    with surroundings.said_plainly(), surroundings.installation() as opened:
        colleagues.disable(opened, colleagues.find(opened, email).account.id)
        click.echo("Done: nobody is in under this account any more.")


@adviser.command()
@EMAIL
def link(email: str) -> None:
    """Print a new one-time link, for who lost the password. The second factor stays needed."""
    with surroundings.said_plainly(), surroundings.installation() as opened:
        click.echo(_link(opened, colleagues.send_link(opened, colleagues.find(opened, email).account.id)))


@adviser.command()
@EMAIL
@REGIONS
@click.option("--admin/--adviser", "admin", default=None, help="Another role.")
def change(email: str, regions: tuple[str, ...], admin: bool | None) -> None:
    """Give an account other regions, in place of those before, or another role. It has to sign in again."""
    with surroundings.said_plainly(), surroundings.installation() as opened:
        account = colleagues.find(opened, email).account
        role = account.role if admin is None else (Role.ADMIN if admin else Role.ADVISER)
        places = colleagues.read_regions(opened, regions or account.regions, role)
        colleagues.change_place(opened, account.id, role, places)
        click.echo(f"Done: {role}, {' '.join(sorted(places)) or 'no region'}.")


@adviser.command()
@EMAIL
def reset(email: str) -> None:
    """Take a lost second factor away. Two persons do it: an admin asks and this command confirms, or the reverse."""
    with surroundings.said_plainly(), surroundings.installation() as opened:
        kept = colleagues.find(opened, email)
        if colleagues.reset_is_asked(opened, kept):
            click.echo(_link(opened, colleagues.confirm_reset(opened, kept.account.id)))
        else:
            colleagues.ask_reset(opened, kept.account.id)
            click.echo("Asked. Now an admin of the association confirms it at the desk, within a day.")


def _link(opened: Installation, link: str) -> str:
    return f"{opened.settings.public_url}{colleagues.LINK_AT}{link}"


def _state(kept: Kept) -> str:
    if not kept.active:
        return "disabled"
    return "ready" if kept.ready else "invited"
