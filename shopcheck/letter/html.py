"""Letter → HTML: own templates, everything escaped, only signs that the letter type has."""

from __future__ import annotations

import base64
from dataclasses import astuple
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from shopcheck.letter.assets import FONT_FACES, SCHEME, assets
from shopcheck.letter.qr import qr_svg
from shopcheck.letter.room import ANSWERS, lines
from shopcheck.letter.typeset import printable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shopcheck.letter.letter import Chapter, Later, Letter, Quote, Reference

    Row = str | Quote | Later | Reference

TEMPLATES = Path(__file__).parents[2] / "templates" / "letter"
RESUME_TITLE = "QR-code naar de bladzijde waar u uw code typt"


def render_html(letter: Letter) -> str:
    """Render a letter as one HTML document; its pictures are addressed `letter:name`."""
    # The picture is our own drawing: nothing that was typed is in it.
    picture = Markup(qr_svg(letter.head.resume_url, RESUME_TITLE))  # noqa: S704 - see above; segno escapes the title
    return _environment().get_template("letter.html").render(letter=letter, resume_picture=picture)


def standalone(html: str) -> str:
    """Put fonts and pictures inside the document, so that a browser shows it without anything else."""
    html = html.replace("<style>", f"<style>\n{FONT_FACES}", 1)
    for address, (media_type, content) in assets().items():
        html = html.replace(address, f"data:{media_type};base64,{base64.b64encode(content).decode()}")
    return html


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_clean,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["asset"] = _asset
    environment.filters["halves"] = _halves
    environment.filters["rows"] = _rows
    return environment


def _asset(name: str) -> str:
    return f"{SCHEME}{name}.svg"


def _rows(chapters: Sequence[Chapter]) -> list[Row]:
    """The answers in one list: the title of a form, then its questions with their answers."""
    rows: list[Row] = []
    for chapter in chapters:
        rows += [chapter.title, *chapter.answers]
    return rows


def _halves(items: Sequence[Row]) -> tuple[Sequence[Row], Sequence[Row]]:
    """Divide a list over two columns of about the same height; a title of a form never ends the first.

    WeasyPrint can do this itself (`columns`), at twice the time for the whole letter.
    """
    reach = [0, *accumulate(lines(_text(item), ANSWERS.width) for item in items)]
    cut = min(range(len(reach)), key=lambda at: (max(reach[at], reach[-1] - reach[at]), -at))
    if cut and isinstance(items[cut - 1], str) and not all(isinstance(item, str) for item in items):
        cut -= 1
    return items[:cut], items[cut:]


def _text(item: Row) -> str:
    return item if isinstance(item, str) else " ".join(map(str, astuple(item)))


def _clean(value: object) -> object:
    """Every text that is printed passes here; markup from our own templates is left as it is."""
    return printable(value) if isinstance(value, str) and not isinstance(value, Markup) else value
