"""Two versions side by side: every change by its place and name, and the shops whose class changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from shopcheck import catalogue
from shopcheck.catalogue.difference import Change, Difference
from tests.catalogue.shelf import TINY, change, lay

if TYPE_CHECKING:
    from pathlib import Path

FEW = 300


def against_tiny(folder: Path) -> Difference:
    return catalogue.difference(catalogue.load(TINY), catalogue.load(folder), FEW)


def test_the_same_files_differ_in_nothing(tmp_path: Path) -> None:
    found = against_tiny(lay(tmp_path))
    assert (found.changes, found.moved, found.example, found.shops) == ((), 0, None, FEW)
    assert sum(number for _, _, number in found.moves) == FEW


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        ("kas.yaml", "title: Kassa en geld", "title: Geld", Change("form", "kas", "title", "Kassa en geld", "Geld")),
        (
            "kas.yaml",
            "text: Aan het eind",
            "text: Eén keer",
            Change("option", "kas_afromen = eind", "text", "Aan het eind", "Eén keer"),
        ),
        ("kas.yaml", "points: 3,", "points: 2.5,", Change("option", "kas_afromen = eind", "points", "3", "2.5")),
        ("kas.yaml", "critical: true, ", "", Change("option", "kas_afromen = nooit", "critical", "true", "false")),
        (
            "kas.yaml",
            "[eind, nooit, weet_niet]",
            "[eind, nooit]",
            Change(
                "question",
                "kas_tellen",
                "when",
                'kas_afromen in ["eind", "nooit", "weet_niet"]',
                'kas_afromen in ["eind", "nooit"]',
            ),
        ),
        (
            "check.yaml",
            "{form: kas, prevention: 60}",
            "{form: kas, prevention: 50}",
            Change("form", "kas", "prevention", "60", "50"),
        ),
        (
            "check.yaml",
            "title: Op orde, up_to: 50",
            "title: Op orde, up_to: 40",
            Change("bands", "groen", "up_to", "50", "40"),
        ),
        ("check.yaml", "less: 5", "less: 0", Change("scoring", "tiny", "bonus_less", "5", "0")),
        (
            "maatregelen.yaml",
            "who: Wie afsluit",
            "who: Iedereen zelf",
            Change("measure", "tellen", "who", "Wie afsluit", "Iedereen zelf"),
        ),
        (
            "contacten.yaml",
            "note: Nog niet",
            "note: Al",
            Change("contact", "buurt", "note", "Nog niet nagekeken", "Al nagekeken"),
        ),
    ],
    ids=lambda value: value.key if isinstance(value, Change) else "",
)
def test_each_change_is_told_by_its_place_and_name(
    file: str, old: str, new: str, expected: Change, tmp_path: Path
) -> None:
    folder = lay(tmp_path)
    change(folder, file, old, new)
    assert against_tiny(folder).changes == (expected,)


def test_a_cell_of_the_matrix_is_told_with_the_others(tmp_path: Path) -> None:
    folder = lay(tmp_path)
    change(folder, "check.yaml", "klein: {laag: groen", "klein: {laag: oranje")
    (found,) = against_tiny(folder).changes
    assert (found.sort, found.key) == ("scoring", "matrix")
    rest = ", klein × hoog = oranje, groot × laag = oranje, groot × hoog = rood"
    assert (found.old, found.new) == (f"klein × laag = groen{rest}", f"klein × laag = oranje{rest}")


def test_a_word_explained_otherwise_is_told(tmp_path: Path) -> None:
    folder = lay(tmp_path)
    change(folder, "begrippen.yaml", "text: Geld uit", "text: Briefgeld uit")
    (found,) = against_tiny(folder).changes
    assert (found.sort, found.name, found.key) == ("term", "afromen", "text")


def test_what_is_new_and_what_is_gone_is_told(tmp_path: Path) -> None:
    folder = lay(tmp_path)
    change(folder, "kas.yaml", "id: R_kas", "id: R_geld")
    change(folder, "profiel.yaml", "      - {id: AMS, text: Amsterdam}\n", "      - {id: NHL, text: Noord-Holland}\n")
    (folder / "regios" / "nhl.yaml").write_text("code: NHL\ntitle: Noord-Holland\ncontacts: [buurt]\n", "utf-8")
    (folder / "regios" / "ams.yaml").unlink()
    assert [(one.sort, one.name, one.old, one.new) for one in against_tiny(folder).changes] == [
        ("option", "regio = NHL", None, "Noord-Holland"),
        ("rule", "R_geld", None, "R_geld"),
        ("region", "NHL", None, "Noord-Holland"),
        ("option", "regio = AMS", "Amsterdam", None),
        ("rule", "R_kas", "R_kas", None),
        ("region", "AMS", "Amsterdam", None),
    ]


def test_an_added_branch_leaves_the_other_shops_as_they_were(tmp_path: Path) -> None:
    folder = lay(tmp_path)
    change(
        folder,
        "profiel.yaml",
        "      - {id: juwelier,",
        "      - {id: slager, text: Slager, sector: winkel}\n      - {id: juwelier,",
    )
    assert against_tiny(folder).moved == 0


def test_shops_that_move_are_counted_and_one_is_told(tmp_path: Path) -> None:
    folder = lay(tmp_path)
    change(
        folder,
        "check.yaml",
        "{id: klein, title: veel op orde, up_to: 40}",
        "{id: klein, title: veel op orde, up_to: 20}",
    )
    found = against_tiny(folder)
    assert found.moved > 0
    assert {(before, after) for before, after, _ in found.moves if before != after} == {
        ("groen", "oranje"),
        ("oranje", "rood"),
    }
    assert found.example
    assert (found.example.before, found.example.after) in {("groen", "oranje"), ("oranje", "rood")}
    assert "branche = " in found.example.answers
    assert found == against_tiny(folder)
