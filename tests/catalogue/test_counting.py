"""statistiek.yaml: what is counted stands there, and nothing finer can."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shopcheck import catalogue
from shopcheck.core.profile import AS_THE_COUNTRY, Cadence, Channel, Layout, Merged, Profile
from shopcheck.core.questionnaire import QuestionId, RegionCode
from shopcheck.core.statistics import MOST_TOUCHED, cells_of, epsilon
from tests.catalogue.shelf import REAL, SHELF, TINY, change, lay, numbers

if TYPE_CHECKING:
    from pathlib import Path

COUNTING = SHELF / "features" / "counting"


def test_the_list_becomes_the_lattice_of_the_core(tmp_path: Path) -> None:
    lattice = catalogue.load(lay(tmp_path, COUNTING)).lattice
    assert lattice
    assert [(one.id, one.title, sorted(one.branches)) for one in lattice.sectors] == [
        ("winkel", "Winkels", ["juwelier", "kleding"]),
        ("horeca", "Horeca", ["cafe"]),
    ]
    assert lattice.topics == ("kas", "zicht")
    assert [(str(one.question), *one.yes) for one in lattice.indicators] == [("zicht_ramen", "vrij")]


def test_without_the_file_nothing_is_counted() -> None:
    assert catalogue.load(TINY).lattice is None
    assert cells_of(catalogue.load(TINY)) == ()


def test_a_published_version_holds_the_list_fast(tmp_path: Path) -> None:
    folder = lay(tmp_path, COUNTING)
    before = catalogue.load(folder).hash
    change(folder, "statistiek.yaml", "topics: [kas, zicht]", "topics: [kas]")
    assert catalogue.load(folder).hash != before


def test_a_list_for_which_a_check_would_stand_in_too_many_tables_is_refused(tmp_path: Path) -> None:
    folder = lay(tmp_path, COUNTING)
    six = [
        "kas_afromen, title: A, yes: [steeds]",
        "kas_tellen, title: B, yes: [achter]",
        "zicht_ramen, title: C, yes: [vrij]",
    ]
    six += ["alleen, title: D, yes: [nooit]", "erbij, title: E, yes: [ja]", "ook, title: F, yes: [ja]"]
    rows = "".join(f"  - {{question: {one}}}\n" for one in six)
    change(folder, "statistiek.yaml", "  - {question: zicht_ramen, title: De ramen zijn vrij, yes: [vrij]}\n", rows)
    assert numbers(folder).count("PC138") == 0
    change(folder, "statistiek.yaml", "[kas, zicht]", "[kas, zicht, kas]")
    assert numbers(folder).count("PC138") == 1


def test_the_real_list_spends_ten_thirds_on_a_check_and_no_more() -> None:
    overval = catalogue.load(REAL / "overval")
    assert epsilon(cells_of(overval)) * 3 == MOST_TOUCHED
    assert overval.lattice
    assert QuestionId("kas_tellen") not in {one.question for one in overval.lattice.indicators}


def test_what_is_counted_is_part_of_the_difference_between_two_versions(tmp_path: Path) -> None:
    one, other = lay(tmp_path / "a", COUNTING), lay(tmp_path / "b", COUNTING)
    change(other, "statistiek.yaml", "yes: [vrij]", "yes: [dicht]")
    change(other, "statistiek.yaml", "topics: [kas, zicht]", "topics: [zicht]")
    changes = catalogue.difference(catalogue.load(one), catalogue.load(other), 1).changes
    assert {(found.sort, found.name, found.key, found.old, found.new) for found in changes} == {
        ("lattice", "tiny", "topics", "kas, zicht", "zicht"),
        ("indicators", "zicht_ramen", "yes", "vrij", "dicht"),
    }


def test_a_region_says_how_it_wants_its_figures_and_else_has_them_as_the_country(tmp_path: Path) -> None:
    folder = lay(tmp_path, COUNTING)
    wishes = """
release:
  cadence: half_year
  topics:
    - {id: alles, title: Geld en zicht, merges: [zicht, kas]}
  indicators: []
  layout: short
  channels: [mail, portal, mail]
"""
    with (folder / "regios" / "rtd.yaml").open("a", encoding="utf-8") as file:
        file.write(wishes)
    regions = catalogue.load(folder).regions
    assert regions[RegionCode("AMS")].release == AS_THE_COUNTRY
    assert regions[RegionCode("RTD")].release == Profile(
        cadence=Cadence.HALF_YEAR,
        topics=(Merged("alles", "Geld en zicht", ("zicht", "kas")),),
        indicators=(),
        layout=Layout.SHORT,
        channels=(Channel.MAIL, Channel.PORTAL),
    )
    assert numbers(folder) == []
