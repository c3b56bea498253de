"""A letter never has a hole: it is refused, with the id, the day and what to do."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from shopcheck.core.errors import LetterRefused
from shopcheck.core.questionnaire import ContactId, LawId, MeasureId
from shopcheck.letter import compose
from shopcheck.letter.assets import _read
from shopcheck.letter.compose import AFTERCARE, ANONYMOUS, EMERGENCY, POLICE
from tests.core.builders import NEXT_YEAR
from tests.letter import shops

YESTERDAY = shops.ON - timedelta(days=1)
NEEDED = (EMERGENCY, POLICE, ANONYMOUS, AFTERCARE, ContactId("dn"), ContactId("pvo"))


def test_what_is_valid_until_today_may_still_be_printed() -> None:
    assert shops.write(shops.advice(), on=NEXT_YEAR).head.day == "24\u00a0november 2027"


def test_an_expired_measure_is_not_printed() -> None:
    made = shops.small()
    measures = {**made.measures, MeasureId("leeg"): replace(made.measures[MeasureId("leeg")], valid_until=YESTERDAY)}
    with pytest.raises(LetterRefused, match=r"maatregel 'leeg'.*23\s?november 2026.*maatregelen\.yaml"):
        shops.letter(replace(made, measures=measures))


def test_an_expired_measure_for_later_is_not_printed_either() -> None:
    given = shops.advice()
    old = replace(given.first[0], measure=replace(given.first[0].measure, valid_until=YESTERDAY))
    with pytest.raises(LetterRefused, match="maatregel"):
        shops.write(replace(given, others=(old,)))


def test_an_expired_point_of_law_is_not_printed() -> None:
    made = shops.small()
    law = {LawId("rie"): replace(made.law[LawId("rie")], valid_until=YESTERDAY)}
    with pytest.raises(LetterRefused, match=r"wettelijk punt 'rie'.*23\s?november 2026.*wet\.yaml"):
        shops.letter(replace(made, law=law))


def test_what_is_not_printed_may_be_old() -> None:
    made = shops.small()
    law = {LawId("rie"): replace(made.law[LawId("rie")], valid_until=YESTERDAY)}
    assert shops.letter(replace(made, law=law), kas_lade="weinig").duties == ()


@pytest.mark.parametrize("name", NEEDED)
def test_a_contact_that_is_not_there_stops_the_letter(name: ContactId) -> None:
    contacts = tuple(one for one in shops.CONTACTS if one.id != name)
    with pytest.raises(LetterRefused, match=rf"'{name}' bestaat niet op 24\s?november 2026.*contacten\.yaml"):
        shops.letter(shops.small(contacts=contacts))


@pytest.mark.parametrize("name", NEEDED)
def test_a_contact_that_nobody_verified_stops_the_letter(name: ContactId) -> None:
    contacts = tuple(replace(one, verified_on=None) if one.id == name else one for one in shops.CONTACTS)
    with pytest.raises(LetterRefused, match=rf"'{name}'.*nog niet gecontroleerd.*verified_on"):
        shops.letter(shops.small(contacts=contacts))


@pytest.mark.parametrize("name", NEEDED)
def test_a_contact_that_was_verified_too_long_ago_stops_the_letter(name: ContactId) -> None:
    contacts = tuple(replace(one, valid_until=YESTERDAY) if one.id == name else one for one in shops.CONTACTS)
    with pytest.raises(LetterRefused, match=rf"contact '{name}' was geldig tot en met 23\s?november 2026"):
        shops.letter(shops.small(contacts=contacts))


def test_what_a_region_says_is_not_printed_when_it_is_out_of_date() -> None:
    old = shops.rotterdam(valid_until=YESTERDAY)
    for said, name in ((replace(old, offers=()), "samen"), (replace(old, texts=()), "bezoek")):
        with pytest.raises(LetterRefused, match=rf"regionale tekst '{name}'.*23\s?november 2026.*regios/rtd\.yaml"):
            shops.letter(shops.saying(said))
    assert shops.letter(shops.saying(replace(old, texts=())), branche="snackbar").local == ()  # not for this shop


def test_an_offer_of_somebody_whom_nobody_verified_stops_the_letter() -> None:
    asked = shops.saying(replace(shops.rotterdam(), contacts=()))
    contacts = {one.id: one for one in shops.CONTACTS if one.id != "pvo"}
    with pytest.raises(LetterRefused, match="'pvo' bestaat niet"):
        shops.letter(replace(asked, contacts=contacts))


def test_a_number_on_the_card_may_not_be_empty() -> None:
    contacts = tuple(replace(one, phone="") if one.id == AFTERCARE else one for one in shops.CONTACTS)
    with pytest.raises(LetterRefused, match="geen nummer"):
        shops.letter(shops.small(contacts=contacts))


def test_a_source_that_is_not_there_stops_the_letter() -> None:
    with pytest.raises(LetterRefused, match=r"bron 'RAAK' bestaat niet.*bronnen\.yaml"):
        shops.letter(replace(shops.small(), sources={}))


def test_a_class_without_a_picture_stops_the_letter() -> None:
    made = shops.small()
    bands = (*made.scoring.bands[:-1], replace(made.scoring.bands[-1], id="paars"))
    scoring = replace(made.scoring, bands=bands, critical_band="paars")
    with pytest.raises(LetterRefused, match="'paars' heeft geen teken"):
        shops.letter(replace(made, scoring=scoring))


def test_a_picture_that_is_gone_stops_the_letter() -> None:
    with pytest.raises(LetterRefused, match=r"'weg\.svg' van de brief is weg"):
        _read(shops.ROOT / "weg.svg")


def test_without_an_outcome_there_is_nothing_to_write() -> None:
    given = shops.advice()
    assessment = replace(given.assessment, risk_class=None)
    with pytest.raises(LetterRefused, match="nog geen uitslag"):
        shops.write(replace(given, assessment=assessment))


def test_without_a_branch_nobody_sends_the_letter() -> None:
    given = shops.advice()
    response = replace(given.assessment.response, answers={})
    with pytest.raises(LetterRefused, match="vraag 'branche'"):
        shops.write(replace(given, assessment=replace(given.assessment, response=response)))


@pytest.mark.parametrize("address", ["https://x.example/verder#ABC", "https://x.example/verder?code=ABC"])
def test_the_code_is_never_in_the_letter(address: str) -> None:
    with pytest.raises(LetterRefused, match="haal de code eruit"):
        compose(shops.advice(), "", "", on=date(2026, 11, 24), resume_url=address, reference="X")
