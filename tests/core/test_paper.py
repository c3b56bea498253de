"""On paper nothing is hidden: a question that can apply is there, and says when it is to be answered."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from shopcheck.core.paper import Gate, PaperQuestion, on_paper
from shopcheck.core.questionnaire import Kind, OptionId, QuestionId, RegionCode, Sector, Tier
from tests.core.builders import BRANCH, condition, form, option, question, questionnaire

if TYPE_CHECKING:
    from shopcheck.core.questionnaire import Question

CASH = question("contant", option("nee"), option("soms"), option("vaak"), option("altijd"))
LATE = question("laat", option("nee"), option("ja"))
LOOSE = question("los", option("fooi", 1), option("pot", 2), option("geen"), kind=Kind.CHOICES)
AMOUNT = question("bedrag", kind=Kind.NUMBER)


def asked(*questions: Question, **more: object) -> dict[str, PaperQuestion]:
    """Give what is on paper of these questions, by id."""
    found = on_paper(questionnaire(form("kas", *questions)), **more)  # type: ignore[arg-type]  # test shorthand
    return {one.question.id: one for one in found}


def gate(when: str, *questions: Question, **more: object) -> Gate | None:
    """Give the gate of a question with this condition, asked after these."""
    known = [BRANCH, *questions]
    return asked(*questions, question("slot", option("ja"), when=condition(when, *known)), **more)["slot"].gate


def picks(**chosen: str) -> tuple[tuple[QuestionId, tuple[OptionId, ...]], ...]:
    return tuple((QuestionId(name), tuple(map(OptionId, some.split()))) for name, some in chosen.items())


def test_a_question_for_everybody_has_an_empty_gate() -> None:
    assert asked(CASH)["contant"].gate == Gate()


def test_a_gate_names_what_must_be_picked_or_what_must_not_whichever_is_shorter() -> None:
    assert gate('contant in ["soms", "vaak"]', CASH) == Gate(only=picks(contant="soms vaak"))
    assert gate('contant in ["soms", "vaak", "altijd"]', CASH) == Gate(unless=picks(contant="nee"))
    assert gate('contant != "nee"', CASH) == Gate(unless=picks(contant="nee"))


def test_every_part_of_a_condition_is_in_the_gate() -> None:
    both = 'laat == "ja" && contant != "nee"'
    assert gate(both, CASH, LATE) == Gate(only=picks(laat="ja"), unless=picks(contant="nee"))


def test_a_condition_that_takes_out_one_combination_is_said_as_that_combination() -> None:
    assert gate('!(laat == "ja" && contant == "nee")', CASH, LATE) == Gate(unless_all=picks(contant="nee", laat="ja"))


def test_what_any_answer_fulfils_is_no_gate() -> None:
    assert gate('contant in ["nee", "soms", "vaak", "altijd"]', CASH) == Gate()
    assert gate('laat == "ja" && contant in ["nee", "soms", "vaak", "altijd"]', CASH, LATE) == Gate(
        only=picks(laat="ja")
    )


def test_one_of_several_picks_is_enough_and_is_never_said_the_other_way_round() -> None:
    assert gate('los.exists(one, one in ["fooi", "pot"])', LOOSE) == Gate(only=picks(los="fooi pot"))
    assert gate('"fooi" in los', LOOSE) == Gate(only=picks(los="fooi"))
    assert gate('!("geen" in los)', LOOSE) == Gate(only=picks(los="fooi pot"))


def test_what_picks_cannot_say_has_no_gate_and_is_still_asked() -> None:
    assert gate('contant == "nee" && laat == "nee" || contant == "soms" && laat == "ja"', CASH, LATE) is None
    assert gate("size(los) == 2", LOOSE) is None
    assert gate("bedrag > 500", AMOUNT) is None


def test_too_many_ways_to_try_have_no_gate() -> None:
    many = [question(f"v{n}", option("ja"), option("nee")) for n in range(13)]
    assert gate(" && ".join(f'v{n} == "ja"' for n in range(12)), *many[:12]) is not None
    assert gate(" && ".join(f'v{n} == "ja"' for n in range(13)), *many) is None


def test_not_picked_is_not_said_of_a_question_that_may_be_left_open() -> None:
    cash = replace(CASH, when=condition('laat == "ja"', LATE))
    assert gate('contant != "nee"', LATE, cash) == Gate(only=picks(laat="ja", contant="soms vaak altijd"))


def test_a_question_behind_another_is_not_for_who_skips_that_one() -> None:
    alarm = question("alarm", option("ja"), option("nee"), when=condition('branche != "kleding"', BRANCH))
    at_night = question("nacht", option("ja"), when=condition('alarm == "ja"', alarm))
    test = question("test", option("ja"), when=condition('nacht == "ja"', at_night))
    found = asked(alarm, at_night, test)
    assert found["nacht"].gate == found["test"].gate == Gate(only=picks(branche="snackbar", alarm="ja"))
    assert "nacht" not in asked(alarm, at_night, branch=OptionId("kleding"))


def test_what_cannot_be_said_of_a_question_is_left_to_that_question() -> None:
    dear = replace(CASH, when=condition("bedrag > 500", AMOUNT))
    assert gate('contant == "vaak"', AMOUNT, dear) == Gate(only=picks(contant="vaak"))


def test_a_condition_can_ask_for_a_pick_and_take_out_one_combination() -> None:
    both = 'contant != "altijd" && !(laat == "ja" && contant == "nee")'
    assert gate(both, CASH, LATE) == Gate(unless=picks(contant="altijd"), unless_all=picks(contant="nee", laat="ja"))


def test_a_question_that_waits_for_one_that_is_not_on_this_paper_is_not_there_either() -> None:
    deep = replace(CASH, tier=Tier.DEEP)
    waiting = question("slot", option("ja"), when=condition('contant == "vaak"', deep))
    assert set(asked(deep, waiting)) == {"branche", "regio"}
    assert set(asked(deep, waiting, tiers=frozenset(Tier))) == {"branche", "regio", "contant", "slot"}


def test_a_sector_has_its_own_branches_and_questions() -> None:
    terrace = question("terras", option("ja"), sectors=frozenset({Sector.HORECA}))
    assert [one.id for one in asked(terrace, sector=Sector.HORECA)["branche"].options] == ["snackbar"]
    assert asked(terrace, sector=Sector.HORECA)["terras"].gate == Gate()
    assert "terras" not in asked(terrace, sector=Sector.SHOP)
    assert asked(terrace)["terras"].gate == Gate(only=picks(branche="snackbar"))


def test_the_branch_is_known_on_a_paper_of_one_branch() -> None:
    frying = question("frituur", option("ja"), when=condition('branche in ["snackbar"]', BRANCH))
    assert "frituur" not in asked(frying, branch=OptionId("kleding"))
    assert asked(frying, branch=OptionId("snackbar"))["frituur"].gate == Gate()
    assert [one.id for one in asked(branch=OptionId("snackbar"))["branche"].options] == ["snackbar"]


def test_a_region_asks_nothing_on_paper() -> None:
    made = questionnaire(form("wens", question("wens", option("ja"), form="wens"), region=RegionCode("rtd")))
    assert [one.question.id for one in on_paper(made)] == ["branche", "regio"]
