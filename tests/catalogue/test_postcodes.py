"""Four digits of a postcode give the police unit, or nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from shopcheck import catalogue
from shopcheck.catalogue import postcodes
from tests.catalogue.shelf import REAL


@pytest.mark.parametrize(
    ("pc4", "code"),
    [("1011", "AMS"), ("3011", "RTD"), ("2511", "DHG"), ("3511", "MNL"), ("2011", "NHL"), ("9711", "NNL"),
     ("8011", "ONL"), ("5611", "OBR"), ("4811", "ZWB"), ("6211", "LIM"), ("1211", "MNL"), ("1382", "AMS")],
)  # fmt: skip
def test_a_postcode_lies_in_its_unit(pc4: str, code: str) -> None:
    assert catalogue.region_of(pc4) == code


@pytest.mark.parametrize("text", ["3011AB", "3011 ab", " 3011 "])
def test_letters_and_spaces_around_the_digits_do_not_matter(text: str) -> None:
    assert catalogue.region_of(text) == "RTD"


@pytest.mark.parametrize("text", ["1234", "1954", "5217", "0000", "0999", "", "301", "30 11", "abcd", "३०११"])
def test_what_is_not_in_the_list_has_no_unit(text: str) -> None:
    assert catalogue.region_of(text) is None


def test_every_unit_is_an_answer_to_the_region_question() -> None:
    overval = catalogue.load(REAL / "overval")
    assert set(postcodes._table().values()) == set(overval.regions)
    assert len(postcodes._table()) == 4083


def test_the_source_is_named_beside_the_table() -> None:
    line = "Postcodegegevens © GeoNames, CC BY 4.0, bewerkt."
    folder = Path(postcodes.__file__).parent
    assert line in (folder / "regions" / "README.md").read_text("utf-8")
