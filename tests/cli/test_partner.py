"""`shopcheck partner`: as `shopcheck adviser`, and neither knows the people of the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from click.testing import CliRunner, Result

from shopcheck.cli import main
from shopcheck.store import audit
from shopcheck.store.database import open_database

if TYPE_CHECKING:
    from pathlib import Path

KIM = ("--name", "Kim Proef", "--email", "kim@example.org", "--kind", "gemeente", "--region", "rtd")
JO = ("--name", "Jo Proef", "--email", "jo@example.org", "--association", "khn", "--region", "rtd")


def run(data: Path, *words: str) -> Result:
    """Run `shopcheck` on this data folder."""
    environ = {"SHOPCHECK_DATA": str(data), "PUBLIC_URL": "https://check.example.nl"}
    return CliRunner().invoke(main, words, env=environ)


def test_partners_are_made_listed_moved_and_shut_from_the_command_line(tmp_path: Path) -> None:
    link = run(tmp_path, "partner", "add", *KIM).output
    assert link.startswith("https://check.example.nl/balie/uitnodiging#")
    assert run(tmp_path, "partner", "list").output == "kim@example.org  gemeente  partner  RTD  invited  Kim Proef\n"
    assert run(tmp_path, "partner", "change", "kim@example.org", "--region", "AMS").output == "Done: partner, AMS.\n"
    links = {link, *(run(tmp_path, "partner", one, "KIM@example.org").output for one in ("link", "reset"))}
    assert len(links) == 3
    assert run(tmp_path, "partner", "disable", "kim@example.org").exit_code == 0
    assert "disabled" in run(tmp_path, "partner", "list").output
    database = open_database(f"sqlite:///{tmp_path / 'shopcheck.sqlite3'}")
    assert {(one.who, one.association) for one in audit.newest(database)} == {("beheerder", "")}
    database.close()


def test_a_partner_needs_a_region(tmp_path: Path) -> None:
    outcome = run(tmp_path, "partner", "add", *KIM[:-2])
    assert (outcome.exit_code, "needs a region" in outcome.output) == (1, True)


def test_the_commands_for_advisers_and_partners_do_not_know_each_others_people(tmp_path: Path) -> None:
    run(tmp_path, "partner", "add", *KIM)
    run(tmp_path, "adviser", "add", *JO)
    for group, email in (("adviser", "kim@example.org"), ("partner", "jo@example.org")):
        assert email not in run(tmp_path, group, "list").output
        for what in ("disable", "link", "reset", "change"):
            outcome = run(tmp_path, group, what, email)
            assert (outcome.exit_code, "there is no account" in outcome.output) == (1, True), (group, what)
