"""What a screen reader says of a tagged PDF: the words in the order of the structure tree, not of the page."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

import pikepdf

if TYPE_CHECKING:
    from collections.abc import Iterator

CHAR = re.compile(rb"<([0-9a-fA-F]+)>\s+<([0-9a-fA-F]+)>")
RANGE = re.compile(rb"<([0-9a-fA-F]+)>\s+<([0-9a-fA-F]+)>\s+<([0-9a-fA-F]+)>")

Signs = dict[int, str]
Marked = dict[tuple[int, int], str]  # (number of the page object, mark on it) → words


def read_aloud(written: bytes) -> list[tuple[str, str]]:
    """Give (tag, words) piece by piece; the tag is the nearest that means something, a picture says what it shows."""
    with pikepdf.open(io.BytesIO(written)) as pdf:
        words: Marked = {}
        for page in pdf.pages:
            for mark, text in _marked(page):
                words[_number(page.obj), mark] = words.get((_number(page.obj), mark), "") + text
        return list(_elements(pdf.Root.StructTreeRoot, words))


def _elements(element: pikepdf.Object, words: Marked, within: str = "") -> Iterator[tuple[str, str]]:
    tag = str(element.get("/S", "")).removeprefix("/")
    tag = within if tag in {"Span", "NonStruct", ""} else tag
    if "/Alt" in element:
        yield tag, f"[{element.Alt}]"
    kids = element.get("/K", pikepdf.Array())
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if not isinstance(kid, pikepdf.Dictionary):
            yield tag, words.get((_number(element.Pg), int(kid)), "")
        elif kid.get("/Type") != "/OBJR":
            yield from _elements(kid, words, tag)


def _number(page: pikepdf.Object) -> int:
    return page.objgen[0]


def _marked(page: pikepdf.Page) -> Iterator[tuple[int, str]]:
    fonts = {str(name): _signs(font) for name, font in page.Resources.Font.items()}
    signs: Signs = {}
    marks: list[int | None] = []
    for instruction in pikepdf.parse_content_stream(page):
        operands = list(instruction.operands)
        match str(instruction.operator):
            case "BDC":
                properties = operands[1]
                marks.append(int(properties.MCID) if "/MCID" in properties else None)
            case "BMC":
                marks.append(None)
            case "EMC":
                marks.pop()
            case "Tf":
                signs = fonts[str(operands[0])]
            case "TJ" | "Tj" if marks and marks[-1] is not None:
                yield marks[-1], _text(operands[0], signs)


def _text(shown: object, signs: Signs) -> str:
    pieces = shown if isinstance(shown, pikepdf.Array) else [shown]
    codes = [bytes(piece) for piece in pieces if isinstance(piece, pikepdf.String)]
    joined = b"".join(codes)
    return "".join(signs[int.from_bytes(joined[at : at + 2], "big")] for at in range(0, len(joined), 2))


def _signs(font: pikepdf.Object) -> Signs:
    """Read which sign each code of a font stands for."""
    table = font.ToUnicode.read_bytes()
    signs: Signs = {}
    for block in re.findall(rb"beginbfchar(.*?)endbfchar", table, re.DOTALL):
        signs |= {int(code, 16): bytes.fromhex(sign.decode()).decode("utf-16-be") for code, sign in CHAR.findall(block)}
    for block in re.findall(rb"beginbfrange(.*?)endbfrange", table, re.DOTALL):
        for first, last, sign in RANGE.findall(block):
            start = int(sign, 16)
            signs |= {code: chr(start + code - int(first, 16)) for code in range(int(first, 16), int(last, 16) + 1)}
    return signs
