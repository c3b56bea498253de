"""`shopcheck demo --share`: made-up shops for who wants to try the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from click.testing import CliRunner

from shopcheck import usecases
from shopcheck.cli import main
from shopcheck.core.sharing import Account, Association, Role
from shopcheck.settings import Settings
from shopcheck.usecases import desk

if TYPE_CHECKING:
    from pathlib import Path


def test_made_up_shops_are_shared_in_turn_with_whom_the_command_names(tmp_path: Path) -> None:
    words = ["demo", "--checks", "5", "--seed", "4", "--share", "khn:RTD", "--share", "dn:DHG"]
    assert CliRunner().invoke(main, words, env={"SHOPCHECK_DATA": str(tmp_path)}).exit_code == 0
    opened = usecases.open_installation(Settings.from_environment({"SHOPCHECK_DATA": str(tmp_path)}))
    try:
        khn = Account("a1", "Jo", Association.KHN, frozenset({"RTD", "DHG"}), Role.ADVISER)
        rows = list(desk.every(opened, khn))
        assert [str(one.share.shared_with.region) for one in rows] == ["RTD"] * 3
        assert {bool(one.summary.name) for one in rows} == {bool(one.share.wish) for one in rows} == {True, False}
        dn = Account("a2", "Jo", Association.DN, frozenset({"DHG"}), Role.ADVISER)
        assert desk.listed(opened, dn, size=5).total == 2
    finally:
        opened.store.close()


def test_with_whom_to_share_must_be_an_association_and_a_region(tmp_path: Path) -> None:
    outcome = CliRunner().invoke(main, ["demo", "--share", "khn:XX"], env={"SHOPCHECK_DATA": str(tmp_path)})
    assert (outcome.exit_code, "one of khn, dn, pvo" in outcome.output) == (2, True)
