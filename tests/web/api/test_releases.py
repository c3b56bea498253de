"""What a program gets, and what it never gets."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from subprocess import run
from typing import TYPE_CHECKING

from shopcheck.store import audit, signing
from shopcheck.usecases import tokens
from tests.house.tree import ROOT
from tests.machine import program as program_of
from tests.web.api.published import LIST, Program, program

if TYPE_CHECKING:
    from flask import Flask

    from shopcheck.store.releases import Published
    from shopcheck.usecases import Installation
    from tests.store.installations import Clock

OWN, OTHERS, MADE_UP = f"{LIST}/rtd-2026-k4-1", f"{LIST}/ams-2026-k4-1", f"{LIST}/rtd-2031-k4-1"


def test_a_program_reads_the_releases_of_its_region_and_of_the_country(rotterdam: Program) -> None:
    assert rotterdam.ids() == ["nl-2026-k4-1", "rtd-2026-k4-1"]
    assert rotterdam.ids("?region=NL") == ["nl-2026-k4-1"]
    found = rotterdam.read(OWN)
    assert found["period"]["lastDay"] == "2026-12-31"
    assert found["href"] == f"https://check.example.nl{OWN}"
    described = rotterdam.read("/api/v1/openapi.json")["paths"]["/releases/{releaseId}/{fileName}"]["get"]["responses"]
    files = {one["name"]: one for one in found["files"]}
    assert {"data.csv", "data.json", "rapport.pdf", "SHA256SUMS", "rtd-2026-k4-1.zip"} < set(files)
    for file in files.values():
        reply = rotterdam.ask(file["href"].removeprefix("https://check.example.nl"))
        assert (file["sha256"], file["bytes"]) == (sha256(reply.data).hexdigest(), len(reply.data))
        assert reply.headers["Content-Type"] == file["mediaType"]
        assert reply.mimetype in described["200"]["content"]
    assert found["sha256"] == files["release.json"]["sha256"]


def test_what_is_of_another_region_is_not_there_and_the_question_is_in_the_log(
    rotterdam: Program, installation: Installation
) -> None:
    problems = [
        rotterdam.read(path, 404) | {"instance": ""}
        for path in (OTHERS, f"{OTHERS}/data.csv", f"{OTHERS}/release.json", f"{LIST}?region=AMS", MADE_UP, "/api/v1/x")
    ]
    assert problems == [problems[-1]] * 6
    assert [one.what for one in audit.newest(installation.store.database, size=5)] == ["denied"] * 4 + ["token_made"]


def test_reading_is_not_in_the_log(rotterdam: Program, installation: Installation) -> None:
    before = audit.head(installation.store.database)
    for path in (LIST, OWN, f"{OWN}/data.csv", MADE_UP, "/api/v1/openapi.json", "/api/v1/signing-key"):
        rotterdam.ask(path, 404 if path == MADE_UP else 200)
    assert audit.head(installation.store.database) == before


def test_who_shows_no_good_token_gets_nothing(
    app: Flask, installation: Installation, published: list[Published], clock: Clock
) -> None:
    ended, live = program(app, installation), program(app, installation)
    (one, _) = tokens.listed(installation)
    wrong, none = Program(app, "pco_wrong"), Program(app, None)
    assert none.ask(LIST, 401).headers["WWW-Authenticate"] == 'Bearer realm="preventiecheck"'
    clock.go_on(days=366)
    told = [asking.read(OWN, 401) | {"instance": ""} for asking in (ended, live, wrong, none)]
    assert told == [told[0]] * 4
    challenge = 'Bearer realm="preventiecheck", error="invalid_token"'
    assert {asking.seen[-1].headers["WWW-Authenticate"] for asking in (ended, live, wrong)} == {challenge}
    for scheme in ("Basic YTpi", "Bearer", "Bearer ", "bearer\tx", "pco_x"):
        none.ask(LIST, 401, headers={"Authorization": scheme})
    assert one.ends_on < clock.today()


def test_the_name_of_a_content_is_its_hash_and_who_has_it_is_told_so(rotterdam: Program) -> None:
    file = rotterdam.ask(f"{OWN}/data.csv")
    assert file.headers["ETag"] == f'"{sha256(file.data).hexdigest()}"'
    assert file.headers["Cache-Control"] == "private, max-age=31536000, immutable"
    assert file.headers["Content-Type"] == "text/csv; charset=utf-8; header=present"
    assert file.headers["Content-Disposition"] == 'attachment; filename="data.csv"'
    for path in (LIST, OWN, f"{OWN}/data.csv", "/api/v1/openapi.json", "/api/v1/signing-key"):
        first = rotterdam.ask(path)
        again = rotterdam.ask(path, 304, headers={"If-None-Match": f'"x", {first.headers["ETag"]}'})
        assert (again.data, again.headers["ETag"]) == (b"", first.headers["ETag"])
        assert again.headers["Cache-Control"] == first.headers["Cache-Control"]
        head = rotterdam.ask(path, method="HEAD")
        assert (head.data, head.headers["Content-Length"]) == (b"", str(len(first.data)))
        rotterdam.ask(path, headers={"If-None-Match": '"x"'})
    assert rotterdam.ask(LIST).headers["Cache-Control"] == "no-store"


def test_a_file_that_is_not_there_is_not_there(rotterdam: Program) -> None:
    rotterdam.ask(f"{OWN}/data.xls", 404)
    rotterdam.ask(f"{MADE_UP}/data.csv", 404)


def test_the_key_that_signs_can_be_had_by_anybody(app: Flask, installation: Installation) -> None:
    pem = Program(app, None).ask("/api/v1/signing-key").data
    assert pem.startswith(b"-----BEGIN PUBLIC KEY-----\n")
    assert pem == signing.pem(installation.store.keys.signing_key)


def test_files_are_checked_with_the_commands_of_the_manual(rotterdam: Program, tmp_path: Path) -> None:
    openssl, sums = program_of("openssl", brought_by="openssl"), program_of("sha256sum", brought_by="coreutils")
    (tmp_path / "sleutel.pem").write_bytes(rotterdam.ask("/api/v1/signing-key").data)
    for name in ("SHA256SUMS", "SHA256SUMS.sig", "data.csv"):
        (tmp_path / name).write_bytes(rotterdam.ask(f"{OWN}/{name}").data)
    lines = [line.split() for line in (ROOT / "docs/api.md").read_text("utf-8").splitlines()]
    commands = [[path, *line[1:]] for path in (openssl, sums) for line in lines if line[:1] == [Path(path).name]]
    assert len(commands) == 2
    assert [run(one, cwd=tmp_path, capture_output=True, check=False).returncode for one in commands] == [0, 0]
    for name in ("data.csv", "SHA256SUMS"):
        (tmp_path / name).write_bytes((tmp_path / name).read_bytes().replace(b"e", b"f", 1))
        assert any(run(one, cwd=tmp_path, capture_output=True, check=False).returncode for one in commands)
