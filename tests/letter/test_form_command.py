"""`shopcheck form`: the questions on paper."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from shopcheck.cli import main
from tests.letter import shops
from tests.letter.reading import pages

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shopcheck.usecases.today_here", lambda: shops.ON)


def form(*arguments: object) -> Result:
    """Run the command."""
    return CliRunner().invoke(main, ["form", *map(str, arguments)])


def text(path: Path) -> str:
    return " ".join(page.extract_text() for page in pages(path.read_bytes()))


def test_it_writes_the_form_of_a_branch_with_the_sector_that_goes_with_it(tmp_path: Path) -> None:
    run = form("-o", tmp_path / "vragen.pdf", "--branch", "tankstation")
    assert (run.exit_code, run.output) == (0, "")
    found = text(tmp_path / "vragen.pdf")
    assert "per8" in found
    assert "Detailhandel Nederland" in found
    assert "kas11" not in found


def test_all_questions_are_more_than_the_core_of_a_sector(tmp_path: Path) -> None:
    assert form("-o", tmp_path / "kern.pdf", "--sector", "horeca").exit_code == 0
    assert form("-o", tmp_path / "alles.pdf", "--sector", "horeca", "--tier", "all").exit_code == 0
    assert "ala2" not in text(tmp_path / "kern.pdf")
    assert "ala2" in text(tmp_path / "alles.pdf")
    assert "Juwelier" not in text(tmp_path / "alles.pdf")


@pytest.mark.parametrize("place", ["none/vragen.pdf", "file/vragen.pdf"])
def test_a_place_that_cannot_be_written_is_said_in_one_sentence(tmp_path: Path, place: str) -> None:
    (tmp_path / "file").write_text("")
    run = form("-o", tmp_path / place, "--branch", "markt")
    assert run.exit_code == 1
    assert run.output.startswith(f"Error: {tmp_path / place}: ")
    assert run.output.count("\n") == 1


def test_a_number_that_is_too_old_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shopcheck.usecases.today_here", lambda: date(2040, 1, 1))
    run = form("-o", tmp_path / "vragen.pdf")
    assert run.exit_code == 1
    assert "contact 'spoed' was geldig tot en met" in run.output
    assert run.output.count("\n") == 1
    assert not (tmp_path / "vragen.pdf").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "-o"),
        (("-o", "x.pdf", "--questionnaire", "nix"), "no questionnaire 'nix'"),
        (("-o", "x.pdf", "--sector", "zorg"), "'zorg'"),
        (("-o", "x.pdf", "--branch", "nix"), "no branch 'nix' (there: supermarkt"),
        (("-o", "x.pdf", "--sector", "winkel", "--branch", "cafe"), "no branch 'cafe' in winkel (there: supermarkt"),
        (("-o", "x.pdf", "--branch", ""), "no branch ''"),
        (("-o", "x.pdf", "--tier", "deep"), "'deep'"),
    ],
)
def test_wrong_usage_is_2(arguments: tuple[object, ...], said: str) -> None:
    run = form(*arguments)
    assert run.exit_code == 2
    assert said in run.output
