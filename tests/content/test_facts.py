"""What a text may lean on: every question and measure says why and where from, and no fact is left over."""

from __future__ import annotations

import re

import pytest

from shopcheck.core.questionnaire import Lever, QuestionId, SourceId
from tests.content.walking import controls, extreme, outcome, overval

WEIGHTS = {  # section 0 of the reference
    "kas": (22, 0), "openen_sluiten": (16, 0), "personeel": (14, 0), "indeling": (12, 0), "verlichting": (9, 0),
    "camera": (6, 45), "alarm": (7, 20), "betalen": (4, 0), "bezorgen": (4, 0), "samenwerking": (6, 0),
    "nazorg": (0, 35),
}  # fmt: skip
PHONE = re.compile(r"\b0\d{3}-?\d{3,4}\b|\b112\b")


def test_the_weights_are_those_of_the_reference() -> None:
    found = {one.id: (one.prevention, one.detection) for one in overval().forms if one.id != overval().circumstances}
    assert found == WEIGHTS
    assert [sum(side) for side in zip(*found.values(), strict=True)] == [100, 100]


@pytest.mark.parametrize("question", controls(), ids=lambda one: one.id)
def test_every_question_says_why_and_where_from(question: object) -> None:
    one = overval().questions[question.id]  # type: ignore[attr-defined]  # a question
    assert one.lever
    assert one.why
    assert one.good
    assert one.sources
    assert one.evidence in {"A", "B", "C", "D", "L"}
    assert (one.lever is Lever.LAW) == (not one.worst and not one.worst_detection)


def test_every_measure_names_a_source() -> None:
    assert [one.id for one in overval().measures.values() if not one.sources] == []


def test_every_source_is_used() -> None:
    used = {source for one in overval().questions.values() for source in one.sources}
    used |= {source for one in overval().measures.values() for source in one.sources}
    used |= {source for one in overval().law.values() for source in one.sources}
    for region in overval().regions.values():
        used |= {source for one in region.texts for source in one.sources}
        used |= {source for one in region.offers for source in one.sources}
    used |= {SourceId(source) for one in overval().partners.values() for source in one.sources}
    assert set(overval().sources) - used == set()


def test_a_number_to_call_is_one_that_was_verified() -> None:
    verified = {one.phone for one in overval().contacts.values() if one.verified_on}
    texts = [one.how for one in overval().measures.values()] + [one.text for one in overval().law.values()]
    texts += [f"{one.text} {one.help} {one.why}" for one in overval().questions.values()]
    assert {number for text in texts for number in PHONE.findall(text)} - verified == set()


def test_who_refuses_cash_is_sent_to_the_government_for_the_rules() -> None:
    evening = outcome(
        extreme("cafe", safe=True, geld_contant="tot_1000", sluittijd="na_24", betalen_avond="alleen_pin")
    )
    never = outcome(extreme("cafe", safe=True, geld_contant="geen", betalen_bord="nee"))
    for found in (evening, never):
        assert [one.id for one in found.law] == ["contant"]
    assert "rijksoverheid.nl" in overval().law["contant"].text  # type: ignore[index]  # plain id
    assert "14 november 2025" in overval().law["contant"].text  # type: ignore[index]  # plain id


def test_the_law_costs_no_points() -> None:
    clean = outcome(extreme("cafe", safe=True, camera_aanwezig="ja"))
    broken = extreme("cafe", safe=True, per_rie="nee", per_portier="nee", camera_bewaren="langer")
    broken[QuestionId("camera_waar")] = ("geluid", "delen")
    flagged = outcome(broken)
    assert {one.id for one in flagged.law} >= {"rie", "portier", "camera_bewaren", "camera_geluid", "beelden_delen"}
    assert (flagged.prevention, flagged.detection) == (clean.prevention, clean.detection)
