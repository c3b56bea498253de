"""`shopcheck adviser`: nobody is there at first, and a link is all that is ever printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from click.testing import CliRunner, Result

from shopcheck.cli import main
from shopcheck.store import accounts, audit
from shopcheck.store.database import open_database

if TYPE_CHECKING:
    from pathlib import Path

JO = ("--name", "Jo Proef", "--email", "jo@example.org", "--association", "khn")


def run(data: Path, *words: str) -> Result:
    """Run `shopcheck adviser` on this data folder."""
    environ = {"SHOPCHECK_DATA": str(data), "PUBLIC_URL": "https://check.example.nl"}
    return CliRunner().invoke(main, ["adviser", *words], env=environ)


def test_accounts_are_made_listed_changed_and_shut_from_the_command_line(tmp_path: Path) -> None:
    assert run(tmp_path, "list").output == ""
    link = run(tmp_path, "add", *JO, "--region", "rtd").output.strip()
    assert link.startswith("https://check.example.nl/balie/uitnodiging#")
    assert run(tmp_path, "list").output == "jo@example.org  khn  adviser  RTD  invited  Jo Proef\n"
    assert run(tmp_path, "link", "JO@example.org").output.strip() != link
    assert (
        run(tmp_path, "change", "jo@example.org", "--region", "AMS", "--region", "rtd").output
        == "Done: adviser, AMS RTD.\n"
    )
    assert run(tmp_path, "change", "jo@example.org", "--admin").output == "Done: admin, AMS RTD.\n"
    assert run(tmp_path, "disable", "jo@example.org").exit_code == 0
    assert "disabled" in run(tmp_path, "list").output
    database = open_database(f"sqlite:///{tmp_path / 'shopcheck.sqlite3'}")
    assert {one.who for one in audit.newest(database)} == {"beheerder"}
    assert {one.what for one in audit.newest(database)} == {"invited", "role_changed", "account_disabled"}
    database.close()


def test_wrong_input_is_said_in_one_line(tmp_path: Path) -> None:
    run(tmp_path, "add", *JO, "--region", "rtd")
    for words, said in (
        (("add", *JO, "--region", "rtd"), "this e-mail address has an account already"),
        (("add", *JO), "an adviser or partner needs a region"),
        (("add", *JO, "--region", "xx"), "no region xx"),
        (("disable", "niemand@example.org"), "there is no account under this address"),
    ):
        outcome = run(tmp_path, *words)
        assert outcome.exit_code == 1
        assert said in outcome.output
        assert len(outcome.output.splitlines()) == 1


def test_the_command_line_is_one_of_the_two_who_take_a_second_factor_away(tmp_path: Path) -> None:
    run(tmp_path, "add", *JO, "--admin")
    assert "confirms it at the desk" in run(tmp_path, "reset", "jo@example.org").output
    alone = run(tmp_path, "reset", "jo@example.org")
    assert (alone.exit_code, "another person" in alone.output) == (1, True)
    database = open_database(f"sqlite:///{tmp_path / 'shopcheck.sqlite3'}")
    kept = accounts.by_email(database, "jo@example.org")
    assert kept is not None
    with database.writing() as connection:
        accounts.change(connection, kept.account.id, reset_asked_by="another")
    database.close()
    assert "/balie/uitnodiging#" in run(tmp_path, "reset", "jo@example.org").output
