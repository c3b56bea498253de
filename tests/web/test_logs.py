"""What the log holds, and what it never holds."""

from __future__ import annotations

import json
import logging
from typing import TYPE_CHECKING

import pytest

from shopcheck import usecases
from shopcheck.logs import Libraries
from tests.web.visitor import WEAK

if TYPE_CHECKING:
    from tests.web.visitor import Visitor

CANARY = "Kanariebakkerij"
STREET = "Vinkenstraat 12"
REMARK = "Mijn geheime opmerking"


def fail(*_: object, **__: object) -> None:
    """Fail with everything that was typed in the message."""
    raise RuntimeError(f"{CANARY} {STREET} {REMARK}")


def test_a_line_tells_the_route_and_never_a_value(visitor: Visitor, capsys: pytest.CaptureFixture[str]) -> None:
    visitor.begin()
    code = visitor.code()
    visitor.send(visitor.walk({**WEAK, "kas_opmerking": REMARK}))
    visitor.send(visitor.page("/brief"), {"naam": CANARY, "adres": STREET})
    visitor.ask(f"/nergens/{code}?q={CANARY}", headers={"User-Agent": CANARY, "X-Forwarded-For": "203.0.113.77"})
    visitor.ask("/vragen/kas/niets\n{}")
    visitor.ask("/", method=f"GET{CANARY}")
    written = capsys.readouterr().err
    lines = [json.loads(line) for line in written.splitlines()]
    assert {"/vragen/<form_id>/<question_id>", "/brief", None} <= {line["route"] for line in lines}
    assert {"event", "level", "time", "route", "method", "status", "ms", "request"} == set(lines[0])
    for secret in (code, code.replace("-", ""), CANARY, STREET, REMARK, "kas_bedrag", "203.0.113", "127.0.0.1", "veel"):
        assert secret not in written


@pytest.mark.parametrize(
    ("verb", "path"),
    [
        ("visit", "/nakijken"),
        ("save", "/vragen/kas/kas_bedrag"),
        ("finish", "/nakijken"),
        ("address", "/brief"),
        ("leave", "/stoppen"),
        ("forget", "/wissen"),
        ("resume", "/verder"),
        ("start", "/begin"),
    ],
)
def test_an_error_anywhere_shows_and_logs_nothing_that_was_typed(
    visitor: Visitor, verb: str, path: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    visitor.begin()
    code = visitor.code()
    visitor.answer(visitor.page("/vragen/kas/kas_bedrag"), WEAK)
    visitor.post(visitor.page("/nakijken"))
    if verb == "start":
        visitor.post(visitor.page("/stoppen"))
    page = visitor.page(path)
    monkeypatch.setattr(usecases, verb, fail)
    typed = {"q_kas_bedrag": "veel", "q_kas_afromen": "vaak", "q_kas_kluis": "ja", "naam": CANARY, "code": code}
    reply = visitor.post(page, {**typed, "q_branche": "kleding", "q_regio": "RTD"} if verb == "start" else typed)
    assert reply.status_code == 500
    shown, written = reply.get_data(as_text=True), capsys.readouterr().err
    assert "Dat ligt niet aan u" in shown
    assert reply.headers["X-Request-Id"] in written
    for secret in (code, code.replace("-", ""), CANARY, STREET, REMARK):
        assert secret not in written
        assert secret not in shown
    told = [json.loads(line) for line in written.splitlines()]
    assert [line for line in told if line["event"] == "exception" and line["types"][0] == "RuntimeError"]


def test_a_library_that_logs_is_told_in_json_without_its_words(capsys: pytest.CaptureFixture[str]) -> None:
    library = logging.getLogger("library.of.others")
    library.addHandler(Libraries())  # as the root has it, where no test has taken that away
    library.propagate = False
    library.error("could not read %s", "canary", exc_info=ValueError("canary"))
    line = capsys.readouterr().err
    told = json.loads(line)
    assert (told["event"], told["library"], told["cause"]) == ("library", "library.of.others", "ValueError")
    assert "canary" not in line
