"""`preview`: a whole questionnaire on one page, to read and to talk over."""

from __future__ import annotations

from pathlib import Path

import click

from shopcheck import preview as pages
from shopcheck.cli.questionnaires import load_or_exit, root_option
from shopcheck.settings import PREFERRED


@click.command()
@click.argument("questionnaire", default=PREFERRED)
@click.option("-o", "folder", required=True, type=click.Path(file_okay=False, path_type=Path), help="Write it here.")
@root_option
def preview(questionnaire: str, folder: Path, root: Path) -> None:
    """Write index.html with all questions, points, rules, measures and sources of QUESTIONNAIRE (its id)."""
    loaded = load_or_exit(root, questionnaire)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "index.html").write_text(pages.page(loaded), "utf-8")
    (folder / "preview.css").write_text(pages.STYLE, "utf-8")
    click.echo(folder / "index.html")
