"""Damaged and hostile files: refused with a reason, or read for exactly what they say; no traceback, no guess."""

from __future__ import annotations

import random
import signal
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, NoReturn

import pytest
import yaml

from shopcheck import catalogue
from shopcheck.catalogue.problems import MOST
from shopcheck.catalogue.reading import Listing, Node, Scalar, Unreadable, plain, read
from shopcheck.catalogue.texts import TEXTS
from shopcheck.core.errors import Problem, QuestionnaireInvalid
from tests.catalogue.shelf import DAY, TINY, lay
from tests.machine import FAULTS, times

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

pytestmark = pytest.mark.uncounted
FILES = sorted(str(path.relative_to(TINY)) for path in TINY.rglob("*.yaml"))
BOMB = b"\nbom: &a [x, x]\nbom2: [*a, *a, *a]\n"
NASTY = (
    '""',
    "[]",
    "{}",
    "[[x]]",
    "{a: {b: c}}",
    "~",
    "-1",
    "1e9",
    '"\\u0000"',
    "true",
    "x" * 5000,
    "'é'",
    "2026-13-01",
)
MOST_TIME = 1.0  # seconds of processor; only in long runs, so that an ordinary one times nothing


@contextmanager
def in_time() -> Iterator[None]:
    """In a long run, end what takes too long. Only our own time counts, however busy the machine is."""
    if not FAULTS:
        yield
        return
    before = signal.signal(signal.SIGPROF, _too_long)
    signal.setitimer(signal.ITIMER_PROF, MOST_TIME)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def _too_long(_number: int, _frame: object) -> NoReturn:
    pytest.fail(f"took more than {MOST_TIME} s of processor")


def flip(content: bytes, chance: random.Random) -> bytes:
    """Turn one bit over."""
    at = chance.randrange(len(content) * 8)
    damaged = bytearray(content)
    damaged[at // 8] ^= 1 << at % 8
    return bytes(damaged)


def cut(content: bytes, chance: random.Random) -> bytes:
    """Lose the end."""
    return content[: chance.randrange(len(content))]


def bomb(content: bytes, chance: random.Random) -> bytes:
    """Put anchors and aliases somewhere at the start of a line."""
    lines = content.split(b"\n")
    lines.insert(chance.randrange(2, len(lines)), BOMB)
    return b"\n".join(lines)


def swap(content: bytes, chance: random.Random) -> bytes:
    """Write something of a wholly different sort in place of a value."""
    lines = content.decode().split("\n")
    at = chance.choice([number for number, line in enumerate(lines) if ": " in line and not line.startswith("#")])
    key, _, _ = lines[at].partition(": ")
    lines[at] = f"{key}: {chance.choice(NASTY)}"
    return "\n".join(lines).encode()


def leaves(node: Node, path: tuple[str | int, ...] = ()) -> dict[tuple[str | int, ...], str]:
    """Give every text of a tree by its path."""
    if isinstance(node, Scalar):
        return {path: node.value}
    parts = enumerate(node.items) if isinstance(node, Listing) else node.entries.items()
    return {place: text for step, part in parts for place, text in leaves(part, (*path, step)).items()}


def refusal(folder: Path) -> tuple[Problem, ...]:
    """Load a folder; gives why it was refused, nothing when it was accepted."""
    try:
        with in_time():
            catalogue.load(folder)
    except QuestionnaireInvalid as error:
        return error.problems or (Problem("", 0, 0, "refused without a reason", "", ""),)
    return ()


def helps(problem: Problem) -> bool:
    """Whether a problem has a number, a place, and words of a length that a person reads."""
    return problem.number in TEXTS and (problem.line > 0) == (problem.column > 0) and len(str(problem)) < 1000


@pytest.mark.parametrize("part", range(5))
@pytest.mark.parametrize("damage", [flip, cut, bomb, swap])
def test_a_damaged_file_is_refused_or_read_for_what_it_says(
    damage: Callable[[bytes, random.Random], bytes], part: int, tmp_path: Path
) -> None:
    chance = random.Random(part)  # noqa: S311 - damage has to be repeatable, not secret
    folder = lay(tmp_path)
    whole = catalogue.load(folder)
    for _ in range(times(500) // 20):
        file = chance.choice(FILES)
        content = (TINY / file).read_bytes()
        damaged = damage(content, chance)
        (folder / file).write_bytes(damaged)
        problems = refusal(folder)
        assert all(map(helps, problems))
        if not problems:
            assert damage is not bomb
            assert (
                catalogue.load(folder) != whole
                or leaves(read(damaged, file)) == leaves(read(content, file))
                or file.startswith("proeven")
            )
            if not catalogue.check(folder, on=DAY):
                says_what_it_says(content, damaged)
        (folder / file).write_bytes(content)


def independent(content: bytes) -> object:
    """Read with the parser in Python, all text."""
    return yaml.load(content.decode("utf-8-sig"), Loader=yaml.BaseLoader)  # noqa: S506 - this loader makes text only


def says_what_it_says(content: bytes, damaged: bytes) -> None:
    """Hold our reading against one by another parser, and against the file before the damage."""
    tree = read(damaged, "x.yaml")
    assert plain(tree) == independent(damaged)
    before, after = leaves(read(content, "x.yaml")), leaves(tree)
    other = [path for path in after if after[path] != before.get(path)]
    assert len(other) <= 1, other  # at most the one value that was hit; nothing moved to another place
    gone = [path for path in before if path not in after]
    if gone:  # then it is the end that is gone, or the one value or list that was hit, and nothing else in the middle
        one_list = len({path[:-1] for path in gone}) == 1 and not other
        assert gone == list(before)[len(before) - len(gone) :] or len(gone) + len(other) == 1 or one_list


@pytest.mark.parametrize("part", range(2))
def test_noise_is_never_accepted(part: int) -> None:
    chance = random.Random(part)  # noqa: S311 - noise has to be repeatable, not secret
    for _ in range(times(100) // 2):
        noise = chance.randbytes(chance.randrange(1, 400))
        with in_time():
            tree = None
            with suppress(Unreadable):
                tree = read(noise, "x.yaml")
        assert tree is None or plain(tree) == independent(noise)


AVALANCHES: dict[str, tuple[str, Callable[[str], str]]] = {
    "keys": ("kas.yaml", lambda text: text + "".join(f"leve{number}: 1\n" for number in range(5000))),
    "double keys": ("kas.yaml", lambda text: text + "a: 1\n" * 5000),
    "sets": (
        "maatregelen.yaml",
        lambda text: text.replace(
            "{kas_afromen:", "{" + "".join(f"o{number}: a, " for number in range(5000)) + "kas_afromen:"
        ),
    ),
    "conditions": (
        "zicht.yaml",
        lambda text: (
            text + "rules:\n" + "".join(f"  - {{id: R_{n}, when: x{n} == 1, because: x}}\n" for n in range(199))
        ),
    ),
}


@pytest.mark.parametrize("name", AVALANCHES)
def test_of_an_avalanche_of_flaws_the_first_are_told(name: str, tmp_path: Path) -> None:
    folder = lay(tmp_path)
    file, damage = AVALANCHES[name]
    (folder / file).write_text(damage((TINY / file).read_text("utf-8")), "utf-8")
    problems = refusal(folder)
    assert MOST // 2 < len(problems) <= 2 * MOST
    assert all(map(helps, problems))


def test_a_chain_of_questions_without_end_is_told_not_followed(tmp_path: Path) -> None:
    folder = lay(tmp_path)
    add_questions(folder / "kas.yaml", [link(n, "kas", "kas") for n in range(150)])
    add_questions(folder / "zicht.yaml", [link(n, "zicht", "zicht" if n > 150 else "kas") for n in range(150, 300)])
    problems = catalogue.check(folder, on=DAY)
    assert {problem.number for problem in problems} == {"PC605"}
    assert problems[-1].message.startswith("De voorwaarde bij 'zicht_n299' is te ingewikkeld")


def link(number: int, form: str, before: str) -> str:
    """Write a question that hangs on the one before it; the first hangs on nothing."""
    when = f"when: {{{before}_n{number - 1}: ja}}, " if number else ""
    options = "options: [{id: ja, text: x}, {id: nee, text: x}]"
    return f"  - {{id: {form}_n{number}, tier: deep, kind: choice, text: x, why: x, lever: law, {when}{options}}}\n"


def add_questions(file: Path, lines: list[str]) -> None:
    """Put questions at the end of a form, before its rules."""
    head, rules, tail = file.read_text("utf-8").partition("rules:\n")
    file.write_text(head + "".join(lines) + rules + tail, "utf-8")
