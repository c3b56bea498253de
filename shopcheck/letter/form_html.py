"""Paper form → HTML for the letter process: own templates, everything escaped, only signs that the letter type has."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from markupsafe import Markup

from shopcheck.letter.html import environment_of
from shopcheck.letter.qr import qr_svg
from shopcheck.letter.wording import COUNTED

if TYPE_CHECKING:
    from jinja2 import Environment

    from shopcheck.letter.form import PaperForm

TEMPLATES = Path(__file__).parents[2] / "templates" / "form"
STAMP_TITLE = "QR-code voor uw adviseur: welke vragenlijst dit is"


def render_form(form: PaperForm) -> str:
    """Render a paper form as one HTML document; its pictures are addressed `letter:name`."""
    # The picture is our own drawing: nothing that was typed is in it.
    picture = Markup(qr_svg(form.stamp, STAMP_TITLE))  # noqa: S704 - see above; segno escapes the title
    return _environment().get_template("form.html").render(form=form, stamp_picture=picture, counted=COUNTED)


@cache
def _environment() -> Environment:
    return environment_of(TEMPLATES)
