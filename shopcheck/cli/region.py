"""`region`: what a region says beside the national questionnaire, for a person, with where each part comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from shopcheck import catalogue
from shopcheck.catalogue.sheet import HEADS
from shopcheck.cli.questionnaires import folder_or_exit, questionnaire_option, root_option
from shopcheck.cli.surroundings import said_plainly

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path


@click.command()
@click.argument("code", required=False)
@questionnaire_option
@root_option
def region(code: str | None, questionnaire: str, root: Path) -> None:
    """Show all that one region says (CODE, such as RTD), or how much each of them says."""
    folder = folder_or_exit(root, questionnaire)
    with said_plainly():
        sheets = catalogue.sheets(folder)
    if code is None:
        lines = _overview(sheets)
    elif code.upper() in sheets:
        lines = _whole(code.upper(), sheets[code.upper()], folder)
    else:
        msg = f"no region '{code}' (there: {', '.join(sheets)})"
        raise click.UsageError(msg)
    for line in lines:
        click.echo(line)


def _overview(sheets: Mapping[str, catalogue.Sheet]) -> Iterator[str]:
    for code, sheet in sheets.items():
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
