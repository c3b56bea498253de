"""`shopcheck publish`: from now on this version of a questionnaire keeps its meaning."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from shopcheck import catalogue
from shopcheck.cli.questionnaires import WRONG, load_or_exit, questionnaire_option, root_option

if TYPE_CHECKING:
    from pathlib import Path


@click.command()
@questionnaire_option
@root_option
def publish(questionnaire: str, root: Path) -> None:
    """Add the version of a questionnaire that passes every check to the lock of published versions."""
    loaded = load_or_exit(root, questionnaire)
    if catalogue.check(root / questionnaire):
        click.echo(f"{questionnaire} does not pass; see shopcheck check", err=True)
        sys.exit(WRONG)
    name = f"{loaded.id} {loaded.version}"
    click.echo(f"{name}: published" if catalogue.publish(loaded, root) else f"{name}: was published before")
