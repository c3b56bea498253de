"""`form`: the same questions on paper, for an owner without a computer."""

from __future__ import annotations

from pathlib import Path

import click

from shopcheck import usecases
from shopcheck.cli.questionnaires import load_or_exit, questionnaire_option, root_option
from shopcheck.cli.surroundings import letters, said_plainly
from shopcheck.core.questionnaire import OptionId, Questionnaire, Sector, Tier
from shopcheck.letter import compose_form, render_form

TIERS = {"core": frozenset({Tier.CORE}), "all": frozenset(Tier)}


@click.command()
@click.option("-o", "out", required=True, type=click.Path(dir_okay=False, path_type=Path), help="The PDF.")
@click.option("--sector", type=click.Choice([one.value for one in Sector]), help="Questions for this sector only.")
@click.option("--branch", help="Questions for this branch only, by its id.")
@click.option("--tier", type=click.Choice([*TIERS]), default="core", show_default=True, help="Core or all questions.")
@questionnaire_option
@root_option
def form(*, out: Path, sector: str | None, branch: str | None, tier: str, questionnaire: str, root: Path) -> None:
    """Make the check on paper: to fill in with a pen, and for an adviser to type over."""
    loaded = load_or_exit(root, questionnaire)
    wanted = Sector(sector) if sector else None
    if branch is not None:
        _check(loaded, wanted, branch)
    with said_plainly():
        named = OptionId(branch) if branch else None
        html = render_form(compose_form(loaded, wanted, named, TIERS[tier], on=usecases.today_here()))
        with letters() as printed:
            out.write_bytes(printed(html))


def _check(loaded: Questionnaire, sector: Sector | None, branch: str) -> None:
    known = loaded.questions[loaded.branch_question].option
    there = [one.id for one in known.values() if sector is None or one.sector == sector]
    if branch not in there:
        raise click.UsageError(f"no branch '{branch}'{f' in {sector}' if sector else ''} (there: {', '.join(there)})")
