"""The check on paper: complete, in codes that can be typed over, and right about what is to be answered."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import timedelta
from itertools import chain
from typing import TYPE_CHECKING

import html5lib
import pikepdf
import pytest

from shopcheck import catalogue
from shopcheck.core.codes import codes, letters
from shopcheck.core.errors import LetterRefused
from shopcheck.core.paper import CORE, Gate
from shopcheck.core.questionnaire import ContactId, Kind, OptionId, Sector, Tier
from shopcheck.letter import compose_form, print_pdf, qr_svg, render_form
from shopcheck.letter.applies import UNSAID, applies
from shopcheck.letter.form_html import STAMP_TITLE
from shopcheck.letter.pdf import make_pdf
from shopcheck.letter.typeset import printable
from shopcheck.letter.wording import COUNTED
from tests.catalogue.shelf import FEATURES, lay
from tests.content.walking import BRANCHES, walks
from tests.core.builders import NEXT_YEAR, option, question, questionnaire
from tests.core.builders import form as subject
from tests.letter import shops
from tests.letter.aloud import read_aloud
from tests.letter.forms import form, misread, obeyed, paper
from tests.letter.reading import pages, places, text_of
from tests.letter.test_html import HOSTILE
from tests.letter.test_pdf import objects, on_top_of_each_other

if TYPE_CHECKING:
    from pathlib import Path

    from shopcheck.core.questionnaire import Questionnaire
    from shopcheck.letter import LetterWorker, PaperForm

pytestmark = pytest.mark.uncounted

ALL = frozenset(Tier)
KINDS: list[tuple[Sector | None, OptionId | None]] = [
    (None, None),
    (Sector.SHOP, None),
    (Sector.HORECA, None),
    *((None, OptionId(branch)) for branch in BRANCHES),
]
FEW = [
    (Sector.SHOP, None),
    (Sector.HORECA, None),
    *((None, OptionId(one)) for one in ("tankstation", "markt", "hotel")),
]


def printed_codes(made: PaperForm) -> set[str]:
    return {one.code for part in made.subjects for one in part.asked}


def set_in_type(text: str) -> str:
    """Give a text as it is read back from paper."""
    return " ".join(printable(text).split())


@pytest.mark.parametrize("branch", BRANCHES)
def test_a_branch_finds_every_core_question_that_it_can_be_asked_and_no_other(branch: str) -> None:
    known = codes(shops.overval())
    asked = {one.id for one in chain.from_iterable(walks(branch)) if one.tier is Tier.CORE}
    assert printed_codes(form(branch=OptionId(branch))) == {known[one] for one in asked}


@pytest.mark.parametrize("sector", Sector)
def test_a_sector_finds_every_core_question_of_each_of_its_branches(sector: Sector) -> None:
    branches = [one.id for one in shops.overval().questions[shops.overval().branch_question].options]
    own = [one for one in branches if shops.overval().questions["branche"].option[one].sector is sector]  # type: ignore[index]  # test shorthand
    assert printed_codes(form(sector)) == set().union(*(printed_codes(form(branch=one)) for one in own))


@pytest.mark.parametrize(("sector", "branch"), KINDS, ids=str)
def test_every_option_stands_on_paper_with_its_letter(sector: Sector | None, branch: OptionId | None) -> None:
    made, asked = paper(shops.overval(), sector, branch, ALL)
    text = text_of(render_form(made))
    for one in asked:
        assert f"{codes(shops.overval())[one.question.id]} {set_in_type(one.question.text)}\n" in text
        if one.question.id != shops.overval().branch_question:
            assert one.options == one.question.options
        for chosen in one.options:
            assert f"\n{letters(one.question)[chosen.id]} {set_in_type(chosen.text)}" in text


@pytest.mark.parametrize(("sector", "branch"), KINDS, ids=str)
def test_paper_and_program_agree_on_what_is_asked(sector: Sector | None, branch: OptionId | None) -> None:
    made, asked = paper(shops.overval(), sector, branch, ALL)
    assert list(misread(shops.overval(), made, asked)) == []
    assert UNSAID not in {one.applies for part in made.subjects for one in part.asked}


@pytest.mark.parametrize("feature", FEATURES, ids=lambda path: path.name)
def test_they_agree_in_other_questionnaires_too(feature: Path, tmp_path: Path) -> None:
    loaded = with_emergency(catalogue.load(lay(tmp_path, feature)))
    for sector in (None, *Sector):
        made, asked = paper(loaded, sector, None, ALL)
        assert list(misread(loaded, made, asked)) == []
        national = {one.id for part in loaded.forms if part.region is None for one in part.questions}
        assert {one.question.id for one in asked} <= national
    assert make_pdf(render_form(paper(loaded, None, None, ALL)[0]))


def with_emergency(made: Questionnaire) -> Questionnaire:
    """Let a questionnaire have the number that no paper goes without."""
    return replace(made, contacts={**made.contacts, ContactId("spoed"): shops.contact("spoed", "112")})


def test_the_owner_of_these_tests_can_disagree() -> None:
    alphabet = {"kas1": ["a", "b", "c"], "kas2": ["a", "b"]}
    only, unless = "Alleen invullen als u bij kas1\xa0b of c koos.", "Niet invullen als u bij kas1\xa0b of c koos."
    assert [obeyed(only, {"kas1": {one}}, alphabet) for one in "abc"] == [False, True, True]
    assert [obeyed(unless, {"kas1": {one}}, alphabet) for one in "abc"] == [True, False, False]
    run = "Alleen invullen als u bij kas1\xa0a tot en met c koos en bij kas2\xa0b."
    assert [obeyed(run, {"kas1": {"b"}, "kas2": {one}}, alphabet) for one in "ab"] == [False, True]
    either = "Niet invullen als u bij kas1\xa0a koos of bij kas2\xa0b."
    assert [obeyed(either, {"kas1": {"a"}, "kas2": {one}}, alphabet) for one in "ab"] == [False, False]


def test_sentences_are_short_and_dutch() -> None:
    six = question("zes", *map(option, "pqrstu"))
    made = questionnaire(subject("kas", six))

    def said(*chosen: str) -> str:
        gate = Gate(only=((six.id, tuple(map(OptionId, chosen))),))
        return applies(gate, made, codes(made)).replace("\xa0", " ")

    assert said("q") == "Alleen invullen als u bij kas1 b koos."
    assert said("p", "q", "s") == "Alleen invullen als u bij kas1 a, b of d koos."
    assert said("p", "r", "s", "t", "u") == "Alleen invullen als u bij kas1 a of c tot en met f koos."
    assert applies(Gate(), made, codes(made)) == ""


def test_codes_of_the_real_check_are_short_enough_to_type() -> None:
    assert max(map(len, codes(shops.overval()).values())) <= 5


def test_a_paper_for_one_branch_has_that_answer_filled_in() -> None:
    branch = form(branch=OptionId("tabak")).subjects[0].asked[0]
    assert [(box.letter, box.ticked) for box in branch.boxes] == [("e", True)]
    assert not any(box.ticked for part in form(Sector.SHOP).subjects for one in part.asked for box in one.boxes)


def test_it_says_what_happens_with_the_paper_and_whom_to_call() -> None:
    text = " ".join(text_of(render_form(form(Sector.HORECA))).split())
    for said in (
        "Zet uw naam niet op dit papier.",
        "de adviseur van Koninklijke Horeca Nederland",
        "Die leest uw antwoorden en typt ze over.",
        "Wij bewaren uw antwoorden drie maanden, op slot.",
        shops.overval().motto,
        "Gebeurt er nu iets? Bel 112.",
        "tien minuten",
        "Of de vier cijfers van uw postcode:",
    ):
        assert said in text
    everybody = " ".join(text_of(render_form(form(tiers=ALL))).split())
    assert "Geef het papier aan uw adviseur." in everybody
    assert "tien minuten" not in everybody


def test_questions_with_several_answers_numbers_and_texts_have_room_to_answer() -> None:
    several = question("los", option("fooi", 1), option("geen"), kind=Kind.CHOICES)
    number, words = question("bedrag", kind=Kind.NUMBER), question("wens", kind=Kind.TEXT)
    made = with_emergency(questionnaire(subject("kas", several, number, words)))
    text = text_of(render_form(compose_form(made, on=shops.ON)))
    assert text.count("U mag meer vakjes aankruisen.") == 1
    assert text.count("Aantal of bedrag:") == text.count("Uw antwoord:") == 1


def test_whoever_wants_to_be_counted_ticks_it_and_reads_what_the_screen_says() -> None:
    text = " ".join(text_of(render_form(form())).split())
    assert f"Telt u mee voor uw regio? Ja, tel mij mee {set_in_type(COUNTED)}" in text


def test_the_picture_for_the_adviser_is_the_stamp_and_it_stands_below_in_letters() -> None:
    made = form(branch=OptionId("tabak"))
    assert f"Voor uw adviseur: {made.stamp}" in " ".join(text_of(render_form(made)).split())
    assert made.stamp.split() == ["overval", "2026.1", made.edition.rsplit(" ", 1)[1], "winkel", "tabak"]
    assert qr_svg(made.stamp, STAMP_TITLE) in render_form(made)


@pytest.mark.parametrize("contact", ["spoed", "dn"])
def test_a_number_or_name_that_is_too_old_is_not_printed(contact: str) -> None:
    made = shops.overval()
    old = replace(made.contacts[ContactId(contact)], valid_until=shops.ON - timedelta(days=1))
    with pytest.raises(LetterRefused, match=rf"contact '{contact}'.*contacten\.yaml"):
        compose_form(replace(made, contacts={**made.contacts, old.id: old}), Sector.SHOP, on=shops.ON)
    assert compose_form(made, on=NEXT_YEAR)


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_that_an_author_writes_becomes_markup(text: str) -> None:
    def tags(words: str) -> list[object]:
        asked = question("vraag", replace(option("ja"), text=words), help=words)
        made = with_emergency(
            questionnaire(replace(subject("kas", replace(asked, text=words)), title=words, intro=words))
        )
        html = render_form(compose_form(replace(made, motto=words, title=words), on=shops.ON))
        return [one.tag for one in html5lib.parse(html, namespaceHTMLElements=False).iter()]

    assert tags(text) == tags("Gewone tekst")


@pytest.mark.parametrize(("sector", "branch"), FEW, ids=str)
def test_the_core_is_two_to_four_pages_that_each_name_the_version(
    sector: Sector | None, branch: OptionId | None
) -> None:
    made = form(sector, branch)
    found = pages(make_pdf(render_form(made)))
    assert 2 <= len(found) <= 4
    for at, page in enumerate(found, start=1):
        text = page.extract_text()
        assert f"{printable(made.edition)} · {printable(made.whom)}" in text
        assert f"bladzijde {at} van {len(found)}" in text
        assert on_top_of_each_other([one for one in places(page) if one[2] != "×"]) == []


@pytest.mark.parametrize("tiers", [CORE, ALL], ids=["core", "all"])
def test_all_of_it_is_read_aloud_from_the_pdf_in_order(tiers: frozenset[Tier]) -> None:
    made = form(tiers=tiers)
    read = " ".join(" ".join(words for _, words in read_aloud(make_pdf(render_form(made)))).split())
    at = read.index("Vul deze check in met een pen")
    for part in made.subjects:
        for one in part.asked:
            boxes = [f"{box.letter} {box.text}" for box in one.boxes]
            for words in (f"{one.code} {one.text}", *boxes):
                assert set_in_type(words) in read[at:], words
                at = read.index(set_in_type(words), at)


def test_the_tags_say_what_each_part_is() -> None:
    written = make_pdf(render_form(form(Sector.SHOP)))
    said = {" ".join(words.split()): tag for tag, words in read_aloud(written)}
    assert said["Vul deze check in met een pen"] == "H1"
    assert said["Kassa en geld"] == "H2"
    assert said["Hoe gaat uw kluis open?"] == "H3"
    assert said["Wij hebben geen kluis"] == "LBody"
    assert said[f"[{STAMP_TITLE}]"] == "Figure"
    with pikepdf.open(io.BytesIO(written)) as pdf:
        assert pdf.Root.Lang == "nl"
        assert not {
            str(key) for one in objects(pdf) for key in one if key in {"/JS", "/URI", "/AA", "/EF", "/AcroForm"}
        }
        fonts = {str(one.FontName) for one in objects(pdf) if one.get("/Type") == "/FontDescriptor"}
        assert all("Atkinson" in one for one in fonts)


def test_the_letter_process_prints_the_same_form(letter_worker: LetterWorker) -> None:
    html = render_form(form(Sector.HORECA))
    assert print_pdf(html, letter_worker.socket_path) == make_pdf(html)
