"""One door per library, and a core that stands on the standard library alone."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from typing import TYPE_CHECKING, Any

from tests.house.tree import ROOT, files, parse, short

if TYPE_CHECKING:
    from collections.abc import Iterator

# The name to import where it is not the name of the package.
IMPORTED_AS = {
    "argon2-cffi": "argon2",
    "cel-expr-python": "cel_expr_python",
    "flask-security": "flask_security",
    "flask-wtf": "flask_wtf",
    "libpass": "passlib",
    "pyyaml": "yaml",
}
NO_DOOR = {
    "nh3": "flask-security imports it",
    "psycopg": "SQLAlchemy imports it, when DATABASE_URL asks for PostgreSQL",
    "pysqlite3": "the store imports it by name, where its wheel exists",
    "qrcode": "flask-security wants it there, and never uses it here",
    "zxcvbn": "the desk imports it by name, when the first password is chosen",
}


def imported(text: str) -> Iterator[str]:
    """Find the first word of everything that is imported."""
    for node in ast.walk(parse(text)):
        match node:
            case ast.Import(names=names):
                yield from (one.name.split(".")[0] for one in names)
            case ast.ImportFrom(module=str(module), level=0):
                yield module.split(".")[0]


def project() -> dict[str, Any]:
    """Read pyproject.toml."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def package(requirement: str) -> str:
    """Return the name in a requirement: `psycopg[binary]>=3.3` → `psycopg`."""
    return re.split(r"[^\w.-]", requirement, maxsplit=1)[0].lower()


def test_imports_are_seen() -> None:
    assert list(imported("import os.path\nfrom flask.views import View\nfrom . import x")) == ["os", "flask"]


def test_the_core_imports_the_standard_library_and_cel_in_one_module() -> None:
    allowed = sys.stdlib_module_names | {"shopcheck"}
    strangers = {
        short(path): sorted(set(imported(path.read_text("utf-8"))) - allowed)
        for path in files("shopcheck/core", suffix=".py")
    }
    assert {name: names for name, names in strangers.items() if names} == {
        "shopcheck/core/conditions.py": ["cel_expr_python"]
    }


def test_every_library_has_one_door() -> None:
    read = project()
    names = [package(one) for one in read["project"]["dependencies"]]
    contracts = read["tool"]["importlinter"]["contracts"]
    doors = {one for contract in contracts for one in contract.get("protected_modules", [])}
    assert {IMPORTED_AS.get(name, name) for name in names} - doors - set(NO_DOOR) == set()
