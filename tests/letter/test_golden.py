"""What an owner reads, word for word. GOLDEN=update writes the texts anew; then read the difference."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from shopcheck.letter import render_html
from tests.letter import shops
from tests.letter.reading import text_of

GOLDEN = Path(__file__).parent / "golden"
SHOPS = [
    "snackbar_alleen_in_donker",
    "kledingwinkel_goed_op_weg",
    "tabakszaak_na_overval",
    "cafe_met_alle_verdieping",
    "juwelier_zorgvuldig",
]


@pytest.mark.parametrize("name", SHOPS)
def test_the_letter_reads_as_agreed(name: str) -> None:
    read = re.sub(r"uitgave \w{12}", "uitgave …", text_of(render_html(shops.example(name))))
    path = GOLDEN / f"{name}.txt"
    if os.environ.get("GOLDEN") == "update":
        path.write_text(read, "utf-8")
    assert read == path.read_text("utf-8")


def test_every_golden_text_belongs_to_a_shop() -> None:
    assert {path.stem for path in GOLDEN.glob("*.txt")} == set(SHOPS)
