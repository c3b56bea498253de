"""A condition holds, does not hold, or cannot be told yet."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopcheck.core.conditions import ConditionInvalid, Scope, names_in

SCOPE = Scope(
    {"kluis": "text", "spullen": "list", "bedrag": "number"},
    {"kluis": frozenset({"ja", "nee"}), "spullen": frozenset({"tabak", "goud"})},
)


@pytest.mark.parametrize(
    ("text", "values", "expected"),
    [
        ('kluis == "nee"', {"kluis": "nee"}, True),
        ('kluis == "nee"', {"kluis": "ja"}, False),
        ('kluis == "nee"', {}, None),
        ('kluis == "nee" && bedrag > 500', {"kluis": "ja"}, False),
        ('kluis == "nee" || bedrag > 500', {"kluis": "nee"}, True),
        ('kluis == "nee" && bedrag > 500', {"kluis": "nee"}, None),
        ('"goud" in spullen', {"spullen": ["tabak", "goud"]}, True),
        ('"goud" in spullen', {"spullen": []}, False),
    ],
)
def test_a_missing_answer_leaves_only_those_conditions_open_that_need_it(
    text: str, values: dict[str, object], expected: bool | None
) -> None:
    assert SCOPE.compile(text).holds(values) is expected


@pytest.mark.parametrize(
    ("shorthand", "text"),
    [
        ({"kluis": "ja"}, 'kluis in ["ja"]'),
        ({"kluis": ["ja", "nee"]}, 'kluis in ["ja", "nee"]'),
        ({"bedrag": "> 500"}, "bedrag > 500"),
        ({"spullen": ["goud"]}, 'spullen.exists(one, one in ["goud"])'),
        ({"kluis": "ja", "bedrag": "<= 5"}, 'kluis in ["ja"] && bedrag <= 5'),
    ],
)
def test_the_shorthand_is_spelled_as_cel(shorthand: dict[str, object], text: str) -> None:
    assert SCOPE.spell(shorthand) == text
    SCOPE.compile(text)


@pytest.mark.parametrize(
    ("text", "column", "message"),
    [
        ("kluis == 3", 7, "overload"),
        ('deur == "open"', 1, "undeclared reference to 'deur'"),
        ('kluis == "neee"', 10, "no option 'neee'"),
        ("kluis == 'neee'", 10, "no option 'neee'"),
        ("kluis", 1, "true or false"),
        ('kluis = "ja"', 7, "Syntax error"),
    ],
)
def test_a_wrong_condition_says_where_and_why(text: str, column: int, message: str) -> None:
    with pytest.raises(ConditionInvalid) as caught:
        SCOPE.compile(text)
    assert caught.value.flaws[0][0] == column
    assert message in caught.value.flaws[0][1]


def test_every_flaw_is_named_at_once() -> None:
    with pytest.raises(ConditionInvalid) as caught:
        SCOPE.compile('deur == "open" && raam > 2')
    assert len(caught.value.flaws) == 2


def test_a_condition_knows_the_names_it_looks_at() -> None:
    assert SCOPE.compile('kluis == "ja" && bedrag > 2').names == ("kluis", "bedrag")
    assert names_in("1 == 1") == ()


def test_conditions_with_the_same_text_are_equal() -> None:
    assert SCOPE.compile('kluis == "ja"') == SCOPE.compile('kluis == "ja"')


VALUES = st.fixed_dictionaries(
    {}, optional={"kluis": st.sampled_from(["ja", "nee"]), "deur": st.sampled_from(["open", "dicht", "kier"])}
)


@given(VALUES, st.sets(st.sampled_from(["open", "dicht", "kier"]), min_size=1))
def test_plain_membership_is_told_as_cel_tells_it(values: dict[str, object], wanted: set[str]) -> None:
    scope = Scope(
        {"kluis": "text", "deur": "text"},
        {"kluis": frozenset({"ja", "nee"}), "deur": frozenset({"open", "dicht", "kier"})},
    )
    quick = scope.compile(scope.spell({"kluis": "ja", "deur": sorted(wanted)}))
    assert quick.parts
    assert quick.holds(values) is replace(quick, parts=()).holds(values)


def test_only_plain_membership_over_texts_takes_the_short_way() -> None:
    assert not SCOPE.compile('kluis == "ja"').parts
    assert not SCOPE.compile('kluis in ["ja"] && bedrag > 3').parts
    assert not SCOPE.compile('kluis in ["ja"] || kluis in ["nee"]').parts
