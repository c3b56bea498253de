"""`shopcheck rotate-pepper`: new secrets, and every code still opens."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING

from click.testing import CliRunner, Result
from sqlalchemy import text

from shopcheck import usecases
from shopcheck.cli import main
from shopcheck.settings import Settings
from shopcheck.store.keyring import keys_in
from tests.store.installations import CLIENT

if TYPE_CHECKING:
    from pathlib import Path


def run(data: Path, *words: str, port: int = 0) -> Result:
    """Run a command on this data folder; without a port on one where nobody listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = port or free.getsockname()[1]
    return CliRunner().invoke(main, words, env={"SHOPCHECK_DATA": str(data), "PORT": str(port)})


def test_old_codes_open_after_a_new_pepper_and_move_to_it(tmp_path: Path) -> None:
    code = run(tmp_path, "demo", "--checks", "1").output.strip()
    outcome = run(tmp_path, "rotate-pepper")
    assert (outcome.exit_code, outcome.output.split(".")[0]) == (0, "Pepper 2 is in use from the next start")
    opened = usecases.open_installation(Settings.from_environment({"SHOPCHECK_DATA": str(tmp_path)}))
    try:
        assert usecases.visit(opened, usecases.resume(opened, code, client=CLIENT)).checkup.finished_on
        with opened.store.database.reading() as connection:
            assert connection.execute(text("SELECT pepper_version FROM checkup")).scalars().all() == [2]
    finally:
        opened.store.close()


def test_no_pepper_is_added_under_a_site_that_runs(tmp_path: Path) -> None:
    keys_in(tmp_path)
    with socket.socket() as site:
        site.bind(("127.0.0.1", 0))
        site.listen()
        outcome = run(tmp_path, "rotate-pepper", port=site.getsockname()[1])
    assert (outcome.exit_code, "stop the site first" in outcome.output) == (1, True)
    assert keys_in(tmp_path).newest == 1


def test_the_folder_of_another_installation_gets_no_keys(tmp_path: Path) -> None:
    other = tmp_path / "other"
    outcome = run(other, "rotate-pepper")
    assert (outcome.exit_code, outcome.output.count("\n")) == (1, 1)
    assert not other.exists()
