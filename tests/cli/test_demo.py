"""`shopcheck demo --share`: made-up shops for who wants to try the desk."""

from __future__ import annotations

from datetime import timedelta
from importlib import import_module
from typing import TYPE_CHECKING

from click.testing import CliRunner

from shopcheck import usecases
from shopcheck.cli import main
from shopcheck.core.sharing import Account, Association, Role
from shopcheck.core.statistics import first_of_month, next_month
from shopcheck.settings import Settings
from shopcheck.store import counting
from shopcheck.usecases import desk
from tests.catalogue.test_receivers import written

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from shopcheck.usecases import Installation


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


def test_made_up_shops_of_earlier_months_are_closed_and_published(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    demo, made, closed = import_module("shopcheck.cli.demo"), [], []

    def make_up(opened: Installation, name: str, _: object) -> str:
        made.append((opened.today(), name))
        return name

    monkeypatch.setattr(demo, "make_up", make_up)
    monkeypatch.setattr(demo, "_close", lambda opened, _: closed.append(opened.today()))
    words = ["demo", "--checks", "5", "--months", "2"]
    assert CliRunner().invoke(main, words, env={"SHOPCHECK_DATA": str(tmp_path)}).exit_code == 0
    today = next_month(made[-1][0])
    last = first_of_month(first_of_month(today) - timedelta(days=1))
    before = first_of_month(last - timedelta(days=1))
    assert made == [*((before, f"1/{number}") for number in range(2)), *((last, f"1/{n}") for n in range(2, 5))]
    assert closed == [last, today]


def test_a_made_up_month_is_closed_as_a_real_one(tmp_path: Path) -> None:
    outcome = CliRunner().invoke(
        main, ["demo", "--checks", "2", "--months", "1"], env={"SHOPCHECK_DATA": str(tmp_path)}
    )
    assert outcome.exit_code == 0
    opened = usecases.open_installation(Settings.from_environment({"SHOPCHECK_DATA": str(tmp_path)}))
    try:
        assert counting.settled(opened.store.database) == first_of_month(opened.today())
    finally:
        opened.store.close()


def test_made_up_figures_never_reach_a_real_partner(tmp_path: Path) -> None:
    environment = {"SHOPCHECK_DATA": str(tmp_path / "data"), "SHOPCHECK_CHANNELS": str(written(tmp_path))}
    outcome = CliRunner().invoke(main, ["demo", "--months", "1"], env=environment)
    assert (outcome.exit_code, "without SHOPCHECK_CHANNELS" in outcome.output) == (2, True)
