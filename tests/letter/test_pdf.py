"""The PDF: its own fonts and pictures only, the same bytes every time, two to four pages, readable aloud."""

from __future__ import annotations

import io
import re
import socket
from dataclasses import replace
from typing import TYPE_CHECKING

import pikepdf
import pytest
from weasyprint.urls import FatalURLFetchingError

from shopcheck.core.errors import LetterFailed
from shopcheck.core.sharing import LONGEST_REMARK
from shopcheck.letter import print_pdf, render_html
from shopcheck.letter.letter import Chapter, Quote
from shopcheck.letter.pdf import FETCHER, _declare_universal_access, make_pdf
from tests.letter import shops
from tests.letter.aloud import read_aloud
from tests.letter.reading import pages, places
from tests.letter.test_html import HOSTILE, everywhere
from tests.machine import FAULTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from shopcheck.letter import LetterWorker

pytestmark = pytest.mark.uncounted

SHELL = '<html lang="nl"><title>x</title><style>{style}</style><p>x</p>{body}'
MILLIMETRE = 72 / 25.4
REMARK = "Opmerking van uw adviseur"
LONGEST = ("Haal na de lunch en na het diner het grote geld uit de kassa. " * 10)[:LONGEST_REMARK]
HEADS = {
    REMARK,
    "Bijlage",
    "Hulp in uw regio",
    "Let op de wet",
    "Zoek dit uit",
    "Voor later",
    "Uw antwoorden",
    "Uw antwoorden, vervolg",
    "Bronnen",
    "Hoe de score is gemaakt",
}
# Examples from all over, and draws that are each laid out in another way.
LAID_OUT = [*shops.example_names()[:: 5 if FAULTS else 10], 0, 2, 7, 12, 13, 93, *((5, 10, 15, 136) if FAULTS else ())]
NUMBERED = shops.example_names()[:: 1 if FAULTS else 3]  # all of them in script/faults
AXIS = {"0", "50", "100"}  # words in a drawing: pypdf does not say well where they stand
HEIGHT, TOP, FOOT = 297 * MILLIMETRE, 18 * MILLIMETRE, 20 * MILLIMETRE
COLUMNS = {20, 78, 136}  # mm: where the answers begin
ALMOST_EMPTY, ALMOST_FULL = 0.25, 0.8
CLEAR = 6 * MILLIMETRE  # from line to line: more than in the address
NARROW, LINE = 3.0, 7.0  # pt: a sign at least, and the least distance of two lines


@pytest.fixture(scope="module")
def printed() -> bytes:
    """Print the letter of a small shop."""
    return make_pdf(render_html(shops.letter(name="De Hoek", address="Straat 1\n1234 AB Stad")))


def objects(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """Walk every dictionary in the file, also those inside others."""
    todo: list[object] = list(pdf.objects)
    while todo:
        one = todo.pop()
        if isinstance(one, (pikepdf.Dictionary, pikepdf.Stream)):
            yield one
            todo.extend(value for value in dict(one.items()).values() if not getattr(value, "is_indirect", False))
        elif isinstance(one, pikepdf.Array):
            todo.extend(value for value in one if not getattr(value, "is_indirect", False))


@pytest.mark.parametrize("text", ["Gewone tekst", " ".join(HOSTILE)], ids=["ordinary", "hostile"])
def test_nothing_in_the_file_can_act_or_be_opened(text: str) -> None:
    with pikepdf.open(io.BytesIO(make_pdf(render_html(everywhere(text))))) as pdf:
        assert "/Names" not in pdf.Root
        assert "/AF" not in pdf.Root
        assert "/OpenAction" not in pdf.Root
        for one in objects(pdf):
            assert not {"/JS", "/JavaScript", "/Launch", "/EF", "/URI", "/AA"} & set(one.keys())
            assert one.get("/S") not in {"/JavaScript", "/Launch", "/URI", "/GoToR", "/SubmitForm"}


@pytest.mark.parametrize(
    "hole",
    [
        {"body": '<img src="file:///etc/passwd" alt="x">'},
        {"body": '<img src="http://127.0.0.1:9/x.png" alt="x">'},
        {"body": '<img src="data:image/png;base64,AAAA" alt="x">'},
        {"body": '<img src="letter:other.svg" alt="x">'},
        {"body": '<img src="letter:../../worker.py" alt="x">'},
        {"body": '<img src="relative.png" alt="x">'},
        {"body": '<link rel="attachment" href="file:///etc/passwd">'},
        {"body": '<link rel="stylesheet" href="https://evil.example/x.css">'},
        {"body": '<a rel="attachment" href="file:///etc/passwd">x</a>'},
        {"body": '<object data="file:///etc/passwd"></object>'},
        {"body": '<embed src="ftp://evil.example/x">'},
        {"style": "@import url(file:///etc/passwd);"},
        {"style": "p { background: url(https://evil.example/x.png) }"},
        {"style": "@font-face { font-family: x; src: url(file:///etc/passwd) } p { font-family: x }"},
        {"style": "p::before { content: url(gopher://x) }"},
    ],
    ids=str,
)
def test_a_file_that_is_not_of_the_letter_stops_it(hole: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []
    monkeypatch.setattr(socket.socket, "connect", lambda *arguments: asked.append(arguments))
    with pytest.raises(LetterFailed, match="complained" if "relative" in str(hole) else "not its own"):
        make_pdf(SHELL.format(**{"style": "", "body": "", **hole}))
    assert asked == []


@pytest.mark.parametrize("address", ["file:///etc/passwd", "http://127.0.0.1/", "letter:", "LETTER:groen.svg", ""])
def test_the_fetcher_knows_its_own_files_only(address: str) -> None:
    with pytest.raises(ValueError, match="not a file of the letter"):
        FETCHER.fetch(address)
    with pytest.raises(ValueError, match="not a file of the letter"):
        FETCHER.open(address)
    assert issubclass(FatalURLFetchingError, BaseException)
    assert not issubclass(FatalURLFetchingError, Exception)


def test_what_the_typesetter_does_not_know_stops_the_letter() -> None:
    with pytest.raises(LetterFailed, match="complained"):
        make_pdf(SHELL.format(style="p { colour: red }", body=""))


def test_the_same_letter_gives_the_same_bytes_here_and_in_the_letter_process(letter_worker: LetterWorker) -> None:
    html = render_html(shops.letter())
    assert make_pdf(html) == make_pdf(html) == print_pdf(html, letter_worker.socket_path)


def test_metadata_of_another_shape_stop_the_letter() -> None:
    other = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.Root.Metadata = pdf.make_stream(b"<rdf:RDF></rdf:RDF><rdf:RDF></rdf:RDF>")
        pdf.save(other)
    with pytest.raises(LetterFailed, match="not as expected"):
        _declare_universal_access(other.getvalue())


def test_another_letter_gives_other_bytes(printed: bytes) -> None:
    assert make_pdf(render_html(shops.letter())) != printed


def test_the_metadata_say_who_and_when_and_nothing_else(printed: bytes) -> None:
    with pikepdf.open(io.BytesIO(printed)) as pdf:
        info = {str(key): str(value) for key, value in pdf.docinfo.items()}
        xmp = pdf.Root.Metadata.read_bytes().decode()
    assert re.fullmatch(r"WeasyPrint [\d.]+", info.pop("/Producer"))
    assert info == {
        "/Title": "Proef: uw adviesbrief",
        "/Author": "Dn",
        "/Creator": "Proef",
        "/CreationDate": "D:20261124",
    }
    said = re.sub(
        r'"(?:adobe:ns|http://(?:www\.w3|purl|ns\.adobe|www\.aiim))[^"]*"|http://www\.aiim\.org/\S*(?=<)', "", xmp
    )
    assert "2026-11-24<" in said
    for leak in ("/" + "work", "/home", "/usr", socket.gethostname(), "preventiecheck.example", "De Hoek", "Straat 1"):
        assert leak not in said
    assert "<pdfuaid:part>1</pdfuaid:part>" in xmp


def test_it_is_dutch_and_shows_its_title(printed: bytes) -> None:
    with pikepdf.open(io.BytesIO(printed)) as pdf:
        assert pdf.Root.Lang == "nl"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert pdf.Root.MarkInfo.Marked


def test_every_font_is_the_letter_type_and_is_inside(printed: bytes) -> None:
    with pikepdf.open(io.BytesIO(printed)) as pdf:
        fonts = [one for one in objects(pdf) if one.get("/Type") == "/FontDescriptor"]
        names = {str(one.FontName).split("+")[-1] for one in fonts}
        assert names == {"Atkinson-Hyperlegible", "Atkinson-Hyperlegible-Bold"}
        assert all("/FontFile2" in one or "/FontFile3" in one for one in fonts)


def test_a_letter_in_signs_that_the_type_lacks_still_has_no_other_font() -> None:
    with pikepdf.open(io.BytesIO(make_pdf(render_html(everywhere("北京 🍻 → ✓ Ω Ōsaka"))))) as pdf:
        fonts = [one for one in objects(pdf) if one.get("/Type") == "/FontDescriptor"]
        assert all("Atkinson" in str(one.FontName) for one in fonts)


def test_it_is_read_aloud_in_the_order_of_the_page(printed: bytes) -> None:
    read = " ".join(" ".join(words for _, words in read_aloud(printed)).split())
    order = [
        "De Hoek",
        "Uw advies: drie dingen",
        "Beste ondernemer",
        "[Teken van rood]",
        "Rood",
        "Dit doet u al goed",
        "Begin vandaag",
        "Met vriendelijke groet",
        "Uw eerste maatregelen",
        "1 Doe ",
        "Op de vraag",
        "Waarom.",
        "Zo doet u het.",
        "Gedaan",
        "2 Doe ",
        "Zo staat uw zaak ervoor",
        "[Staafdiagram",
        "De eerste vijf minuten",
        "Bel 112",
        "Bijlage",
        "Uw antwoorden",
        "Bronnen",
        "[QR-code naar de bladzijde waar u uw code typt]",
        "Hoe de score is gemaakt",
    ]
    at = 0
    for words in order:
        assert words in read[at:], words
        at = read.index(words, at)


def test_the_tags_say_what_each_part_is(printed: bytes) -> None:
    said = {words.strip(): tag for tag, words in read_aloud(printed)}
    assert said["Uw advies: drie dingen om mee te beginnen"] == "H1"
    assert said["Uw eerste maatregelen"] == "H2"
    assert said["Doe leeg"] == "H3"
    assert said["Beste ondernemer,"] == "P"
    assert said["Kenmerk"] == "TH"
    assert said[shops.REFERENCE] == "TD"
    assert said["U neemt de tijd."] == "LBody"
    assert said["[Teken van rood]"] == "Figure"


def test_the_address_stands_in_the_window_of_the_envelope(printed: bytes) -> None:
    left, bottom = next((x, y) for x, y, text in places(pages(printed)[0]) if text == "De Hoek")
    height = float(pages(printed)[0].mediabox.height)
    assert left == pytest.approx(20 * MILLIMETRE, abs=1)
    assert height - bottom == pytest.approx(52 * MILLIMETRE + 11, abs=3)  # the line under the words, of 11 pt


def test_every_page_says_which_letter_and_which_page_it_is(printed: bytes) -> None:
    found = pages(printed)
    for at, page in enumerate(found, start=1):
        assert f"kenmerk {shops.REFERENCE}" in page.extract_text()
        assert f"bladzijde {at} van {len(found)}" in page.extract_text()


@pytest.mark.parametrize("shop", NUMBERED)
def test_every_shop_gets_two_to_four_pages_with_the_longest_remark_of_an_adviser_too(shop: str) -> None:
    made = shops.example(shop, remark=LONGEST)
    found = pages(make_pdf(render_html(made)))
    assert 2 <= len(found) <= 4
    assert made.comment
    assert [at for at, page in enumerate(found, start=1) if REMARK in page.extract_text()] == [made.comment.page]
    assert f"bladzijde {made.comment.page}. Wij" in " ".join(found[0].extract_text().split())


@pytest.mark.parametrize("shop", ["markt_heuptas", "cafe_met_alle_verdieping", "juwelier_zorgvuldig"])
def test_a_remark_of_one_endless_word_is_broken_and_stands_clear(shop: str) -> None:
    made = shops.example(shop, remark="W" * LONGEST_REMARK)
    assert made.comment
    page = pages(make_pdf(render_html(made)))[made.comment.page - 1]
    found = list(places(page))
    assert sum(text == "W" * len(text) for _, _, text in found) > 10
    assert on_top_of_each_other([one for one in found if one[2] not in AXIS]) == []


@pytest.mark.parametrize("shop", LAID_OUT, ids=str)
def test_a_letter_has_full_pages_in_good_order(shop: str | int) -> None:
    made = shops.example(shop) if isinstance(shop, str) else shops.generated(shop)
    found = pages(make_pdf(render_html(made)))
    assert 2 <= len(found) <= 4
    placed = [tuple(places(page)) for page in found]
    for here in placed:
        assert on_top_of_each_other([one for one in here if one[2] not in AXIS]) == []
        assert reach(here) > ALMOST_EMPTY
    assert "Wij bewaren hem niet." in " ".join(found[0].extract_text().split())
    if made.annex.more_answers:
        assert reach(placed[-1]) > ALMOST_FULL
    heads = [(x, y) for x, y, text in placed[-1] if text in HEADS]
    assert len(heads) >= 2
    assert bool(made.annex.chapters_on) == ("Uw antwoorden, vervolg" in found[-1].extract_text())
    assert {round(x) for x, _ in heads} == {round(20 * MILLIMETRE)}
    assert [y for _, y in heads] == sorted((y for _, y in heads), reverse=True)


def reach(placed: Iterable[tuple[float, float, str]]) -> float:
    """Say how far down its paper the text of a page reaches, without the lines at its foot: 0 to 1."""
    lowest = min(y for _, y, _ in placed if y > FOOT)
    return (HEIGHT - TOP - lowest) / (HEIGHT - TOP - FOOT)


def test_no_question_is_broken_after_its_first_word() -> None:
    made = shops.letter()
    quotes = [Quote(one.text, "Alleen de vaste mensen") for one in shops.overval().questions.values()]
    answers = Chapter("Kas", tuple(quotes[:60])), Chapter("Deur", tuple(quotes[60:]))
    html = render_html(replace(made, annex=replace(made.annex, chapters=answers)))
    starts = {one.question.split()[0] for one in quotes}
    for page in pages(make_pdf(html)):
        broken = [text for x, _, text in places(page) if text in starts and round(x / MILLIMETRE) in COLUMNS]
        assert broken == []


def test_an_empty_page_is_seen() -> None:
    nearly, full = (pages(make_pdf(SHELL.format(style="", body="<p>x" * count)))[0] for count in (1, 45))
    assert reach(places(nearly)) < ALMOST_EMPTY
    assert reach(places(full)) > ALMOST_FULL


def test_five_lines_of_address_all_stand_clear_of_the_day() -> None:
    lines = ["WWWW MMMM @@@@ WWWW", "Winkelcentrum De Poort", "Unit 14", "Straat 1", "1234 AB Stad"]
    page = pages(make_pdf(render_html(shops.letter(name=lines[0], address="\n".join(lines[1:])))))[0]
    at = {text: y for _, y, text in places(page)}
    baselines = [at[line] for line in lines]
    assert baselines == sorted(baselines, reverse=True)
    assert baselines[-1] - at["Datum"] > CLEAR


def on_top_of_each_other(found: list[tuple[float, float, str]]) -> list[tuple[str, str]]:
    """Find pieces of text that share paper; their width is estimated on the small side."""
    spans = sorted((y, x, x + len(text) * NARROW, text) for x, y, text in found)
    return [
        (one[3], other[3])
        for at, one in enumerate(spans)
        for other in spans[at + 1 :]
        if 0.5 < other[0] - one[0] < LINE and one[1] < other[2] and other[1] < one[2]
    ]


def test_text_on_top_of_text_is_seen() -> None:
    assert on_top_of_each_other([(10, 100, "boven elkaar"), (20, 103, "boven elkaar")])
    assert not on_top_of_each_other([(10, 100, "onder elkaar"), (10, 111, "onder elkaar"), (200, 103, "ernaast")])


@pytest.mark.parametrize("name", ["cafe_met_alle_verdieping", "juwelier_zorgvuldig", "tabakszaak_na_overval"])
def test_a_region_that_says_all_it_may_leaves_the_letter_at_four_pages_or_less(name: str) -> None:
    found = pages(make_pdf(render_html(shops.example(name, shops.talkative()))))
    assert 2 <= len(found) <= 4
