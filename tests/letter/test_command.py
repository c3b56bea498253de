"""`shopcheck letter`: an answers file on paper."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from shopcheck.cli import main
from tests.letter import shops
from tests.letter.reading import pages, text_of

if TYPE_CHECKING:
    from pathlib import Path

ANSWERS = shops.OVERVAL / "proeven" / "snackbar_alleen_in_donker.yaml"


def letter(*arguments: object) -> Result:
    """Run the command."""
    return CliRunner().invoke(main, ["letter", *map(str, arguments)])


def test_it_writes_the_letter_and_the_page(tmp_path: Path) -> None:
    pdf, page = tmp_path / "brief.pdf", tmp_path / "brief.html"
    address = "Straat 1\\n1234 AB Stad"
    run = letter(ANSWERS, "-o", pdf, "--html", page, "--name", "De Hoek", "--address", address, "--on", "2026-11-24")
    assert (run.exit_code, run.output) == (0, "")
    assert 2 <= len(pages(pdf.read_bytes())) <= 4
    assert "De Hoek\nStraat 1\n1234 AB Stad\n" in text_of(page.read_text("utf-8"))
    assert "letter:" not in page.read_text("utf-8")


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ("answers: {branche: nix}", "antwoorden.yaml:1:20: PC801"),
        ("answers: {branche: snackbar}", "nog geen uitslag"),
    ],
)
def test_answers_that_make_no_letter_are_said_where_and_why(tmp_path: Path, answers: str, said: str) -> None:
    file = tmp_path / "antwoorden.yaml"
    file.write_text(answers, "utf-8")
    run = letter(file, "-o", tmp_path / "brief.pdf")
    assert run.exit_code == 1
    assert said in run.output
    assert not (tmp_path / "brief.pdf").exists()


def test_a_letter_without_a_date_is_of_today_in_the_netherlands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shopcheck.usecases.today_here", lambda: date(2027, 1, 31))
    page = tmp_path / "brief.html"
    assert letter(ANSWERS, "-o", tmp_path / "brief.pdf", "--html", page).exit_code == 0
    assert "31 januari 2027" in text_of(page.read_text("utf-8"))


def test_facts_that_are_too_old_are_named(tmp_path: Path) -> None:
    run = letter(ANSWERS, "-o", tmp_path / "brief.pdf", "--on", "2040-01-01")
    assert run.exit_code == 1
    assert "was geldig tot en met" in run.output


@pytest.mark.parametrize("option", ["-o", "--html"])
@pytest.mark.parametrize("place", ["none/brief", "file/brief"])
def test_a_place_that_cannot_be_written_is_said_in_one_sentence(tmp_path: Path, option: str, place: str) -> None:
    (tmp_path / "file").write_text("")
    places = {"-o": tmp_path / "brief.pdf", "--html": tmp_path / "brief.html", option: tmp_path / place}
    run = letter(ANSWERS, "-o", places["-o"], "--html", places["--html"], "--on", "2026-11-24")
    assert run.exit_code == 1
    assert run.output.startswith(f"Error: {tmp_path / place}: ")
    assert run.output.count("\n") == 1


@pytest.mark.parametrize(
    "arguments", [(), (ANSWERS, "-o", "x.pdf", "--questionnaire", "nix"), ("none.yaml", "-o", "x.pdf")]
)
def test_wrong_usage_is_2(arguments: tuple[object, ...]) -> None:
    assert letter(*arguments).exit_code == 2
