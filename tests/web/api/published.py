"""Releases of a few regions, put there by hand, and a program that asks for them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING, Any

from shopcheck.core.publication import WHOLE, Period, Release, Section
from shopcheck.core.release import Estimate
from shopcheck.partners import package
from shopcheck.store import releases, signing
from shopcheck.usecases import tokens

if TYPE_CHECKING:
    from flask import Flask
    from werkzeug.test import TestResponse

    from shopcheck.store.releases import Published
    from shopcheck.usecases import Installation

PDF = b"%PDF-1.7"
LIST = "/api/v1/releases"
QUARTER = Period(date(2026, 10, 1), date(2027, 1, 1), "2026-k4", "vierde kwartaal van 2026")


def release(region: str, number: int = 1) -> Release:
    """Make a release; `number` tells those of one region apart."""
    whole = Section(WHOLE, "Alle deelnemers", Estimate(120, 110, 130), None, ())
    return Release(
        id=f"{region.lower()}-2026-k4-{number}",
        questionnaire="overval",
        version="2026.1",
        region=region,
        title={"RTD": "Rotterdam", "NL": "Nederland"}.get(region, region),
        period=QUARTER,
        published_on=date(2027, 1, 1),
        corrects=None,
        sections=(whole,),
        country=None,
        trend=(),
        leaves=(),
        scale=3,
        least=30,
        epsilon=Fraction(10, 3),
    )


def publish(installation: Installation, *made: Release) -> list[Published]:
    """Publish releases with all their files, in this order."""
    found, keys = [], installation.store.keys
    for one in made:
        files = [releases.file(*file) for file in package(one, PDF, partial(signing.sign, keys.signing_key))]
        with installation.store.database.writing() as connection:
            done = releases.publish(connection, keys, one, files)
        assert done
        found.append(done)
    return found


@dataclass
class Program:
    """A program of a partner. It keeps what it is told to keep, cookies too."""

    app: Flask
    token: str | None
    seen: list[TestResponse] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Start with nothing."""
        self.client = self.app.test_client()

    def ask(self, path: str, status: int = 200, method: str = "GET", **more: Any) -> TestResponse:  # noqa: ANN401 - keywords of werkzeug
        """Send one request with the token."""
        headers = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        headers |= more.pop("headers", {})
        reply = self.client.open(path, method=method, headers=headers, buffered=True, **more)
        assert reply.status_code == status, reply.get_data(as_text=True)
        self.seen.append(reply)
        return reply

    def read(self, path: str, status: int = 200) -> Any:  # noqa: ANN401 - JSON can be anything
        """Read what is answered as JSON."""
        return self.ask(path, status).json

    def ids(self, query: str = "") -> list[str]:
        """Give the ids of one page of the list."""
        return [one["id"] for one in self.read(LIST + query)["releases"]]


def program(app: Flask, installation: Installation, *regions: str) -> Program:
    """Make a program with a token for these regions."""
    return Program(app, tokens.issue(installation, "Gemeente", regions or ("RTD",)))
