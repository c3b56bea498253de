"""The page for authors in a browser: axe finds nothing, and nothing scrolls sideways."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe

from shopcheck import catalogue, preview
from tests.browser.test_pages_are_accessible import RULES, SIDEWAYS
from tests.catalogue.shelf import REAL

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page


@pytest.mark.parametrize("width", [320, 1280])
def test_the_page_for_authors_is_accessible(width: int, page: Page, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(preview.page(catalogue.load(REAL / "overval")), "utf-8")
    (tmp_path / "preview.css").write_text(preview.STYLE, "utf-8")
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"file://{tmp_path}/index.html")
    found = {rule["id"]: len(rule["nodes"]) for rule in Axe().run(page, options=RULES).response["violations"]}
    assert found == {}
    assert page.evaluate(SIDEWAYS) == []
