"""`shopcheck token`: shown once, listed without it, and taken back."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from click.testing import CliRunner, Result

from shopcheck.cli import main
from shopcheck.usecases import today_here

if TYPE_CHECKING:
    from pathlib import Path


def run(data: Path, *words: str) -> Result:
    """Run `shopcheck token` on this data folder."""
    return CliRunner().invoke(main, ["token", *words], env={"SHOPCHECK_DATA": str(data)})


def test_tokens_are_made_listed_and_revoked_from_the_command_line(tmp_path: Path) -> None:
    secret = run(tmp_path, "add", "--name", "Gemeente Rotterdam", "--region", "rtd", "--region", "nl").output.strip()
    assert len(secret) == len("pco_") + 43
    listed = run(tmp_path, "list").output
    until = today_here() + timedelta(days=365)
    assert listed.split("  ")[1:] == [str(until), "live", "NL RTD", "Gemeente Rotterdam\n"]
    assert secret not in listed
    assert run(tmp_path, "revoke", listed.split()[0]).exit_code == 0
    assert "  revoked  " in run(tmp_path, "list").output


def test_wrong_input_is_said_in_one_line(tmp_path: Path) -> None:
    for words, code, said in (
        (("add", "--name", "X", "--region", "xx"), 1, "no region xx"),
        (("add", "--name", "X", "--region", "rtd", "--until", "2020-01-01"), 1, "the last day is from"),
        (("revoke", "0123"), 1, "there is no token with this id"),
        (("add", "--name", "X"), 2, "Missing option '--region'"),
    ):
        outcome = run(tmp_path, *words)
        assert (outcome.exit_code, said in outcome.output) == (code, True)
