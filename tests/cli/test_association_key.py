"""`shopcheck rotate-association-key`: a new secret, and what is shared can still be opened."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING

from sqlalchemy import text

from shopcheck import usecases
from shopcheck.core.sharing import Association, SharedWith
from shopcheck.settings import Settings
from shopcheck.store.keyring import keys_in
from shopcheck.usecases import sharing
from tests.cli.test_pepper import run

if TYPE_CHECKING:
    from pathlib import Path


def versions(data: Path) -> list[int]:
    """Say under which secret each private half is sealed; make one when there is none."""
    opened = usecases.open_installation(Settings.from_environment({"SHOPCHECK_DATA": str(data)}))
    try:
        sharing.open_to(opened, SharedWith(Association.KHN, "RTD"))
        with opened.store.database.reading() as connection:
            return list(connection.execute(text("SELECT key_version FROM association_key")).scalars())
    finally:
        opened.store.close()


def test_private_halves_are_sealed_anew(tmp_path: Path) -> None:
    assert versions(tmp_path) == [1]
    outcome = run(tmp_path, "rotate-association-key")
    assert (outcome.exit_code, outcome.output.split(".")[0]) == (0, "Sealed anew: 1")
    assert versions(tmp_path) == [2]


def test_no_secret_is_added_under_a_site_that_runs(tmp_path: Path) -> None:
    keys_in(tmp_path)
    with socket.socket() as site:
        site.bind(("127.0.0.1", 0))
        site.listen()
        outcome = run(tmp_path, "rotate-association-key", port=site.getsockname()[1])
    assert (outcome.exit_code, "stop the site first" in outcome.output) == (1, True)
    assert keys_in(tmp_path).newest_association_key == 1
