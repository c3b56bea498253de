"""The QR picture stands under a strict policy and on paper."""

from __future__ import annotations

import re

from shopcheck.letter import qr_svg


def test_it_is_one_svg_that_needs_no_style() -> None:
    drawing = qr_svg("https://preventiecheck.example/verder", "Verder gaan")
    assert drawing.startswith("<svg ")
    assert drawing.endswith("</svg>")
    assert "<title>Verder gaan</title>" in drawing
    assert not re.search(r"style|class=|width=|height=|href|script", drawing)
    assert "viewBox" in drawing


def test_title_and_text_cannot_break_out() -> None:
    drawing = qr_svg('"><script>', '</title><script>alert("x")</script>')
    assert "<script" not in drawing
    assert "&lt;script&gt;" in drawing


def test_the_same_text_gives_the_same_picture() -> None:
    assert qr_svg("a", "b") == qr_svg("a", "b")
    assert qr_svg("a", "b") != qr_svg("c", "b")
