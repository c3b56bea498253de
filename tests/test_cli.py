"""The command line, as authors and operators meet it: exit codes, places, and JSON that does not change by itself."""

from __future__ import annotations

import json
import shutil
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


def test_two_versions_side_by_side_can_be_compared_also_in_what_a_region_says(tmp_path: Path) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    for folder in (old, new):
        shutil.copytree(REAL / "overval", folder)
    change(new, "regios/rtd.yaml", "Training of bijeenkomst", "Een training")
    result = run("check", "--diff", old, new)
    assert result.exit_code == 0, result.stderr
    assert "1 wijziging(en)." in result.stdout
    assert "tekst van een regio RTD platform" in result.stdout


def test_check_is_content_with_what_is_sound() -> None:
    result = run("check", "--on", DAY, TINY)
    shown = (
        "tiny: 1 voorbeelden tonen 1 van 1 regels, 4 van 10 antwoorden met punten, 2 van 4 maatregelen, "
        "0 van 3 branches met 2 voorbeelden, 0 van 4 kanten van een grens.\n"
        "1 vragenlijst(en) nagekeken, 0 opmerking(en).\n"
    )
    assert (result.exit_code, result.stdout) == (0, shown)


def test_check_lists_what_no_example_shows() -> None:
    result = run("check", "--on", DAY, "--coverage", TINY)
    assert result.exit_code == 0
    assert "  nog niet getoond: maatregelen\n    ramen\n    camera\n" in result.stdout


def test_check_gives_the_figures_for_plain_dutch() -> None:
    result = run("check", "--on", DAY, "--language", TINY)
    rows = {line.split()[0]: line.split()[1:] for line in result.stdout.splitlines()[1:-1]}
    assert rows["bestand"] == ["zinnen", "gemiddeld", "langste", "LIX"]
    assert rows["kas"] == ["8", "7.0", "10", "9"]


def test_check_proves_at_length_when_asked(tmp_path: Path) -> None:
    folder = lay(tmp_path)
    assert run("check", "--on", DAY, folder).exit_code == 0
    result = run("check", "--on", DAY, "--prove", folder)
    assert (result.exit_code, "PC613 Klasse groen komt in branche 'juwelier' nooit voor." in result.stderr) == (1, True)


def test_check_notes_what_soon_expires_and_is_content() -> None:
    result = run("check", "--on", "2027-10-15", TINY)
    assert (result.exit_code, result.stderr) == (0, "")
    assert f"{TINY}/contacten.yaml:3:131: PC705 'dn' verloopt binnenkort, op 2027-11-01." in result.stdout
    assert json.loads(run("check", "--json", "--on", "2027-10-15", TINY).stdout) == []


def test_check_compares_two_versions_in_words_and_in_classes(tmp_path: Path) -> None:
    folder = lay(tmp_path)
    change(folder, "kas.yaml", "points: 3, advise: [afromen]", "points: 5, advise: [afromen]")
    change(folder, "kas.yaml", "text: Aan het eind", "text: Eén keer")
    result = run("check", "--diff", TINY, folder)
    lines = result.stdout.splitlines()
    assert (result.exit_code, result.stderr) == (0, "")
    assert lines[:7] == [
        "2 wijziging(en).",
        "  antwoord kas_afromen = eind, text:",
        "    was Aan het eind",
        "    nu  Eén keer",
        "  antwoord kas_afromen = eind, points:",
        "    was 3",
        "    nu  5",
    ]
    assert lines[8].startswith("Van 2000 verzonnen zaken krijgen er ")
    assert lines[9].split() == ["van", "\\", "naar", "groen", "oranje", "rood"]
    assert lines[-2].startswith("Bijvoorbeeld zaak ")
    assert "kas_afromen = eind" in lines[-1]


def test_check_compares_two_versions_as_json(tmp_path: Path) -> None:
    result = run("check", "--json", "--diff", TINY, lay(tmp_path))
    found = json.loads(result.stdout)
    assert (result.exit_code, found["changes"], found["moved"], found["shops"]) == (0, [], 0, 2000)
    assert sum(one["shops"] for one in found["moves"]) == 2000


def test_check_compares_no_version_that_is_not_sound(tmp_path: Path) -> None:
    folder = lay(tmp_path)
    change(folder, "kas.yaml", "    lever: loot\n", "")
    result = run("check", "--diff", TINY, folder)
    assert (result.exit_code, result.stdout, "kas.yaml:6:5: PC502" in result.stderr) == (1, "", True)


def test_check_without_a_path_takes_all_of_the_root() -> None:
    result = run("check", "--on", DAY)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith("overval: ")
    assert result.stdout.endswith("\n1 vragenlijst(en) nagekeken, 0 opmerking(en).\n")
    assert run("check", "--on", DAY, "--root", SHELF).stdout.startswith("tiny: ")


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
