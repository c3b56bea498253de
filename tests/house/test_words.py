"""What may not stand anywhere in the tree: places and addresses of the machines it was made or fetched on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.house.tree import ROOT, files, offenders

if TYPE_CHECKING:
    from collections.abc import Iterator

# Put together from parts, so that this file does not hold the words itself.
PLACES = re.compile(
    "|".join(
        [
            r"(?<![\w.])/" + r"work/",
            r"(?<![\w.])/" + r"tmp/(?!\{|\$)\w",
            r"(?<![\w.])/" + r"home/\w+",
            r"(?<![\w.])/" + r"opt/py" + r"pi",
            r"py" + r"pi\.org",
            r"python" + r"hosted",
            r"npm" + r"js\.(?:org|com)",
            r"deb\." + r"debian\.org",
            r"registry\.\w+\.\w+",
        ]
    ),
    re.IGNORECASE,
)
BINARY = (".woff2", ".ttf", ".png", ".pdf", ".ico", ".jpg", ".gz", ".zip", ".pyc")
LOCKS = ("requirements.lock", "requirements-dev.lock")


def places(text: str) -> Iterator[tuple[int, str]]:
    """Find line and text of every such place."""
    return ((text.count("\n", 0, match.start()) + 1, match[0]) for match in PLACES.finditer(text))


@pytest.mark.parametrize("text", ["see /" + "work/main", "https://py" + "pi.org/simple", "cd /" + "home/piet"])
def test_a_place_is_seen(text: str) -> None:
    assert list(places(text))


@pytest.mark.parametrize("text", ["a framework/library", "https://www.politie.nl/work", "site/home/page"])
def test_an_ordinary_word_is_left_alone(text: str) -> None:
    assert not list(places(text))


def test_no_file_names_a_place_of_another_machine() -> None:
    texts = [path for path in files() if path.suffix not in BINARY and not path.name.startswith(".coverage")]
    assert offenders(texts, places) == []


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_holds_hashes_and_no_address(lock: str) -> None:
    text = (ROOT / lock).read_text("utf-8")
    assert "://" not in text
    packages = re.findall(r"^[a-z0-9][^\s=]*==\S+.*(?:\n {4}--hash=sha256:[0-9a-f]{64}.*)+", text, re.MULTILINE)
    assert len(packages) == len(re.findall(r"^[a-z0-9]", text, re.MULTILINE))


def test_the_lock_of_the_tests_holds_the_lock_of_the_program() -> None:
    run, dev = (
        set(re.findall(r"^[a-z0-9][^\s]*==\S+", (ROOT / lock).read_text("utf-8"), re.MULTILINE)) for lock in LOCKS
    )
    assert run <= dev
