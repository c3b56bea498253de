"""What a region says beside the national questionnaire, for a person, with where each part comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from shopcheck import catalogue
from shopcheck.catalogue.sheet import HEADS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def whole(folder: Path, code: str) -> Iterator[str]:
    """Write all that one region says; `folder` must be sound. Wrong use where there is no such region."""
    sheets = catalogue.sheets(folder)
    if code.upper() not in sheets:
        msg = f"no region '{code}' (there: {', '.join(sheets)})"
        raise click.UsageError(msg)
    return _whole(code.upper(), sheets[code.upper()], folder)


def overview(folder: Path) -> Iterator[str]:
    """Write how much each region says; `folder` must be sound."""
    for code, sheet in catalogue.sheets(folder).items():
        counts = ", ".join(f"{head.lower()} {len(sheet.under(head))}" for head in HEADS)
        yield f"{code}  {sheet.title}: {counts}"


def _whole(code: str, sheet: catalogue.Sheet, folder: Path) -> Iterator[str]:
    yield f"{sheet.title} ({code})"
    for head in HEADS:
        yield ""
        yield head
        for line in sheet.under(head):
            yield f"- {line.text}"
            yield f"  {line.place.path.removeprefix(f'{folder}/')}:{line.place.line}"
        if not sheet.under(head):
            yield "- geen"
