"""The gate lets through what is right and stops what is not: each mutant says more than it may, or something else."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import pytest

from shopcheck.core.derivation import derive, period_of
from shopcheck.core.profile import AS_THE_COUNTRY, Cadence, Merged, Profile
from shopcheck.core.publication import Line
from shopcheck.core.release import Estimate, Percentage
from shopcheck.core.statistics import COUNTRY, Cell
from shopcheck.partners import flaws, package
from tests.core.counting import LATTICE
from tests.core.frozen import APRIL, FEBRUARY, a_quarter, frozen, wishing

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shopcheck.core.publication import Release
    from shopcheck.core.release import Leaf

LEAVES = a_quarter()
QUARTER = period_of(Cadence.QUARTER, APRIL)
COARSE = Profile(
    topics=(Merged("alles", "Alles", ("kas", "licht")),), sectors=(Merged("z", "Z", ("winkel", "horeca")),)
)


def found(
    release: Release, profile: Profile = AS_THE_COUNTRY, changed: Mapping[str, bytes] = MappingProxyType({})
) -> list[str]:
    """Hold a release against its leaves, with some files changed."""
    files = [one._replace(content=changed.get(one.name, one.content)) for one in package(release, b"%PDF-", bytes)]
    return list(flaws(release, files, LEAVES, profile, LATTICE))


def release(region: str = "rtd", profile: Profile = AS_THE_COUNTRY) -> Release:
    """Derive a release."""
    return derive(wishing(profile), LEAVES, region, QUARTER, APRIL)


def first_line(of: Release, **changed: Any) -> Release:  # noqa: ANN401 - whatever a line has
    """Change the first line of the subject kas in the whole."""
    whole, *others = of.sections
    score, kas, *rest = whole.tables
    kas = replace(kas, lines=(replace(kas.lines[0], **changed), *kas.lines[1:]))
    return replace(of, sections=(replace(whole, tables=(score, kas, *rest)), *others))


@pytest.mark.parametrize("region", ["rtd", "ams", COUNTRY])
@pytest.mark.parametrize("profile", [AS_THE_COUNTRY, COARSE], ids=["plain", "coarse"])
def test_what_is_right_goes_through(region: str, profile: Profile) -> None:
    assert found(release(region, profile), profile if region == "rtd" else AS_THE_COUNTRY) == []


def test_a1_a_count_without_noise_is_stopped() -> None:
    value = release().sections[0].tables[1].lines[0].count.value
    (flaw,) = found(first_line(release(), count=Estimate(value, value, value)))
    assert flaw == "A1: rtd/totaal/onderwerp/kas/groen is an exact count"


def test_a2_what_is_not_the_function_of_its_leaves_is_stopped() -> None:
    right = release()
    assert right.country
    assert right.sections[0].mean
    kas = right.sections[0].tables[1].lines[0]
    more = Estimate(kas.count.value + 1, kas.count.low, kas.count.high)
    other = Percentage(kas.share.value + 1, kas.share.low, kas.share.high)
    whole = right.sections[0]
    off = replace(whole, mean=Estimate(right.sections[0].mean.value + 1, 0, 100))
    for wrong, said in (
        (first_line(right, count=more), "A2: rtd/totaal/onderwerp/kas/groen is not the sum of its leaves"),
        (first_line(right, share=other), "A2: the share of rtd/totaal/onderwerp/kas/groen is not that of its leaves"),
        (replace(right, country=right.sections[0]), "A2: NL/totaal/aantal/ is not the sum of its leaves"),
        (
            replace(right, sections=(replace(whole, sector="kleding"),)),
            "A2: rtd/kleding/aantal/ is not the sum of its leaves",
        ),
        (replace(right, sections=(off,)), "A2: the mean of rtd/totaal is not that of its leaves"),
    ):
        assert said in found(wrong)


def test_a2_a_table_of_too_few_that_is_shown_is_stopped() -> None:
    leaf = frozen(checks=100)
    few = replace(leaf, counts={cell: count // 5 if "kas" in cell else count for cell, count in leaf.counts.items()})
    right = derive(wishing(), [few], "rtd", QUARTER, APRIL)
    whole = right.sections[0]
    line = Line("groen", "Groen", Estimate(few.counts[Cell("onderwerp/kas/groen")], 0, 20), Percentage(50, 0, 100))
    shown = replace(right, sections=(replace(whole, tables=(replace(whole.tables[1], lines=(line,)),)),))
    files = package(shown, None, bytes)
    assert list(flaws(shown, files, [few, other_version(few)], AS_THE_COUNTRY, LATTICE)) == [
        "A2: rtd/totaal/onderwerp/kas/groen is of too few to show"
    ]


def other_version(leaf: Leaf) -> Leaf:
    """Make a leaf of a version that a release of another does not count."""
    return replace(leaf, group=leaf.group._replace(version="2"))


def test_a9_figures_where_nothing_is_counted_are_stopped() -> None:
    assert list(flaws(release(), (), LEAVES, AS_THE_COUNTRY, None)) == ["A9: nothing is counted"]


@pytest.mark.parametrize("name", ["data-excel-nl.csv", "data.json", "release.json"])
def test_a2_a_file_that_says_something_else_is_stopped(name: str) -> None:
    other = {
        one.name: one.content for one in package(derive(wishing(), LEAVES[:9], "rtd", QUARTER, APRIL), None, bytes)
    }
    (flaw, *_) = found(release(), changed={name: other[name]})
    assert flaw.startswith(f"A2: {name} ")


def test_a9_a_profile_or_period_finer_than_the_list_is_stopped() -> None:
    for profile, said in (
        (Profile(topics=(Merged("a", "A", ("kas", "deur")),)), "A9: deur is not counted"),
        (Profile(topics=(Merged("a", "A", ("kas", "licht")), Merged("b", "B", ("kas",)))), "A9: kas is in two places"),
        (Profile(sectors=(Merged("a", "A", ("winkel", "juwelier")),)), "A9: juwelier is not counted"),
        (Profile(indicators=("kas_a",)), "A9: kas_a is not counted"),
    ):
        assert said in found(release(), profile)
    week = replace(release(), period=replace(QUARTER, end=FEBRUARY.replace(day=8)))
    assert "A9: 2027-k1 is no month, quarter or half-year" in found(week)
    for less in (replace(release(), scale=2), replace(release(), least=29)):
        assert "A9: there is less noise, or fewer checks in a group, than in the scheme" in found(less)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("7KQ2-M9XD-40RT-ZZ81-AB3C", "a code"),
        ("7KQ2M9XD40RTZZ81", "a code"),
        ("eigenaar@example.org", "an e-mail address"),
        ("Dorpsstraat 1, 1234 AB Ergens", "a postcode"),
        ("bel 06-12345678", "a telephone number"),
        ("bel 0113 123 456", "a telephone number"),
    ],
)
def test_a10_what_can_only_come_from_a_shop_is_stopped(text: str, what: str) -> None:
    named = replace(release(), title=f"Rotterdam {text}")
    assert f"A10: LEESMIJ.txt has {what} in it" in found(named)
    assert f"A10: release.json has {what} in it" in found(named)


def test_a10_free_text_in_a_row_is_stopped() -> None:
    named = replace(release(), region="De Gele Vogel")
    assert "A10: data.csv has free text in it" in found(named)
