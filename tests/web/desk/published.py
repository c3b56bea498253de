"""Releases that are out, for tests of the pages that show them."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from shopcheck.partners import package
from shopcheck.store import releases, signing
from tests.core.publishing import period, release

if TYPE_CHECKING:
    from shopcheck.core.publication import Release
    from shopcheck.store.releases import Published
    from shopcheck.usecases import Installation

SHARES = {"kas": (30, 40, 20, 10), "camera": (60, 20, 10, 10), "per_raak": (70, 30)}
PDF = b"%PDF-1.7\n"
TITLES = {"RTD": "Rotterdam", "AMS": "Amsterdam", "NL": "Nederland"}


def of(region: str = "RTD", quarter: int = 1, **changed: object) -> Release:
    """Make the release of a region over a quarter of 2027."""
    id_ = f"{region.lower()}-2027-k{quarter}-2026.1"
    made = replace(release(1000, **SHARES), id=id_, region=region, title=TITLES[region], period=period(2027, quarter))
    return replace(made, **changed)  # type: ignore[arg-type]  # fields of a release


def publish(installation: Installation, made: Release) -> Published:
    """Publish it, with its files."""
    keys = installation.store.keys
    files = [releases.file(*one) for one in package(made, PDF, partial(signing.sign, keys.signing_key))]
    with installation.store.database.writing() as connection:
        done = releases.publish(connection, keys, made, files)
    assert done
    return done
