"""Every promise of docs/security.md names a test that is there."""

from __future__ import annotations

import ast
import re

import pytest

from tests.house.tree import ROOT, parse

NAMED = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")
ROW = re.compile(r"^\| (?!promise|-)(.+?) \| (.+) \|$", re.MULTILINE)


def promises() -> list[tuple[str, list[tuple[str, str]]]]:
    """Read each promise with the tests that it names."""
    page = (ROOT / "docs/security.md").read_text("utf-8")
    part = page.split("## Promises")[1].split("\n## ")[0]
    return [(row[1], NAMED.findall(row[2])) for row in ROW.finditer(part)]


def test_every_promise_names_a_test() -> None:
    assert len(promises()) > 10
    assert [promise for promise, tests in promises() if not tests and promise != "---"] == []


@pytest.mark.parametrize("path", sorted({path for _, tests in promises() for path, _ in tests}))
def test_the_tests_that_are_named_are_there(path: str) -> None:
    there = {
        node.name for node in ast.walk(parse((ROOT / path).read_text("utf-8"))) if isinstance(node, ast.FunctionDef)
    }
    assert {name for _, tests in promises() for at, name in tests if at == path} <= there
