"""Small files and small functions. A line of code is a line that is not blank, not a comment and not a docstring."""

from __future__ import annotations

import ast
import io
import tokenize
from statistics import median

from tests.house.tree import program, short

NO_CODE = {tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER}
WITH_DOCSTRING = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)


def code_lines(text: str) -> set[int]:
    """Return the numbers of the lines that hold code."""
    lines: set[int] = set()
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type not in NO_CODE:
            lines.update(range(token.start[0], token.end[0] + 1))
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, WITH_DOCSTRING) and ast.get_docstring(node) is not None:
            lines.difference_update(range(node.body[0].lineno, (node.body[0].end_lineno or 0) + 1))
    return lines


def function_sizes(text: str) -> dict[str, int]:
    """Return the lines of code of each function, from its `def`; a function inside another counts in both."""
    lines = code_lines(text)
    return {
        f"{node.lineno} {node.name}": sum(node.lineno <= line <= (node.end_lineno or 0) for line in lines)
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }


SAMPLE = '''"""Docstring
of two lines."""

# a comment
X = """a text
of two lines"""


def first() -> int:
    """Docstring."""

    # why
    return 1
'''


def test_a_line_of_code_is_not_blank_not_a_comment_and_not_a_docstring() -> None:
    assert code_lines(SAMPLE) == {5, 6, 9, 13}
    assert function_sizes(SAMPLE) == {"9 first": 2}


def test_no_file_is_longer_than_250_lines_and_half_have_at_most_80() -> None:
    sizes = {short(path): len(code_lines(path.read_text("utf-8"))) for path in program()}
    assert {name: size for name, size in sizes.items() if size > 250} == {}
    assert median(sizes.values()) <= 80


def test_no_function_is_longer_than_40_lines_and_half_have_at_most_8() -> None:
    sizes = {
        f"{short(path)}:{name}": size
        for path in program()
        for name, size in function_sizes(path.read_text("utf-8")).items()
    }
    assert {name: size for name, size in sizes.items() if size > 40} == {}
    assert median(sizes.values()) <= 8
