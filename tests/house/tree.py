"""Which files there are, and small ways to look at them."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ROOT = Path(__file__).resolve().parents[2]
# What a checkout does not hold: made by running or installing the program.
MADE = {".git", ".hypothesis", ".venv", "instance", "build", "__pycache__", "shopcheck.egg-info"}


def files(*folders: str, suffix: str = "") -> list[Path]:
    """Return the files of these folders (or of the whole tree) whose name ends so."""
    starts = [ROOT / folder for folder in folders or (".",)]
    return sorted(path for start in starts for path in _walk(start) if path.name.endswith(suffix))


def _walk(start: Path) -> Iterator[Path]:
    if start.is_file():
        yield start
    elif (
        start.is_dir() and start.name not in MADE and not (start.name.startswith(".") and start.name.endswith("_cache"))
    ):
        for path in start.iterdir():
            yield from _walk(path)


def program() -> list[Path]:
    """Return every Python file that runs in use."""
    return files("app.py", "shopcheck", suffix=".py")


def short(path: Path) -> str:
    """Name a file as it stands in the tree."""
    return str(path.relative_to(ROOT))


def parse(text: str) -> ast.Module:
    """Read Python text."""
    return ast.parse(text)


def offenders(paths: Iterable[Path], found: object) -> list[str]:
    """Return `file:line what` for all that `found` (text → (line, what) pairs) finds in these files."""
    assert callable(found)
    return [f"{short(path)}:{line} {what}" for path in paths for line, what in found(path.read_text("utf-8"))]
