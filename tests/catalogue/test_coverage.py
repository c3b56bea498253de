"""What the example shops show, and what none of them does; and which facts ask for attention."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from shopcheck import catalogue
from tests.catalogue.shelf import DAY, TINY, change, lay

if TYPE_CHECKING:
    from pathlib import Path

    from shopcheck.catalogue.checks.coverage import Coverage


def shown(folder: Path) -> Coverage:
    found = catalogue.inspect(folder, on=DAY)
    assert (found.problems, found.notes) == ((), ())
    assert found.coverage
    return found.coverage


def test_what_no_example_shows_is_listed() -> None:
    found = shown(TINY)
    assert found.examples == 1
    assert (found.rules.number, found.rules.total) == (1, 1)
    assert found.options.missing == (
        "branche = cafe", "alleen = donker", "kas_afromen = eind", "zicht_ramen = dicht",
        "zicht_camera = zonder_bord", "zicht_camera = nee",
    )  # fmt: skip
    assert found.measures.missing == ("ramen", "camera")
    assert found.branches.missing == ("kleding (0)", "juwelier (1)", "cafe (0)")
    assert found.borders.missing == (
        "inherent 31 t/m 33",
        "inherent 34 t/m 36",
        "prevention 38 t/m 40",
        "prevention 41 t/m 43",
    )


def test_what_an_example_shows_leaves_the_list(tmp_path: Path) -> None:
    folder = lay(tmp_path)
    answers = "{branche: cafe, regio: AMS, alleen: donker, kas_afromen: steeds, zicht_ramen: dicht, zicht_camera: ja}"
    (folder / "proeven" / "cafe.yaml").write_text(f"title: Café\nanswers: {answers}\nexpect: {{}}\n", "utf-8")
    found = shown(folder)
    assert found.options.missing == ("kas_afromen = eind", "zicht_camera = zonder_bord", "zicht_camera = nee")
    assert found.measures.missing == ("camera",)


@pytest.mark.parametrize(("up_to", "below", "above"), [(57, 0, 1), (56, 0, 0), (60, 1, 0), (62, 1, 0), (63, 0, 0)])
def test_a_border_is_shown_by_a_score_close_to_it(up_to: int, below: int, above: int, tmp_path: Path) -> None:
    folder = lay(tmp_path)
    step = "{id: klein, title: veel op orde, up_to: "
    change(folder, "check.yaml", f"{step}40}}", f"{step}{up_to}}}")
    change(folder, "proeven/juwelier.yaml", "class: rood, ", "")  # its prevention score is 60
    missing = shown(folder).borders.missing
    assert (f"prevention {up_to - 2} t/m {up_to}" not in missing) == below
    assert (f"prevention {up_to + 1} t/m {up_to + 3}" not in missing) == above


def test_there_is_no_coverage_of_what_is_not_sound(tmp_path: Path) -> None:
    folder = lay(tmp_path)
    change(folder, "kas.yaml", "    lever: loot\n", "")
    assert catalogue.inspect(folder, on=DAY).coverage is None


def notes(day: date) -> list[str]:
    return sorted({f"{one.number} {one.message}" for one in catalogue.inspect(TINY, on=day).notes})


def test_sixty_days_before_it_expires_a_fact_asks_for_attention() -> None:
    assert notes(date(2027, 9, 1)) == []
    told = notes(date(2027, 9, 2))
    assert told[0] == "PC705 'afromen' verloopt binnenkort, op 2027-11-01."
    assert {one.split()[0] for one in told} == {"PC705"}
    assert catalogue.check(TINY, on=date(2027, 9, 2)) == ()


def test_after_a_year_a_fact_asks_for_attention_and_is_not_wrong(tmp_path: Path) -> None:
    assert "PC704" not in " ".join(notes(date(2027, 11, 1)))
    told = " ".join(notes(date(2027, 11, 2)))
    assert "PC704 'BRON1' is langer dan een jaar geleden nagekeken, op 2026-11-01." in told
    assert {one.number for one in catalogue.check(TINY, on=date(2027, 11, 2))} == {"PC702"}


def test_what_has_expired_is_refused_and_no_longer_noted() -> None:
    assert "PC705" in " ".join(notes(date(2027, 11, 1)))
    assert "PC705" not in " ".join(notes(date(2027, 11, 2)))
