"""The admin of an association: which people may come to the desk, and what happened there. No check is here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from flask import flash, redirect, render_template, request

from shopcheck.core.errors import AccountExists, NeedsAnother, RegionUnknown
from shopcheck.core.sharing import Role
from shopcheck.store.accounts import Invited
from shopcheck.usecases import colleagues, delivering
from shopcheck.usecases.installation import HERE
from shopcheck.web.access import admin
from shopcheck.web.desk import signed_in
from shopcheck.web.desk.said import PARTIES, SAID
from shopcheck.web.forms import MAIL
from shopcheck.web.shop import shop

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

    from shopcheck.store.audit import Entry

Shown = str | tuple[str, int]
AT = "/balie/beheer"
LONGEST_NAME, LONGEST_ADDRESS = 100, 254
PAGE = 50  # lines of the log
OFFERED = (Role.ADVISER, Role.ADMIN)  # partners are for the operator to invite


@dataclass(frozen=True, slots=True)
class Typed:
    """The form to invite somebody, as typed."""

    name: str = ""
    email: str = ""
    role: str = Role.ADVISER
    regions: frozenset[str] = frozenset()

    def errors(self) -> dict[str, str]:
        """Say what is still needed, by field."""
        found = {}
        if not 0 < len(self.name) <= LONGEST_NAME:
            found["name"] = "Vul de naam in."
        if not MAIL.fullmatch(self.email) or len(self.email) > LONGEST_ADDRESS:
            found["email"] = "Vul een e-mailadres in, bijvoorbeeld naam@organisatie.nl."
        if self.role not in OFFERED:
            found["role"] = "Kies wat deze persoon gaat doen."
        return found


class Line(NamedTuple):
    """A line of the log, for people."""

    at: datetime
    what: str
    who: str
    about: str


@admin
def people() -> str:
    """List the people of the own association, and say so when partners did not hear of figures."""
    installation = shop().installation
    found = colleagues.listed(installation, signed_in.account().association)
    return render_template("desk/admin.html", people=found, undelivered=delivering.dead(installation))


@admin
def invite() -> Shown:
    """Ask whom to invite; show the link once."""
    if request.method == "GET":
        return _invite_page(Typed(), {})
    form = request.form
    regions = frozenset(form.getlist("regions"))
    typed = Typed(form.get("name", "").strip(), form.get("email", "").strip(), form.get("role", ""), regions)
    errors = typed.errors()
    if errors:
        return _invite_page(typed, errors), 422
    installation, by = shop().installation, signed_in.account()
    try:
        role = Role(typed.role)
        places = colleagues.read_regions(installation, typed.regions, role)
        invited = Invited(typed.email, typed.name, by.association, role, places)
        return _link_page(colleagues.invite(installation, invited, by), typed.name)
    except RegionUnknown:
        return _invite_page(typed, {"regions": "Kies minstens één regio."}), 422
    except AccountExists:
        return _invite_page(typed, {"email": "Iemand met dit e-mailadres heeft al een account."}), 422


@admin
def person(account_id: str) -> str:
    """Show somebody, with what an admin can do."""
    installation, by = shop().installation, signed_in.account()
    kept = colleagues.of(installation, account_id, by)
    asked = colleagues.reset_is_asked(installation, kept)
    return render_template(
        "desk/admin_person.html",
        kept=kept,
        myself=kept.account.id == by.id,
        asked=asked,
        may_confirm=asked and kept.reset_asked_by != by.id,
        regions=_regions(),
    )


@admin
def new_link(account_id: str) -> str:
    """Make a new one-time link for somebody; show it once."""
    installation, by = shop().installation, signed_in.account()
    kept = colleagues.of(installation, account_id, by)
    return _link_page(colleagues.send_link(installation, account_id, by), kept.account.name)


@admin
def disable(account_id: str) -> Response:
    """Shut an account."""
    installation, by = shop().installation, signed_in.account()
    kept = colleagues.of(installation, account_id, by)
    try:
        colleagues.disable(installation, account_id, by)
        flash(f"{kept.account.name} kan niet meer inloggen, en is overal uitgelogd.", "success")
    except NeedsAnother:
        flash("Uw eigen account kunt u niet afsluiten. Vraag een andere beheerder.", "error")
    return redirect(AT, 303)


@admin
def reset(account_id: str) -> str | Response:
    """Ask to take somebody's second factor away, or confirm what another admin asked."""
    installation, by = shop().installation, signed_in.account()
    kept = colleagues.of(installation, account_id, by)
    try:
        if request.form.get("confirm"):
            return _link_page(colleagues.confirm_reset(installation, account_id, by), kept.account.name)
        colleagues.ask_reset(installation, account_id, by)
        flash("Gevraagd. Een andere beheerder moet dit binnen een dag bevestigen.", "success")
    except NeedsAnother:
        flash("Hier is een andere beheerder voor nodig.", "error")
    return redirect(f"{AT}/{account_id}", 303)


@admin
def log() -> str:
    """Show what happened at the desk of the own association, the newest first."""
    installation, by = shop().installation, signed_in.account()
    before = request.args.get("voor", "")
    found = colleagues.happened(installation, by, before=int(before) if before.isdecimal() else None, size=PAGE)
    names = {one.account.id: one.account.name for one in colleagues.listed(installation, by.association)}
    older = found[-1].seq if len(found) == PAGE else None
    return render_template("desk/admin_log.html", lines=[_line(one, names) for one in found], older=older)


def _line(entry: Entry, names: dict[str, str]) -> Line:
    at = datetime.fromtimestamp(entry.at, HERE)
    who = PARTIES.get(entry.who) or names.get(entry.who, "iemand")
    about = names.get(entry.about, "") if entry.about != entry.who else ""
    return Line(at, SAID.get(entry.what, entry.what), who, about)


def _regions() -> dict[str, str]:
    offered = shop().installation.offered
    return {one.id: one.text for one in offered.questions[offered.region_question].options}


def _invite_page(typed: Typed, errors: dict[str, str]) -> str:
    blank = dict.fromkeys(("name", "email", "role", "regions"), "")
    return render_template("desk/admin_invite.html", typed=typed, errors=blank | errors, regions=_regions())


def _link_page(link: str, name: str) -> str:
    installation = shop().installation
    until = datetime.fromtimestamp(installation.seconds + colleagues.LINK_GOOD, HERE)
    address = f"{installation.settings.public_url}{colleagues.LINK_AT}{link}"
    return render_template("desk/admin_link.html", address=address, name=name, until=until)
