"""Every flaw an author can make is told at its place, with what is wrong and what to do: one file per flaw."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from shopcheck import catalogue
from shopcheck.catalogue.checks import search
from shopcheck.catalogue.reading import SIZE_LIMIT
from shopcheck.catalogue.texts import TEXTS
from shopcheck.core.errors import QuestionnaireInvalid
from tests.catalogue.shelf import BROKEN, DAY, SHELF, change, lay, numbers, said

if TYPE_CHECKING:
    from pathlib import Path

HEAD = re.compile(r"# bestand: (.+)\n(?:# naast: (.+)\n)?((?:# verwacht: .+\n)+)")
NUMBER = re.compile(r": (PC\d{3}) ")
# Flaws that no single text file can show; each has a test of its own, below or where it says.
ELSEWHERE = {"PC101", "PC102", "PC115", "PC116", "PC117", "PC138", "PC605"}  # PC138: test_counting
LONG = {"PC608", "PC609", "PC612", "PC613", "PC617"}  # test_prover: only `check --prove` finds them
NOTES = {"PC704", "PC705"}  # test_coverage: they refuse nothing
LOCKED = {"PC118", "PC119", "PC120", "PC121"}  # test_versions: a lock or a second folder is needed, or none at all
RECEIVERS = {
    "PC161",
    "PC162",
    "PC163",
    "PC164",
    "PC165",
}  # test_receivers: the operator's file, which is no questionnaire


def expected(text: str) -> tuple[str, Path | None, list[str]]:
    """Give the file that a broken one replaces, the feature it stands beside, and its problems, in order."""
    head = HEAD.match(text)
    assert head, "a broken file begins with '# bestand: …', perhaps '# naast: a feature', and '# verwacht: …'"
    beside = SHELF / "features" / head[2] if head[2] else None
    return head[1], beside, [line.removeprefix("# verwacht: ") for line in head[3].splitlines()]


@pytest.mark.parametrize("file", BROKEN, ids=lambda file: file.stem)
def test_a_flaw_is_told_with_its_place_and_cure(file: Path, tmp_path: Path) -> None:
    text = file.read_text("utf-8")
    name, beside, problems = expected(text)
    folder = lay(tmp_path, beside)
    (folder / name).write_text(text, "utf-8")
    assert said(folder) == problems
    assert file.stem.partition("_")[0] in "".join(problems)


def test_every_number_of_the_table_has_a_broken_file_that_causes_it() -> None:
    shown = {number for file in BROKEN for number in NUMBER.findall(file.read_text("utf-8"))}
    assert shown | ELSEWHERE | LONG | NOTES | LOCKED | RECEIVERS == set(TEXTS)
    assert shown.isdisjoint(ELSEWHERE | LONG | NOTES | LOCKED | RECEIVERS)


def test_two_flaws_in_two_files_are_told_together(tmp_path: Path) -> None:
    folder = lay(tmp_path)
    change(folder, "kas.yaml", "    lever: loot\n", "    levr: loot\n")
    change(folder, "zicht.yaml", "points: 4, advise: [ramen]", "points: vier, advise: [ramen]")
    change(folder, "check.yaml", "horeca: khn", "horeca: knh")
    assert [problem.split(":")[0] for problem in said(folder)] == ["check.yaml", "kas.yaml", "zicht.yaml"]


def test_names_in_a_file_that_cannot_be_read_are_not_called_unknown(tmp_path: Path) -> None:
    folder = lay(tmp_path)
    change(folder, "maatregelen.yaml", "why: Zicht van", "why: Zicht: van")
    assert [problem.split(" ")[1] for problem in said(folder)] == ["PC103"]
    change(folder, "kas.yaml", "why: Wie u", "why: Wie: u")
    assert [problem.split(" ")[1] for problem in said(folder)] == ["PC103", "PC103"]


def test_a_file_that_is_too_big_is_not_read(tmp_path: Path) -> None:
    folder = lay(tmp_path)
    with (folder / "kas.yaml").open("a") as file:
        file.write("#" * SIZE_LIMIT)
    assert said(folder) == [
        "kas.yaml:0:0: PC101 Dit bestand is te groot (257 kB). Maak er twee bestanden van; 256 kB is de grens."
    ]


def test_a_file_that_is_no_utf_8_is_refused_at_its_line(tmp_path: Path) -> None:
    folder = lay(tmp_path)
    path = folder / "profiel.yaml"
    path.write_bytes(path.read_text("utf-8").encode("latin-1"))
    assert said(folder) == [
        "profiel.yaml:14:1: PC102 Dit bestand is geen gewone tekst (UTF-8). Sla het opnieuw op met de codering UTF-8."
    ]


@pytest.mark.parametrize("content", [b"", b"# alleen een opmerking\n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_refused(content: bytes, tmp_path: Path) -> None:
    folder = lay(tmp_path)
    (folder / "wet.yaml").write_bytes(content)
    assert said(folder) == ["wet.yaml:1:1: PC111 Dit bestand is leeg. Vul het, of gooi het weg."]


def test_a_missing_file_and_a_missing_folder_are_named(tmp_path: Path) -> None:
    folder = lay(tmp_path)
    (folder / "begrippen.yaml").unlink()
    (told,) = said(folder)
    assert told == (
        "begrippen.yaml:0:0: PC115 Het bestand of de map begrippen.yaml ontbreekt. "
        "Maak het bestand, of wijs een andere map aan."
    )
    (problem,) = catalogue.check(tmp_path / "nergens", on=DAY)
    assert (problem.number, problem.message) == ("PC115", "Het bestand of de map nergens ontbreekt.")


@pytest.mark.parametrize("name", ["kas2.yml", "regio/ams.yaml", "regios/zuid/ams.yaml"])
def test_a_file_that_would_be_left_out_in_silence_is_named(name: str, tmp_path: Path) -> None:
    folder = lay(tmp_path)
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text("code: NHL\n")
    (told,) = said(folder)
    assert told == (
        f"{name}:0:0: PC116 Bestand {name.rpartition('/')[2]} wordt nergens gelezen. "
        "Bestanden eindigen op .yaml; submappen zijn regios en proeven."
    )


def test_a_file_that_may_not_be_opened_is_named(tmp_path: Path) -> None:
    folder = lay(tmp_path)
    (folder / "regios" / "xyz.yaml").mkdir()
    assert said(folder) == [
        "regios/xyz.yaml:0:0: PC117 Dit bestand kan niet worden gelezen (Is a directory). Kijk of u het mag openen."
    ]


def test_a_condition_that_cannot_be_searched_through_is_not_taken_on_trust(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "BUDGET", 3)
    assert set(numbers(lay(tmp_path))) == {"PC605"}


def test_loading_refuses_what_checking_refuses(tmp_path: Path) -> None:
    folder = lay(tmp_path)
    change(folder, "kas.yaml", "points: 3, advise: [afromen]", "points: 3")
    with pytest.raises(QuestionnaireInvalid) as refused:
        catalogue.load(folder)
    assert [problem.number for problem in refused.value.problems] == ["PC504"]
