"""How much an owner is asked, branch and region included; every way through is walked, none is drawn by lot."""

from __future__ import annotations

from itertools import product

import pytest

from shopcheck.core.questionnaire import Kind, Tier
from shopcheck.core.response import respond
from tests.content.walking import BRANCHES, overval, walks

QUICK, FULL = 25, 60


@pytest.mark.parametrize("branch", BRANCHES)
def test_the_quick_path_asks_at_most_25_questions(branch: str) -> None:
    asked = [[one.id for one in walk if one.tier is Tier.CORE] for walk in walks(branch)]
    assert max(map(len, asked)) <= QUICK, max(asked, key=len)


@pytest.mark.parametrize("branch", BRANCHES)
def test_the_full_check_asks_at_most_60_questions(branch: str) -> None:
    asked = [[one.id for one in walk] for walk in walks(branch)]
    assert max(map(len, asked)) <= FULL, max(asked, key=len)


def test_a_walk_with_everything_is_among_the_walks() -> None:
    wanted = {"kas_lade", "camera_bord", "alarm_getest", "bezorgen_wisselgeld", "nazorg_veranderd", "indeling_loket"}
    assert any(wanted <= {one.id for one in walk} for walk in walks("snackbar"))


def test_the_walks_find_all_that_trying_every_option_finds() -> None:
    questions = overval().questions
    names = ["sluittijd", "alleen", "geld_contant", "eigen_overval", "bezorgen", "camera_aanwezig", "alarm_knop"]
    options = [[option.id for option in questions[name].options] for name in names]  # type: ignore[index]  # plain ids
    options[1] = options[1][::3]  # who ever works alone is asked the same, whenever that is
    for branch in ("tankstation", "snackbar"):
        tried = {
            respond(overval(), {"branche": branch, **dict(zip(names, picked, strict=True))}).asked  # type: ignore[dict-item]  # plain ids
            for picked in product(*options)
        }
        walked = set(walks(branch))
        assert {tuple(one.id for one in walk) for walk in tried} == {tuple(one.id for one in walk) for walk in walked}


def test_no_core_question_waits_for_a_deep_one() -> None:
    questions = overval().questions
    waits = {one.id: one.when.names for one in questions.values() if one.tier is Tier.CORE and one.when}
    assert {name for names in waits.values() for name in names if questions[name].tier is Tier.DEEP} == set()  # type: ignore[index]  # names of a condition are question ids


def test_every_knock_out_is_on_the_quick_path() -> None:
    deep = [one for one in overval().questions.values() if one.tier is Tier.DEEP]
    assert [(one.id, option.id) for one in deep for option in one.options if option.critical is not False] == []


def test_a_circumstance_is_one_choice() -> None:
    circumstances = overval().form[overval().circumstances].questions
    assert {one.kind for one in circumstances} == {Kind.CHOICE}
