"""The files of a release: each opens as its format says, all say the same, and the same release is the same bytes."""

from __future__ import annotations

import csv
import io
import json
from hashlib import sha256
from itertools import product
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest
from jsonstat_validator import JSONStatValidationError, validate_jsonstat

from shopcheck.core import canonical
from shopcheck.core.derivation import derive, period_of
from shopcheck.core.profile import Cadence
from shopcheck.core.release import Estimate, Percentage
from shopcheck.partners import package, table
from shopcheck.partners.rows import Fact
from shopcheck.store import signing
from tests.core.frozen import APRIL, a_quarter, frozen, wishing

if TYPE_CHECKING:
    from collections.abc import Mapping

KEY = bytes(range(32))
RELEASE = derive(wishing(), a_quarter(), "rtd", period_of(Cadence.QUARTER, APRIL), APRIL)
NAMES = (
    *("data.csv", "data-excel-nl.csv", "data.json", "data.csv-metadata.json", "rapport.pdf", "release.json"),
    *("LEESMIJ.txt", "datapackage.json", "SHA256SUMS", "SHA256SUMS.sig", "rtd-2027-k1-1.zip"),
)


def made(report: bytes | None = b"%PDF-") -> dict[str, bytes]:
    """Make every file of a release."""
    return {one.name: one.content for one in package(RELEASE, report, lambda sums: signing.sign(KEY, sums))}


FILES = made()


def test_the_same_release_gives_the_same_files_and_without_a_report_one_less() -> None:
    assert tuple(FILES) == NAMES
    assert made() == FILES
    assert set(FILES) - set(made(None)) == {"rapport.pdf"}
    assert b"rapport.pdf" in FILES["LEESMIJ.txt"]
    assert b"rapport.pdf" not in made(None)["LEESMIJ.txt"]


def test_the_csv_is_plain_and_has_a_row_for_every_line_of_every_table() -> None:
    text = FILES["data.csv"].decode("ascii")
    assert text.count("\r\n") == text.count("\n")
    rows = list(csv.DictReader(io.StringIO(text)))
    first = rows[0]
    assert ",".join(first) == (
        "release,period,region,sector,topic,band,"
        "count,countLow90,countHigh90,share,shareLow90,shareHigh90,obsStatus,confStatus"
    )
    assert (first["release"], first["sector"], first["topic"]) == ("rtd-2027-k1-1", "totaal", "aantal")
    sections = [one for one in (*RELEASE.sections, RELEASE.country) if one]
    lines = sum(len(one.lines) for section in sections for one in section.tables)
    assert len(rows) == len(sections) + lines
    green = RELEASE.sections[0].tables[1].lines[0]
    row = next(one for one in rows if one["topic"] == "onderwerp/kas")
    assert (row["band"], int(row["count"]), row["share"]) == ("groen", green.count.value, str(green.share.value))
    assert {one["region"] for one in rows} == {"rtd", "NL"}


def test_dutch_excel_gets_the_same_rows_with_semicolons_and_a_mark_of_utf_8() -> None:
    text = FILES["data-excel-nl.csv"].decode("utf-8")
    assert text.startswith("\ufeffrelease;period;")
    plain = list(csv.reader(io.StringIO(FILES["data.csv"].decode())))
    assert list(csv.reader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";")) == plain


@pytest.mark.parametrize("begin", ["=", "+", "-", "@", "\t", "\r"])
def test_a_cell_that_a_spreadsheet_would_calculate_is_text(begin: str) -> None:
    fact = Fact("r", "p", f'{begin}HYPERLINK("x")', "s", "t", "b", Estimate(-1, 0, 1), None)
    row = next(csv.DictReader(io.StringIO(table.plain([fact]).decode(), newline="")))
    assert row["region"] == f'\'{begin}HYPERLINK("x")'


def test_a_share_is_shown_no_finer_than_five_and_ninety_five() -> None:
    def share(value: int) -> str:
        line = Fact("r", "p", "x", "s", "t", "b", Estimate(1, 0, 2), Percentage(value, 0, 100))
        return next(csv.DictReader(io.StringIO(table.plain([line]).decode())))["share"]

    assert [share(value) for value in (0, 4, 5, 95, 96)] == ["<5", "<5", "5", "95", ">95"]


def cells(cube: Mapping[str, object]) -> dict[tuple[str, ...], tuple[object, str]]:
    """Read a cube: place along each side → value and status."""
    sides = [cube["dimension"][one]["category"]["index"] for one in cube["id"]]  # type: ignore[index,attr-defined]  # JSON
    return dict(zip(product(*sides), zip(cube["value"], cube["status"], strict=True), strict=True))  # type: ignore[call-overload]  # JSON


def test_the_json_is_json_stat_and_says_what_the_csv_says() -> None:
    collection = json.loads(FILES["data.json"])
    assert validate_jsonstat(collection)
    numbers, *tables = collection["link"]["item"]
    assert [one["size"] for one in tables] == [[1, 2, 3, 1, 10, 6], [1, 2, 3, 2, 4, 6], [1, 2, 3, 1, 2, 6]]
    whole = RELEASE.sections[0]
    assert cells(numbers)["2027-k1", "rtd", "totaal", "count"] == (whole.number.value, "n")
    assert whole.mean
    assert cells(numbers)["2027-k1", "rtd", "totaal", "meanHigh90"] == (whole.mean.high, "n")
    rows = csv.DictReader(io.StringIO(FILES["data.csv"].decode()))
    kas = {
        (one["sector"], one["band"]): one for one in rows if (one["topic"], one["region"]) == ("onderwerp/kas", "rtd")
    }
    for (_, region, sector, topic, band, measure), (value, status) in cells(tables[1]).items():
        if (region, topic) == ("rtd", "onderwerp/kas"):
            said = kas[sector, band][measure]
            assert said == str(value) if status == "n" else said == {"l": "<5", "h": ">95"}[status]
    assert cells(tables[1])["2027-k1", "NL", "winkel", "onderwerp/kas", "groen", "count"] == (None, "c")
    tables[1]["size"][0] = 2
    with pytest.raises(JSONStatValidationError):
        validate_jsonstat(collection)


def test_what_is_of_too_few_is_a_row_without_figures() -> None:
    release = derive(wishing(), [frozen(checks=0)], "rtd", period_of(Cadence.QUARTER, APRIL), APRIL)
    files = {one.name: one.content for one in package(release, None, bytes)}
    rows = [one for one in csv.DictReader(io.StringIO(files["data.csv"].decode())) if one["topic"] != "aantal"]
    assert {(one["band"], one["count"], one["share"], one["obsStatus"], one["confStatus"]) for one in rows} == {
        ("", "", "", "Q", "A")
    }
    assert validate_jsonstat(json.loads(files["data.json"]))


def test_metadata_name_the_columns_of_the_csv_and_the_bytes_of_the_files() -> None:
    header = FILES["data.csv"].decode().partition("\r\n")[0].split(",")
    csvw, found = (json.loads(FILES[name]) for name in ("data.csv-metadata.json", "datapackage.json"))
    assert [one["name"] for one in csvw["tableSchema"]["columns"]] == header
    assert csvw["url"] == "data.csv"
    for one in found["resources"]:
        content = FILES[one["path"]]
        assert (one["bytes"], one["hash"]) == (len(content), f"sha256:{sha256(content).hexdigest()}")
    tables = [one for one in found["resources"] if "schema" in one]
    assert [[field["name"] for field in one["schema"]["fields"]] for one in tables] == [header, header]
    readme = FILES["LEESMIJ.txt"].decode().replace("\n", " ")
    for text in (csvw["dc:description"], found["description"], readme):
        assert "geen steekproef" in text
        assert "groepen van minstens 30, ruis volgens discrete-laplace met schaal 3, epsilon 5/3" in text


def test_the_sums_are_of_every_file_and_signed_and_the_zip_holds_all() -> None:
    sums = FILES["SHA256SUMS"].decode().splitlines()
    assert [one.split("  ")[1] for one in sums] == list(NAMES[:8])
    assert all(sha256(FILES[name]).hexdigest() == hashed for hashed, name in (one.split("  ") for one in sums))
    assert signing.is_signed(signing.public(KEY), FILES["SHA256SUMS.sig"], FILES["SHA256SUMS"])
    with ZipFile(io.BytesIO(FILES["rtd-2027-k1-1.zip"])) as bound:
        assert {one.date_time for one in bound.infolist()} == {(1980, 1, 1, 0, 0, 0)}  # none, so always the same
        assert {one: bound.read(one) for one in bound.namelist()} == {name: FILES[name] for name in NAMES[:-1]}
    assert canonical.read(FILES["release.json"]) == RELEASE
