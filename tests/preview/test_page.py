"""The page for authors: all of a questionnaire, valid, escaped, with links that lead somewhere."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import html5lib
import pytest
from click.testing import CliRunner

from shopcheck import catalogue
from shopcheck.cli import main
from shopcheck.preview import STYLE, page
from shopcheck.preview.flow import flow
from tests.catalogue.shelf import FEATURES, REAL, SHELF, TINY, change, lay

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(params=[TINY, *FEATURES, REAL / "overval"], ids=lambda folder: folder.name)
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Give a questionnaire: tiny, each feature of the language, and the real one."""
    where: Path = request.param
    return where if where in {TINY, REAL / "overval"} else lay(tmp_path, where)


def test_the_page_is_valid_html_and_every_link_leads_somewhere(folder: Path) -> None:
    text = page(catalogue.load(folder))
    html5lib.HTMLParser(strict=True).parse(text)
    ids = re.findall(r'\bid="([^"]+)"', text)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', text)) <= set(ids)


def test_the_page_says_everything(folder: Path) -> None:
    questionnaire = catalogue.load(folder)
    text = re.sub(r"\s+", " ", page(questionnaire).replace("&#39;", "'").replace("&#34;", '"').replace("&amp;", "&"))
    words = [form.title for form in questionnaire.forms]
    for question in questionnaire.questions.values():
        words += [question.text, question.why, question.help, question.good, *(one.text for one in question.options)]
    words += [rule.because for rule in questionnaire.rules]
    words += [part for one in questionnaire.measures.values() for part in (one.title, one.why, one.how)]
    words += [source.title for source in questionnaire.sources.values()]
    words += [part for one in questionnaire.law.values() for part in (one.title, one.text)]
    words += [part for one in questionnaire.contacts.values() for part in (one.title, one.phone, one.note)]
    for region in questionnaire.regions.values():
        words += [region.title, *(one.text for one in region.texts), *(one.text for one in region.offers)]
    words += [questionnaire.motto, *questionnaire.terms]
    assert [word for word in words if re.sub(r"\s+", " ", word) not in text] == []


def test_what_an_author_writes_is_never_markup(tmp_path: Path) -> None:
    folder = lay(tmp_path)
    change(folder, "zicht.yaml", "good: Uw ramen zijn vrij.", "good: Uw <script>alert(1)</script> & ramen.")
    text = page(catalogue.load(folder))
    assert "<script" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; ramen." in text


def test_points_are_those_that_an_answer_loses() -> None:
    rows = re.findall(r'<tr>\s*<th scope="row">\s*(.*?)\s*<code>.*?</tr>', page(catalogue.load(TINY)), re.DOTALL)
    text = page(catalogue.load(TINY))
    assert "Weet ik niet" in rows
    unknown = text[text.index("Weet ik niet") :]
    assert re.findall(r'<td class="number">(.*?)</td>', unknown)[:2] == ["3,75", "0"]
    closed = text[text.index("Wij hebben geen kassa") :]
    assert re.findall(r'<td class="number">(.*?)</td>', closed)[:2] == ["–", "–"]


def test_the_picture_has_a_box_for_every_form_and_an_arc_for_what_hangs_on_another(tmp_path: Path) -> None:
    folder = lay(tmp_path, next(one for one in FEATURES if one.name == "weighs_when"))
    questionnaire = catalogue.load(folder)
    drawn = flow(questionnaire)
    assert [box.form.id for box in drawn.boxes] == ["profiel", "kas", "zicht"]
    assert [(box.core, box.deep) for box in drawn.boxes] == [(3, 0), (2, 0), (1, 1)]
    assert [(arc.source.id, arc.number) for arc in drawn.arcs] == [("profiel", 1)]
    assert all(box.top + 44 <= drawn.height for box in drawn.boxes)
    assert drawn.arcs[0].path in page(questionnaire)


def test_the_page_loads_nothing_and_runs_nothing() -> None:
    text = page(catalogue.load(REAL / "overval"))
    assert re.findall(r"<(?:link|img|script|iframe)\b[^>]*>", text) == ['<link rel="stylesheet" href="preview.css">']
    assert "url(" not in STYLE
    assert "@import" not in STYLE


def test_preview_writes_the_page_and_its_style(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["preview", "tiny", "--root", str(SHELF), "-o", str(tmp_path / "map")])
    assert (result.exit_code, result.output) == (0, f"{tmp_path}/map/index.html\n")
    assert (tmp_path / "map" / "index.html").read_text("utf-8") == page(catalogue.load(TINY))
    assert (tmp_path / "map" / "preview.css").read_text("utf-8") == STYLE


def test_preview_of_what_is_not_sound_says_why(tmp_path: Path) -> None:
    change(lay(tmp_path), "kas.yaml", "    lever: loot\n", "")
    result = CliRunner().invoke(main, ["preview", "tiny", "--root", str(tmp_path), "-o", str(tmp_path / "map")])
    assert (result.exit_code, "PC502" in result.stderr) == (1, True)
    assert not (tmp_path / "map").exists()
