"""The print file and the zip: every letter on a front page and as it was, on top a sheet that says what is where."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date
from functools import cache

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopcheck.letter import destination, render_cover, render_html
from shopcheck.letter.batch import Part, bind, page_count
from shopcheck.letter.pdf import make_pdf
from shopcheck.letter.pile import ALWAYS, Cover, Left, Placed, file_name, in_order, pack
from tests.letter import shops
from tests.letter.aloud import read_aloud
from tests.letter.reading import pages, places
from tests.letter.test_html import HOSTILE
from tests.letter.test_pdf import objects

DAY = date(2026, 11, 24)
LETTERS = ["kledingwinkel_goed_op_weg", "cafe_met_alle_verdieping"]


@cache
def letters() -> tuple[bytes, ...]:
    """Print real letters: some of an odd and some of an even number of pages."""
    small = make_pdf(render_html(shops.letter(name="De Hoek", address="Straat 1\n1234 AB Stad")))
    return (small, *(make_pdf(render_html(shops.example(name))) for name in LETTERS), small)


def sheet(count: int = 3, name: str = "Zaak De Hoek") -> Cover:
    """Make a cover with so many letters."""
    placed = tuple(Placed(f"{n:08X}", name, "Voorbeeldstad", 2 + n % 3) for n in range(count))
    left = (Left("4F2A9C1B", "21 november 2026", "De ondernemer deelt deze check niet meer."),)
    return Cover("Preventiecheck Overvallen", "Detailhandel Nederland", DAY, placed, left)


@cache
def bound() -> bytes:
    """Bind the letters under a cover."""
    parts = [Part("Overzicht", make_pdf(render_cover(sheet())))]
    return bind("Brieven", [*parts, *(Part(f"Brief {n}", one) for n, one in enumerate(letters()))])


def words(pdf: bytes) -> list[list[tuple[float, float, str]]]:
    """Give what stands where on each page."""
    return [list(places(page)) for page in pages(pdf)]


def test_letters_of_odd_and_even_length_are_tried() -> None:
    assert {page_count(one) % 2 for one in letters()} == {0, 1}


def test_every_letter_begins_on_a_front_page_and_only_blanks_come_between() -> None:
    found = words(bound())
    at = 2  # the cover has one page, and a blank behind it
    assert found[1] == []
    for one in letters():
        assert at % 2 == 0
        assert found[at : at + page_count(one)] == words(one)
        at += page_count(one)
        if at % 2:
            assert found[at] == []
            at += 1
    assert at == len(found)


def test_the_address_stands_before_the_window_in_the_print_file_too() -> None:
    (x, y, _), *_ = (one for one in words(bound())[2] if one[2] == "De Hoek")
    millimetre = 72 / 25.4
    assert x == pytest.approx(20 * millimetre, abs=1)
    assert 297 - y / millimetre == pytest.approx(55, abs=3)
    assert {tuple(map(float, page.mediabox)) for page in pages(bound())} == {
        tuple(map(float, pages(letters()[0])[0].mediabox))
    }


def test_the_printer_is_told_not_to_shrink_and_to_turn_over_the_long_side() -> None:
    with pikepdf.open(io.BytesIO(bound())) as pdf:
        wishes = pdf.Root.ViewerPreferences
        assert (str(wishes.Duplex), str(wishes.PrintScaling)) == ("/DuplexFlipLongEdge", "/None")
        with pdf.open_outline() as outline:
            assert [one.title for one in outline.root] == ["Overzicht", *(f"Brief {n}" for n in range(4))]


def test_the_print_file_claims_no_tags_and_points_to_none() -> None:
    with pikepdf.open(io.BytesIO(bound())) as pdf:
        assert not {"/StructTreeRoot", "/MarkInfo"} & set(pdf.Root.keys())
        assert b"pdfuaid" not in pdf.Root.Metadata.read_bytes()
        for one in objects(pdf):
            assert not {"/StructParents", "/StructParent"} & set(one.keys())


def test_the_same_letters_give_the_same_file() -> None:
    parts = [Part("Overzicht", letters()[0]), Part("Brief", letters()[1])]
    assert bind("Brieven", parts) == bind("Brieven", parts)
    assert pack([("a.pdf", b"1")]) == pack([("a.pdf", b"1")])


def test_letters_in_the_zip_are_as_they_were_and_tagged() -> None:
    packed = pack((file_name(n, "4F2A9C1B"), one) for n, one in enumerate(letters(), start=1))
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == [f"{n:03d}-4F2A9C1B.pdf" for n in range(1, 5)]
        unpacked = tuple(archive.read(name) for name in archive.namelist())
        assert {one.date_time for one in archive.infolist()} == {ALWAYS}
    assert unpacked == letters()
    assert read_aloud(unpacked[0])


def test_the_cover_can_be_read_aloud_row_by_row() -> None:
    said = read_aloud(make_pdf(render_cover(sheet(60))))
    text = " ".join(word for _, word in said)
    assert "60 brieven, 180 bladzijden. Dubbelzijdig geprint zijn dat 100 vellen." in text
    assert "4F2A9C1B 21 november 2026 De ondernemer deelt deze check niet meer." in text.replace("\u00a0", " ")
    assert [word for tag, word in said if tag == "TH"][:5] == [
        "Plek",
        "Kenmerk",
        "Naam",
        "Plaats, of dag van delen",
        "Bladzijden",
    ]
    assert sum(word == "Voorbeeldstad" for tag, word in said if tag == "TD") == 60


def test_two_hundred_letters_fit_on_the_cover_and_no_row_is_cut() -> None:
    made = make_pdf(render_cover(sheet(200, "Koninklijke slagerij Meulenbroek, Wijngaarden en zonen in het westen")))
    found = " ".join(page.extract_text() for page in pages(made))
    assert re.findall(r"\b0000[0-9A-F]{4}\b", found) == [f"{n:08X}" for n in range(200)]


def test_a_name_that_is_typed_becomes_no_markup_on_the_cover() -> None:
    ordinary = render_cover(sheet(1, "Gewoon"))
    for text in HOSTILE:
        assert render_cover(sheet(1, text)).count("<") == ordinary.count("<")


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("Straat 1\n1234 AB Stad", ("1234AB", "Stad")),
        ("Straat 1\n1234ab  Den Haag\n", ("1234AB", "Den Haag")),
        ("Straat 1, 1234 AB, Stad", ("1234AB", "Stad")),
        ("Postbus 1234\n5678 CD Stad\nNederland", ("5678CD", "Stad")),
        ("1234 AB", ("1234AB", "")),
        ("9999 ZZ Oud\n1234 AB Stad", ("1234AB", "Stad")),
        ("Straat 12345 AB Stad", ("", "")),
        ("Straat 1\nStad", ("", "")),
        ("", ("", "")),
    ],
)
def test_postcode_and_town_are_found_at_the_end_of_an_address(address: str, found: tuple[str, str]) -> None:
    assert destination(address) == found


def test_a_pile_is_in_order_of_postcode_and_then_of_day() -> None:
    early, late = date(2026, 11, 1), date(2026, 11, 9)
    assert in_order([("", late), ("9000AA", early), ("", early), ("1234AB", late), ("", early)]) == [3, 1, 2, 4, 0]


@given(st.lists(st.tuples(st.sampled_from(["", "1000AA", "2000BB"]), st.dates())))
def test_a_pile_holds_every_letter_once(keys: list[tuple[str, date]]) -> None:
    assert sorted(in_order(keys)) == list(range(len(keys)))
