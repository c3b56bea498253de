"""Names say what a thing is for, and every module says what it holds."""

from __future__ import annotations

import ast

from tests.house.tree import files, parse, short

SAY_NOTHING = {"utils", "util", "helpers", "helper", "common", "base", "manager", "managers", "misc", "shared"}


def says_nothing(path: str) -> bool:
    """Whether a part of the path could hold anything. Templates may have a base: there it is a word of the language."""
    parts = path.removesuffix(".py").split("/")
    return any(word in SAY_NOTHING for part in parts for word in (part, *part.split("_")))


def test_a_name_that_says_nothing_is_seen() -> None:
    assert says_nothing("shopcheck/utils/dates.py")
    assert says_nothing("shopcheck/store/date_helpers.py")
    assert not says_nothing("shopcheck/store/vault.py")


def test_no_module_or_folder_could_hold_anything() -> None:
    assert [short(path) for path in files("shopcheck", "tests", suffix=".py") if says_nothing(short(path))] == []


def test_every_module_says_in_its_docstring_what_it_holds() -> None:
    modules = files("app.py", "shopcheck", "tests", suffix=".py")
    assert [short(path) for path in modules if not ast.get_docstring(parse(path.read_text("utf-8")))] == []
