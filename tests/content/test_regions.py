"""What the ten regions say: about real things, with sources, and never more than was checked."""

from __future__ import annotations

import pytest

from shopcheck.core.questionnaire import Region, RegionCode
from tests.content.walking import overval

INSPECTED = ("RTD", "AMS", "DHG", "MNL", "ZWB")  # the five that the Inspectorate looked at
REGIONS = tuple(overval().regions)


def region(code: str) -> Region:
    return overval().regions[RegionCode(code)]


def test_there_are_ten_regions_and_each_names_somebody_who_was_verified() -> None:
    assert len(REGIONS) == 10
    for code in REGIONS:
        contacts = [overval().contacts[one] for one in region(code).contacts]
        assert contacts
        assert all(one.verified_on for one in contacts)


@pytest.mark.parametrize("code", REGIONS)
def test_whom_an_offer_sends_to_was_verified(code: str) -> None:
    for offer in region(code).offers:
        assert offer.contact is None or overval().contacts[offer.contact].verified_on


@pytest.mark.parametrize("code", INSPECTED)
def test_a_region_that_was_inspected_says_so(code: str) -> None:
    assert any("INSPECTIE" in text.sources for text in region(code).texts)


def test_no_other_region_claims_to_have_been_inspected() -> None:
    others = set(REGIONS) - set(INSPECTED)
    assert not [code for code in others for text in region(code).texts if "INSPECTIE" in text.sources]


def test_a_region_of_which_nothing_was_checked_is_silent() -> None:
    silent = {code for code in REGIONS if not region(code).texts and not region(code).offers}
    assert silent == {"NNL", "ONL", "LIM"}
