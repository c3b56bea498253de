"""A partner is told what the figures bear out, uncertainty and all, and always something."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from shopcheck.core.briefing import said_to
from shopcheck.core.partners import Claim, Course, Guidance, Paragraph
from shopcheck.core.release import Percentage
from tests.core.publishing import period, point, release, section

if TYPE_CHECKING:
    from shopcheck.core.publication import Release

ALWAYS = "Kijk hiernaar in {regio}."
KAS = "onderwerp/kas"
WEAK = Claim(KAS, ("oranje", "rood"), at_least=30)


def told(claim: Claim, made: Release, text: str = "Zo.", sector: str = "") -> tuple[str, ...]:
    """Say what is told beside what always is."""
    paragraphs = (Paragraph(ALWAYS), Paragraph(text, claim))
    guidance = Guidance("pvo", "PVO", sector, paragraphs, ("B",), date(2026, 1, 1), date(2027, 1, 1))
    first, *others = said_to(guidance, made)
    assert first == "Kijk hiernaar in Rotterdam."
    return tuple(others)


def test_a_share_is_told_of_lines_taken_together() -> None:
    assert told(WEAK, release(kas=(40, 20, 25, 15)), "Bij {deel} is het zo.") == ("Bij circa 40 % is het zo.",)
    assert told(WEAK, release(kas=(0, 2, 49, 49)), "Bij {deel} is het zo.") == ("Bij meer dan 95 % is het zo.",)


@pytest.mark.parametrize(("checks", "said"), [(1000, True), (60, False)])
def test_what_uncertainty_could_undo_is_not_said(checks: int, *, said: bool) -> None:
    made = release(checks, kas=(40, 25, 20, 15))
    assert bool(told(WEAK, made)) is said
    assert bool(told(Claim(KAS, ("groen",), at_most=45), made)) is said


def test_a_table_that_is_absent_or_of_too_few_bears_nothing_out() -> None:
    made = release(kas=(0, 0, 50, 50))
    assert told(Claim("onderwerp/licht", ("rood",), at_most=100), made) == ()
    assert told(Claim(KAS, ("paars",), at_most=100), made) == ()
    whole = replace(made.sections[0], tables=(replace(made.sections[0].tables[0], lines=()),))
    assert told(Claim(KAS, ("rood",), at_most=100), replace(made, sections=(whole,))) == ()


def test_a_partner_of_one_sector_goes_by_the_figures_of_that_sector() -> None:
    made = release(kas=(90, 10, 0, 0))
    horeca = section("horeca", 1000, kas=(10, 10, 40, 40))
    assert told(WEAK, replace(made, sections=(*made.sections, horeca)), sector="horeca") == ("Zo.",)
    assert told(WEAK, made, sector="horeca") == ()


def test_so_many_took_part_whatever_the_noise() -> None:
    assert told(Claim(checks=300), release(400)) == ("Zo.",)
    assert told(Claim(checks=400), release(400)) == ()


def test_better_than_the_country_is_said_when_it_is_certain() -> None:
    made = release(kas=(60, 20, 10, 10))
    for share, better, worse in ((40, 1, 0), (59, 0, 0), (80, 0, 1)):
        beside = replace(made, country=section("totaal", 5000, kas=(share, 100 - share, 0, 0)))
        assert len(told(Claim(KAS, country=Course.BETTER), beside)) == better
        assert len(told(Claim(KAS, country=Course.WORSE), beside)) == worse
    assert told(Claim(KAS, country=Course.BETTER), replace(made, country=None)) == ()


def test_a_course_is_told_over_the_last_two_periods_that_could_be_shown() -> None:
    earlier, gap = point(period(2027, 1), kas=Percentage(40, 35, 45)), point(period(2027, 2))
    now = point(period(2027, 3), kas=Percentage(60, 55, 65))
    better = Claim(KAS, trend=Course.BETTER)
    assert told(better, replace(release(), trend=(earlier, gap, now))) == ("Zo.",)
    assert told(better, replace(release(), trend=(earlier, now, gap))) == ()
    assert told(better, replace(release(), trend=(now,))) == ()
    assert told(better, replace(release(), trend=(now, earlier))) == ()
    assert told(Claim(KAS, trend=Course.WORSE), replace(release(), trend=(now, earlier))) == ("Zo.",)
