"""Letter → HTML: own templates, everything escaped, only signs that the letter type has."""

from __future__ import annotations

import base64
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from shopcheck.letter.assets import FONT_FACES, SCHEME, assets
from shopcheck.letter.columns import ANSWERS, LIST, divide, rows_of
from shopcheck.letter.qr import qr_svg
from shopcheck.letter.typeset import printable
from shopcheck.letter.wording import day

if TYPE_CHECKING:
    from shopcheck.letter.letter import Letter
    from shopcheck.letter.pile import Cover

TEMPLATES = Path(__file__).parents[2] / "templates" / "letter"
RESUME_TITLE = "QR-code naar de bladzijde waar u uw code typt"


def render_html(letter: Letter) -> str:
    """Render a letter as one HTML document; its pictures are addressed `letter:name`."""
    # The picture is our own drawing: nothing that was typed is in it.
    picture = Markup(qr_svg(letter.head.resume_url, RESUME_TITLE))  # noqa: S704 - see above; segno escapes the title
    return _environment().get_template("letter.html").render(letter=letter, resume_picture=picture)


def render_cover(cover: Cover) -> str:
    """Render the sheet on top of a pile of letters."""
    return _environment().get_template("cover.html").render(cover=cover, day=day)


def standalone(html: str) -> str:
    """Put fonts and pictures inside the document, so that a browser shows it without anything else."""
    html = html.replace("<style>", f"<style>\n{FONT_FACES}", 1)
    for address, (media_type, content) in assets().items():
        html = html.replace(address, f"data:{media_type};base64,{base64.b64encode(content).decode()}")
    return html


def environment_of(folder: Path) -> Environment:
    """Read templates for paper: everything is escaped, and printed with signs that the letter type has."""
    return Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_clean,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def _environment() -> Environment:
    environment = environment_of(TEMPLATES)
    environment.globals["asset"] = _asset
    environment.filters["halves"] = partial(divide, setting=LIST)
    environment.filters["thirds"] = partial(divide, setting=ANSWERS)
    environment.filters["rows"] = rows_of
    return environment


def _asset(name: str) -> str:
    return f"{SCHEME}{name}.svg"


def _clean(value: object) -> object:
    """Every text that is printed passes here; markup from our own templates is left as it is."""
    return printable(value) if isinstance(value, str) and not isinstance(value, Markup) else value
