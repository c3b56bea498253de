"""The document: escaped, complete, in a sensible order, and free of what makes printing slow or unsafe."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import html5lib
import pytest

from shopcheck.letter import render_html, standalone
from shopcheck.letter.letter import Chapter, Comment, Later, Quote
from tests.letter import shops
from tests.letter.reading import text_of

if TYPE_CHECKING:
    from shopcheck.letter.letter import Letter

HOSTILE = [
    "<script>alert(1)</script>",
    '<img src="file:///etc/passwd">',
    '<link rel="attachment" href="file:///etc/passwd">',
    "</p></div><style>@import url(http://evil.example)</style>",
    "<iframe src=https://evil.example></iframe>",
    "{{ 7 * 7 }} {% include '/etc/passwd' %}",
    '" onclick="x',
    "<a href='javascript:x'>x</a>",
    "<svg><title>x</title></svg>",
]


def everywhere(text: str) -> Letter:
    """Put a text in every place that a person or an author fills."""
    made = shops.letter(name=text, address=text)
    measure = replace(made.measures[0], title=text, why=text, how=text, who=text, quotes=(Quote(text, text),))
    annex = replace(made.annex, chapters=(Chapter(text, (Quote(text, text),)),))
    return replace(
        made,
        head=replace(made.head, addressee=(text,) * 5, region=text, reference=text),
        front=replace(made.front, good=(text,) * 3, motto=text),
        measures=(measure, *made.measures[1:]),
        helpers=(replace(made.helpers[0], title=text, note=text),),
        duties=(replace(made.duties[0], title=text, text=text),),
        find_out=(text,),
        comment=Comment(text, text, 3),
        annex=annex,
    )


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_that_is_typed_becomes_markup(text: str) -> None:
    ordinary, hostile = render_html(everywhere("Gewone tekst")), render_html(everywhere(text))
    assert [tag for tag, _ in _elements(hostile)] == [tag for tag, _ in _elements(ordinary)]
    names = {name for _, attributes in _elements(hostile) for name in attributes}
    assert not any(name.startswith("on") for name in names)
    assert names <= {name for _, attributes in _elements(ordinary) for name in attributes}


@pytest.mark.parametrize("text", HOSTILE)
def test_every_address_in_the_document_is_one_of_our_own(text: str) -> None:
    addresses = re.findall(
        r"""(?:src|href)\s*=\s*["']?([^"'\s>]+)|url\(["']?([^"')]+)""", render_html(everywhere(text))
    )
    own = {one for pair in addresses for one in pair if one and "&" not in one}
    typed = set(re.findall(r"""(?:src|href)\s*=\s*["']?([^"'\s>]+)|url\(["']?([^"')]+)""", text))
    assert {one for one in own if one.startswith("letter:")}
    assert own - {one for pair in typed for one in pair} - {one for one in own if one.startswith("letter:")} == set()


def _elements(html: str) -> list[tuple[str, frozenset[str]]]:
    tree = html5lib.parse(html, namespaceHTMLElements=False)
    return [(one.tag, frozenset(one.attrib)) for one in tree.iter() if isinstance(one.tag, str)]


def test_it_has_language_title_and_one_main_heading() -> None:
    tree = html5lib.parse(render_html(shops.letter()), namespaceHTMLElements=False)
    assert tree.attrib["lang"] == "nl"
    assert tree.findtext("head/title") == "Proef: uw adviesbrief"
    assert len(tree.findall(".//h1")) == 1


@pytest.mark.parametrize("given", [{}, {"overval": "ja"}, {"kas_lade": "weinig", "kas_tellen": "achter"}])
def test_no_heading_skips_a_level(given: dict[str, str]) -> None:
    levels = [int(tag[1]) for tag, _ in _elements(render_html(shops.letter(**given))) if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_what_comes_first_after_a_robbery_is_help() -> None:
    read = text_of(render_html(shops.letter(overval="ja")))
    assert read.index("hoe gaat het met u") < read.index("0900-0101") < read.index("Dit doet u al goed")
    assert read.index("hoe gaat het met u") < read.index("Rood")


def test_the_letter_says_that_it_is_no_prediction_and_is_not_kept() -> None:
    read = text_of(render_html(shops.letter()))
    assert "Dit is geen voorspelling." in read
    assert "Wij bewaren hem niet." in read
    assert "Veiligheid gaat voor geld." in read


def test_a_remark_is_marked_as_the_advisers_own_and_found_from_the_first_page() -> None:
    read = text_of(render_html(shops.write(shops.advice(), remark="Begin bij de kassa.")))
    signed = f"{shops.BY}, Koninklijke Horeca Nederland, 22 november"
    assert f"Opmerking van uw adviseur\nBegin bij de kassa.\n{signed}" in read
    assert "met een opmerking van uw adviseur op bladzijde 2. Wij bewaren hem niet." in read
    assert "adviseur" not in text_of(render_html(shops.letter()))


def test_the_picture_to_go_on_holds_the_page_and_no_code() -> None:
    read = text_of(render_html(shops.letter()))
    assert "preventiecheck.example/verder" in read
    assert "Die staat niet in deze brief." in read


def test_the_picture_is_not_called_a_code_for_that_is_what_opens_the_answers() -> None:
    for sentence in text_of(render_html(shops.letter())).split("."):
        assert "scan" not in sentence.lower() or "vierkant" in sentence
        assert "Scan de code" not in sentence


@pytest.mark.parametrize(
    ("given", "block"),
    [
        ({"branche": "kleding", "regio": "ams"}, ""),
        ({"branche": "kleding", "regio": "rtd"}, "Hulp in uw regio\nPvo\n010-1234567\npvo.example\n"),
        ({"branche": "snackbar", "regio": "ams"}, "Vragen?\nkhn.nl\n"),
        ({"branche": "snackbar", "regio": "rtd"}, "Vragen?\nkhn.nl\nHulp in uw regio\nPvo\n010-1234567\npvo.example\n"),
    ],
)
def test_beside_the_sender_stands_whom_to_ask_and_nothing_where_that_is_not_known(
    given: dict[str, str], block: str
) -> None:
    made = shops.letter(**given)
    read = text_of(render_html(made))
    between = read.removeprefix(f"Proef\nnamens {made.head.sender.title}\n").split("Aan de ondernemer")[0]
    assert between == block
    assert ('class="sender"' in render_html(made)) == bool(block)


def test_what_does_not_fit_is_counted_and_said_where_it_is() -> None:
    made = shops.letter()
    for count, said in ((1, "Er staat nog 1 antwoord online"), (7, "Er staan nog 7 antwoorden online")):
        assert said in text_of(render_html(replace(made, annex=replace(made.annex, more_answers=count))))
    later = Later("Doe iets", "Gratis", "vandaag")
    for kept, above, said in (
        ((), (), "Online, bij uw uitslag, staan er nog 7."),
        ((later,), (), "En nog 7 maatregelen, online bij uw uitslag."),
        ((later,), ("later",), "En nog 7 maatregelen, online bij uw uitslag."),
    ):
        read = text_of(render_html(replace(made, later=kept, more_later=7, above=above)))
        assert read.count(said) == read.count("nog 7") == read.count("Voor later") == 1


def test_one_that_does_not_fit_is_said_in_the_singular() -> None:
    made = replace(shops.letter(), above=(), more_later=1)
    later = Later("Doe iets", "Gratis", "vandaag")
    assert "Online, bij uw uitslag, staat er nog één." in text_of(render_html(replace(made, later=())))
    assert "En nog één maatregel, online bij uw uitslag." in text_of(render_html(replace(made, later=(later,))))


def test_the_table_has_the_same_figures_as_the_chart() -> None:
    html = render_html(shops.letter(kas_lade="weinig", kas_tellen="balie"))
    assert "| 50 | " in text_of(html)
    widths = re.findall(r'<rect x="0" y="\d+" width="([\d.]+)" height="28" rx="8" fill="#(?!ffffff)', html)
    assert widths == ["320.0"]


def test_a_document_for_a_browser_needs_nothing_else() -> None:
    alone = standalone(render_html(shops.letter()))
    assert "letter:" not in alone
    assert set(re.findall(r"""url\(["']?(\w+):""", alone)) == {"data"}
