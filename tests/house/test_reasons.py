"""Every exception to a rule of the tools says why it is one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.house.tree import ROOT, files, offenders

if TYPE_CHECKING:
    from collections.abc import Iterator

MARK = re.compile(r"#\s*(type:\s*ignore|noqa|pragma:\s*no cover|fmt:\s*(?:off|skip))(.*)$", re.MULTILINE)
CODES = re.compile(r"^(?:\[[\w, -]+\]|:\s*[A-Z]+\d+(?:,\s*[A-Z]+\d+)*)?")
WORDS = re.compile(r"[a-z]{2,}.*[a-z]{2,}", re.IGNORECASE)


def unexplained(text: str) -> Iterator[tuple[int, str]]:
    """Find line and text of exceptions without codes or without at least two words of reason."""
    for mark in MARK.finditer(text):
        codes = CODES.match(mark[2])
        bare = mark[1].startswith(("type", "noqa")) and not (codes and codes[0])
        reason = CODES.sub("", mark[2])
        if bare or not (WORDS.search(reason) or mark[1].startswith("fmt")):
            yield text.count("\n", 0, mark.start()) + 1, mark[0]


@pytest.mark.parametrize(
    "text",
    [
        "x = 1  # no" + "qa",
        "x = 1  # no" + "qa: F401",
        "x = 1  # type" + ": ignore[arg-type]",
        "x = 1  # type" + ": ignore  why not",
    ],
)
def test_an_exception_without_a_reason_is_seen(text: str) -> None:
    assert list(unexplained(text))


def test_an_exception_with_a_reason_may_stay() -> None:
    assert not list(unexplained("x = 1  # no" + "qa: F401 - read at run time"))
    assert not list(unexplained("x = 1  # type" + ": ignore[arg-type]  # the stubs lag behind"))


def test_every_exception_in_the_code_has_a_reason() -> None:
    assert offenders(files("app.py", "shopcheck", "tests", suffix=".py"), unexplained) == []


def test_every_rule_that_is_switched_off_has_a_reason() -> None:
    text = (ROOT / "pyproject.toml").read_text("utf-8")
    rule = re.compile(r'^\s+"[A-Z]+\d*",(?P<reason>.*)$', re.MULTILINE)
    assert [match[0] for match in rule.finditer(text) if not WORDS.search(match["reason"])] == []
    assert len(rule.findall(text)) > 5
