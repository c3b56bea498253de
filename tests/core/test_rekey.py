"""Paper typed over: read as it stands, and where that cannot be, asked. Nothing is guessed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopcheck.core.codes import codes, letters, stamp
from shopcheck.core.paper import on_paper
from shopcheck.core.questionnaire import Kind, OptionId, QuestionId, Sector, Tier
from shopcheck.core.rekey import LONGEST, Rekeyed, rekey
from shopcheck.core.response import LONGEST_TEXT, Answer, parse_answer, respond
from shopcheck.core.typed import DOUBTS, Slip, SlipKind, Stamp
from tests.content.walking import BRANCHES, overval
from tests.core.builders import BRANCH, condition, form, option, question, questionnaire

TILL = question("lade", option("leeg"), option("vol", 4), option("weet_niet", unknown=True))
SAFE = question("kluis", option("ja"), option("nee", 2), when=condition('lade == "vol"', TILL))
TIPS = question("fooi", option("pot", 1), option("zak", 2), option("kast", 3), option("geen"), kind=Kind.CHOICES)
WORTH = question("bedrag", kind=Kind.NUMBER)
DEEP = question("diep", option("ja"), option("nee", 2), tier=Tier.DEEP)
WISH = question("wens", kind=Kind.TEXT)
EVEN_MORE = [question(f"meer{n}", option("ja"), option("nee")) for n in range(7, 12)]
KAS = form("kas", TILL, SAFE, TIPS, WORTH, DEEP, WISH, *EVEN_MORE)  # kas1 to kas11
FRYING = form("horeca", question("frituur", option("ja"), option("nee", 1), sectors=frozenset({Sector.HORECA})))
PROEF = questionnaire(KAS, FRYING)
KEYS_A_MINUTE = 200
FROM_LINES_TO_SLIP = 9  # a space for consent; Tabs past it, name, address, postcode, region and branch; Enter
BESIDE: dict[QuestionId, Answer] = {QuestionId("branche"): "kleding", QuestionId("regio"): "rtd"}
FIRST = "proef 1 0000"


def read(lines: str = "", first: str = FIRST, **beside: str) -> Rekeyed:
    """Type these lines under a stamp; a clothes shop in Rotterdam was chosen beside them."""
    chosen = {**BESIDE, **{QuestionId(name): answer for name, answer in beside.items()}}
    return rekey(PROEF, f"{first}\n{lines}", {name: answer for name, answer in chosen.items() if answer})


def given_(lines: str, first: str = FIRST) -> dict[str, Answer]:
    """Give what was answered besides branch and region; nothing may be the matter."""
    made = read(lines, first)
    assert (made.problems, made.doubts) == ((), ())
    return {name: answer for name, answer in made.answers.items() if name not in BESIDE}


def only(slips: tuple[Slip, ...]) -> Slip:
    """Give the one slip."""
    (slip,) = slips
    return slip


@pytest.mark.parametrize("typed", ["kas1 b", "kas1b", "KAS1 B", " Kas1   b ", "kas1=b", "kas1: b", "kas1b.", "kas1 b;"])
def test_code_and_letter_are_read_however_they_are_typed(typed: str) -> None:
    assert given_(typed) == {"lade": "vol"}


@pytest.mark.parametrize("typed", ["kas3 acb", "kas3acb", "kas3 a,c,b", "kas3 a, b c", "KAS3 C+B+A", "kas3=a/b/c"])
def test_several_letters_are_several_choices(typed: str) -> None:
    assert given_(typed) == {"fooi": ("pot", "zak", "kast")}


@pytest.mark.parametrize("between", ["\n", "\r\n", " ", ";", " ; ", "\n\n"])
def test_items_stand_on_lines_of_their_own_or_together(between: str) -> None:
    typed = between.join(["kas1 b", "kas2a", "kas3 a d".replace(" d", ""), "kas4 120"])
    assert given_(typed) == {"lade": "vol", "kluis": "ja", "fooi": ("pot",), "bedrag": 120}


def test_words_are_kept_as_typed_until_the_end_of_the_line() -> None:
    assert given_("kas6 Bel mij in KAS3 b\nkas1a") == {"wens": "Bel mij in KAS3 b", "lade": "leeg"}


def test_letters_go_on_after_z() -> None:
    many = question("veel", *(option(f"o{n}") for n in range(30)))
    made = questionnaire(form("kas", many))
    assert rekey(made, f"{FIRST}\nkas1 ab", BESIDE).answers[many.id] == "o27"


@pytest.mark.parametrize("typed", ["kas1 -", "kas1-", "kas1 –"])
def test_a_dash_says_that_the_paper_is_empty_there(typed: str) -> None:
    assert given_(typed) == {}
    assert "lade" in read().missing
    assert "lade" not in read(typed).missing


def test_missing_is_what_applies_on_the_short_path_and_was_not_typed() -> None:
    assert read("kas1a").missing == ("fooi", "bedrag", "wens", *(one.id for one in EVEN_MORE))
    assert read("kas1b").missing[:2] == ("kluis", "fooi")


@pytest.mark.parametrize(
    ("first", "expected"),
    [
        ("proef 1 0000", Stamp("proef", "1", "0000")),
        ("  PROEF 1 0000  winkel", Stamp("proef", "1", "0000", Sector.SHOP)),
        ("proef 1 0000 winkel kleding", Stamp("proef", "1", "0000", Sector.SHOP, OptionId("kleding"))),
        ("\n\nproef 1 0000 Winkel Kleding", Stamp("proef", "1", "0000", Sector.SHOP, OptionId("kleding"))),
    ],
)
def test_the_stamp_says_which_paper_it_is(first: str, expected: Stamp) -> None:
    assert read("kas1a", first).stamp == expected


def test_answers_may_follow_on_the_line_of_the_stamp() -> None:
    for first in ("proef 1 0000 kas1a", "proef 1 0000 winkel kas1a", "proef 1 0000 winkel kleding kas1a; kas4 3"):
        assert read("", first).answers["lade"] == "leeg"  # type: ignore[index]  # test shorthand


@pytest.mark.parametrize(
    ("first", "kind", "typed"),
    [
        ("", SlipKind.NO_STAMP, "kas1 b"),
        ("kas1 b kas3 a", SlipKind.NO_STAMP, "kas1 b kas3 a"),
        ("proef 1", SlipKind.NO_STAMP, "proef 1"),
        ("proef 1 000", SlipKind.NO_STAMP, "proef 1 000"),
        ("proef 1 00000", SlipKind.NO_STAMP, "proef 1 00000"),
        ("brand 1 0000 winkel", SlipKind.OTHER_QUESTIONNAIRE, "brand"),
        ("proef 0 0000 winkel", SlipKind.OTHER_VERSION, "0"),
        ("proef 1 0001 winkel", SlipKind.OTHER_CHECK_NUMBER, "0001"),
        ("proef 1 0000 winkel kledin", SlipKind.NO_SUCH_BRANCH, "kledin"),
        ("proef 1 0000 winkel snackbar", SlipKind.NO_SUCH_BRANCH, "snackbar"),
    ],
)
def test_of_another_paper_nothing_is_read(first: str, kind: SlipKind, typed: str) -> None:
    made = read("kas1 b", first)
    slip = only(made.problems)
    assert (slip.kind, slip.typed) == (kind, typed)
    assert slip.line == (1 if first else 2)
    assert (made.stamp, made.answers, made.doubts, made.missing) == (None, {}, (), ())


def test_nothing_at_all_has_no_stamp() -> None:
    assert only(rekey(PROEF, " \n ; \n").problems) == Slip(SlipKind.NO_STAMP)


def test_more_than_any_paper_holds_is_not_read() -> None:
    assert only(rekey(PROEF, "k" * (LONGEST + 1)).problems).kind is SlipKind.TOO_MUCH
    assert only(rekey(PROEF, "k" * LONGEST).problems).kind is SlipKind.NO_STAMP


@pytest.mark.parametrize(
    ("typed", "slip"),
    [
        ("kes1 b", Slip(SlipKind.UNKNOWN_CODE, 2, "kes1 b", near=("kas1", "kas11", "kas10"))),
        ("kas99 b", Slip(SlipKind.UNKNOWN_CODE, 2, "kas99 b", near=("kas9", "kas8", "kas7"))),
        ("zzz9999 b", Slip(SlipKind.UNKNOWN_CODE, 2, "zzz9999 b")),
        ("b", Slip(SlipKind.NO_CODE, 2, "b")),
        ("kas b", Slip(SlipKind.NO_CODE, 2, "kas b")),
        ("kas1", Slip(SlipKind.NO_ANSWER, 2, "kas1", "kas1")),
        ("kas3 ,", Slip(SlipKind.NO_ANSWER, 2, "kas3 ,", "kas3")),
        ("kas1 d", Slip(SlipKind.UNKNOWN_LETTER, 2, "kas1 d", "kas1", ("a", "b", "c"))),
        ("kas1 1", Slip(SlipKind.UNKNOWN_LETTER, 2, "kas1 1", "kas1", ("a", "b", "c"))),
        ("kas3 abe", Slip(SlipKind.UNKNOWN_LETTER, 2, "kas3 abe", "kas3", ("a", "b", "c", "d"))),
        ("kas1 ab", Slip(SlipKind.TWO_LETTERS, 2, "kas1 ab", "kas1")),
        ("kas1 b b", Slip(SlipKind.TWO_LETTERS, 2, "kas1 b b", "kas1")),
        ("kas3 ad", Slip(SlipKind.NOT_TOGETHER, 2, "kas3 ad", "kas3")),
        ("kas4 veel", Slip(SlipKind.NO_NUMBER, 2, "kas4 veel", "kas4")),
        ("kas4 1.200", Slip(SlipKind.NO_NUMBER, 2, "kas4 1.200", "kas4")),
        ("kas4 ²", Slip(SlipKind.NO_NUMBER, 2, "kas4 ²", "kas4")),
        ("kas4 12345678", Slip(SlipKind.OUT_OF_RANGE, 2, "kas4 12345678", "kas4")),
        ("kas1 a\nkas1 b", Slip(SlipKind.DIFFERENT, 3, "kas1 b", "kas1", other=2)),
        ("kas1 a\n\nkas1 -", Slip(SlipKind.DIFFERENT, 4, "kas1 -", "kas1", other=2)),
        ("pro1 b", Slip(SlipKind.DIFFERENT, 2, "pro1 b", "pro1")),
    ],
    ids=lambda one: one if isinstance(one, str) else one.kind.value,
)
def test_what_cannot_be_read_is_said_with_its_line(typed: str, slip: Slip) -> None:
    made = read(typed)
    assert only(made.problems) == slip
    assert (made.doubts, made.missing) == ((), ())


def test_a_text_that_is_too_long_is_said() -> None:
    assert only(read("kas6 " + "a" * (LONGEST_TEXT + 1)).problems).kind is SlipKind.TOO_LONG
    assert given_("kas6 " + "a" * LONGEST_TEXT)


def test_all_that_is_wrong_is_said_at_once_and_the_rest_is_read() -> None:
    made = read("kes1 b; kas1 z\nkas3 a\nkas4 x")
    assert [(one.line, one.kind) for one in made.problems] == [
        (2, SlipKind.UNKNOWN_CODE),
        (2, SlipKind.UNKNOWN_LETTER),
        (4, SlipKind.NO_NUMBER),
    ]
    assert made.answers == {**BESIDE, QuestionId("fooi"): ("pot",)}


@pytest.mark.parametrize(
    ("typed", "slip", "name", "answer"),
    [
        ("kas1 a\nkas1a", Slip(SlipKind.SAME_AGAIN, 3, "kas1a", "kas1", other=2), "lade", "leeg"),
        ("kas3 aab", Slip(SlipKind.SAME_AGAIN, 2, "kas3 aab", "kas3"), "fooi", ("pot", "zak")),
        ("kasl a", Slip(SlipKind.LOOKS_ALIKE, 2, "kasl a", "kas1"), "lade", "leeg"),
        ("KASIA", Slip(SlipKind.LOOKS_ALIKE, 2, "KASIA", "kas1"), "lade", "leeg"),
        ("kas1o b", Slip(SlipKind.LOOKS_ALIKE, 2, "kas1o b", "kas10"), "meer10", "nee"),
        ("kas1lb", Slip(SlipKind.LOOKS_ALIKE, 2, "kas1lb", "kas11"), "meer11", "nee"),
        ("kasl=a,b", Slip(SlipKind.TWO_LETTERS, 2, "kasl=a,b", "kas1"), "", ""),
        ("h0r1 a", Slip(SlipKind.LOOKS_ALIKE, 2, "h0r1 a", "hor1"), "frituur", "ja"),
        ("kas4 10000", Slip(SlipKind.UNLIKELY, 2, "kas4 10000", "kas4"), "bedrag", 10000),
        ("kas4 012", Slip(SlipKind.UNLIKELY, 2, "kas4 012", "kas4"), "bedrag", 12),
        ("kas2 a", Slip(SlipKind.DOES_NOT_COUNT, 2, "kas2 a", "kas2"), "kluis", "ja"),
        ("hor1 a", Slip(SlipKind.DOES_NOT_COUNT, 2, "hor1 a", "hor1"), "frituur", "ja"),
    ],
)
def test_what_is_doubtful_is_read_and_asked(typed: str, slip: Slip, name: str, answer: Answer) -> None:
    made = read(typed)
    assert slip in made.doubts + made.problems
    assert made.problems == (() if slip.kind in DOUBTS else (slip,))
    if name:
        assert made.answers[QuestionId(name)] == answer


def test_a_likely_number_is_not_asked() -> None:
    assert given_("kas4 9999") == {"bedrag": 9999}
    assert given_("kas4 0") == {"bedrag": 0}


def test_a_letter_that_the_question_has_is_no_digit_of_its_code() -> None:
    wide = question("breed", *(option(f"o{n}") for n in range(12)))
    made = questionnaire(form("kas", wide, *(question(f"v{n}", option("ja")) for n in range(10))))
    read_ = rekey(made, f"{FIRST}\nkas1l", BESIDE)
    assert (read_.answers[wide.id], read_.doubts) == ("o11", ())


def test_an_empty_place_that_does_not_apply_is_no_doubt() -> None:
    assert read("kas2 -").doubts == ()


def test_what_is_needed_to_begin_is_asked_for() -> None:
    assert [(one.kind, one.code) for one in read(branche="", regio="").problems] == [
        (SlipKind.NEEDED, "pro1"),
        (SlipKind.NEEDED, "pro2"),
    ]
    assert only(read("pro2 -", regio="").problems) == Slip(SlipKind.NEEDED, code="pro2")
    assert only(read("pro2 z", regio="").problems).kind is SlipKind.UNKNOWN_LETTER
    assert read("pro1 a pro2 b", branche="", regio="").answers == {"branche": "kleding", "regio": "ams"}


def test_branch_and_region_may_stand_in_more_than_one_place_if_they_agree() -> None:
    assert read("pro1 a pro2 a", "proef 1 0000 winkel kleding").doubts == ()
    other = read("", "proef 1 0000 horeca snackbar")
    assert only(other.problems) == Slip(SlipKind.DIFFERENT, code="pro1")
    line = read("pro1 b", "proef 1 0000 winkel kleding", branche="")
    assert only(line.problems) == Slip(SlipKind.DIFFERENT, 2, "pro1 b", "pro1")


def test_a_branch_that_this_paper_does_not_offer_is_asked() -> None:
    assert only(read("", "proef 1 0000 horeca").doubts) == Slip(SlipKind.NOT_OFFERED, code="pro1")
    typed = read("pro1 b", "proef 1 0000 winkel", branche="")
    assert only(typed.doubts) == Slip(SlipKind.NOT_OFFERED, 2, "pro1 b", "pro1")
    assert read("", "proef 1 0000 winkel").doubts == ()


def test_a_doubt_keeps_its_key_until_something_else_is_typed() -> None:
    (before,), (after,) = read("kas2 a").doubts, read("kas4 3\nKAS2  A").doubts
    assert before.line != after.line
    assert before.key == after.key
    assert {one.key for one in (*read("kas2 b").doubts, *read("kas1 a; kas1 a").doubts)}.isdisjoint({before.key})


def test_doubts_come_in_the_order_of_the_lines() -> None:
    made = read("kas2 a\nkas4 10000\nhor1 a")
    assert [one.line for one in made.doubts] == [2, 3, 4]


def test_what_was_typed_is_not_shown_when_the_outcome_is_printed() -> None:
    assert repr(read("kas1 b")) == f"Rekeyed(stamp={read().stamp!r})"


def test_questions_of_a_region_cannot_be_typed_over() -> None:
    wish = form("wens", question("wens_regio", option("ja"), form="wens"), region=next(iter(PROEF.regions)))
    made = replace(PROEF, forms=(*PROEF.forms, wish))
    assert "wens_regio" not in rekey(made, FIRST, BESIDE).missing
    assert only(rekey(made, f"{FIRST}\nwen1 a", BESIDE).problems).kind is SlipKind.UNKNOWN_CODE


@given(st.sampled_from(BRANCHES), st.data(), st.booleans())
def test_whatever_was_ticked_on_paper_comes_out_of_the_keys(branch: str, data: st.DataObject, glued: bool) -> None:
    made, known = overval(), codes(overval())
    option_ = made.questions[made.branch_question].option[branch]
    answers: dict[QuestionId, Answer] = {made.branch_question: branch}
    for one in made.questions.values():
        if one in respond(made, answers).asked and one.id in known and one.id not in answers:
            picked = data.draw(st.sampled_from(one.options))
            answers[one.id] = (picked.id,) if one.kind is Kind.CHOICES else picked.id
    lines = [
        f"{known[name]}{'' if glued else ' '}{letters(made.questions[name])[OptionId(str(one))]}"
        for name, answer in answers.items()
        for one in (answer if isinstance(answer, tuple) else [answer])
    ]
    typed = "\n".join([stamp(made, option_.sector, option_.id), *data.draw(st.permutations(lines))])
    read_ = rekey(made, typed)
    assert (read_.answers, read_.problems, read_.doubts, read_.missing) == (answers, (), (), ())


@given(st.text(alphabet="abklop 0123456789;-=,\n", max_size=60))
def test_nothing_that_is_typed_is_an_exception_or_an_impossible_answer(typed: str) -> None:
    made = rekey(PROEF, f"{FIRST}\n{typed}", BESIDE)
    for name, answer in made.answers.items():
        raw = answer if isinstance(answer, tuple) else (str(answer),)
        assert parse_answer(PROEF.questions[name], raw) == answer
    assert all(one.kind in DOUBTS for one in made.doubts)
    assert not any(one.kind in DOUBTS for one in made.problems)


def typed_over(branch: str) -> tuple[int, str]:
    """Type over a paper on which the weakest answer is ticked everywhere; gives the number of answers and the keys."""
    made, known = overval(), codes(overval())
    option_ = made.questions[made.branch_question].option[branch]
    answers: dict[QuestionId, Answer] = {made.branch_question: branch}
    for one in on_paper(made, branch=option_.id):
        if one.question in respond(made, answers).asked and one.question.id not in answers:
            answers[one.question.id] = one.options[-1].id
    lines = [
        f"{known[name]}{letters(made.questions[name])[OptionId(str(answer))]}"
        for name, answer in answers.items()
        if name != made.branch_question  # it stands in the stamp
    ]
    typed = "\n".join((stamp(made, option_.sector, option_.id), *lines))
    assert rekey(made, typed) == Rekeyed(rekey(made, typed).stamp, answers)
    return len(answers), typed


def test_the_longest_paper_is_typed_over_within_a_minute() -> None:
    """At 200 keys a minute, with the stamp by hand: a scanner saves more than thirty of them."""
    papers = {branch: typed_over(branch) for branch in BRANCHES}
    keys = {branch: len(typed) + FROM_LINES_TO_SLIP for branch, (_, typed) in papers.items()}
    assert max(count for count, _ in papers.values()) == 25
    assert max(keys.values()) <= KEYS_A_MINUTE


def test_the_branch_of_these_tests_is_a_shop() -> None:
    assert BRANCH.option["kleding"].sector is Sector.SHOP
