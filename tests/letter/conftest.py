"""One letter process for all tests of a test worker."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest

from shopcheck.letter import LetterWorker

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="session")
def letter_worker() -> Iterator[LetterWorker]:
    """Run a letter process; its folder has a short name, as the address of a socket must be."""
    with TemporaryDirectory(prefix="brief") as folder, LetterWorker(Path(folder) / "s") as worker:
        yield worker
