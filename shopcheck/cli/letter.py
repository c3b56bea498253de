"""`letter`: one shop's answers on paper, made and printed the same way as for the site."""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import click

from shopcheck import catalogue, usecases
from shopcheck.cli.questionnaires import answers_argument, load_or_exit, questionnaire_option, root_option
from shopcheck.cli.surroundings import said_plainly
from shopcheck.core.advice import advise
from shopcheck.core.assessment import assess
from shopcheck.core.response import respond
from shopcheck.letter import LetterWorker, compose, print_pdf, render_html, standalone
from shopcheck.settings import Settings

if TYPE_CHECKING:
    from datetime import datetime
    from typing import TextIO


@click.command()
@answers_argument
@click.option("-o", "out", required=True, type=click.Path(dir_okay=False, path_type=Path), help="The PDF.")
@click.option(
    "--html", "page", type=click.Path(dir_okay=False, path_type=Path), help="The same as a page for a browser."
)
@click.option("--name", default="", help="Whom the letter is for.")
@click.option("--address", default="", help=r"Street and town; \n between the lines.")
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), default=None, help="Date of the letter; today if left out.")
@click.option("--reference", default="PROEFBRIEF", show_default=True, help="What the letter is filed under.")
@questionnaire_option
@root_option
def letter(  # noqa: PLR0913 - the options of a command
    *,
    answers_file: TextIO,
    out: Path,
    page: Path | None,
    name: str,
    address: str,
    on: datetime | None,
    reference: str,
    questionnaire: str,
    root: Path,
) -> None:
    """Make the letter for an answers file (YAML or JSON, - for standard input)."""
    loaded = load_or_exit(root, questionnaire)
    with said_plainly():
        answers = catalogue.read_answers(answers_file.read(), loaded, answers_file.name)
        advice = advise(assess(respond(loaded, answers)))
        html = render_html(
            compose(
                advice,
                name,
                address.replace("\\n", "\n"),
                on=on.date() if on else usecases.today_here(),
                resume_url=f"{Settings.from_environment(os.environ).public_url}/verder",
                reference=reference,
            )
        )
        out.write_bytes(_printed(html))
        if page:
            page.write_text(standalone(html), "utf-8")


def _printed(html: str) -> bytes:
    with TemporaryDirectory() as folder, LetterWorker(Path(folder) / "letter.sock") as worker:
        return print_pdf(html, worker.socket_path)
