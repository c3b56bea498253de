"""Small questionnaires for tests: say only what the test is about."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from shopcheck.core.conditions import Scope
from shopcheck.core.questionnaire import (
    ClassId,
    Contact,
    ContactId,
    Cost,
    Effort,
    Form,
    FormId,
    Kind,
    LawId,
    LawPoint,
    Lever,
    Measure,
    MeasureId,
    Option,
    OptionId,
    Question,
    QuestionId,
    Questionnaire,
    Region,
    RegionCode,
    RiskClass,
    Rule,
    RuleId,
    Scoring,
    Sector,
    Source,
    SourceId,
    Step,
    Tier,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from shopcheck.core.conditions import Condition

TODAY = date(2026, 11, 24)
NEXT_YEAR = date(2027, 11, 24)


def option(id_: str, points: float = 0, **more: object) -> Option:
    """Make an option; `more` as in Option."""
    return Option(OptionId(id_), text=id_.capitalize(), points=points, **more)  # type: ignore[arg-type]  # test shorthand


def question(id_: str, *options: Option, form: str = "kas", **more: object) -> Question:
    """Make a core choice question of the form `kas`; the lever is loot."""
    settings: dict[str, object] = {"kind": Kind.CHOICE, "tier": Tier.CORE, "lever": Lever.LOOT, **more}
    return Question(
        QuestionId(id_),
        FormId(form),
        text=f"{id_}?",
        why=f"Daarom {id_}.",
        good=f"{id_} gaat goed.",
        options=options,
        **settings,  # type: ignore[arg-type]  # test shorthand
    )


BRANCH = question(
    "branche",
    option("kleding", 2, sector=Sector.SHOP),
    option("snackbar", 10, sector=Sector.HORECA),
    form="profiel",
    lever=None,
)
REGION = question("regio", option("rtd"), option("ams"), form="profiel", lever=None)


def measure(id_: str, sets: Mapping[str, str] | None = None, **more: object) -> Measure:
    """Make a free, small measure."""
    settings: dict[str, object] = {"cost": Cost.FREE, "effort": Effort.SMALL, "weeks": 1, **more}
    return Measure(
        MeasureId(id_),
        title=f"Doe {id_}",
        why="Dat helpt.",
        how="Zo doet u het.",
        cost_from=0,
        cost_to=0,
        who="u zelf",
        sets={QuestionId(one): OptionId(other) for one, other in (sets or {}).items()},
        sources=(SourceId("RAAK"),),
        checked_on=TODAY,
        valid_until=NEXT_YEAR,
        **settings,  # type: ignore[arg-type]  # test shorthand
    )


def rule(id_: str, when: Condition, because: str = "Samen telt dit.", **more: object) -> Rule:
    """Make a rule of the form `kas`."""
    return Rule(RuleId(id_), FormId("kas"), when, because, **more)  # type: ignore[arg-type]  # test shorthand


def steps(*pairs: tuple[str, int]) -> tuple[Step, ...]:
    """Make a scale from (id, up to) pairs."""
    return tuple(Step(id_, id_.capitalize(), up_to) for id_, up_to in pairs)


CLASSES = tuple(
    RiskClass(ClassId(one), one.capitalize(), f"Tekst bij {one}.") for one in ["groen", "geel", "oranje", "rood"]
)
MATRIX = {
    ("klein", "laag"): "groen",
    ("klein", "midden"): "groen",
    ("klein", "hoog"): "geel",
    ("deels", "laag"): "geel",
    ("deels", "midden"): "oranje",
    ("deels", "hoog"): "oranje",
    ("groot", "laag"): "oranje",
    ("groot", "midden"): "rood",
    ("groot", "hoog"): "rood",
}


def scoring(**more: object) -> Scoring:
    """Make the scoring of the real questionnaire, with a full inherent score at 20 points and no bonus."""
    settings: dict[str, object] = {
        "full_at": 20,
        "unknown_share": 0.75,
        "bonus_questions": (),
        "bonus_at_least": 5,
        "bonus_less": 5,
        "inherent_levels": steps(("laag", 33), ("midden", 66), ("hoog", 100)),
        "shortfall_levels": steps(("klein", 25), ("deels", 50), ("groot", 100)),
        "bands": steps(("groen", 25), ("geel", 50), ("oranje", 75), ("rood", 100)),
        "classes": CLASSES,
        "matrix": {key: ClassId(value) for key, value in MATRIX.items()},
        "critical_class": ClassId("oranje"),
        "critical_band": "rood",
        **more,
    }
    return Scoring(**settings)  # type: ignore[arg-type]  # test shorthand


def form(id_: str, *questions: Question, prevention: int = 10, detection: int = 0, **more: object) -> Form:
    """Make a form that counts for 10 in prevention."""
    return Form(FormId(id_), id_.capitalize(), "", questions, prevention, detection, **more)  # type: ignore[arg-type]  # test shorthand


def questionnaire(
    *forms: Form,
    profile: Sequence[Question] = (),
    rules: Sequence[Rule] = (),
    measures: Sequence[Measure] = (),
    law: Sequence[str] = (),
    **more: object,
) -> Questionnaire:
    """Make a questionnaire; branch and region are always asked first."""
    contacts = {
        ContactId(one): Contact(ContactId(one), one.upper(), "", "", "", TODAY, NEXT_YEAR) for one in ("dn", "khn")
    }
    return Questionnaire(
        id="proef",
        version="1",
        hash="0" * 64,
        title="Proef",
        branch_question=BRANCH.id,
        region_question=REGION.id,
        circumstances=FormId("profiel"),
        motto="Veiligheid gaat voor geld.",
        encouragements=("U doet deze check.", "U neemt de tijd.", "U wilt verder."),
        senders={Sector.SHOP: ContactId("dn"), Sector.HORECA: ContactId("khn")},
        forms=(form("profiel", BRANCH, REGION, *profile, prevention=0), *forms),
        rules=tuple(rules),
        scoring=scoring(**more),
        measures={one.id: one for one in measures},
        sources={SourceId("RAAK"): Source(SourceId("RAAK"), "RAAK-principe", "CCV", "", TODAY)},
        contacts=contacts,
        law={LawId(one): LawPoint(LawId(one), one, f"Wet {one}.", (), TODAY, NEXT_YEAR) for one in law},
        regions={RegionCode("rtd"): Region(RegionCode("rtd"), "Rotterdam", ())},
        terms={},
    )


def condition(text: str, *questions: Question) -> Condition:
    """Compile a condition over these questions, and over `inherent`."""
    sorts = {Kind.CHOICE: "text", Kind.CHOICES: "list", Kind.NUMBER: "number"}
    scope = Scope(
        {**{one.id: sorts[one.kind] for one in questions}, "inherent": "number"},
        {one.id: frozenset(one.option) for one in questions},
    )
    return scope.compile(text)


def answers(**given: str | int | tuple[str, ...]) -> dict[QuestionId, str | int | tuple[str, ...]]:
    """Type answers by question id; the branch is a clothes shop unless said otherwise."""
    return {QuestionId(one): value for one, value in {"branche": "kleding", **given}.items()}
