"""The only files that a letter is made of: fonts and pictures inside this package, by fixed names."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from shopcheck.core.errors import LetterRefused

if TYPE_CHECKING:
    from collections.abc import Mapping

PACKAGE = Path(__file__).parent
SCHEME = "letter:"
FONTS = {400: "AtkinsonHyperlegible-Regular.ttf", 700: "AtkinsonHyperlegible-Bold.ttf"}
PICTURES = ("groen.svg", "geel.svg", "oranje.svg", "rood.svg", "huis.svg", "vinkje.svg", "schaar.svg")
FONT_FACES = "".join(
    f'@font-face {{ font-family: "Atkinson Hyperlegible"; font-weight: {weight}; src: url("{SCHEME}{name}"); }}\n'
    for weight, name in FONTS.items()
)


@cache
def assets() -> Mapping[str, tuple[str, bytes]]:
    """Read every file once: address → (media type, content). Raises LetterRefused when one is gone."""
    files = [(PACKAGE / "fonts" / name, "font/ttf") for name in FONTS.values()]
    files += [(PACKAGE / "art" / name, "image/svg+xml") for name in PICTURES]
    return MappingProxyType({f"{SCHEME}{path.name}": (media_type, _read(path)) for path, media_type in files})


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        raise LetterRefused(f"bestand '{path.name}' van de brief is weg: installeer het programma opnieuw.") from None
