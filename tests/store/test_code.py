"""The code: made of chance, read generously, and every slip of the pen caught."""

from __future__ import annotations

import ast
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopcheck.core.errors import CodeUnknown
from shopcheck.store import code as codes
from shopcheck.store.code import ALPHABET, LENGTH, check_sign, generate, normalise, shown

CODES = st.text(ALPHABET, min_size=LENGTH - 1, max_size=LENGTH - 1).map(lambda body: body + check_sign(body))


def test_a_code_has_twenty_signs_that_cannot_be_mistaken() -> None:
    code = generate()
    assert len(code) == 20
    assert not set(code) & set("ILOU")
    assert normalise(code) == code


def test_codes_do_not_repeat_and_use_every_sign_alike_at_every_place() -> None:
    made = [generate() for _ in range(6400)]
    assert len(set(made)) == len(made)
    for place in range(LENGTH):
        found = Counter(code[place] for code in made)
        chi_square = sum((found[sign] - 200) ** 2 / 200 for sign in ALPHABET)
        assert chi_square < 100  # 31 degrees of freedom: by chance less than once in 10⁸ places


@given(CODES)
def test_every_single_wrong_sign_is_caught(code: str) -> None:
    for place, right in enumerate(code):
        for sign in ALPHABET:
            if sign != right:
                with pytest.raises(CodeUnknown):
                    normalise(code[:place] + sign + code[place + 1 :])


@given(CODES)
def test_every_two_signs_that_changed_places_are_caught(code: str) -> None:
    for one in range(LENGTH):
        for other in range(one + 1, LENGTH):
            if code[one] != code[other]:
                swapped = list(code)
                swapped[one], swapped[other] = code[other], code[one]
                with pytest.raises(CodeUnknown):
                    normalise("".join(swapped))


@given(CODES, st.sampled_from(["-", " ", "", "\u2013", "\u00a0", " - "]))
def test_a_code_is_read_as_people_type_it(code: str, between: str) -> None:
    typed = between.join(shown(code).split("-")).lower()
    assert normalise(f"\n{typed}\t") == code
    assert normalise(typed.replace("1", "i").replace("0", "o")) == code
    assert normalise(typed.replace("1", "L").replace("0", "O")) == code


@given(st.text(max_size=200))
def test_any_other_text_is_an_unknown_code(text: str) -> None:
    try:
        code = normalise(text)
    except CodeUnknown:
        return
    assert check_sign(code[:-1]) == code[-1]


def test_a_very_long_text_is_refused_without_reading_it_all() -> None:
    with pytest.raises(CodeUnknown):
        normalise("-" * 1_000_000 + generate())


def test_codes_of_today_are_codes_for_ever() -> None:
    for code in ("0123-4567-89AB-CDEF-GHJT", "7K2M-XQ4T-B9W0-CDEF-GH10", "ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZT"):
        assert shown(normalise(code)) == code


def test_secrets_are_never_made_with_a_random_generator_that_can_be_foretold() -> None:
    for file in Path(codes.__file__).parents[1].rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            names = [one.name for one in node.names] if isinstance(node, ast.Import) else []
            source = node.module if isinstance(node, ast.ImportFrom) else None
            assert "random" not in [*names, source], file
