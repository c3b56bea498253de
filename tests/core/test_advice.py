"""Measures in order, each with its reasons."""

from __future__ import annotations

from dataclasses import replace

from shopcheck.core.advice import Advice, advise, what_if
from shopcheck.core.assessment import assess
from shopcheck.core.questionnaire import Cost, Effort, FormId, Lever, Question, Questionnaire
from shopcheck.core.response import respond
from tests.core.builders import answers, condition, form, measure, option, question, questionnaire, rule


def weak(id_: str, points: float = 4, lever: Lever = Lever.LOOT) -> Question:
    """Make a question whose bad answer advises the measure of the same name."""
    return question(id_, option("ja"), option("nee", points, advise=(f"m_{id_}",)), lever=lever)


def advice(proef: Questionnaire, **given: str) -> Advice:
    return advise(assess(respond(proef, answers(**given))))


def ids(measures: object) -> list[str]:
    return [one.measure.id for one in measures]  # type: ignore[attr-defined]  # any sequence of advised measures


def shop(*questions: Question, **more: object) -> Questionnaire:
    measures = [measure(f"m_{one.id}", {one.id: "ja"}) for one in questions]
    return questionnaire(form("kas", *questions), **{"measures": measures, **more})  # type: ignore[arg-type]  # test shorthand


def all_no(*questions: Question) -> dict[str, str]:
    return {one.id: "nee" for one in questions}


def test_a_measure_that_lowers_more_comes_first() -> None:
    small, large = weak("a", 1), weak("b", 5)
    found = advice(shop(small, large), a="nee", b="nee")
    assert ids(found.first) == ["m_b", "m_a"]
    assert found.first[0].gain > found.first[1].gain
    assert found.first[0].lowers_prevention == 83


def test_what_a_question_weighs_decides_and_not_how_small_its_subject_is() -> None:
    small, large = replace(weak("a", 3), form=FormId("klein")), [weak(one, 5) for one in "bcd"]
    measures = [measure(f"m_{one.id}", {one.id: "ja"}) for one in (small, *large)]
    made = questionnaire(form("klein", small), form("kas", *large), measures=measures)
    found = advice(made, **all_no(small, *large))
    assert ids(found.first) == ["m_b", "m_c", "m_d", "m_a"]
    assert found.first[-1].lowers_prevention > found.first[0].lowers_prevention


def test_one_begins_with_what_can_be_done_today_also_when_that_is_not_the_first() -> None:
    slow, quick = weak("a", 5), weak("b", 1)
    made = [measure("m_a", {"a": "ja"}, weeks=4), measure("m_b", {"b": "ja"})]
    found = advice(shop(slow, quick, measures=made), a="nee", b="nee")
    assert ids(found.first) == ["m_a", "m_b"]
    assert found.begin_with == found.first[1]
    only = advice(shop(slow, measures=made[:1]), a="nee")
    assert only.begin_with == only.first[0]
    assert advice(shop(slow, measures=made[:1]), a="ja").begin_with is None


def test_each_measure_has_the_findings_behind_it() -> None:
    found = advice(shop(weak("a")), a="nee")
    assert [one.rule for one in found.first[0].because] == ["a.nee"]


def test_nothing_is_advised_where_nothing_is_lost() -> None:
    found = advice(shop(weak("a")), a="ja")
    assert (found.first, found.others) == ((), ())


def test_free_and_small_comes_before_dear_and_large() -> None:
    a, b = weak("a"), weak("b")
    proef = shop(
        a, b, measures=[measure("m_a", {"a": "ja"}, cost=Cost.HIGH, effort=Effort.LARGE), measure("m_b", {"b": "ja"})]
    )
    assert ids(advice(proef, a="nee", b="nee").first) == ["m_b", "m_a"]


def test_a_reason_finds_its_measure_also_when_an_earlier_rule_took_that_away() -> None:
    a, b = weak("a"), weak("b")
    first = rule("R_1", condition('b == "nee"', a, b), advise=("m_c",), replace=("m_b",))
    second = rule("R_2", condition('a == "nee"', a, b), advise=("m_b",), replace=("m_a",))
    measures = [measure("m_a", {"a": "ja"}), measure("m_b", {"b": "ja"}), measure("m_c", {"b": "ja"})]
    found = advice(shop(a, b, measures=measures, rules=[first, second]), a="nee", b="nee")
    behind = {one.measure.id: {finding.rule for finding in one.because} for one in found.first}
    assert behind == {"m_b": {"a.nee"}, "m_c": {"R_1", "R_2", "b.nee"}}


def test_at_most_five_come_first_and_the_rest_follows() -> None:
    questions = [weak(f"q{n}", n + 1) for n in range(8)]
    found = advice(shop(*questions), **all_no(*questions))
    assert len(found.first) == 5
    assert ids(found.others) == ["m_q2", "m_q1", "m_q0"]
    assert {one.priority for one in found.first} == {2}
    assert {one.priority for one in found.others} == {3}


def test_a_critical_answer_comes_before_a_heavier_one() -> None:
    heavy = weak("a", 9)
    critical = question("b", option("ja"), option("nee", 1, critical=True, advise=("m_b",)))
    found = advice(shop(heavy, critical), a="nee", b="nee")
    assert ids(found.first) == ["m_b", "m_a"]
    assert [one.priority for one in found.first] == [1, 2]


def test_an_urgent_answer_comes_after_critical_and_before_the_rest() -> None:
    urgent = question("b", option("ja"), option("nee", 1, urgent=True, advise=("m_b",)))
    critical = question("c", option("ja"), option("nee", 1, critical=True, advise=("m_c",)))
    assert ids(advice(shop(weak("a", 9), urgent, critical), a="nee", b="nee", c="nee").first) == ["m_c", "m_b", "m_a"]


def test_at_least_three_are_free_or_cheap_where_there_are_three() -> None:
    dear = [weak(f"d{n}", 9) for n in range(5)]
    free = [weak(f"g{n}", 1) for n in range(4)]
    measures = [
        *(measure(f"m_{one.id}", {one.id: "ja"}, cost=Cost.MIDDLE) for one in dear),
        *(measure(f"m_{one.id}", {one.id: "ja"}) for one in free),
    ]
    found = advice(shop(*dear, *free, measures=measures), **all_no(*dear, *free))
    assert sum(one.cheap for one in found.first) == 3
    assert len(found.first) == 5


def test_levers_are_spread() -> None:
    loot = [weak(f"l{n}", 5) for n in range(5)]
    light = weak("z", 4, lever=Lever.VISIBILITY)
    found = advice(shop(*loot, light), **all_no(*loot, light))
    assert "m_z" in ids(found.first)[:2]


def test_a_rule_merges_two_pieces_of_advice_and_keeps_both_reasons() -> None:
    a, b = weak("a"), weak("b")
    merge = rule(
        "R_leeg",
        condition('a == "nee" && b == "nee"', a, b),
        because="Samen is dit één ding.",
        advise=("leeg",),
        replace=("m_a", "m_b"),
    )
    measures = [measure("m_a", {"a": "ja"}), measure("m_b", {"b": "ja"}), measure("leeg", {"a": "ja", "b": "ja"})]
    found = advice(shop(a, b, rules=[merge], measures=measures), a="nee", b="nee")
    assert ids(found.first) == ["leeg"]
    assert {one.rule for one in found.first[0].because} == {"R_leeg", "a.nee", "b.nee"}
    assert ids(advice(shop(a, b, rules=[merge], measures=measures), a="nee", b="ja").first) == ["m_a"]


def test_advice_that_is_held_back_waits_in_the_annex() -> None:
    a, b = weak("a", 9), weak("b", 1)
    hold = rule("R_wacht", condition("inherent < 100", a), because="", hold_back=("m_a",))
    found = advice(shop(a, b, rules=[hold]), a="nee", b="nee")
    assert (ids(found.first), ids(found.others)) == (["m_b"], ["m_a"])


def test_what_is_not_known_is_to_be_found_out() -> None:
    unsure = question("a", option("ja"), option("nee", 4), option("weet_niet", unknown=True))
    assert [one.id for one in advice(shop(unsure, measures=[]), a="weet_niet").find_out] == ["a"]


def test_three_things_that_go_well_are_always_named() -> None:
    a, b = weak("a"), weak("b")
    assert advice(shop(a, b), a="nee", b="nee").good == ("U doet deze check.", "U neemt de tijd.", "U wilt verder.")
    assert advice(shop(a, b), a="ja", b="nee").good == ("a gaat goed.", "U doet deze check.", "U neemt de tijd.")


def test_doing_all_first_measures_is_assessed_together() -> None:
    a, b = weak("a"), weak("b")
    found = advice(shop(a, b), a="nee", b="nee")
    assert found.assessment.prevention == 100
    assert found.together.prevention == 0
    assert found.together.risk_class is not None
    assert found.together.risk_class.id == "groen"


def test_a_measure_says_when_it_changes_the_class() -> None:
    a = weak("a")
    lowered = advice(shop(a), a="nee").first[0].lowers_class
    assert lowered is not None
    assert lowered.id == "groen"
    b = weak("b", 1)
    assert advice(shop(a, b), a="nee", b="nee").first[1].lowers_class is None


def test_measures_of_equal_worth_stand_in_a_fixed_order() -> None:
    questions = [weak(one) for one in "cab"]
    assert ids(advice(shop(*questions), **all_no(*questions)).first) == ["m_a", "m_b", "m_c"]


def test_what_if_changes_only_what_the_measure_sets() -> None:
    a, b = weak("a"), weak("b")
    proef = shop(a, b)
    response = respond(proef, answers(a="nee", b="nee"))
    after = what_if(response, [proef.measures["m_a"]])  # type: ignore[index]  # plain id in a test
    assert dict(after.answers) == answers(a="ja", b="nee")


def test_a_reason_behind_two_merged_measures_is_named_once() -> None:
    a = question("a", option("ja"), option("nee", 4, advise=("m_a", "m_b")))
    merge = rule("R_leeg", condition('a == "nee"', a), advise=("leeg",), replace=("m_a", "m_b"))
    measures = [measure("m_a", {"a": "ja"}), measure("m_b", {"a": "ja"}), measure("leeg", {"a": "ja"})]
    found = advice(shop(a, rules=[merge], measures=measures), a="nee")
    assert [one.rule for one in found.first[0].because] == ["R_leeg", "a.nee"]


def test_a_measure_never_undoes_what_is_better_already() -> None:
    safe = question(
        "kluis", option("tijdslot"), option("direct", 3), option("sleutel", 4), option("nvt", not_applicable=True)
    )
    proef = shop(safe, weak("a"), measures=[measure("sleutel_weg", {"kluis": "direct"}), measure("m_a", {"a": "ja"})])
    away = proef.measures["sleutel_weg"]  # type: ignore[index]  # plain id in a test
    done = {one: what_if(respond(proef, answers(kluis=one)), [away]).answers["kluis"] for one in safe.option}  # type: ignore[index]  # as above
    assert done == {"tijdslot": "tijdslot", "direct": "direct", "sleutel": "direct", "nvt": "nvt"}
    assert "kluis" not in what_if(respond(proef, answers()), [away]).answers


def test_what_a_rule_puts_first_comes_before_all_else_in_the_order_of_the_rules() -> None:
    light, heavy = weak("a", 1), weak("b", 5)
    critical = question("c", option("ja"), option("nee", 5, critical=True, advise=("m_c",)))
    questions = (light, heavy, critical)
    rules = [
        rule(f"R_{one}", condition('a == "nee"', *questions), first=True, urgent=True, advise=(f"m_{one}",))
        for one in ("b", "a")
    ]
    given = all_no(*questions)
    assert ids(advice(shop(*questions), **given).first) == ["m_c", "m_b", "m_a"]
    assert ids(advice(shop(*questions, rules=rules), **given).first) == ["m_b", "m_a", "m_c"]
    assert ids(advice(shop(*questions, rules=rules[::-1]), **given).first) == ["m_a", "m_b", "m_c"]


def test_what_a_rule_puts_first_stays_there_where_it_gains_nothing() -> None:
    done, left = weak("a"), weak("b", 5)
    rules = [rule("R_a", condition('b == "nee"', done, left), first=True, advise=("m_a",))]
    assert ids(advice(shop(done, left, rules=rules), a="ja", b="nee").first) == ["m_a", "m_b"]


def test_among_the_first_what_costs_little_comes_before_what_costs_more() -> None:
    cheap, dear = weak("a", 1), weak("b", 9)
    costly = measure("m_b", {"b": "ja"}, cost=Cost.MIDDLE)
    found = advice(shop(cheap, dear, measures=[measure("m_a", {"a": "ja"}), costly]), a="nee", b="nee")
    assert found.first[0].worth < found.first[1].worth
    assert ids(found.first) == ["m_a", "m_b"]
