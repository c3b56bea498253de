"""The command line, as authors and operators meet it: exit codes, places, and JSON that does not change by itself."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from shopcheck.cli import main
from tests.catalogue.shelf import REAL, SHELF, TINY, change, lay

EXAMPLE = TINY / "proeven" / "juwelier.yaml"
DAY = "2026-11-24"


def run(*words: str | Path, typed: str | None = None) -> Result:
    """Run a command in this process."""
    return CliRunner().invoke(main, [str(word) for word in words], input=typed)


def test_every_command_says_what_it_does() -> None:
    listed = run("--help").output
    for name, command in main.commands.items():
        shown = run(name, "--help")
        assert shown.exit_code == 0
        assert name in listed
        assert isinstance(command, click.Command)
        assert command.help


def test_a_published_version_is_locked_once_and_only_when_it_passes(tmp_path: Path) -> None:
    folder = lay(tmp_path)
    publish = ("publish", "--questionnaire", "tiny", "--root", tmp_path)
    assert run(*publish).stdout == "tiny 2026.1: published\n"
    assert run(*publish).stdout == "tiny 2026.1: was published before\n"
    change(folder, "check.yaml", '"2026.1"', '"2026.2"')
    change(folder, "proeven/juwelier.yaml", "class: rood", "class: groen")
    refused = run(*publish)
    assert (refused.exit_code, refused.stderr) == (1, "tiny does not pass; see shopcheck check\n")
    assert (tmp_path / "published.lock").read_text().count("\n") == 1


def test_check_is_content_with_what_is_sound() -> None:
    result = run("check", "--on", DAY, TINY)
    assert (result.exit_code, result.stdout) == (0, "1 vragenlijst(en) nagekeken, 0 opmerking(en).\n")


def test_check_without_a_path_takes_all_of_the_root() -> None:
    result = run("check", "--on", DAY)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == "1 vragenlijst(en) nagekeken, 0 opmerking(en).\n"
    assert run("check", "--on", DAY, "--root", SHELF).stdout.startswith("1 ")


def test_check_tells_each_problem_on_a_line_with_its_place(tmp_path: Path) -> None:
    folder = lay(tmp_path)
    change(folder, "kas.yaml", "points: 3, advise: [afromen]", "points: 3")
    change(folder, "zicht.yaml", "law: bord", "law: brod")
    result = run("check", "--on", DAY, folder)
    cure = "Noem er minstens één bij advise."
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.splitlines() == [
        f"{folder}/kas.yaml:17:9: PC504 Antwoord 'eind' kost punten, maar er hoort geen maatregel bij. {cure}",
        f"{folder}/zicht.yaml:25:82: PC306 Wetspunt 'brod' staat niet in wet.yaml. Bedoelt u 'bord'?",
        "1 vragenlijst(en) nagekeken, 2 opmerking(en).",
    ]


def test_check_takes_a_file_for_the_questionnaire_it_lies_in(tmp_path: Path) -> None:
    folder = lay(tmp_path)
    change(folder, "kas.yaml", "    lever: loot\n", "")
    for path in (folder, folder / "kas.yaml", folder / "regios" / "ams.yaml", tmp_path):
        result = run("check", "--on", DAY, path)
        assert (result.exit_code, "kas.yaml:6:5: PC502" in result.stderr) == (1, True), path


def test_check_gives_the_same_as_json(tmp_path: Path) -> None:
    folder = lay(tmp_path)
    change(folder, "kas.yaml", "    lever: loot\n", "")
    result = run("check", "--json", "--on", DAY, folder)
    assert result.exit_code == 1
    assert json.loads(result.stdout) == [
        {
            "path": f"{folder}/kas.yaml", "line": 6, "column": 5, "number": "PC502",
            "message": "Bij een vraag buiten profiel hoort 'lever'.", "cure": "Vul lever in.",
        }
    ]  # fmt: skip
    assert json.loads(run("check", "--json", "--on", DAY, TINY).stdout) == []


def test_check_minds_the_day() -> None:
    assert run("check", "--on", "2030-01-01", TINY).exit_code == 1
    assert "PC702" in run("check", "--on", "2030-01-01", TINY).stderr


def test_check_takes_today_in_the_netherlands_when_no_day_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shopcheck.usecases.today_here", lambda: date(2030, 1, 1))
    assert "PC702" in run("check", TINY).stderr


@pytest.mark.parametrize(
    "words",
    [
        ["check", "nergens"],
        ["check", "--on", "gisteren"],
        ["assess"],
        ["assess", "nergens.yaml"],
        ["assess", str(EXAMPLE), "--questionnaire", "brand"],
        ["onzin"],
        ["schema", "--onzin"],
    ],
)
def test_wrong_use_leaves_with_2(words: list[str]) -> None:
    result = run(*words)
    assert (result.exit_code, result.stdout) == (2, "")


def test_assess_gives_the_outcome_as_json() -> None:
    result = run("assess", EXAMPLE, "--root", SHELF, "--questionnaire", "tiny")
    assert (result.exit_code, result.stderr) == (0, "")
    document = json.loads(result.stdout)
    assert (document["class"], document["prevention"]["score"], document["region"]) == ("rood", 60, "RTD")
    cafe = run("assess", "-", "--root", SHELF, "--questionnaire", "tiny", typed="answers: {branche: cafe}")
    assert '"because": "u hebt een café"' in cafe.stdout


def test_assess_reads_yaml_and_json_from_standard_input() -> None:
    answers = {"branche": "cafe", "kas_afromen": "eind"}
    given = (json.dumps({"answers": answers}), "answers: {kas_afromen: eind, branche: cafe}")
    first, second = (run("assess", "-", "--root", SHELF, "--questionnaire", "tiny", typed=text) for text in given)
    assert (first.exit_code, second.exit_code) == (0, 0)
    assert first.stdout == second.stdout


def test_assess_takes_overval_when_nothing_is_said() -> None:
    result = run("assess", "-", typed="answers: {branche: cafe}")
    assert (result.exit_code, json.loads(result.stdout)["questionnaire"]) == (0, "overval")


def test_assess_tells_where_the_answers_are_wrong(tmp_path: Path) -> None:
    file = tmp_path / "antwoorden.yaml"
    file.write_text("answers:\n  branche: kafee\n  kas: leeg\n", "utf-8")
    result = run("assess", file, "--root", SHELF, "--questionnaire", "tiny")
    assert (result.exit_code, result.stdout) == (1, "")
    assert [line.removeprefix(f"{file}:").split(" ")[:2] for line in result.stderr.splitlines()] == [
        ["2:12:", "PC801"],
        ["3:3:", "PC301"],
    ]
    assert "-:1:20: PC801" in run(
        "assess", "-", "--root", SHELF, "--questionnaire", "tiny", typed="answers: {branche: x}"
    ).stderr.replace("<stdin>", "-")


@pytest.mark.parametrize("content", ["", "# leeg\n"])
def test_an_empty_answers_file_is_said_at_its_beginning_with_the_cure(content: str, tmp_path: Path) -> None:
    file = tmp_path / "antwoorden.yaml"
    file.write_text(content, "utf-8")
    result = run("assess", file, "--root", SHELF, "--questionnaire", "tiny")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == f"{file}:1:1: PC111 Dit bestand is leeg. Vul het, of gooi het weg.\n"


def test_assess_refuses_an_unsound_questionnaire(tmp_path: Path) -> None:
    folder = lay(tmp_path)
    change(folder, "kas.yaml", "    lever: loot\n", "")
    result = run("assess", EXAMPLE, "--root", tmp_path, "--questionnaire", "tiny")
    assert (result.exit_code, result.stdout, "PC502" in result.stderr) == (1, "", True)


@pytest.mark.parametrize("content", [b"\xff\xfe", b"answers: \x00", b"[" * 300_000, b"a: &a [*a]"])
def test_hostile_answers_are_an_input_that_is_wrong(content: bytes, tmp_path: Path) -> None:
    file = tmp_path / "antwoorden.yaml"
    file.write_bytes(content)
    result = run("assess", file, "--root", SHELF, "--questionnaire", "tiny")
    assert (result.exit_code, result.stdout) == (1, "")
    assert " PC1" in result.stderr


def test_schema_writes_a_file_per_kind(tmp_path: Path) -> None:
    assert run("schema", "-o", tmp_path / "schema").exit_code == 0
    written = {path.name: path.read_bytes() for path in (tmp_path / "schema").iterdir()}
    assert written == {path.name: path.read_bytes() for path in (REAL / "schema").iterdir()}
    assert {f"{kind}.json" for kind in json.loads(run("schema").stdout)} == set(written)


def test_a_folder_that_cannot_be_made_is_said_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    result = run("schema", "-o", tmp_path / "file" / "schema")
    assert (result.exit_code, result.output) == (1, f"Error: {tmp_path / 'file' / 'schema'}: Not a directory\n")


def test_the_same_answers_give_the_same_bytes_in_every_process() -> None:
    outputs = {
        subprocess.run(
            [
                sys.executable,
                "-m",
                "shopcheck.cli",
                "assess",
                str(EXAMPLE),
                "--root",
                str(SHELF),
                "--questionnaire",
                "tiny",
            ],
            check=True,
            capture_output=True,
            env={"PYTHONHASHSEED": seed, "LC_ALL": "C"},
            cwd=Path(__file__).resolve().parents[1],
        ).stdout
        for seed in ("1", "2")
    }
    (output,) = outputs
    assert json.loads(output.decode("utf-8"))["questionnaire"] == "tiny"
