"""Counting words and sentences, and the lists of words to avoid."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from shopcheck import catalogue
from shopcheck.catalogue.language import figures, hard_words, plainer, sentences, shortened, spoken, words
from shopcheck.catalogue.reading import read
from tests.catalogue.shelf import DAY, REAL, change, lay, numbers

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Tel het geld. Doe dat achter. Is de deur dicht?", 3),
        ("Open tot 18.00 uur, voor € 1.000 of meer", 1),
        ("Bel 112! Blijf rustig… Wacht op hulp.", 3),
        ('Zeg: "Het geld is op." Kijk weg.', 2),
        ("Kijk op slachtofferhulp.nl voor hulp. 's Avonds ook.", 2),
        ("", 0),
        ("…", 0),
    ],
)
def test_a_sentence_ends_at_a_mark_before_a_capital_or_a_figure(text: str, number: int) -> None:
    assert len(sentences(text)) == number


def test_a_word_is_what_stands_between_spaces() -> None:
    assert words("Na 18.00 uur: 's avonds, in de oud-Hollandse RI&E (€ 1.000).") == [
        "Na", "18.00", "uur", "s", "avonds", "in", "de", "oud-Hollandse", "RI&E", "1.000",
    ]  # fmt: skip


def test_figures_are_those_that_one_can_count_by_hand() -> None:
    why = b"why: Tel het geld achter de winkel. Doe de beveiliging aan.\n"
    text = why + b"id: beveiligingsmaatregelen\ngood: Alles op slot\n"
    found = figures("x", spoken(read(text, "x.yaml"), "x", "x.yaml"))
    assert (found.sentences, found.words, found.long, found.longest) == (2, 10, 1, 6)
    assert (found.mean, found.lix) == (5, 15)


def test_nothing_to_read_is_no_division_by_nought() -> None:
    found = figures("x", [])
    assert (found.mean, found.lix, found.longest) == (0, 0, 0)


def test_hard_words_are_found_whole_and_in_any_capitals() -> None:
    assert hard_words("Reeds dient u, Indien u wilt, te allen tijde de dienster te helpen.") == [
        ("Reeds", "al"), ("dient", "moet"), ("Indien", "als"), ("te allen tijde", "altijd"),
    ]  # fmt: skip
    assert shortened("Bijv. o.a. hier, t/m morgen, en min. drie. De minister.") == [
        ("Bijv.", "bijvoorbeeld"), ("o.a.", "onder andere"), ("t/m", "tot en met"), ("min.", "minstens"),
    ]  # fmt: skip


def test_the_plainer_words_are_plain_themselves() -> None:
    hard, short = plainer()
    assert len(hard) > 150
    assert len(short) > 40
    assert [word for word in hard.values() if hard_words(word) or shortened(word)] == []
    assert [word for word in short.values() if hard_words(word) or shortened(word)] == []


def test_an_exception_with_a_reason_lets_a_text_stay(tmp_path: Path) -> None:
    folder = lay(tmp_path)
    change(folder, "zicht.yaml", "good: Uw ramen zijn vrij.", "good: Uw ramen zijn reeds vrij.")
    assert numbers(folder) == ["PC904"]
    (folder / "uitzonderingen.yaml").write_text(
        "exceptions:\n  - {number: PC904, text: reeds, reason: Zo staat het in de wet.}\n", "utf-8"
    )
    assert numbers(folder) == []


def test_an_exception_changes_nothing_for_who_fills_it_in(tmp_path: Path) -> None:
    folder = lay(tmp_path)
    before = catalogue.load(folder).hash
    (folder / "uitzonderingen.yaml").write_text(
        "exceptions:\n  - {number: PC904, text: reeds, reason: Zo staat het in de wet.}\n", "utf-8"
    )
    assert catalogue.load(folder).hash == before


def test_texts_for_authors_are_not_held_to_plain_dutch(tmp_path: Path) -> None:
    folder = lay(tmp_path)
    change(folder, "bronnen.yaml", "title: Een onderzoek", "title: Een onderzoek inzake preventieve maatregelen e.d.")
    change(folder, "proeven/juwelier.yaml", "nooit afroomt", "nimmer afroomt, doch derhalve")
    assert numbers(folder) == []


def test_the_texts_that_owners_read_are_plain() -> None:
    found = catalogue.inspect(REAL / "overval", on=DAY)
    assert [str(problem) for problem in found.problems if problem.number.startswith("PC9")] == []
    assert {"kas", "camera", "maatregelen", "profiel"} <= {one.form for one in found.language}
