"""The style sheet: fresh, light, ours alone; what is not ours is what it says it is."""

from __future__ import annotations

import gzip
import re
import subprocess
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest

from shopcheck.web import assets
from tests.house.tree import ROOT

if TYPE_CHECKING:
    from pathlib import Path

STATIC = assets.FOLDER
SHEET = (STATIC / "site.css").read_text("utf-8")
LIST = (STATIC / "vendor" / "README.md").read_text("utf-8")
HEAVIEST = 12_000  # bytes as sent, packed; govuk-frontend alone would be 16 kB


def tokens() -> dict[str, str]:
    """Read the colours of the style sheet."""
    return dict(re.findall(r"--pc-([a-z-]+):\s*(#[0-9a-f]{3,6})\b", SHEET))


def luminance(colour: str) -> float:
    """Relative luminance, 0 to 1 (WCAG 2.2)."""
    digits = colour[1:] if len(colour) == 7 else "".join(2 * one for one in colour[1:])
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast ratio, 1 to 21 (WCAG 2.2)."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_style_sheet_is_made_from_its_parts() -> None:
    subprocess.run([ROOT / "script" / "styles", "--check"], check=True)


def test_the_style_sheet_is_light() -> None:
    assert len(gzip.compress(SHEET.encode(), mtime=0)) < HEAVIEST


def test_the_style_sheet_loads_only_files_of_ours_under_the_address_that_pages_use() -> None:
    found = re.findall(r'url\("?([^")]+)', SHEET)
    assert found
    for address in found:
        name, _, version = address.partition("?v=")
        mark = assets.fingerprint(name)
        assert mark is not None, name
        assert version == mark.version


def test_no_letter_or_mark_of_another_house_is_served() -> None:
    assert "GDS Transport" not in SHEET
    assert "crown" not in SHEET
    assert "@import" not in SHEET


@pytest.mark.parametrize("row", re.findall(r"^\| `(\S+)` .*\| ([0-9a-f]{64}) \|$", LIST, re.MULTILINE))
def test_what_is_not_ours_is_unchanged(row: tuple[str, str]) -> None:
    name, expected = row
    assert sha256((STATIC / "vendor" / name).read_bytes()).hexdigest() == expected


def test_every_file_that_is_not_ours_is_listed() -> None:
    others: list[Path] = [*(STATIC / "vendor").iterdir(), *(STATIC / "fonts").iterdir()]
    assert len(others) >= 6
    assert not [path.name for path in others if path.name != "README.md" and path.name not in LIST]


@pytest.mark.parametrize("ground", ["ground", "surface", "lamp-soft", "mist"])
@pytest.mark.parametrize("ink", ["ink", "ink-soft", "link", "link-visited"])
def test_text_stands_out_on_every_ground(ground: str, ink: str) -> None:
    colours = tokens()
    assert contrast(colours[ink], colours[ground]) >= 4.5


@pytest.mark.parametrize(
    ("one", "other", "least"),
    [
        ("error", "ground", 4.5),
        ("error", "error-soft", 4.5),
        ("ink", "lamp", 4.5),
        ("dusk-tint", "dusk", 4.5),
        ("surface", "dusk", 4.5),
        ("lamp", "dusk", 4.5),
        ("ink-soft", "groen-soft", 4.5),
        ("ink-soft", "geel-soft", 4.5),
        ("ink-soft", "oranje-soft", 4.5),
        ("ink-soft", "rood-soft", 4.5),
        ("line-strong", "ground", 3),
        ("line-strong", "surface", 3),
        ("line-strong", "lamp-soft", 3),
        ("dusk", "ground", 3),
    ],
)
def test_pairs_that_meet_on_the_site_stand_out(one: str, other: str, least: float) -> None:
    colours = tokens()
    assert contrast(colours[one], colours[other]) >= least


def test_classes_get_darker_with_the_risk_so_that_grey_tells_them_apart() -> None:
    colours = tokens()
    light = [luminance(colours[one]) for one in ("groen", "geel", "oranje", "rood")]
    assert light == sorted(light, reverse=True)
    assert min(contrast(colours["ink"], colours[one]) for one in ("groen", "geel", "oranje")) >= 4.5
    assert contrast("#fff", colours["rood"]) >= 4.5
