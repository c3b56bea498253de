"""Charts on paper and screen: a drawing tells what its table tells, and nothing finer."""

from __future__ import annotations

import re

from markupsafe import escape

from shopcheck.core.release import Percentage
from shopcheck.letter.html import environment_of
from shopcheck.letter.report_html import TEMPLATES
from tests.core.publishing import period

FROM = '{% from "figures/charts.html" import bars, numbers, trend %}'
ROWS = [
    ("Kassa en geld", Percentage(45, 40, 50), Percentage(52, 51, 53)),
    ("Camera", Percentage(3, 0, 9), None),
    ("Licht", None, Percentage(97, 95, 99)),
]
POINTS = [(period(2026, 3), Percentage(40, 35, 45)), (period(2026, 4), None), (period(2027, 1), Percentage(60, 55, 65))]


def drawn(call: str) -> str:
    """Draw a figure."""
    return environment_of(TEMPLATES).from_string(FROM + "{{ " + call + " }}").render(rows=ROWS, points=POINTS)


def attributes(html: str, part: str, name: str) -> list[str]:
    """Give an attribute of every part of this sort, in order."""
    return re.findall(rf'class="chart__{part}"[^>]*? {name}="([^"]*)"', html)


def test_close_to_none_and_close_to_all_are_drawn_as_none_and_all() -> None:
    html = drawn('bars("a", "Op orde", rows)')
    assert attributes(html, "fill", "width") == ["45%", "0%"]
    assert attributes(html, "other", "x") == ["52%", "100%"]
    assert attributes(html, "band", "x") == ["40%", "0%"]


def test_a_drawing_says_in_words_and_in_its_table_the_same_numbers() -> None:
    bars, table = drawn('bars("a", "Op orde", rows)'), drawn('numbers("Op orde", rows, other="Landelijk")')
    for said in ("45\u00a0%", "40 tot 50", "52\u00a0%", "<5\u00a0%", "0 tot 9", ">95\u00a0%", "te weinig deelnemers"):
        assert str(escape(said)) in bars
        assert str(escape(said)) in table
    assert 'role="img" aria-labelledby="a-titel a-uitleg"' in bars


def test_a_period_of_too_few_leaves_a_gap_in_the_line() -> None:
    html = drawn('trend("t", "Verloop", points)')
    (line,) = attributes(html, "line", "d")
    assert (line.count("M"), line.count("L")) == (2, 0)
    assert len(attributes(html, "dot", "cx")) == 2
    assert "vierde kwartaal van 2026: te weinig deelnemers." in html
