"""Pages that are the same for everybody."""

from __future__ import annotations

from flask import render_template

from shopcheck.web import contacts, session
from shopcheck.web.access import public
from shopcheck.web.shop import shop


@public
def start() -> str:
    """The first page; who has a check open is led back to it."""
    visit = session.try_visit()
    return render_template("start.html", finished=visit is not None and visit.checkup.finished_on is not None)


@public
def privacy() -> str:
    """What we keep, how long, and what never."""
    return render_template("info/privacy.html")


@public
def accessibility() -> str:
    """How accessible the site is."""
    return render_template("info/toegankelijkheid.html")


@public
def method() -> str:
    """How points become a score and a class."""
    return render_template("info/hoe_wij_rekenen.html", scoring=shop().installation.offered.scoring)


@public
def sources() -> str:
    """Where our facts come from, and what our words mean."""
    offered = shop().installation.offered
    return render_template("info/bronnen.html", sources=offered.sources.values(), terms=offered.terms)


@public
def just_robbed() -> str:
    """What helps in the first days."""
    installation = shop().installation
    listed = contacts.listed(installation.offered, installation.today())
    return render_template("info/net_overvallen.html", contacts=listed)
