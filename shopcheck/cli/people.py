"""What `shopcheck adviser` and `shopcheck partner` have in common: accounts of some roles, by e-mail address.

Each command finds those roles as the object of its context, and does not know the accounts of others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from shopcheck.cli import surroundings
from shopcheck.store.accounts import Invited
from shopcheck.usecases import colleagues

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from shopcheck.core.partners import Partner
    from shopcheck.core.sharing import Association, Role
    from shopcheck.store.accounts import Kept
    from shopcheck.usecases import Installation

NAME = click.option("--name", required=True)
NEW_EMAIL = click.option("--email", required=True)
REGIONS = click.option("--region", "regions", multiple=True, metavar="RTD", help="May be given more than once.")
EMAIL = click.argument("email")


@click.command("list")
@click.pass_obj
def list_(roles: Collection[Role]) -> None:
    """Show every account: address, for whom, role, regions, and whether it can sign in."""
    with surroundings.said_plainly(), surroundings.installation() as opened:
        for kept in colleagues.listed(opened):
            account = kept.account
            if account.role in roles:
                places = " ".join(sorted(account.regions)) or "-"
                said = (kept.email, account.organisation, account.role, places, _state(kept), account.name)
                click.echo("  ".join(said))


@click.command()
@EMAIL
@click.pass_obj
def disable(roles: Collection[Role], email: str) -> None:
    """Shut an account. All its browsers are out at once."""
    with surroundings.said_plainly(), surroundings.installation() as opened:
        colleagues.disable(opened, colleagues.find(opened, email, roles).account.id)
        click.echo("Done: nobody is in under this account any more.")


@click.command()
@EMAIL
@click.pass_obj
def link(roles: Collection[Role], email: str) -> None:
    """Print a new one-time link, for who lost the password. The second factor stays needed."""
    with surroundings.said_plainly(), surroundings.installation() as opened:
        show_link(opened, colleagues.send_link(opened, colleagues.find(opened, email, roles).account.id))


SHARED = (list_, disable, link)


def add(email: str, name: str, organisation: Association | Partner, role: Role, regions: Iterable[str]) -> None:
    """Make an account, and print its one-time link."""
    with surroundings.said_plainly(), surroundings.installation() as opened:
        places = colleagues.read_regions(opened, regions, role)
        show_link(opened, colleagues.invite(opened, Invited(email, name, organisation, role, places)))


def change(opened: Installation, account_id: str, role: Role, regions: Iterable[str]) -> None:
    """Give an account another role and other regions."""
    places = colleagues.read_regions(opened, regions, role)
    colleagues.change_place(opened, account_id, role, places)
    click.echo(f"Done: {role}, {' '.join(sorted(places)) or 'no region'}.")


def show_link(opened: Installation, link: str) -> None:
    """Print a one-time link."""
    click.echo(f"{opened.settings.public_url}{colleagues.LINK_AT}{link}")


def _state(kept: Kept) -> str:
    if not kept.active:
        return "disabled"
    return "ready" if kept.ready else "invited"
