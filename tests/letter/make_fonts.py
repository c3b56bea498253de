"""Make the two letter fonts of shopcheck/letter/fonts from the originals: fewer signs, a plain zero, no hinting.

    pip install --target originals fontpkg-atkinson-hyperlegible==1.6
    python -m tests.letter.make_fonts originals/fontpkg_atkinson_hyperlegible/files

The slashed zero of the type is busy in telephone numbers and prices, and the type offers no other. Its counter is two
halves; here they become the one ellipse that they are cut from. The licence (OFL 1.1, no reserved name) allows it.
"""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import GlyphCoordinates

FONTS = Path(__file__).parents[2] / "shopcheck" / "letter" / "fonts"
# Western and Central European names, and the signs that Dutch texts use. Also the list that the letter is cleaned by.
SIGNS = "".join(
    chr(code)
    for code in (*range(0x20, 0x7F), *range(0xA0, 0x180), 0x218, 0x219, 0x21A, 0x21B, *map(ord, "–—‘’‚“”„•…‰‹›€™−≠≤≥"))
)

Point = tuple[int, int, int]  # x, y, 1 when on the line and 0 when a handle


def main(originals: Path) -> None:
    """Write a subset of each weight that the letter uses."""
    for weight in ("Regular", "Bold"):
        font = TTFont(originals / f"AtkinsonHyperlegible-{weight}.ttf", recalcTimestamp=False)
        plain_zero(font)
        options = Options(hinting=False, layout_features=["kern", "mark", "mkmk", "ccmp", "locl", "tnum", "pnum"])
        options.name_IDs = ["*"]
        subsetter = Subsetter(options)
        subsetter.populate(text=SIGNS)
        subsetter.subset(font)
        font.save(FONTS / f"AtkinsonHyperlegible-{weight}.ttf")


def plain_zero(font: TTFont) -> None:
    """Draw the zero without its slash: the outer line as it is, the counter mended from its two halves by symmetry."""
    glyphs = font["glyf"]
    zero = glyphs["zero"]
    coordinates, ends, flags = zero.getCoordinates(glyphs)
    points = [(*xy, flag & 1) for xy, flag in zip(coordinates, flags, strict=True)]
    outer, right, left = points[: ends[0] + 1], points[ends[0] + 1 : ends[1] + 1], points[ends[1] + 1 :]
    ring = [*outer, *_counter(right, left)]
    zero.numberOfContours = 2
    zero.endPtsOfContours = [len(outer) - 1, len(ring) - 1]
    zero.coordinates = GlyphCoordinates([(x, y) for x, y, _ in ring])
    zero.flags = bytearray(on for *_, on in ring)


def _counter(right: list[Point], left: list[Point]) -> list[Point]:
    """The whole counter, against the clock from the bottom; of each half one whole quarter is left, to be mirrored."""
    top = max((at for at, point in enumerate(right) if point[2]), key=lambda at: right[at][1])
    side = min((at for at, point in enumerate(left) if point[2]), key=lambda at: left[at][0])
    bottom = min((point for point in left if point[2]), key=lambda point: point[1])
    upper_right = right[top - 3 : top + 1]  # side, two handles, top
    lower_left = [*left[side : side + 3], bottom]  # side, two handles, bottom
    middle = upper_right[-1][0]
    lower_right = [(2 * middle - x, y, on) for x, y, on in reversed(lower_left)]
    upper_left = [(2 * middle - x, y, on) for x, y, on in reversed(upper_right)]
    return [*lower_right[:3], *upper_right[:3], *upper_left[:3], *lower_left[:3]]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
