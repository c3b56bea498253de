"""Where the tiny questionnaires lie, and how a test gets one of its own."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from shopcheck import catalogue

if TYPE_CHECKING:
    from shopcheck.core.errors import Problem

SHELF = Path(__file__).resolve().parents[1] / "questionnaires"
TINY = SHELF / "tiny"
FEATURES = sorted((SHELF / "features").iterdir())
BROKEN = sorted((SHELF / "broken").iterdir())
REAL = SHELF.parents[1] / "questionnaires"
DAY = date(2026, 11, 24)


def lay(where: Path, overlay: Path | None = None) -> Path:
    """Copy tiny to a folder, with the files of an overlay in place of its own; an overlay brings its own examples."""
    folder = where / "tiny"
    shutil.copytree(TINY, folder)
    if overlay:
        shutil.rmtree(folder / "proeven")
        shutil.copytree(overlay, folder, dirs_exist_ok=True)
    return folder


def change(folder: Path, file: str, old: str, new: str) -> None:
    """Replace a text that stands once in a file."""
    text = (folder / file).read_text("utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
    (folder / file).write_text(text.replace(old, new), "utf-8")


def said(folder: Path) -> list[str]:
    """Check a folder on DAY; gives the problems with paths as seen from the folder."""
    return [short(problem, folder) for problem in catalogue.check(folder, on=DAY)]


def short(problem: Problem, folder: Path) -> str:
    """Write a problem with its path as seen from the folder."""
    return str(problem).replace(f"{folder}/", "")


def numbers(folder: Path) -> list[str]:
    """Check a folder on DAY; gives the numbers of the problems."""
    return [problem.number for problem in catalogue.check(folder, on=DAY)]
