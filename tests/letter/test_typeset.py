"""Texts are set with real quotation marks and only with signs that the letter type has."""

from __future__ import annotations

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

from shopcheck.letter.assets import FONTS, PACKAGE
from shopcheck.letter.typeset import SIGNS, printable
from tests.letter.make_fonts import SIGNS as KEPT

pytestmark = pytest.mark.uncounted

FILES = [PACKAGE / "fonts" / name for name in FONTS.values()]


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Café 't Hoekje", "Café ’t Hoekje"),
        ('Zeg "stop" (of "nee").', "Zeg “stop” (of “nee”)."),
        ("meer dan € 600", "meer dan €\u00a0600"),
        ("Şişli Köşk", "Şişli Köşk"),
        ("e\u0301e\u0301n", "één"),
        ("Ōsaka", "Osaka"),
        ("ĳs", "ijs"),
        ("A → B", "A › B"),
        ("Bar 🍻 Hoek", "Bar  Hoek"),
        ("北京", "??"),
        ("a\x00b\x1bc\u202ed\u200be", "abcde"),
        ("regel\teen\u2028twee", "regel een twee"),
        ("½ ﬁets", "½ fiets"),
    ],
)
def test_a_text_is_set_with_what_the_type_has(typed: str, printed: str) -> None:
    assert printable(typed) == printed


@given(st.text())
def test_whatever_is_typed_the_type_has_it(typed: str) -> None:
    assert set(printable(typed)) <= SIGNS


@given(st.text())
def test_setting_a_text_again_changes_nothing(typed: str) -> None:
    assert printable(printable(typed)) == printable(typed)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_list_of_signs_is_that_of_the_fonts(path: object) -> None:
    with TTFont(path) as font:
        assert frozenset(map(chr, font.getBestCmap())) == SIGNS
    assert frozenset(KEPT) >= SIGNS


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_zero_has_no_slash(path: object) -> None:
    with TTFont(path) as font:
        assert font["glyf"]["zero"].numberOfContours == 2
        assert font["glyf"]["O"].numberOfContours == 2


def test_the_licence_of_the_type_goes_with_it() -> None:
    assert "SIL Open Font License, Version 1.1" in (PACKAGE / "fonts" / "OFL.txt").read_text("utf-8")
