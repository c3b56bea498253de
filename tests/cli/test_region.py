"""`check --region`: a person reads what a region says, and where to change it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from click.testing import CliRunner, Result

from shopcheck.cli import main
from tests.catalogue.shelf import DAY, SHELF, change, lay

if TYPE_CHECKING:
    from pathlib import Path

WHOLE = """Rotterdam (RTD)

Contacten
- Hulp in de buurt (nog niet nagekeken, geldig tot en met 2027-11-01)
  contacten.yaml:5
- De winkels, https://example.org (nagekeken 2026-11-01, geldig tot en met 2027-11-01)
  contacten.yaml:3

Teksten
- In uw regio werken winkels samen. (bron BRON1; nagekeken 2026-11-01, geldig tot en met 2027-11-01)
  regios/rtd.yaml:6

Aanbod
- Iemand komt kijken. U krijgt een lijst met tips. Vragen bij: De winkels, https://example.org. \
Voor: winkel, als branche is juwelier en alleen is soms of donker. \
(bron BRON1; nagekeken 2026-11-01, geldig tot en met 2027-11-01)
  regios/rtd.yaml:12
- Een avond over veiligheid. U hoort wat andere zaken doen. Voor: horeca, winkel, als "avond" in rtd_wens. \
(bron BRON1; nagekeken 2026-11-01, geldig tot en met 2027-11-01)
  regios/rtd.yaml:21

Accenten
- onderwerp: Kassa en geld
  regios/rtd.yaml:28
- maatregel: Haal posters van de ruit
  regios/rtd.yaml:28

Eigen vragen
- Wat wilt u van uw regio? Een avond / Niets
  regios/rtd.yaml:30
"""


def run(folder: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["check", *words, "--on", DAY.isoformat(), str(folder)])


def test_a_region_is_shown_whole_with_the_place_of_every_part(tmp_path: Path) -> None:
    folder = lay(tmp_path, SHELF / "features" / "region")
    for code in ("RTD", "rtd"):
        shown = run(folder, "--region", code)
        assert shown.exit_code == 0
        assert WHOLE in shown.stdout


def test_how_much_each_region_says_is_a_line_each(tmp_path: Path) -> None:
    folder = lay(tmp_path, SHELF / "features" / "region")
    lines = run(folder, "--regions").stdout.splitlines()
    assert [line for line in lines if line[:5] in {"AMS  ", "RTD  "}] == [
        "AMS  Amsterdam: contacten 1, teksten 0, aanbod 0, accenten 0, eigen vragen 0",
        "RTD  Rotterdam: contacten 2, teksten 1, aanbod 2, accenten 2, eigen vragen 1",
    ]
    assert "Aanbod\n- geen\n" in run(folder, "--region", "AMS").stdout


def test_an_unknown_region_is_wrong_use_and_an_unsound_file_is_told_at_its_place(tmp_path: Path) -> None:
    folder = lay(tmp_path, SHELF / "features" / "region")
    unknown = run(folder, "--region", "XXX")
    assert unknown.exit_code == 2
    assert "there: AMS, RTD" in unknown.stderr
    change(folder, "regios/rtd.yaml", "accents: [kas, ramen]", "accents: [kas, raam]")
    unsound = run(folder, "--region", "RTD")
    assert (unsound.exit_code, "Contacten" in unsound.stdout) == (1, False)
    assert "regios/rtd.yaml:28:16: PC318" in unsound.stderr
