"""A published version keeps its meaning, every version that is still here can be found, and none is there twice."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from shopcheck import catalogue
from shopcheck.core.errors import QuestionnaireInvalid
from tests.catalogue.shelf import TINY, change, lay, said

if TYPE_CHECKING:
    from pathlib import Path

CHANGED = (
    "check.yaml:3:10: PC118 Versie 2026.1 is gepubliceerd, maar daarna veranderd. "
    "Geef de nieuwe inhoud een nieuwe versie en bewaar de oude in een eigen map, of maak de wijziging ongedaan."
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a questionnaire of which the version was published."""
    laid = lay(tmp_path)
    assert catalogue.publish(catalogue.load(laid), tmp_path)
    return laid


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("begrippen.yaml", "te veel in zit", "te veel in ligt"),
        ("kas.yaml", "points: 3, advise: [afromen]", "points: 2, advise: [afromen]"),
        ("maatregelen.yaml", "class: gratis", "class: laag"),
    ],
)
def test_a_published_version_that_changes_is_refused(file: str, old: str, new: str, folder: Path) -> None:
    text = (folder / file).read_text("utf-8")
    (folder / file).write_text(text.replace(old, new, 1), "utf-8")
    assert CHANGED in said(folder)
    with pytest.raises(QuestionnaireInvalid, match="PC118"):
        catalogue.load_all(folder.parent)


def test_the_same_content_under_a_new_version_is_free_to_change(folder: Path) -> None:
    change(folder, "begrippen.yaml", "te veel in zit", "te veel in ligt")
    change(folder, "check.yaml", '"2026.1"', '"2026.2"')
    assert said(folder) == []


def test_comments_examples_regions_numbers_and_dates_may_be_renewed(folder: Path) -> None:
    before = catalogue.load(folder).hash
    change(folder, "proeven/juwelier.yaml", "Een juwelier die nooit afroomt", "Een juwelier")
    with (folder / "kas.yaml").open("a") as file:
        file.write("# nagelezen\n")
    for name in ("contacten.yaml", "maatregelen.yaml", "wet.yaml"):
        path = folder / name
        path.write_text(path.read_text("utf-8").replace("2027-11-01", "2028-11-01"), "utf-8")
    assert catalogue.load(folder).hash == before
    assert said(folder) == []


def test_publishing_twice_writes_one_line(folder: Path) -> None:
    before = (folder.parent / "published.lock").read_text()
    assert not catalogue.publish(catalogue.load(folder), folder.parent)
    assert (folder.parent / "published.lock").read_text() == before


def test_a_lock_without_a_last_line_end_keeps_every_version(folder: Path) -> None:
    lock = folder.parent / "published.lock"
    first = lock.read_text().strip()
    lock.write_text(f"\n{first}")
    change(folder, "check.yaml", '"2026.1"', '"2026.2"')
    loaded = catalogue.load(folder)
    assert catalogue.publish(loaded, folder.parent)
    assert lock.read_text() == f"\n{first}\ntiny 2026.2 {loaded.hash}\n"
    assert said(folder) == []
    assert {one.name for one in folder.parent.iterdir()} == {"tiny", "published.lock"}


def test_a_lock_that_cannot_be_written_stays_as_it_was(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lock = folder.parent / "published.lock"
    before = lock.read_bytes()
    change(folder, "check.yaml", '"2026.1"', '"2026.2"')
    loaded = catalogue.load(folder)

    def fail(_number: int) -> None:
        raise OSError("disk is full")

    monkeypatch.setattr("os.fsync", fail)
    with pytest.raises(OSError, match="full"):
        catalogue.publish(loaded, folder.parent)
    assert lock.read_bytes() == before
    assert {one.name for one in folder.parent.iterdir()} == {"tiny", "published.lock"}


def test_a_line_of_the_lock_that_is_no_text_is_told_and_not_lost(folder: Path) -> None:
    lock = folder.parent / "published.lock"
    change(folder, "check.yaml", '"2026.1"', '"2026.2"')
    loaded = catalogue.load(folder)
    lock.write_bytes(lock.read_bytes() + b"\xff\n")
    assert said(folder) == [
        f"{lock}:2:1: PC120 '?' is geen gepubliceerde versie. Zet elke versie op een eigen regel: naam, versie, hash."
    ]
    assert catalogue.publish(loaded, folder.parent)
    assert lock.read_bytes().splitlines()[1:] == [b"\xff", f"tiny 2026.2 {loaded.hash}".encode()]


def test_a_line_of_the_lock_that_says_nothing_is_told(folder: Path) -> None:
    with (folder.parent / "published.lock").open("a") as file:
        file.write("tiny 2026.2\n")
    assert said(folder) == [
        (
            f"{folder.parent}/published.lock:2:1: PC120 'tiny 2026.2' is geen gepubliceerde versie. "
            "Zet elke versie op een eigen regel: naam, versie, hash."
        )
    ]


def test_the_same_version_in_two_folders_is_told_at_both(tmp_path: Path) -> None:
    folder = lay(tmp_path)
    shutil.copytree(TINY, tmp_path / "kopie")
    assert said(folder) == [
        "check.yaml:3:10: PC119 Versie 2026.1 van tiny staat ook in kopie. Geef een van de twee een andere versie."
    ]
    with pytest.raises(QuestionnaireInvalid, match=r"kopie(.|\n)*tiny"):
        catalogue.load_all(tmp_path)


def test_an_older_version_beside_the_new_one_is_found_and_the_newest_is_asked(tmp_path: Path) -> None:
    change(lay(tmp_path), "check.yaml", '"2026.1"', '"2026.10"')
    shutil.copytree(TINY, tmp_path / "tiny_2026_1")
    shutil.copytree(TINY, tmp_path / "tiny_2026_2")
    change(tmp_path / "tiny_2026_2", "check.yaml", '"2026.1"', '"2026.2"')
    loaded = catalogue.load_all(tmp_path)
    assert loaded.find("tiny", "2026.1").version == "2026.1"
    assert loaded.newest["tiny"].version == "2026.10"
    assert loaded.find("tiny", "2025.9").version == "2026.10"
    with pytest.raises(KeyError):
        loaded.find("anders", "2026.1")


def test_a_neighbour_that_cannot_be_read_is_told_in_its_own_place(tmp_path: Path) -> None:
    folder = lay(tmp_path)
    (tmp_path / "stuk").mkdir()
    (tmp_path / "stuk" / "check.yaml").write_text("id: {", "utf-8")
    (tmp_path / "lijst").mkdir()
    (tmp_path / "lijst" / "check.yaml").write_text("- id", "utf-8")
    assert said(folder) == []


@pytest.mark.parametrize("name", ["", "vragenlisjten"])
def test_a_folder_without_a_questionnaire_stops_the_start(tmp_path: Path, name: str) -> None:
    with pytest.raises(QuestionnaireInvalid, match="PC121 In deze map staat geen vragenlijst") as told:
        catalogue.load_all(tmp_path / name)
    assert len(told.value.problems) == 1
