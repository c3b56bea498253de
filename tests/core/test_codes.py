"""Codes on paper: short, each another, the same as long as the version is the same."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from shopcheck.core.codes import check_number, codes, letters, stamp
from shopcheck.core.questionnaire import OptionId, RegionCode, Sector
from tests.core.builders import form, option, question, questionnaire

NAMES = st.lists(st.from_regex(r"[a-z][a-z0-9_]{0,6}", fullmatch=True), max_size=12, unique=True)


def named(*forms: str, questions: int = 2) -> list[str]:
    """Give the codes of a questionnaire with these forms, after those of the profile."""
    made = questionnaire(
        *(form(one, *(question(f"{one}_{n}", form=one) for n in range(questions))) for one in forms if one != "profiel")
    )
    return list(codes(made).values())[2:]


def test_a_code_is_the_start_of_the_form_and_the_place_in_it() -> None:
    assert named("kas", "openen_sluiten") == ["kas1", "kas2", "ope1", "ope2"]
    assert list(codes(questionnaire()).items()) == [("branche", "pro1"), ("regio", "pro2")]


def test_forms_that_begin_alike_have_longer_codes() -> None:
    assert named("personeel", "personen", "pers", questions=1) == ["per1", "pers1", "persx1"]


def test_digits_in_the_name_of_a_form_do_not_run_into_the_place() -> None:
    assert named("kas1", "kas", "ka_s", questions=1) == ["kas1", "kasx1", "kasxx1"]


@given(NAMES)
def test_no_two_questions_share_a_code(names: list[str]) -> None:
    found = named(*names, questions=12)
    assert len(found) == len(set(found))


def test_questions_of_a_region_have_no_code_and_change_no_other() -> None:
    regional = form("kassa", question("wens", form="kassa"), region=RegionCode("rtd"))
    alone = questionnaire(form("kas", question("lade")))
    both = replace(alone, forms=(regional, *alone.forms))
    assert codes(both) == codes(alone)


def test_letters_go_on_after_z() -> None:
    many = question("veel", *(option(f"o{n}") for n in range(54)))
    found = list(letters(many).values())
    assert found[:3] + found[25:29] + found[51:] == ["a", "b", "c", "z", "aa", "ab", "ac", "az", "ba", "bb"]
    assert letters(many)[OptionId("o0")] == "a"


def test_the_check_number_has_four_digits_and_changes_with_the_content() -> None:
    made = questionnaire()
    assert check_number(made) == "0000"
    assert check_number(replace(made, hash="f" * 64)) == "9935"
    assert check_number(replace(made, hash="0" * 63 + "a")) == "0010"


def test_the_stamp_names_the_version_and_for_whom_it_is_and_nothing_else() -> None:
    made = questionnaire()
    assert stamp(made) == "proef 1 0000"
    assert stamp(made, Sector.SHOP) == "proef 1 0000 winkel"
    assert stamp(made, Sector.HORECA, OptionId("snackbar")) == "proef 1 0000 horeca snackbar"
