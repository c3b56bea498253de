"""The first page of the desk."""

from __future__ import annotations

from flask import render_template

from shopcheck.web.access import signed_in


@signed_in
def home() -> str:
    """Say who signed in, and for which regions."""
    return render_template("desk/home.html")
