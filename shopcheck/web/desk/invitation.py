"""The one-time link: who follows it chooses a password, and then a second factor.

The link holds its secret behind a #, which browsers send to nobody: no log of a proxy ever has it. A script puts it in
the form; without one it can be pasted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import redirect, render_template, request
from flask import session as cookie
from flask_security import hash_password
from flask_security.utils import login_user

from shopcheck.core.errors import LinkUnknown
from shopcheck.store.accounts import by_link
from shopcheck.usecases import accounts
from shopcheck.web.access import public
from shopcheck.web.desk import passwords, security
from shopcheck.web.desk.people import Person
from shopcheck.web.shop import shop

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

    from shopcheck.store.accounts import Kept

Shown = str | tuple[str, int]
LINK = "Deze link werkt niet meer. Een link werkt een uur, en één keer. Vraag uw beheerder om een nieuwe."
DIFFER = "De twee wachtwoorden zijn niet gelijk. Typ ze nog eens."
FIELDS = ("link", "password", "password_confirm")


@public
def invitation() -> Shown | Response:
    """Ask for a password; take it when the link is good."""
    if request.method == "GET":
        return _page("", {})
    link, password, again = (request.form.get(name, "") for name in FIELDS)
    installation, client = shop().installation, request.remote_addr or ""
    accounts.count_try(installation, link, client=client)
    kept = by_link(installation.store.database, link, installation.seconds)
    errors = _errors(kept, password, again)
    if kept is None or errors:
        return _page(link, errors), 422
    try:
        with installation.store.vault.gate.passage():
            accounts.use_link(installation, link, hash_password(passwords.normal(password)))
    except LinkUnknown:
        return _page(link, {"link": LINK}), 422
    accounts.forgive_tries(installation, link, client=client)
    return _go_on(kept)


def _errors(kept: Kept | None, password: str, again: str) -> dict[str, str]:
    if kept is None:
        return {"link": LINK}
    own = passwords.own_words(kept.email, kept.account.name)
    found = {"password": passwords.complaint(passwords.normal(password), own)}
    found["password_confirm"] = "" if found["password"] or password == again else DIFFER
    return {name: text for name, text in found.items() if text}


def _go_on(kept: Kept) -> Response:
    """Lead to the second factor: to show the one there is, or to set up a first one."""
    cookie.clear()
    if kept.has_second_factor:
        return redirect("/balie/aanmelden", 303)
    login_user(Person(kept), authn_via=security.INVITED)
    return redirect("/balie/tweede-stap/instellen", 303)


def _page(link: str, errors: dict[str, str]) -> str:
    blank = dict.fromkeys(FIELDS, "")
    return render_template("desk/invitation.html", link=link, errors=blank | errors, least=passwords.LEAST)
