"""The report for partners: whole or not at all, the same in drawing, table and words, and two to four pages."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from shopcheck.catalogue.checks.plain import LONGEST
from shopcheck.catalogue.language import hard_words, sentences, shortened, words
from shopcheck.core.errors import LetterRefused
from shopcheck.core.questionnaire import ContactId, RegionCode
from shopcheck.letter import compose_report, print_pdf, render_report
from shopcheck.letter.pdf import make_pdf
from tests.letter.aloud import read_aloud
from tests.letter.reading import pages, text_of
from tests.letter.reports import every_paragraph_is_true, fullest, ordinary, overval, smallest

if TYPE_CHECKING:
    from collections.abc import Callable

    from shopcheck.core.publication import Release
    from shopcheck.core.questionnaire import Questionnaire
    from shopcheck.letter import LetterWorker

PIECES = re.compile(r"<svg.*?</svg>", re.DOTALL)


def html_of(release: Release, *, short: bool = False) -> str:
    """Make the document of a release with the real texts."""
    return render_report(compose_report(release, overval(), short=short))


def text(release: Release, *, short: bool = False) -> str:
    """Give what is read, with plain spaces."""
    return text_of(PIECES.sub("", html_of(release, short=short))).replace("\u00a0", " ")


def test_a_report_says_where_when_and_of_whom_before_any_number() -> None:
    said = text(ordinary())
    assert "# Rotterdam, eerste kwartaal van 2027" in said
    assert 0 < said.index("Dit zijn deelnemers, geen steekproef.") < said.index("900")
    assert said.index("Wat u hiermee kunt doen") < said.index("Zo zijn deze cijfers gemaakt")
    assert "discrete Laplace-ruis met schaal 3, groepen van minstens 30, epsilon 10/3" in said
    assert "release rtd-2027-k1-2026.1 van 1 april 2027" in said


def test_what_stands_out_is_named_with_its_numbers() -> None:
    said = text(ordinary())
    assert "Camera: bij meer dan 95 % op orde." in said
    assert "Iedereen weet wat te doen bij een overval: circa 64 % zegt ja." in said
    assert "Kassa en geld: bij circa 22 % op orde. Bij circa 43 % is de stand ‘zwak’ of ‘extra aandacht’." in said
    assert "Minder vaak op orde dan landelijk: kassa en geld." in said
    assert "Bij de andere onderwerpen is het verschil met het hele land te klein om er iets over te zeggen." in said
    assert "Vaker op orde dan in de periode ervoor: kassa en geld." in said
    assert "Kassa en geld | 22 % | 21 tot 23 | 26 %" in said
    assert "Camera | >95 % |" in said


def test_what_could_be_chance_is_called_no_difference() -> None:
    made = ordinary()
    alike = replace(made, country=made.sections[0], trend=(made.trend[-1], made.trend[-1]))
    said = text(alike)
    assert said.count("Bij geen enkel onderwerp is het verschil met") == 2
    assert "aker op orde dan" not in said


def test_scores_run_as_owners_read_them() -> None:
    said = text(ordinary())
    assert "50 van 100 op orde" in said
    assert "eerste kwartaal van 2027 | 56 | 53 tot 59" in said


def test_every_partner_is_told_something() -> None:
    said = text(smallest())
    for one in overval().partners.values():
        assert f"### {one.title}\n{one.paragraphs[0].text.replace('{regio}', 'Rotterdam')}\n" in said.replace("’", "'")


def test_what_is_of_too_few_is_said_plainly() -> None:
    said = text(smallest())
    assert said.count("Te weinig deelnemers om te laten zien.") == 7
    assert "gemiddelde score: te weinig deelnemers" in said
    assert "‘Te weinig’ betekent: te weinig deelnemers" in said
    assert "Een vergelijking met het hele land is er nog niet." in said
    assert "Dit is de eerste periode met cijfers." in said
    assert "Te weinig" not in text(ordinary())


def test_a_short_report_leaves_the_sector_classes_out() -> None:
    assert "Per soort zaak" in text(ordinary())
    assert "Per soort zaak" not in text(ordinary(), short=True)


def without_pvo() -> Questionnaire:
    left = {name: one for name, one in overval().partners.items() if name != "pvo"}
    return replace(overval(), partners=left)


def with_a_partner_that_is_never_told_anything() -> Questionnaire:
    om = overval().partners["om"]
    return replace(overval(), partners={**overval().partners, "om": replace(om, paragraphs=om.paragraphs[1:])})


def with_an_unverified_contact() -> Questionnaire:
    police = replace(overval().contacts[ContactId("politie")], verified_on=None)
    return replace(overval(), contacts={**overval().contacts, police.id: police})


@pytest.mark.parametrize(
    ("questionnaire", "changed", "why"),
    [
        (without_pvo, {}, "partner 'pvo' heeft geen tekst"),
        (with_a_partner_that_is_never_told_anything, {}, "partner 'om' heeft een gat"),
        (with_an_unverified_contact, {}, "contact 'politie' is op"),
        (overval, {"region": RegionCode("XYZ")}, "regio 'XYZ' bestaat niet"),
        (overval, {"sections": ()}, "geen cijfers van alle deelnemers"),
        (
            overval,
            {"published_on": date(2028, 4, 1)},
            "de tekst voor partner 'gemeente' was geldig tot en met 24\u00a0november 2027",
        ),
    ],
)
def test_a_report_with_a_hole_is_not_made(
    questionnaire: Callable[[], Questionnaire], changed: dict[str, object], why: str
) -> None:
    assert compose_report(smallest(), overval())
    with pytest.raises(LetterRefused, match=why):
        compose_report(replace(smallest(), **changed), questionnaire())  # type: ignore[arg-type]  # by name


@pytest.mark.parametrize("made", [ordinary, smallest])
def test_a_report_is_plain_dutch(made: Callable[[], Release]) -> None:
    lines = [line for line in text(made()).splitlines() if "|" not in line and ";" not in line]
    assert [one for line in lines for one in sentences(line) if len(words(one)) > LONGEST] == []
    assert [found for line in lines for found in (*hard_words(line), *shortened(line))] == []


def test_what_an_author_writes_is_text_and_no_markup() -> None:
    hostile = replace(ordinary(), title="<script>alert(1)</script>", corrects='"><img src=x>')
    assert "<script>" not in html_of(hostile)
    assert "<img" not in html_of(hostile)


@pytest.mark.parametrize(("made", "most"), [(smallest, 4), (ordinary, 4), (fullest, 4)])
def test_a_report_has_two_to_four_pages(made: Callable[[], Release], most: int, letter_worker: LetterWorker) -> None:
    printed = print_pdf(html_of(made()), letter_worker.socket_path)
    assert 2 <= len(pages(printed)) <= most
    assert "Dit zijn deelnemers, geen steekproef." in pages(printed)[0].extract_text().replace("\n", " ")


def test_the_fullest_report_is_the_fullest() -> None:
    assert every_paragraph_is_true(fullest())


def test_a_report_is_the_same_bytes_in_every_process_and_tells_its_drawings(letter_worker: LetterWorker) -> None:
    printed = make_pdf(html_of(ordinary()))
    assert printed == print_pdf(html_of(ordinary()), letter_worker.socket_path)
    aloud = read_aloud(printed)
    figures = [words for tag, words in aloud if tag == "Figure" and words.startswith("[")]
    assert len(figures) == 3 + 1 + 8 + 1  # the key, the overview, a chart each, the trend
    assert all(len(words) > 3 for words in figures)
    assert ("TD", "22\u00a0%") in aloud
