"""`schema` and `assess`: the form of the questionnaires, and one shop's answers to one of them."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from shopcheck import catalogue
from shopcheck.catalogue.reading import SIZE_LIMIT
from shopcheck.catalogue.schema import schema_text
from shopcheck.cli.outcome import outcome
from shopcheck.cli.surroundings import said_plainly
from shopcheck.core.errors import QuestionnaireInvalid
from shopcheck.settings import PREFERRED, QUESTIONNAIRES

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import BinaryIO

    from shopcheck.core.errors import Problem
    from shopcheck.core.questionnaire import Questionnaire

WRONG = 1
root_option = click.option(
    "--root",
    type=click.Path(path_type=Path),
    default=QUESTIONNAIRES,
    envvar="SHOPCHECK_QUESTIONNAIRES",
    help="Folder with a folder per questionnaire.",
)
questionnaire_option = click.option("--questionnaire", default=PREFERRED, show_default=True, help="Its id.")


@dataclass(frozen=True, slots=True)
class AnswersFile:
    """An answers file as it was given; bytes that are no UTF-8 are kept, so that reading can say where they stand."""

    name: str
    text: str

    def read(self) -> str:
        """Give the text."""
        return self.text


def _taken(_context: click.Context, _parameter: click.Parameter, file: BinaryIO) -> AnswersFile:
    content = file.read(SIZE_LIMIT + 1)  # one more than may be: then reading refuses it
    return AnswersFile(getattr(file, "name", "<stdin>"), content.decode("utf-8", "surrogateescape"))


answers_argument = click.argument("answers_file", metavar="FILE", type=click.File("rb"), callback=_taken)


@click.command()
@click.option("-o", "folder", type=click.Path(file_okay=False, path_type=Path), help="Write one file per kind here.")
def schema(folder: Path | None) -> None:
    """Give the JSON Schema of the questionnaire files."""
    found = catalogue.schemas()
    if folder is None:
        click.echo(json.dumps(found, ensure_ascii=False, indent=2, sort_keys=True))
        return
    with said_plainly():
        folder.mkdir(parents=True, exist_ok=True)
        for kind, one in found.items():
            (folder / f"{kind}.json").write_text(schema_text(one), "utf-8")


@click.command()
@answers_argument
@questionnaire_option
@root_option
def assess(answers_file: AnswersFile, questionnaire: str, root: Path) -> None:
    """Assess an answers file (YAML or JSON, - for standard input) and print the outcome as JSON."""
    loaded = load_or_exit(root, questionnaire)
    try:
        answers = catalogue.read_answers(answers_file.read(), loaded, answers_file.name)
    except QuestionnaireInvalid as error:
        say(error.problems)
        sys.exit(WRONG)
    click.echo(json.dumps(outcome(loaded, answers), ensure_ascii=False, indent=2))


def load_or_exit(root: Path, questionnaire: str) -> Questionnaire:
    """Load one questionnaire; leave with 2 where there is none, and with 1 and its problems when it is not sound."""
    if not (root / questionnaire / "check.yaml").is_file():
        known = ", ".join(folder.name for folder in catalogue.folders(root)) or "-"
        msg = f"no questionnaire '{questionnaire}' in {root} (there: {known})"
        raise click.UsageError(msg)
    try:
        return catalogue.load(root / questionnaire)
    except QuestionnaireInvalid as error:
        say(error.problems)
        sys.exit(WRONG)


def say(problems: Iterable[Problem]) -> None:
    """Write each problem on a line of its own, to standard error."""
    for problem in problems:
        click.echo(str(problem), err=True)
