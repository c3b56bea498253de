"""Reading is strict: every scalar is text, nothing is converted by accident, and every value knows its place."""

from __future__ import annotations

import pytest

from shopcheck.catalogue.reading import DEPTH_LIMIT, Listing, Scalar, Table, Unreadable, plain, read

# What YAML 1.1 turns into something else.
TRAPS = [
    "yes",
    "no",
    "on",
    "off",
    "null",
    "~",
    "010",
    "0x1F",
    "12:30",
    "2026.10",
    "2026-11-05",
    "1_000",
    ".5",
    "1e3",
    "=",
]


def refused(text: str) -> list[tuple[int, int, str]]:
    """Read a text that must be refused; gives line, column and number of each problem."""
    with pytest.raises(Unreadable) as error:
        read(text.encode(), "x.yaml")
    return [(problem.line, problem.column, problem.number) for problem in error.value.problems]


@pytest.mark.parametrize("value", TRAPS)
def test_what_looks_like_something_else_stays_text(value: str) -> None:
    assert plain(read(f"a: {value}\n".encode(), "x.yaml")) == {"a": value}
    assert plain(read(f"a: [{value}]\n".encode(), "x.yaml")) == {"a": [value]}
    assert plain(read(f"{value}: a\n".encode(), "x.yaml")) == {value: "a"}


def test_every_value_knows_its_line_and_column() -> None:
    tree = read("# één\na: 'é ü'\nb:\n  - x\n  - {c: \"d\"}\n".encode(), "x.yaml")
    assert isinstance(tree, Table)
    assert tree.entries["a"] == Scalar("é ü", 2, 4, 1)
    assert tree.keys["b"] == Scalar("b", 3, 1, 0)
    listing = tree.entries["b"]
    assert isinstance(listing, Listing)
    assert listing.items[0] == Scalar("x", 4, 5, 0)
    table = listing.items[1]
    assert isinstance(table, Table)
    assert (table.line, table.column, table.entries["c"]) == (5, 5, Scalar("d", 5, 9, 1))


def test_a_text_over_several_lines_is_one_text_without_a_column_of_its_own() -> None:
    tree = read(b"a: >-\n  een\n  twee\nb: |\n  een\n  twee\n", "x.yaml")
    assert plain(tree) == {"a": "een twee", "b": "een\ntwee\n"}
    assert isinstance(tree, Table)
    assert tree.entries["a"] == Scalar("een twee", 1, 4, None)


def test_line_ends_of_windows_and_a_byte_order_mark_make_no_difference() -> None:
    unix = "a: één\nb: [x, y]\n"
    assert read(("\ufeff" + unix.replace("\n", "\r\n")).encode(), "x.yaml") == read(unix.encode(), "x.yaml")


def test_every_double_key_is_told_not_only_the_first() -> None:
    assert refused("a: 1\nb: {c: 1, c: 2}\na: 2\n") == [(2, 11, "PC105"), (3, 1, "PC105")]


def test_a_key_is_double_when_it_means_the_same_however_it_is_written() -> None:
    assert refused("a: 1\n'a': 2\n") == [(2, 1, "PC105")]
    assert refused('a: 1\n"\\x61": 2\n') == [(2, 1, "PC105")]


def test_depth_is_counted_in_lists_and_tables_alike() -> None:
    inside = DEPTH_LIMIT - 1
    read(f"a: {'[' * inside}x{']' * inside}\n".encode(), "x.yaml")
    assert refused(f"a: {'[' * (inside + 1)}x{']' * (inside + 1)}\n") == [(1, 4 + inside, "PC109")]
    assert refused("\n".join("  " * step + "- a:" for step in range(DEPTH_LIMIT)))[0][2] == "PC109"


BOMBS = {
    "nine to the ninth": "a: &a [x,x,x,x,x,x,x,x,x]\n"
    + "".join(f"{n}: &{n} [{','.join(['*' + chr(ord(n) - 1)] * 9)}]\n" for n in "bcdefghi"),
    "in itself": "a: &a [*a]\n",
    "merged": "a: &a {x: y}\nb: {<<: *a}\n",
    "brackets": "[" * 200_000,
    "braces": "{a: " * 60_000,
    "dashes": "- " * 100_000,
    "questions": "? " * 100_000,
    "one long key": "a" * 200_000 + ": b",
    "open quote": 'a: "' + "x" * 200_000,
    "tags": "a: !!python/object/apply:os.system [ls]\n",
    "own tag": "%TAG ! tag:x,2026:\n---\na: !b c\n",
    "a thousand documents": "---\na: b\n" * 1000,
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_at_its_first_sign(name: str) -> None:
    ((line, _, number), *more) = refused(BOMBS[name])
    assert number in {"PC103", "PC106", "PC107", "PC109", "PC110"}
    assert line <= 3
    assert not more


@pytest.mark.parametrize("sign", ["\u200b", "\u202e", "\u2066", "\u2028", "\ufeff", "\x85"])
def test_an_invisible_sign_is_refused_where_it_stands(sign: str) -> None:
    assert refused(f"a: b\nc: d{sign}e\n") == [(2, 5, "PC113")]


@pytest.mark.parametrize("code", [0, 7, 8, 27, 127])
def test_a_control_character_is_refused_where_it_stands(code: int) -> None:
    assert refused(f"a: b\nc: d{chr(code)}e\n") == [(2, 5, "PC113")]


def test_a_word_after_a_hash_is_not_lost_in_silence() -> None:
    assert refused("a: kassa #1\n") == [(1, 9, "PC114")]
    assert refused("a:\n  - kassa #1\n  - kassa #2\n") == [(2, 10, "PC114"), (3, 10, "PC114")]
    assert plain(read(b"a: kassa # de eerste\nb: 'kassa #1'\nc: kassa#1\n", "x.yaml")) == {
        "a": "kassa",
        "b": "kassa #1",
        "c": "kassa#1",
    }
