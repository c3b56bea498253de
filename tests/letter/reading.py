"""HTML → the text that a person reads, a line per block; and what a PDF holds."""

from __future__ import annotations

import io
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pypdf

if TYPE_CHECKING:
    from collections.abc import Iterator

BLOCKS = {"p", "h1", "h2", "h3", "h4", "li", "tr", "div", "section", "table", "ul", "ol", "br", "body"}
SKIPPED = {"style", "title", "text", "head"}
VOID = {"br", "img", "meta", "line", "rect", "path"}


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.skipping = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in SKIPPED:
            self.skipping += 1
        if tag in BLOCKS:
            self.parts.append("\n")
        if tag in {"td", "th"}:
            self.parts.append(" | ")
        if tag == "img":
            self.parts.append(f"[{dict(attrs).get('alt')}] ")
        if tag in {"h1", "h2", "h3", "h4"}:
            self.parts.append(f"{'#' * int(tag[1])} ")

    def handle_endtag(self, tag: str) -> None:
        if tag in SKIPPED:
            self.skipping -= 1
        if tag in BLOCKS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.skipping:
            self.parts.append(data.replace("\n", " "))


def text_of(html: str) -> str:
    """Give what is read, block by block."""
    reader = _Reader()
    reader.feed(html)
    lines = (" ".join(line.split()).removeprefix("| ") for line in "".join(reader.parts).split("\n"))
    return "\n".join(line for line in lines if line) + "\n"


def pages(pdf: bytes) -> list[pypdf.PageObject]:
    """Give the pages of a PDF."""
    return list(pypdf.PdfReader(io.BytesIO(pdf)).pages)


def places(page: pypdf.PageObject) -> Iterator[tuple[float, float, str]]:
    """Give where each piece of text starts on a page (pt from the left and from the bottom), and the text."""
    found: list[tuple[float, float, str]] = []

    def visit(text: str, matrix: list[float], text_matrix: list[float], _font: object, _size: float) -> None:
        if text.strip():
            x, y = text_matrix[4], text_matrix[5]
            a, b, c, d, e, f = matrix
            found.append((a * x + c * y + e, b * x + d * y + f, text.strip()))

    page.extract_text(visitor_text=visit)
    return iter(found)
