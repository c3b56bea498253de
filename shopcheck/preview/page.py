"""A questionnaire as one page of HTML: own template, everything escaped, no script."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from shopcheck.core.conditions import Condition
from shopcheck.core.findings import lost
from shopcheck.preview import flow as drawing

if TYPE_CHECKING:
    from shopcheck.core.questionnaire import Form, Option, Question, Questionnaire, Rule

TEMPLATES = Path(__file__).parents[2] / "templates" / "preview"
STYLE = (TEMPLATES / "preview.css").read_text("utf-8")
KINDS = {
    "choice": "één antwoord",
    "choices": "meer antwoorden mogelijk",
    "number": "een getal",
    "text": "een open tekst; telt nooit mee",
}
TIERS = {"core": "kern", "deep": "verdieping"}
LEVERS = {
    "loot": "minder buit",
    "moment": "minder zwakke momenten",
    "visibility": "meer zicht",
    "aftermath": "beter na afloop",
    "law": "de wet",
}


def page(questionnaire: Questionnaire) -> str:
    """Write the page; it refers to preview.css beside it."""
    return (
        _environment()
        .get_template("preview.html")
        .render(questionnaire=questionnaire, flow=drawing.flow(questionnaire), kinds=KINDS, tiers=TIERS, levers=LEVERS)
    )


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"loses": _loses, "condition": _condition, "notes": _notes, "rules_of": _rules_of}
    return environment


def _loses(option: Option, question: Question, questionnaire: Questionnaire) -> tuple[str, ...]:
    """Points lost on prevention and on detection, as a Dutch reader writes them; a dash where nothing counts."""
    if option.not_applicable:
        return "–", "–"
    found = lost(question, (option,), questionnaire.scoring.unknown_share)
    return tuple(f"{round(one, 2):g}".replace(".", ",") for one in found)


def _condition(condition: Condition) -> str:
    """Write a condition so that it can be read, and broken over lines between its parts."""
    return condition.text.replace("&&", "en").replace("||", "of").replace('"', "")


def _notes(option: Option) -> list[str]:
    """What else hangs on an answer, in words."""
    flags = (("kritiek", option.critical), ("dringend", option.urgent))
    notes = [f"{name} als {_condition(one)}" if isinstance(one, Condition) else name for name, one in flags if one]
    known = (
        ("weet ik niet", option.unknown),
        ("telt niet mee", option.not_applicable),
        ("na een overval", option.after_robbery),
    )
    return [*notes, *(name for name, one in known if one)]


def _rules_of(questionnaire: Questionnaire, form: Form) -> list[Rule]:
    return [rule for rule in questionnaire.rules if rule.form == form.id]
