"""What a letter says: chosen, worded and numbered from the advice."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from shopcheck.core import advice, assessment, findings, questionnaire, response, scores
from shopcheck.core.questionnaire import Cost, Effort
from shopcheck.letter import letter, wording
from shopcheck.letter.annex import core_height, later_room
from shopcheck.letter.letter import Local
from tests.core.builders import measure
from tests.letter import shops

if TYPE_CHECKING:
    from shopcheck.letter.letter import Letter

CORE = (questionnaire, response, findings, scores, assessment, advice)


def test_no_word_of_the_letter_is_another_thing_in_the_core() -> None:
    core = {name for module in CORE for name, one in vars(module).items() if isinstance(one, type)}
    own = {name for name, one in vars(letter).items() if getattr(one, "__module__", "") == letter.__name__}
    assert "FirstMeasure" in own
    assert own & core == set()


def test_the_sender_is_the_association_of_the_branch() -> None:
    assert shops.letter(branche="kleding").head.sender.title == "Dn"
    assert shops.letter(branche="snackbar").head.sender.title == "Khn"
    assert shops.letter(branche="snackbar").head.sender.site == "khn.nl"


def test_the_region_brings_its_own_contacts() -> None:
    with_region, without = shops.letter(regio="rtd"), shops.letter(regio="ams")
    assert (with_region.head.region, [one.title for one in with_region.helpers]) == ("Rotterdam", ["Pvo"])
    assert (without.head.region, without.helpers) == ("", ())


def test_the_region_says_its_texts_and_offers_with_their_sources() -> None:
    made = shops.letter(shops.saying(shops.rotterdam()))
    (number,) = (one.number for one in made.annex.sources if one.title == "Bron LICHT")
    assert made.local == (
        Local("", "Hier werkt men samen.", "", (number,)),
        Local("Bezoek", "Iemand komt kijken.", "010-1234567", (number,)),
    )


def test_an_offer_for_another_shop_and_another_regions_text_are_not_in_the_letter() -> None:
    asked = shops.saying(shops.rotterdam())
    assert [one.title for one in shops.letter(asked, branche="snackbar").local] == [""]
    assert shops.letter(asked, regio="ams").local == ()


def test_what_the_region_says_takes_room_above_the_card() -> None:
    long = replace(shops.rotterdam(), texts=(replace(shops.rotterdam().texts[0], text="Samen sterk. " * 200),))
    for region, above in ((shops.rotterdam(), True), (long, False)):
        made = shops.letter(shops.saying(region), kas_lade="weinig", kas_tellen="achter", cam_gezicht="ja")
        assert ("helpers" in made.above) == above
        assert made.local[0].text == region.texts[0].text


def test_what_the_region_says_gives_way_where_the_page_is_full() -> None:
    wordy = [replace(shops.rotterdam().offers[0], id=str(at), text="Samen sterk. " * 60) for at in range(4)]
    made = shops.letter(shops.saying(replace(shops.rotterdam(), offers=tuple(wordy))))
    assert [one.text for one in made.local] == ["Uw regio heeft nog meer voor u. Dat leest u online, bij uw uitslag."]
    assert "Bron LICHT" not in {one.title for one in made.annex.sources}
    assert [one.title for one in made.helpers] == ["Pvo"]


def test_a_remark_comes_before_all_else_beside_the_outcome_and_where_it_is_long_before_the_annex() -> None:
    short, long = (shops.example("kledingwinkel_goed_op_weg", remark="Begin bij de kassa. " * n) for n in (1, 30))
    assert short.comment
    assert short.above[0] == "comment"
    assert long.comment
    assert "comment" not in long.above
    assert (short.comment.page, long.comment.page) == (3, 4)
    assert long.comment.by == f"{shops.BY}, Koninklijke Horeca Nederland, 22\u00a0november 2026"


def test_both_scores_are_said_as_what_is_in_order() -> None:
    given = shops.advice(kas_lade="weinig", kas_tellen="balie")
    prevention, detection = shops.write(given).scores
    assert given.assessment.prevention == 50
    assert (prevention.in_order, prevention.then) == (50, 100)
    assert (detection.in_order, detection.then) == (0, 100)


def test_a_score_without_answers_is_left_out() -> None:
    given = shops.advice()
    assessment = replace(given.assessment, detection=None)
    assert len(shops.write(replace(given, assessment=assessment)).scores) == 1


def test_the_class_stands_on_a_ladder_of_four() -> None:
    verdict = shops.letter().front.verdict
    assert verdict.sign == "rood"
    assert [(sign, here) for sign, _, here in verdict.ladder] == [
        ("groen", False),
        ("geel", False),
        ("oranje", False),
        ("rood", True),
    ]


def test_a_circumstance_is_said_in_its_own_words_or_as_question_and_answer() -> None:
    weighs = shops.letter(branche="snackbar", overval="ja").front.verdict.weighs
    assert weighs.startswith("Naast het soort zaak telt bij u mee: overval? Ja; u sluit laat. Sommige")


def test_the_branch_is_a_circumstance_only_where_nothing_else_weighs() -> None:
    alone = shops.letter(branche="snackbar", sluit="vroeg").front.verdict.weighs
    assert alone.startswith("Dit telt bij uw zaak mee: branche? Snackbar. ")


def test_circumstances_that_do_not_weigh_are_not_named() -> None:
    given = shops.advice()
    late = next(one for one in given.assessment.circumstances if one.question.id == "sluit")
    for circumstances, said in (((), "Dit is geen"), ((late,), "Dit telt bij uw zaak mee: u sluit laat. Sommige")):
        assessment = replace(given.assessment, circumstances=circumstances)
        assert shops.write(replace(given, assessment=assessment)).front.verdict.weighs.startswith(said)


def test_no_circumstance_is_said_twice() -> None:
    assert shops.example("juwelier_zorgvuldig").front.verdict.weighs.count("kleine, dure spullen") == 1


def test_the_owner_is_quoted_in_the_words_of_the_questionnaire() -> None:
    quotes = {one.title: one.quotes for one in shops.letter().measures}
    assert [(one.question, one.answer) for one in quotes["Doe leeg"]] == [("kas_lade?", "Veel")]


def test_the_reason_of_the_owners_own_answer_comes_before_that_of_the_measure() -> None:
    given = shops.advice()
    one = next(one for one in given.first if one.measure.id == "leeg")
    finding = replace(one.because[0], because="Uw la is vol.")
    made = shops.write(replace(given, first=(replace(one, because=(finding,)),)))
    assert made.measures[0].why == "Uw la is vol. Dat helpt."
    assert {one.why for one in shops.write(given).measures} == {"Dat helpt."}


def test_the_first_measures_are_numbered_and_their_sources_too() -> None:
    made = shops.letter()
    assert [one.number for one in made.measures] == [1, 2, 3]
    assert [(one.number, one.title) for one in made.annex.sources] == [(1, "Bron RAAK"), (2, "Bron WET")]
    assert {one.sources for one in made.measures} == {(1,)}
    assert [duty.sources for duty in made.duties] == [(2,)]


def test_today_starts_with_the_first_thing_that_can_be_done_today() -> None:
    made = shops.letter(kas_lade="weinig", kas_tellen="achter")
    assert made.front.today == ("doe lager.", "Het kost niets. Bij maatregel 1 leest u hoe u het doet.")
    todays = shops.letter()
    first = next(one for one in todays.measures if one.when == "Vandaag")
    assert todays.front.today is not None
    assert todays.front.today[0] == f"{wording.lower_first(first.title)}."


def test_together_says_what_changes_and_to_which_class() -> None:
    assert shops.letter(kas_lade="weinig").together == (
        "Nu is bij ‘overval voorkomen’ 50 van de 100 op orde. Doet u deze twee, dan wordt dat 100. "
        "Uw klasse gaat dan van oranje naar groen."
    )


def test_a_shop_with_nothing_to_do_hears_so() -> None:
    made = shops.letter(kas_lade="weinig", kas_tellen="achter", cam_gezicht="ja", sluit="vroeg")
    assert (made.measures, made.front.today, made.together) == ((), None, "")
    assert made.front.heading == "Uw advies: houd vast wat u goed doet"
    assert "niets als eerste" in made.front.intro
    assert set(made.front.good) >= {
        "kas_lade gaat goed.",
        "kas_tellen gaat goed.",
        "cam_gezicht gaat goed.",
        "U sluit vroeg.",
    }


@pytest.mark.parametrize(
    ("given", "heading"),
    [
        ({"kas_lade": "weinig", "kas_tellen": "achter"}, "Uw advies: één ding om mee te beginnen"),
        ({}, "Uw advies: drie dingen om mee te beginnen"),
    ],
)
def test_the_heading_counts_the_measures(given: dict[str, str], heading: str) -> None:
    assert shops.letter(**given).front.heading == heading


def test_at_least_three_things_that_go_well_are_named() -> None:
    assert len(shops.letter().front.good) >= 3
    assert len(shops.letter(overval="ja").front.good) >= 3


def test_what_the_owner_does_not_know_is_to_be_found_out() -> None:
    assert shops.letter(kas_lade="weet_niet").find_out == ("kas_lade?",)
    assert shops.letter().find_out == ()


def test_after_a_robbery_the_letter_is_calm_first() -> None:
    calm, other = shops.letter(overval="ja").front, shops.letter().front
    assert (calm.calm, other.calm) == (True, False)
    assert "vandaag" not in calm.verdict.title.lower()
    assert calm.verdict.text == wording.NO_HURRY != other.verdict.text
    assert "goede nieuws" in shops.letter().front.intro
    assert "goede nieuws" not in shops.letter(overval="ja").front.intro


def test_every_answer_of_the_core_is_in_the_annex() -> None:
    made = shops.letter(kas_kluis="nee")
    told = {quote.question for chapter in made.annex.chapters for quote in chapter.answers}
    assert told == {f"{one}?" for one in ("branche", "kas_kluis", *shops.WEAK)}
    assert made.annex.more_answers == 0


def test_the_card_has_the_verified_numbers() -> None:
    card = shops.letter().card
    numbers = [one.phone for one in (card.emergency, card.police, card.anonymous, card.aftercare)]
    assert numbers == ["112", "0900-8844", "0800-7000", "0900-0101"]


def test_the_same_answers_on_the_same_day_give_the_same_letter() -> None:
    assert shops.letter() == shops.letter()


@pytest.mark.parametrize(
    ("price", "said"),
    [
        ((Cost.FREE, 0, 0), "Gratis"),
        ((Cost.LOW, 0, 250), "Laag: tot €\u00a0250"),
        ((Cost.MIDDLE, 250, 2500), "Middel: €\u00a0250 tot €\u00a02.500"),
        ((Cost.HIGH, 3000, 3000), "Hoog: €\u00a03.000"),
    ],
)
def test_a_price_is_said_with_its_class(price: tuple[Cost, int, int], said: str) -> None:
    cost, start, end = price
    assert wording.cost(replace(measure("x"), cost=cost, cost_from=start, cost_to=end)) == said


@pytest.mark.parametrize(
    ("effort", "weeks", "said"),
    [
        (Effort.SMALL, 1, "Vandaag"),
        (Effort.SMALL, 4, "Deze maand"),
        (Effort.MIDDLE, 1, "Deze maand"),
        (Effort.LARGE, 6, "In ongeveer 6 weken"),
    ],
)
def test_a_moment_is_said_plainly(effort: Effort, weeks: int, said: str) -> None:
    assert wording.when(replace(measure("x"), effort=effort, weeks=weeks)) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [("Doe dit", "doe dit"), ("RAAK leren", "RAAK leren"), ("U zelf", "u zelf"), ("", "")],
)
def test_a_title_runs_on_in_a_sentence(text: str, said: str) -> None:
    assert wording.lower_first(text) == said


@pytest.mark.parametrize("name", shops.example_names())
def test_every_example_shop_gets_a_letter_that_says_something(name: str) -> None:
    made: Letter = shops.example(name)
    assert made.front.verdict.text
    assert made.front.good
    assert all(one.why and one.how and one.sources for one in made.measures)
    assert len(made.later) <= 10
    assert len(made.later) >= 5 or not made.later or not made.more_later


@pytest.mark.parametrize("name", [name for name in shops.example_names() if "verdieping" not in name])
@pytest.mark.parametrize("region", ["its own", "as long as may be"])
def test_who_took_the_quick_path_finds_every_answer_in_the_letter_whatever_a_region_says(
    name: str, region: str
) -> None:
    made = shops.example(name, shops.talkative() if region != "its own" else None)
    assert made.annex.more_answers == 0


@pytest.mark.parametrize("seed", [5, 24, 33, 35])
def test_answers_that_need_a_page_more_go_on_there_in_their_own_order(seed: int) -> None:
    annex = shops.generated(seed).annex
    titles = [chapter.title for chapter in (*annex.chapters, *annex.chapters_on)]
    forms = [form.title for form in shops.overval().forms]
    assert sorted(titles, key=forms.index) == titles
    assert sum(len(chapter.answers) for chapter in annex.chapters_on) >= 8


def test_measures_for_later_take_no_room_from_the_answers_of_the_quick_path() -> None:
    quick, long = (shops.advice(**given).assessment.response for given in ({}, {"kas_kluis": "nee"}))
    assert later_room(quick, core_height(quick)) == 0
    assert later_room(long, core_height(long)) > 0


@pytest.mark.parametrize("name", [name for name in shops.example_names() if "verdieping" in name])
def test_after_a_long_check_what_is_printed_and_what_is_counted_are_all_answers(name: str) -> None:
    annex = shops.example(name).annex
    told = sum(len(chapter.answers) for chapter in (*annex.chapters, *annex.chapters_on))
    assert told + annex.more_answers == len(shops.answers_of(name))
    assert told >= 15


def test_the_outcome_follows_one_measure_and_the_card_goes_before_the_answers() -> None:
    made = shops.generated(20)
    assert len(made.measures) == 1
    assert (made.outcome_goes_on, made.card_goes_on) == (True, False)


def test_who_has_all_in_order_finds_every_answer_in_the_letter_however_many() -> None:
    annex = shops.generated(24).annex
    assert annex.more_answers == 0
    assert sum(len(chapter.answers) for chapter in (*annex.chapters, *annex.chapters_on)) >= 55
