"""The list of what owners share with this adviser: narrowed, ordered, searched in, fifty to a page."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from flask import redirect, render_template, request

from shopcheck.core.sharing import Role
from shopcheck.letter.wording import MONTHS, day
from shopcheck.usecases import desk
from shopcheck.web.access import signed_in as signed_in_only
from shopcheck.web.desk import signed_in
from shopcheck.web.desk.wanted import LONGEST_SEARCH, SIZE, Line, Order, State, Wanted
from shopcheck.web.owner.shown import nonce
from shopcheck.web.shop import shop

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from werkzeug.wrappers import Response as Reply

    from shopcheck.core.sharing import Account
    from shopcheck.usecases.desk import Listed

STARTS = {Role.ADMIN: "/balie/beheer", Role.PARTNER: "/balie/cijfers"}
SINCES = (("", "Alle"), ("1", "Vandaag"), ("7", "7 dagen"), ("14", "14 dagen"))
STATES = (("", "Alle"), (State.NEW, "Nieuw"), (State.PRINTED, "Geprint"), (State.DONE, "Klaar"))
LONGEST_PAGE = 7  # digits
ORDERS = (
    (Order.SHARED, "Nieuwste"),
    (Order.CLASS, "Meeste risico"),
    (Order.NAME, "Naam"),
    (Order.BRANCH, "Branche"),
)


@signed_in_only
def home() -> str | Reply:
    """Show an adviser the list; lead anybody else to where that role begins."""
    role = signed_in.account().role
    return _listing() if role is Role.ADVISER else redirect(STARTS[role], 303)


def _listing() -> str | Reply:
    """Show a page of the list. A search is sent as a form, for a name may not stand in an address."""
    searching = request.method == "POST"
    wanted = Wanted.of(request.form if searching else request.args)
    if searching and not wanted.zoek:
        return redirect(wanted.address(), 303)
    page = _page()
    lines, total = _found(wanted, page)
    pages = max(1, -(-total // SIZE))
    if page > pages:
        return redirect(wanted.address(pages), 303)
    return render_template(
        "desk/list.html",
        lines=lines,
        total=total,
        page=page,
        pages=pages,
        wanted=wanted,
        searching=searching,
        nonce=nonce(),
        said_day=_said_day,
        longest_search=LONGEST_SEARCH,
        **_choices(signed_in.account()),
    )


def chosen(account: Account, wanted: Wanted) -> list[Line]:
    """Give everything that is wanted, of all pages, for this list and for who prints it."""
    installation = shop().installation
    found = _lines(desk.every(installation, account))
    return wanted.narrow(found, installation.today(), [one.id for one in installation.offered.scoring.classes])


def _found(wanted: Wanted, page: int) -> tuple[list[Line], int]:
    """Open one page when nothing is chosen, and everything when something is."""
    start = (page - 1) * SIZE
    if wanted.everything:
        found = desk.listed(shop().installation, signed_in.account(), offset=start, size=SIZE)
        return _lines(found.rows), found.total
    kept = chosen(signed_in.account(), wanted)
    return kept[start : start + SIZE], len(kept)


def _lines(rows: Iterable[Listed]) -> list[Line]:
    kept = tuple(rows)
    printed = desk.printed(shop().installation, (one.share.id for one in kept))

    def state(one: Listed) -> State:
        if one.share.done_on:
            return State.DONE
        return State.PRINTED if one.share.id in printed else State.NEW

    return [Line(one, state(one)) for one in kept]


def _page() -> int:
    typed = request.args.get("blad", "1")
    return max(1, int(typed)) if typed.isascii() and typed.isdigit() and len(typed) < LONGEST_PAGE else 1


def _choices(account: Account) -> dict[str, object]:
    """What can be chosen in the forms above the list."""
    asked = shop().installation.offered
    branches = asked.questions[asked.branch_question].options
    titles = {str(one.id): one.text for one in asked.questions[asked.region_question].options}
    regions = sorted((code, titles.get(code, code)) for code in account.regions)
    return {
        "sinces": SINCES,
        "classes": [("", "Alle"), *((one.id, one.id.capitalize()) for one in reversed(asked.scoring.classes))],
        "branches": [("", "Alle"), *((one.id, one.text) for one in branches)],
        "states": STATES,
        "orders": ORDERS,
        "regions": [("", "Alle"), *regions] if len(regions) > 1 else [],
        "region_titles": dict(regions),
    }


def _said_day(on: date) -> str:
    """Say a day as people do: today, yesterday, or the day of the month."""
    today = shop().installation.today()
    if on == today:
        return "Vandaag"
    if on == today - timedelta(days=1):
        return "Gisteren"
    return f"{on.day}\u00a0{MONTHS[on.month - 1]}" if on.year == today.year else day(on)
