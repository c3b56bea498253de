"""`check`: whether questionnaires are sound, what their examples and texts are like, and what a new version changes."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from shopcheck import catalogue, usecases
from shopcheck.cli import differing, region
from shopcheck.cli.questionnaires import WRONG, root_option, say
from shopcheck.core.errors import QuestionnaireInvalid

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from shopcheck.core.errors import Problem

FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@click.command()
@click.argument("paths", metavar="[PATH]...", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="One JSON list instead of lines.")
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), default=None, help="Day for expiry dates; today if left out.")
@click.option("--prove", is_flag=True, help="Search at length too; takes up to a minute.")
@click.option("--coverage", is_flag=True, help="List what no example shop shows.")
@click.option("--language", is_flag=True, help="Give the figures of each file for plain Dutch.")
@click.option("--regions", is_flag=True, help="Say how much each region adds.")
@click.option("--region", "code", metavar="CODE", help="Show the whole of one region, such as RTD.")
@click.option("--diff", nargs=2, type=FOLDER, metavar="OLD NEW", help="Compare two versions instead.")
@root_option
def check(  # noqa: PLR0913 - one option a line, in the words of its help
    paths: tuple[Path, ...],
    on: datetime | None,
    root: Path,
    diff: tuple[Path, Path] | None,
    code: str | None,
    *,
    as_json: bool,
    prove: bool,
    coverage: bool,
    language: bool,
    regions: bool,
) -> None:
    """Validate and prove questionnaires (folders, or files in them); without PATH all of them."""
    if diff:
        _compare(diff, as_json=as_json)
        return
    day = on.date() if on else usecases.today_here()
    found = [catalogue.inspect(folder, on=day, prove=prove) for folder in _folders(paths or (root,))]
    problems = [problem for one in found for problem in one.problems]
    if as_json:
        click.echo(_json([_as_json(problem) for problem in problems]))
    else:
        for one in found:
            for line in _lines(one, coverage=coverage, language=language):
                click.echo(line)
            for line in () if one.problems else _regional(one.folder, code, regions=regions):
                click.echo(line)
        say(problems)
        click.echo(f"{len(found)} vragenlijst(en) nagekeken, {len(problems)} opmerking(en).", err=bool(problems))
    sys.exit(WRONG if problems else 0)


def _compare(folders: tuple[Path, Path], *, as_json: bool) -> None:
    try:
        old, new = map(catalogue.load, folders)
    except QuestionnaireInvalid as error:
        say(error.problems)
        sys.exit(WRONG)
    found = catalogue.difference(old, new)
    click.echo(_json(found.as_json()) if as_json else "\n".join(differing.lines(found)))


def _folders(paths: tuple[Path, ...]) -> list[Path]:
    """Give the questionnaire folders meant: the path itself, those under it, or the one it lies in."""
    found: list[Path] = []
    for path in paths:
        around = [folder for folder in (path, *path.absolute().parents[:2]) if (folder / "check.yaml").is_file()]
        under = list(catalogue.folders(path)) if path.is_dir() else []
        found.extend(around[:1] or under or [path if path.is_dir() else path.parent])
    return list(dict.fromkeys(found))


def _lines(one: catalogue.Inspection, *, coverage: bool, language: bool) -> Iterator[str]:
    """Say what is not wrong: what ages, what the examples show, how plain the texts are."""
    yield from map(str, one.notes)
    if one.coverage:
        shown = ", ".join(f"{sort.number} van {sort.total} {sort.what}" for sort in one.coverage.sorts)
        yield f"{one.folder.name}: {one.coverage.examples} voorbeelden tonen {shown}."
    for sort in one.coverage.sorts if coverage and one.coverage else ():
        yield from _missing(sort.what, sort.missing)
    if language:
        yield f"{'bestand':20} zinnen  gemiddeld  langste  LIX"
        for form in one.language:
            yield f"{form.form:20} {form.sentences:6}  {form.mean:9.1f}  {form.longest:7}  {form.lix:3.0f}"


def _regional(folder: Path, code: str | None, *, regions: bool) -> Iterator[str]:
    if regions:
        yield from region.overview(folder)
    if code:
        yield from region.whole(folder, code)


def _missing(what: str, names: Sequence[str]) -> Iterator[str]:
    if names:
        yield f"  nog niet getoond: {what}"
    yield from (f"    {name}" for name in names)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)


def _as_json(problem: Problem) -> dict[str, str | int]:
    return {
        "path": problem.path,
        "line": problem.line,
        "column": problem.column,
        "number": problem.number,
        "message": problem.message,
        "cure": problem.cure,
    }
