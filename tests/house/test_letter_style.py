"""The letter is laid out with blocks and tables: flex costs WeasyPrint 3.6 times as much, grid 2.2 times."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.house.tree import files, offenders

if TYPE_CHECKING:
    from collections.abc import Iterator

SLOW = re.compile(r"\b(?:inline-)?(flex|grid)\b|hyphens\s*:\s*auto")


def slow(text: str) -> Iterator[tuple[int, str]]:
    """Find line and text of layout that makes a letter slow; comments may name it."""
    plain = re.sub(r"/\*.*?\*/", lambda comment: "\n" * comment[0].count("\n"), text, flags=re.DOTALL)
    return ((plain.count("\n", 0, match.start()) + 1, match[0]) for match in SLOW.finditer(plain))


@pytest.mark.parametrize("text", ["p { display: flex }", "p { display: inline-grid }", "p { hyphens: auto }"])
def test_slow_layout_is_seen(text: str) -> None:
    assert list(slow(text))


def test_a_comment_may_name_what_is_slow() -> None:
    assert not list(slow("/* no flex, no grid */ p { display: block }"))


def test_the_letter_has_no_slow_layout() -> None:
    paper = ("templates/letter", "templates/form", "templates/report")
    styles = [*files("shopcheck/letter", *paper, suffix=".css"), *files(*paper, suffix=".html")]
    assert styles
    assert offenders(styles, slow) == []
