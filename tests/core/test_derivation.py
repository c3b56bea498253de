"""A release is a sum of frozen leaves, in the rhythm and form that its region wants."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from shopcheck.core import canonical
from shopcheck.core.derivation import derive, due, frames, period_of
from shopcheck.core.profile import Cadence, Merged, Profile
from shopcheck.core.publication import WHOLE, Section
from shopcheck.core.statistics import COUNTRY, NUMBER, Cell
from tests.core.counting import counted
from tests.core.frozen import APRIL, FEBRUARY, MARCH, a_quarter, frozen, wishing

if TYPE_CHECKING:
    from shopcheck.core.release import Leaf

LEAVES = a_quarter()
FIRST_QUARTER = period_of(Cadence.QUARTER, APRIL)
ALL_TOGETHER = Profile(
    topics=(Merged("alles", "Geld en licht", ("licht", "kas")),),
    sectors=(Merged("zaken", "Alle zaken", ("winkel", "horeca")),),
    indicators=(),
)


def summed(cell: str, *leaves: Leaf) -> int:
    """Add one cell up by hand."""
    return sum(one.counts[Cell(cell)] for one in leaves)


def line(section: Section, table: str, name: str) -> int:
    """Find the count of a line."""
    (found,) = (one for one in section.tables if one.id == table)
    return next(one.count.value for one in found.lines if one.id == name)


@pytest.mark.parametrize(
    ("cadence", "closed_on", "name", "title", "first", "end"),
    [
        (Cadence.MONTH, date(2027, 1, 1), "2026-m12", "december 2026", date(2026, 12, 1), date(2027, 1, 1)),
        (Cadence.MONTH, APRIL, "2027-m03", "maart 2027", MARCH, APRIL),
        (Cadence.QUARTER, FEBRUARY, "2027-k1", "eerste kwartaal van 2027", date(2027, 1, 1), APRIL),
        (Cadence.QUARTER, date(2028, 1, 1), "2027-k4", "vierde kwartaal van 2027", date(2027, 10, 1), date(2028, 1, 1)),
        (Cadence.HALF_YEAR, APRIL, "2027-h1", "eerste helft van 2027", date(2027, 1, 1), date(2027, 7, 1)),
        (Cadence.HALF_YEAR, date(2027, 8, 1), "2027-h2", "tweede helft van 2027", date(2027, 7, 1), date(2028, 1, 1)),
    ],
)
def test_a_leaf_is_of_the_period_that_ends_with_its_closing(
    cadence: Cadence, closed_on: date, name: str, title: str, first: date, end: date
) -> None:
    period = period_of(cadence, closed_on)
    assert (period.id, period.title, period.first, period.end) == (name, title, first, end)


def test_a_period_is_due_when_it_is_over_and_holds_what_no_release_has() -> None:
    def ids(cadence: Cadence, closed: date, since: date | None = None) -> list[str]:
        return [one.id for one in due(LEAVES, "rtd", cadence, closed, since)]

    assert ids(Cadence.MONTH, MARCH) == ["2026-m12", "2027-m01", "2027-m02"]
    assert ids(Cadence.QUARTER, MARCH) == ["2026-k4"]
    assert ids(Cadence.QUARTER, APRIL, since=date(2027, 1, 1)) == ["2027-k1"]
    # Another rhythm: nothing of what was out already, but a longer period that reaches further.
    assert ids(Cadence.MONTH, APRIL, since=APRIL) == []
    assert ids(Cadence.HALF_YEAR, date(2027, 7, 1), since=MARCH) == ["2027-h1"]
    assert [one.id for one in due(LEAVES, "lim", Cadence.MONTH, APRIL)] == []
    assert [one.id for one in due([frozen()], COUNTRY, Cadence.QUARTER, APRIL)] == ["2027-k1"]


def test_every_count_is_the_sum_of_the_leaves_of_its_region_period_and_sector() -> None:
    release = derive(wishing(), LEAVES, "rtd", FIRST_QUARTER, APRIL)
    here = [one for one in LEAVES if one.group.region == "rtd" and one.closed_on > date(2027, 1, 1)]
    shops = [one for one in here if one.group.sector == "winkel"]
    assert (release.id, release.title, len(release.leaves)) == ("rtd-2027-k1-1", "Rotterdam", 7)
    assert [one.sector for one in release.sections] == [WHOLE, "winkel", "horeca"]
    whole, shop, _ = release.sections
    assert whole.number.value == summed(NUMBER, *here)  # the combined batch counts here, and in no sector
    assert shop.number.value == summed(NUMBER, *shops)
    for section, leaves in ((whole, here), (shop, shops)):
        assert line(section, "onderwerp/kas", "groen") == summed("onderwerp/kas/groen", *leaves)
        assert line(section, "score", "90") == max(summed("score/90", *leaves), 0)
    assert [one.id for one in whole.tables] == ["score", "onderwerp/kas", "onderwerp/licht", "vraag/licht_deur"]


def test_the_country_has_the_leaves_of_all_and_stands_beside_each_region() -> None:
    at_home = derive(wishing(), LEAVES, COUNTRY, FIRST_QUARTER, APRIL)
    beside = derive(wishing(), LEAVES, "rtd", FIRST_QUARTER, APRIL).country
    now = [one for one in LEAVES if one.closed_on > date(2027, 1, 1)]
    assert at_home.country is None
    assert beside
    assert at_home.sections[0].number.value == beside.number.value == summed(NUMBER, *now)
    alone = [one for one in LEAVES if one.group.region == "rtd"]
    assert derive(wishing(), alone, "rtd", FIRST_QUARTER, APRIL).country is None


def test_a_profile_puts_together_and_leaves_out() -> None:
    plain, merged = (
        derive(wishing(one), LEAVES, "rtd", FIRST_QUARTER, APRIL).sections for one in (Profile(), ALL_TOGETHER)
    )
    assert [one.sector for one in merged] == [WHOLE]  # one class is the whole
    assert [(one.id, one.title) for one in merged[0].tables[1:]] == [
        ("onderwerp/alles", "Geld en licht (2 onderwerpen samen)")
    ]
    both = sum(line(plain[0], f"onderwerp/{topic}", "groen") for topic in ("kas", "licht"))
    assert line(merged[0], "onderwerp/alles", "groen") == both


def test_subjects_that_are_shown_as_one_need_thirty_answers_each() -> None:
    leaf = frozen(checks=100)
    few = replace(leaf, counts={cell: 5 if cell.startswith("onderwerp/") else at for cell, at in leaf.counts.items()})
    (whole, *_) = derive(wishing(ALL_TOGETHER), [few], "rtd", FIRST_QUARTER, APRIL).sections
    answers = sum(at for cell, at in few.counts.items() if cell.startswith("onderwerp/"))
    assert 30 <= answers < 60
    assert whole.tables[1].lines == ()


def test_a_trend_goes_from_the_oldest_period_to_this_one() -> None:
    trend = derive(wishing(), LEAVES, "rtd", FIRST_QUARTER, APRIL).trend
    assert [one.period.id for one in trend] == ["2026-k4", "2027-k1"]
    assert [name for name, _ in trend[1].good] == ["onderwerp/kas", "onderwerp/licht", "vraag/licht_deur"]
    assert [one.period.id for one in derive(wishing(), LEAVES, "rtd", trend[0].period, APRIL).trend] == ["2026-k4"]


def test_another_version_is_another_release() -> None:
    other = replace(frozen(), group=frozen().group._replace(version="2"))
    release = derive(wishing(), [*LEAVES, other], "rtd", FIRST_QUARTER, APRIL)
    assert release == derive(wishing(), LEAVES, "rtd", FIRST_QUARTER, APRIL)


def test_where_nothing_is_counted_there_are_no_tables() -> None:
    assert list(frames(counted(None), Profile())) == []


def test_a_table_of_too_few_has_no_lines() -> None:
    leaf = frozen(checks=100)
    few = replace(leaf, counts={cell: 3 if "vraag" in cell else count for cell, count in leaf.counts.items()})
    (whole, _) = derive(wishing(), [few], "rtd", FIRST_QUARTER, APRIL).sections
    assert [one.id for one in whole.tables if not one.lines] == ["vraag/licht_deur"]


def test_a_release_is_written_as_canonical_json_and_reads_back_as_it_was() -> None:
    for region in ("rtd", COUNTRY):
        release = derive(wishing(), LEAVES, region, FIRST_QUARTER, APRIL)
        content = canonical.written(release)
        assert canonical.read(content) == release
        said = json.loads(content)
        assert (said["scheme"], said["mechanism"], said["epsilon"]) == ("SDC-1", "discrete-laplace", "5/3")
        assert content.decode() == json.dumps(said, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
