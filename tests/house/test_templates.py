"""Pages hold no script or style of their own, and nothing is put in a page unescaped."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.house.tree import files, offenders, program, short

if TYPE_CHECKING:
    from collections.abc import Iterator

NOT_IN_A_PAGE = {
    "a style in a page": re.compile(r"\sstyle\s*=", re.IGNORECASE),
    "a style element": re.compile(r"<style\b", re.IGNORECASE),
    "a script on an element": re.compile(r"\son[a-z]+\s*=", re.IGNORECASE),
    "a script without src": re.compile(r"<script\b(?![^>]*\bsrc=)", re.IGNORECASE),
    "a script address": re.compile(r"javascript:", re.IGNORECASE),
    "something from another site": re.compile(
        r"<(?:script|img|link|iframe|source|video|audio|form|use|object|embed)\b[^>]*\b(?:src|href|action|data)=[\"']?(?:https?:)?//",
        re.IGNORECASE,
    ),
}
UNESCAPED = {
    "a value marked as safe": re.compile(r"\|\s*safe\b"),
    "escaping switched off": re.compile(r"autoescape\s+false", re.IGNORECASE),
    "text marked as safe": re.compile(r"\bMarkup\("),
}
# Where a value may go in as it is, with the reason. Nothing typed by a person ever passes here.
MAY_PASS = {
    "shopcheck/web/owner/begin.py": "the QR picture, drawn by ourselves from our own address and code",
    "shopcheck/web/desk/second_factors.py": "the QR picture, drawn by ourselves from the secret of an app",
    "shopcheck/letter/html.py": "the QR picture, drawn by ourselves from an address of ourselves",
    "shopcheck/letter/form_html.py": "the QR picture, drawn by ourselves from the name of a version",
}
# Paper is one file for the printer, without a policy for what it may load: its style may stand in it.
PAPER = ("templates/letter/", "templates/form/", "templates/report/")


def found(text: str, rules: dict[str, re.Pattern[str]]) -> Iterator[tuple[int, str]]:
    """Find line and rule of all that breaks these rules. Comments of the template language do not reach a page."""
    plain = re.sub(r"\{#.*?#\}", lambda comment: "\n" * comment[0].count("\n"), text, flags=re.DOTALL)
    for what, rule in rules.items():
        yield from ((plain.count("\n", 0, match.start()) + 1, what) for match in rule.finditer(plain))


@pytest.mark.parametrize(
    "text",
    [
        '<p style="color: red">',
        '<a href="/" onclick="go()">',
        '<body\n  onload="go()">',
        "<script>go()</script>",
        '<script type="module">go()</script>',
        '<a href="javascript:go()">',
        '<img src="https://elsewhere.example/a.png">',
        '<link rel="stylesheet" href="//elsewhere.example/a.css">',
        "<style>p {}</style>",
    ],
)
def test_what_may_not_be_in_a_page_is_seen(text: str) -> None:
    assert list(found(text, NOT_IN_A_PAGE))


@pytest.mark.parametrize("text", ["{{ name|safe }}", "{% autoescape false %}", "Markup(name)", "{{ name | safe }}"])
def test_what_is_not_escaped_is_seen(text: str) -> None:
    assert list(found(text, UNESCAPED))


@pytest.mark.parametrize(
    "text",
    ['<script type="module" src="/static/a.js"></script>', '<a href="https://www.politie.nl/">', "{# style=a #}"],
)
def test_what_may_be_in_a_page_is_left_alone(text: str) -> None:
    assert not list(found(text, NOT_IN_A_PAGE))


def test_no_page_holds_script_or_style_or_loads_from_elsewhere() -> None:
    pages = [path for path in files("templates") if not short(path).startswith(PAPER)]
    assert pages
    assert offenders(pages, lambda text: found(text, NOT_IN_A_PAGE)) == []


def test_nothing_reaches_a_page_or_letter_unescaped() -> None:
    sources = [path for path in (*files("templates"), *program()) if short(path) not in MAY_PASS]
    assert offenders(sources, lambda text: found(text, UNESCAPED)) == []


def test_who_may_pass_is_there_and_needs_it() -> None:
    needing = {
        short(path) for path in (*files("templates"), *program()) if any(found(path.read_text("utf-8"), UNESCAPED))
    }
    assert set(MAY_PASS) <= needing
