"""What a region may change: nothing that is counted, and no order across priorities."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from shopcheck.core.advice import advise
from shopcheck.core.assessment import assess
from shopcheck.core.questionnaire import FormId, Offer, Region, RegionalText, RegionCode, Sector, Tier
from shopcheck.core.response import respond
from tests.core.builders import (
    NEXT_YEAR,
    TODAY,
    answers,
    condition,
    form,
    measure,
    option,
    question,
    questionnaire,
)
from tests.core.strategies import answered, questionnaires

if TYPE_CHECKING:
    from shopcheck.core.advice import Advice
    from shopcheck.core.assessment import Assessment
    from shopcheck.core.conditions import Condition
    from shopcheck.core.questionnaire import Question, Questionnaire

RTD = RegionCode("rtd")
REGION_QUESTION = question("regio", option("rtd"), option("ams"), form="profiel")
THERE = condition('regio in ["rtd"]', REGION_QUESTION)


def offer(id_: str = "bezoek", when: Condition | None = None, sectors: frozenset[Sector] = frozenset(Sector)) -> Offer:
    return Offer(id_, "Bezoek", "Iemand komt kijken.", None, sectors, when, (), TODAY, NEXT_YEAR)


def own_question(id_: str = "rtd_wens", points: float = 0) -> Question:
    return question(id_, option("ja"), option("nee", points), form="regio_rtd", tier=Tier.DEEP, lever=None, when=THERE)


def overlaid(plain: Questionnaire, region: Region, *questions: Question) -> Questionnaire:
    own = replace(form("regio_rtd", *questions, prevention=0), region=RTD)
    return replace(plain, regions={RTD: region}, forms=(*plain.forms, own) if questions else plain.forms)


@st.composite
def overlays(draw: st.DrawFn, plain: Questionnaire) -> Questionnaire:
    """Draw any overlay: texts, offers, accents, and questions that even carry points, which no file can."""
    text = RegionalText("tekst", "In uw regio.", (), TODAY, NEXT_YEAR)
    names = [*plain.measures, *(one.id for one in plain.forms)]
    region = Region(
        RTD,
        "Rotterdam",
        (),
        texts=(text,) * draw(st.integers(0, 2)),
        offers=tuple(offer(str(at), draw(st.sampled_from([None, THERE]))) for at in range(draw(st.integers(0, 3)))),
        accents=draw(st.frozensets(st.sampled_from(names))),
    )
    questions = [own_question(f"rtd_{at}", draw(st.integers(0, 5))) for at in range(draw(st.integers(0, 2)))]
    return overlaid(plain, region, *questions)


def counted(found: Assessment) -> tuple[object, ...]:
    """Everything in an assessment but the response it is of."""
    return tuple(getattr(found, name) for name in found.__dataclass_fields__ if name != "response")


def priorities(found: Advice) -> list[tuple[int, bool, bool]]:
    return [(one.priority, one.critical, one.urgent) for one in (*found.first, *found.others)]


def in_first(found: Advice) -> set[str]:
    return {one.measure.id for one in found.first}


def advise_on(asked: Questionnaire, given_: object) -> Advice:
    return advise(assess(respond(asked, given_)))  # type: ignore[arg-type]  # plain ids in a test


@given(st.data())
def test_with_any_overlay_scores_class_and_findings_are_those_without(data: st.DataObject) -> None:
    plain = data.draw(questionnaires())
    regional = data.draw(overlays(plain))
    shop = {**data.draw(answered(plain)), "regio": "rtd"}
    own = [one.id for one in regional.questions.values() if one.id not in plain.questions]
    said: dict[str, object] = dict.fromkeys(own, data.draw(st.sampled_from(["ja", "nee"])))
    within, without = advise_on(regional, {**shop, **said}), advise_on(plain, shop)
    assert counted(within.assessment) == counted(without.assessment)
    assert counted(within.together) == counted(without.together)
    assert (within.good, within.find_out) == (without.good, without.find_out)


@given(st.data())
def test_an_accent_moves_a_measure_only_among_its_equals(data: st.DataObject) -> None:
    plain = data.draw(questionnaires())
    regional = data.draw(overlays(plain))
    shop = {**data.draw(answered(plain)), "regio": "rtd"}
    without, within = advise_on(plain, shop), advise_on(regional, shop)
    assert priorities(within) == priorities(without)
    assert in_first(within) == in_first(without)
    for before, after in ((without.first, within.first), (without.others, within.others)):
        assert sorted(before, key=lambda one: one.measure.id) == sorted(after, key=lambda one: one.measure.id)


def weak(id_: str, points: float, form_id: str = "kas", **more: bool) -> Question:
    return question(id_, option("ja"), option("nee", points, advise=(f"m_{id_}",), **more), form=form_id)


def shop_with(accents: set[str]) -> list[str]:
    """Order the measures of a shop with one critical answer, and five lighter ones in two subjects."""
    kas = [weak("a", 5, critical=True), weak("b", 4), weak("c", 3)]
    deur = [weak(one, points, "deur") for one, points in (("d", 2), ("e", 1), ("f", 1), ("g", 1))]
    measures = [measure(f"m_{one.id}", {one.id: "ja"}) for one in (*kas, *deur)]
    plain = questionnaire(form("kas", *kas), form("deur", *deur, prevention=2), measures=measures)
    region = Region(RTD, "Rotterdam", (), accents=frozenset(accents))
    no = {one.id: "nee" for one in (*kas, *deur)}
    found = advise_on(replace(plain, regions={RTD: region}), answers(regio="rtd", **no))
    return [one.measure.id for one in (*found.first, *found.others)]


def test_an_accented_measure_or_subject_comes_first_after_what_is_critical() -> None:
    plain = shop_with(set())
    assert plain == ["m_a", "m_b", "m_c", "m_d", "m_e", "m_f", "m_g"]
    assert shop_with({"m_c"}) == ["m_a", "m_c", "m_b", "m_d", "m_e", "m_f", "m_g"]
    assert shop_with({"deur"}) == ["m_a", "m_d", "m_e", "m_b", "m_c", "m_f", "m_g"]


def test_an_accent_does_not_bring_a_later_measure_among_the_first() -> None:
    assert shop_with({"m_g"}) == ["m_a", "m_b", "m_c", "m_d", "m_e", "m_g", "m_f"]


def test_an_offer_is_for_the_sectors_and_answers_that_it_names() -> None:
    plain = questionnaire(form("kas", weak("a", 3)), measures=[measure("m_a", {"a": "ja"})])
    bad = condition('a == "nee"', plain.questions["a"])  # type: ignore[index]  # plain id
    offers = (offer("alle"), offer("horeca", sectors=frozenset({Sector.HORECA})), offer("slecht", bad))
    asked = replace(plain, regions={RTD: Region(RTD, "Rotterdam", (), offers=offers)})

    def told(**given_: str) -> list[str]:
        return [one.id for one in advise_on(asked, answers(**given_)).offers]

    assert told(regio="rtd", a="nee") == ["alle", "slecht"]
    assert told(regio="rtd", a="ja") == ["alle"]
    assert told(regio="rtd") == ["alle"]  # who has not said yet is not offered it
    assert told(regio="rtd", branche="snackbar") == ["alle", "horeca"]
    assert told(regio="ams", a="nee") == []
    assert told(a="nee") == []


def test_an_offer_may_hang_on_the_regions_own_question() -> None:
    own = own_question()
    wants = condition('rtd_wens == "ja"', own)
    plain = questionnaire(form("kas", weak("a", 3)), measures=[measure("m_a", {"a": "ja"})])
    asked = overlaid(plain, Region(RTD, "Rotterdam", (), offers=(offer(when=wants),)), own)
    assert advise_on(asked, answers(regio="rtd", rtd_wens="ja")).offers
    assert not advise_on(asked, answers(regio="rtd", rtd_wens="nee")).offers


def test_the_questions_of_a_region_are_asked_last_and_only_there() -> None:
    plain = questionnaire(form("kas", weak("a", 3)), measures=[measure("m_a", {"a": "ja"})])
    asked = overlaid(plain, Region(RTD, "Rotterdam", ()), own_question())
    here, elsewhere = (respond(asked, answers(regio=code)).asked for code in ("rtd", "ams"))
    assert here[-1].id == "rtd_wens"
    assert here[-1].tier is Tier.DEEP
    assert "rtd_wens" not in {one.id for one in elsewhere}
    topics = assess(respond(asked, answers(regio="rtd", rtd_wens="nee"))).topics
    assert FormId("regio_rtd") not in {one.form.id for one in topics}


def test_the_region_stands_in_the_advice_with_all_it_says() -> None:
    text = RegionalText("tekst", "In uw regio.", (), TODAY, NEXT_YEAR)
    plain = questionnaire(form("kas", weak("a", 3)), measures=[measure("m_a", {"a": "ja"})])
    asked = replace(plain, regions={RTD: Region(RTD, "Rotterdam", (), texts=(text,))})
    found = advise_on(asked, answers(regio="rtd")).region
    assert found is not None
    assert found.texts == (text,)
    assert advise_on(asked, answers(regio="ams")).region is None
