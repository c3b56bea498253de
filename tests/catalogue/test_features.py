"""Each feature of the questionnaire language, in a few files that anybody can read."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from shopcheck import catalogue
from shopcheck.core.questionnaire import FormId, Kind, QuestionId, RegionCode, Sector, Tier
from tests.catalogue.shelf import FEATURES, TINY, lay, numbers, said

if TYPE_CHECKING:
    from pathlib import Path

WANTED = {
    "after_robbery", "choices", "choices_condition", "counting", "critical_condition", "hold_back", "merge_rule",
    "not_applicable", "number", "one_branch", "partners", "region", "sectors", "text", "unknown",
    "weighs_when", "when_cel",
}  # fmt: skip


def test_every_feature_has_its_files() -> None:
    assert {folder.name for folder in FEATURES} == WANTED


@pytest.mark.parametrize("feature", FEATURES, ids=lambda folder: folder.name)
def test_a_feature_is_sound_and_its_examples_come_out(feature: Path, tmp_path: Path) -> None:
    assert list((feature / "proeven").glob("*.yaml"))
    assert said(lay(tmp_path, feature)) == []


@pytest.mark.parametrize("feature", FEATURES, ids=lambda folder: folder.name)
def test_the_examples_of_a_feature_can_fail(feature: Path, tmp_path: Path) -> None:
    folder = lay(tmp_path, feature)
    for example in (folder / "proeven").iterdir():
        kept = [line for line in example.read_text("utf-8").splitlines() if not line.startswith("expect:")]
        example.write_text("\n".join([*kept, "expect: {inherent: 99, prevention: 99, class: paars}"]), "utf-8")
    assert numbers(folder) == ["PC802"] * 3 * len(list((folder / "proeven").iterdir()))


def test_tiny_is_sound() -> None:
    assert said(TINY) == []


def test_tiny_becomes_values_with_every_word_in_its_place() -> None:
    tiny = catalogue.load(TINY)
    assert (tiny.id, tiny.version, tiny.circumstances) == ("tiny", "2026.1", "profiel")
    assert [form.id for form in tiny.forms] == ["profiel", "kas", "zicht"]
    assert (tiny.form[FormId("zicht")].prevention, tiny.form[FormId("zicht")].detection) == (40, 100)
    assert list(tiny.questions) == [
        "branche", "regio", "alleen", "kas_afromen", "kas_tellen", "zicht_ramen", "zicht_camera"
    ]  # fmt: skip
    afromen = tiny.questions[QuestionId("kas_afromen")]
    assert (afromen.kind, afromen.form, afromen.evidence, afromen.sources) == (Kind.CHOICE, "kas", "A", ("BRON1",))
    assert afromen.option["nooit"].critical is True
    assert (afromen.option["eind"].points, afromen.option["eind"].advise) == (3, ("afromen",))
    assert afromen.option["weet_niet"].unknown
    tellen = tiny.questions[QuestionId("kas_tellen")]
    assert tellen.when is not None
    assert tellen.when.text == 'kas_afromen in ["eind", "nooit", "weet_niet"]'
    assert tellen.sectors == {Sector.SHOP, Sector.HORECA}
    assert dict(tiny.senders) == {"winkel": "dn", "horeca": "khn"}
    assert tiny.scoring.matrix["groot", "hoog"] == "rood"
    assert tiny.scoring.unknown_share == 0.75
    assert set(tiny.regions) == {"AMS", "RTD"}


def test_the_values_cannot_be_changed() -> None:
    tiny = catalogue.load(TINY)
    for mapping in (tiny.measures, tiny.sources, tiny.contacts, tiny.law, tiny.regions, tiny.terms, tiny.senders,
                    tiny.scoring.matrix, next(iter(tiny.measures.values())).sets):  # fmt: skip
        with pytest.raises(TypeError):
            mapping["x"] = "y"  # type: ignore[index]  # that is the point


def test_a_condition_is_compiled_once_and_shared() -> None:
    tiny = catalogue.load(TINY)
    when = tiny.questions[QuestionId("kas_tellen")].when
    assert when is not None
    assert when.holds({"kas_afromen": "eind"}) is True
    assert when.holds({"kas_afromen": "steeds"}) is False
    assert when.holds({}) is None


def test_a_region_becomes_values_with_a_last_form_of_its_own(tmp_path: Path) -> None:
    made = catalogue.load(lay(tmp_path, TINY.parent / "features" / "region"))
    region = made.regions[RegionCode("RTD")]
    assert region.contacts == ("buurt", "dn")
    assert [(one.id, one.sources, one.valid_until) for one in region.texts] == [
        ("samen", ("BRON1",), date(2027, 11, 1))
    ]
    visit, evening = region.offers
    assert (visit.contact, visit.sectors) == ("dn", frozenset({Sector.SHOP}))
    assert visit.when is not None
    assert visit.when.text == 'branche in ["juwelier"] && alleen in ["soms", "donker"]'
    assert (evening.contact, evening.sectors) == (None, frozenset(Sector))
    assert region.accents == {"kas", "ramen"}
    own = made.forms[-1]
    assert (own.id, own.region, own.prevention, own.detection) == ("regio_rtd", "RTD", 0, 0)
    (wish,) = own.questions
    assert (wish.tier, wish.kind, wish.worst, wish.worst_detection) == (Tier.DEEP, Kind.CHOICES, 0, 0)
    assert wish.when is not None
    assert wish.when.text == 'regio in ["RTD"]'
    assert [form.region for form in made.forms[:-1]] == [None] * 3
