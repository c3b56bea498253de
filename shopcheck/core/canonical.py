"""A release as bytes and back: canonical JSON, so that the same release is the same bytes, wherever it is written."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date
from fractions import Fraction
from typing import Any

from shopcheck.core.publication import Line, Period, Point, Release, Section, Table
from shopcheck.core.release import MECHANISM, SCHEME, Estimate, Percentage


def written(release: Release) -> bytes:
    """Write a release; dates and fractions as text, and how the noise was made said openly."""
    content = {"scheme": SCHEME, "mechanism": MECHANISM, **asdict(release)}
    return json.dumps(content, default=str, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def read(content: bytes) -> Release:
    """Read a release that `written` wrote."""
    said = json.loads(content)
    del said["scheme"], said["mechanism"]
    said |= {
        "period": _period(said["period"]),
        "published_on": date.fromisoformat(said["published_on"]),
        "sections": tuple(map(_section, said["sections"])),
        "country": _section(said["country"]) if said["country"] else None,
        "trend": tuple(map(_point, said["trend"])),
        "leaves": tuple(said["leaves"]),
        "epsilon": Fraction(said["epsilon"]),
    }
    return Release(**said)


def _period(said: dict[str, str]) -> Period:
    return Period(date.fromisoformat(said["first"]), date.fromisoformat(said["end"]), said["id"], said["title"])


def _section(said: dict[str, Any]) -> Section:
    tables = tuple(Table(one["id"], one["title"], tuple(map(_line, one["lines"]))) for one in said["tables"])
    return Section(said["sector"], said["title"], Estimate(**said["number"]), _mean(said), tables)


def _line(said: dict[str, Any]) -> Line:
    return Line(said["id"], said["title"], Estimate(**said["count"]), Percentage(**said["share"]))


def _point(said: dict[str, Any]) -> Point:
    good = tuple((name, Percentage(**share)) for name, share in said["good"])
    return Point(_period(said["period"]), Estimate(**said["number"]), _mean(said), good)


def _mean(said: dict[str, Any]) -> Estimate | None:
    return Estimate(**said["mean"]) if said["mean"] else None
