"""Temporary files of the letter process: the typesetter unpacks fonts, and a child that ends leaves them behind."""

from __future__ import annotations

import tempfile
from contextlib import contextmanager
from shutil import rmtree
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def private_folder(socket_path: Path) -> Iterator[None]:
    """Use a folder of this process alone, beside its socket: swept first, for one that was killed, and gone at the end.

    To be entered before the typesetter is loaded.
    """
    folder = socket_path.with_name(f"{socket_path.name}.tmp")
    rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700)
    tempfile.tempdir = str(folder)
    try:
        yield
    finally:
        tempfile.tempdir = None
        rmtree(folder, ignore_errors=True)
