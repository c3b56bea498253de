"""What the documents must be complete in: the words of the core, the commands of the tree."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from tests.house.tree import ROOT, files, parse

if TYPE_CHECKING:
    from collections.abc import Iterator


def public_classes(text: str) -> Iterator[str]:
    """Find the values, enumerations and errors that a module offers."""
    return (node.name for node in parse(text).body if isinstance(node, ast.ClassDef) and not node.name.startswith("_"))


def terms(text: str) -> set[str]:
    """Return the words of a glossary: those in the first column of its table, and those beside the table."""
    rows = [line.split("|")[1] for line in text.splitlines() if line.startswith("|")]
    plain = [line for line in text.splitlines() if not line.startswith("|")]
    return set(re.findall(r"\w+", " ".join((*rows, *plain))))


def test_classes_and_terms_are_seen() -> None:
    assert list(public_classes("class Answer: ...\nclass _Hidden: ...\ndef f(): ...")) == ["Answer"]
    assert "Answer" in terms("| Answer · Response | a value |")
    assert "value" not in terms("| Answer | a value |")


def test_every_value_of_the_core_is_in_the_glossary() -> None:
    known = terms((ROOT / "docs/glossary.md").read_text("utf-8"))
    values = {
        name for path in files("shopcheck/core", suffix=".py") for name in public_classes(path.read_text("utf-8"))
    }
    assert len(values) > 20
    assert values - known == set()


def test_the_readme_names_every_script() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    scripts = [f"script/{path.name}" for path in files("script")]
    assert len(scripts) > 5
    assert [script for script in scripts if script not in text] == []


def test_every_script_can_be_run_and_says_what_it_does() -> None:
    lines = {path: path.read_text("utf-8").splitlines() for path in (*files("script"), *files(".ci"))}
    assert [path.name for path in lines if not path.stat().st_mode & 0o100] == []
    assert [
        path.name for path, text in lines.items() if not (text[0].startswith("#!") and text[1].lstrip('#" ')[:1])
    ] == []


def test_the_tests_of_ci_are_the_tests_of_the_readme() -> None:
    assert "script/test" in (ROOT / ".ci/run").read_text("utf-8")
    assert "script/test" in (ROOT / "README.md").read_text("utf-8")
