"""What may never stand in the program: running text as code, pickles, unsafe YAML, a shell, predictable numbers."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import pytest

from tests.house.tree import parse, program, short

if TYPE_CHECKING:
    from collections.abc import Iterator

MODULES = {"random", "pickle", "marshal", "shelve", "dill", "xml", "telnetlib", "code"}
CALLS = {"eval", "exec", "compile", "__import__", "render_template_string"}
ATTRIBUTES = {
    ("os", "system"),
    ("os", "popen"),
    ("yaml", "load"),  # with a loader of our own it is spelled out: Loader(text).get_single_node()
    ("yaml", "full_load"),
    ("yaml", "unsafe_load"),
}

# What may stand where it stands, with the reason.
MAY_PASS = {
    (
        "shopcheck/store/database.py",
        "SQL text with values in it",
    ): "a PRAGMA takes no bound name; the names are constants",
}


def dangerous(text: str) -> Iterator[tuple[int, str]]:
    """Find line and name of all that may not be there."""
    for node in ast.walk(parse(text)):
        match node:
            case ast.Import(names=names):
                yield from ((node.lineno, one.name) for one in names if one.name.split(".")[0] in MODULES)
            case ast.ImportFrom(module=str(module)):
                if module.split(".")[0] in MODULES:
                    yield node.lineno, module
            case ast.Call(func=ast.Name(id=name)) if name in CALLS:
                yield node.lineno, name
            case ast.Call(func=ast.Attribute(value=ast.Name(id=owner), attr=name)) if (owner, name) in ATTRIBUTES:
                yield node.lineno, f"{owner}.{name}"
            case ast.keyword(arg="shell", value=value) if not (isinstance(value, ast.Constant) and not value.value):
                yield node.lineno, "shell"
            case ast.Call(func=ast.Name(id="text") | ast.Attribute(attr="text"), args=[ast.JoinedStr(), *_]):
                yield node.lineno, "SQL text with values in it"


@pytest.mark.parametrize(
    "text",
    [
        "import random",
        "from random import choice",
        "import pickle",
        "import xml.etree.ElementTree",
        "eval('1')",
        "exec(source)",
        "os.system('ls')",
        "yaml.load(text)",
        "subprocess.run('ls', shell=True)",
        "subprocess.run('ls', shell=flag)",
        "connection.execute(text(f'select {name}'))",
    ],
)
def test_danger_is_seen(text: str) -> None:
    assert list(dangerous(text))


@pytest.mark.parametrize("text", ["import secrets", "re.compile('a')", "subprocess.run(['ls'], shell=False)"])
def test_what_is_safe_is_left_alone(text: str) -> None:
    assert not list(dangerous(text))


def test_the_program_holds_no_danger() -> None:
    found = {(short(path), what) for path in program() for _, what in dangerous(path.read_text("utf-8"))}
    assert found == set(MAY_PASS)
