"""A pile of letters as one file for the printer. It works on PDF with pikepdf, so only the worker loads it.

Printed on both sides, every letter begins on a front page. The pages are those of the letters, untouched, so that the
address stays where the window of the envelope is. Tags do not survive: who needs those takes the letters one by one.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, NamedTuple

import pikepdf

if TYPE_CHECKING:
    from collections.abc import Iterable

LANGUAGE = "nl"


class Part(NamedTuple):
    """One document of the pile, under its title in the list beside the pages."""

    title: str
    pdf: bytes


def page_count(pdf: bytes) -> int:
    """Count the pages."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return len(opened.pages)


def bind(title: str, parts: Iterable[Part]) -> bytes:
    """Put documents behind each other, each on a front page. The same documents give the same bytes."""
    bound = pikepdf.new()
    with bound.open_outline() as outline:
        for part in parts:
            outline.root.append(pikepdf.OutlineItem(part.title, len(bound.pages)))
            _append(bound, part.pdf)
    _describe(bound, title)
    finished = io.BytesIO()
    bound.save(finished, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return finished.getvalue()


def _append(bound: pikepdf.Pdf, pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        for page in opened.pages:
            _untag(page)
        bound.pages.extend(opened.pages)
    if len(bound.pages) % 2:
        _, _, width, height = map(float, bound.pages[-1].mediabox)
        bound.add_blank_page(page_size=(width, height))


def _untag(page: pikepdf.Page) -> None:
    """Take away what points into a tree of tags that does not come along."""
    for one in (page.obj, *page.obj.get("/Annots", ())):
        for key in ("/StructParents", "/StructParent"):
            if key in one:
                del one[key]


def _describe(bound: pikepdf.Pdf, title: str) -> None:
    """Tell the printer to print on both sides and not to shrink, or no address would stand before the window."""
    bound.Root.Lang = pikepdf.String(LANGUAGE)
    bound.Root.ViewerPreferences = pikepdf.Dictionary(
        DisplayDocTitle=True, Duplex=pikepdf.Name.DuplexFlipLongEdge, PrintScaling=pikepdf.Name("/None")
    )
    with bound.open_metadata(set_pikepdf_as_editor=False) as metadata:
        metadata["dc:title"] = title
