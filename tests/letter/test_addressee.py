"""The window of the envelope: the post can read where to go, whatever was typed."""

from __future__ import annotations

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

from shopcheck.letter.addressee import LINES, WIDTH, fits_window, window
from shopcheck.letter.assets import FONTS, PACKAGE
from shopcheck.letter.typeset import SIGNS, printable
from shopcheck.letter.width import width, wrapped

NAME = "KONINKLIJKE SLAGERIJ MEULENBROEK EN WIJNGAARDEN MET ZONEN EN DOCHTERS IN HET WESTEN"
ADDRESS = ["t.a.v. mevrouw Jansen", "Winkelcentrum De Poort", "Unit 14", "Straat 1", "1234 AB Stad"]
typed = st.text(st.sampled_from("abcWM @\n\r\t1É北"), max_size=120)


@pytest.mark.parametrize(
    ("name", "address", "lines"),
    [
        ("", "", ("Aan de ondernemer",)),
        ("  De   Hoek ", "Straat 1\r\n\r\n1234 AB  Stad\n", ("De Hoek", "Straat 1", "1234 AB Stad")),
        ("", "Straat 1", ("Straat 1",)),
        ("De Hoek", "\n".join(ADDRESS[1:]), ("De Hoek", *ADDRESS[1:])),
        ("", "\n".join(ADDRESS), tuple(ADDRESS)),
    ],
)
def test_the_window_shows_what_was_typed(name: str, address: str, lines: tuple[str, ...]) -> None:
    assert window(name, address) == lines
    assert fits_window(name, address)


@pytest.mark.parametrize(("name", "kept"), [("De Hoek", "De Hoek"), (NAME, "KONINKLIJKE SLAGERIJ")])
def test_what_does_not_fit_loses_neither_the_name_nor_the_end_of_the_address(name: str, kept: str) -> None:
    lines = window(name, "\n".join(ADDRESS))
    assert lines[0].startswith(kept)
    assert lines[1:] == tuple(ADDRESS[1:])
    assert not fits_window(name, "\n".join(ADDRESS))


def test_a_long_name_leaves_room_for_street_and_town() -> None:
    assert window(NAME * 3, "Straat 1\n1234 AB Stad")[-2:] == ("Straat 1", "1234 AB Stad")


@given(typed, typed)
def test_the_window_never_shows_more_than_fits(name: str, address: str) -> None:
    lines = window(name, address)
    assert 1 <= len(lines) <= LINES
    assert all(width(line) <= WIDTH for line in lines)


@given(typed)
def test_breaking_lines_loses_nothing_but_spaces(text: str) -> None:
    words = printable(text)
    assert "".join("".join(wrapped(words, 6.0)).split()) == "".join(words.split())


def test_no_sign_is_wider_than_thought() -> None:
    with TTFont(PACKAGE / "fonts" / FONTS[400]) as font:
        signs, widths, em = font.getBestCmap(), font["hmtx"], font["head"].unitsPerEm
        real = {sign: widths[signs[ord(sign)]][0] / em for sign in SIGNS}
    assert {sign for sign, wide in real.items() if width(sign) < wide} == set()
    assert {sign for sign, wide in real.items() if sign.isascii() and width(sign) > wide + 0.1} == set()
