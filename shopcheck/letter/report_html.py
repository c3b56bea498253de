"""Report → HTML for the letter process: own templates, everything escaped, only signs that the letter type has."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from shopcheck.letter.html import environment_of
from shopcheck.letter.wording import day

if TYPE_CHECKING:
    from jinja2 import Environment

    from shopcheck.letter.report import Report

TEMPLATES = Path(__file__).parents[2] / "templates"  # all of them: the figures are those of the pages


def render_report(report: Report) -> str:
    """Render a report as one HTML document; its pictures are addressed `letter:name`."""
    return _environment().get_template("report/report.html").render(report=report, release=report.release)


@cache
def _environment() -> Environment:
    environment = environment_of(TEMPLATES)
    environment.filters["day"] = day
    environment.filters["thousands"] = _thousands
    return environment


def _thousands(count: int) -> str:
    return f"{count:,}".replace(",", ".")
