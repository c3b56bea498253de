"""A questionnaire that has one of everything, small enough to read."""

from __future__ import annotations

from dataclasses import replace

from shopcheck.core.questionnaire import (
    Contact,
    ContactId,
    Cost,
    FormId,
    Indicator,
    Kind,
    Lattice,
    LawId,
    MeasureId,
    OptionId,
    Question,
    Questionnaire,
    Region,
    RegionCode,
    Sector,
    SectorClass,
    Tier,
)
from tests.core import builders
from tests.core.builders import condition, form, measure, option, question, questionnaire

AMOUNT = question(
    "kas_bedrag",
    option("weinig", advise=()),
    option("veel", 5, advise=(MeasureId("afromen"),), critical=True),
    option("weet_niet", unknown=True),
)
OFTEN = question(
    "kas_afromen", option("vaak"), option("nooit", 4, advise=(MeasureId("kluis"),)), option("nvt", not_applicable=True)
)
SAFE = question("kas_kluis", option("ja"), option("nee", 3, advise=(MeasureId("kluis"),)))
COUNTING = question(
    "kas_tellen",
    option("uit_zicht"),
    option("in_zicht", 2, advise=(MeasureId("tellen"),)),
    when=condition('kas_kluis == "nee"', SAFE),
)
COINS = question("kas_munten", option("ja"), option("nee", 1, advise=(MeasureId("tellen"),)))
REMARK = question("kas_opmerking", kind=Kind.TEXT)
LIGHT_LAW = LawId("lichtwet")
LIGHTS = question(
    "licht_waar",
    option("deur"),
    option("achter", 2, advise=(MeasureId("lamp"),)),
    option("nergens", 5, advise=(MeasureId("lamp"),), law=LIGHT_LAW),
    form="licht",
    kind=Kind.CHOICES,
)
LAMPS = question("licht_lampen", form="licht", kind=Kind.NUMBER)
TERRACE = question(
    "licht_terras",
    option("ja"),
    option("nee", 2, advise=(MeasureId("lamp"),)),
    form="licht",
    sectors=frozenset({Sector.HORECA}),
)
DEEP = [
    question(f"kas_diep_{one}", option("ja"), option("nee", 1, advise=(MeasureId("tellen"),)), tier=Tier.DEEP)
    for one in ("a", "b", "c", "d")
]
REGION = question("regio", option("RTD"), option("AMS"), form="profiel", lever=None)
CLOSING = question("profiel_sluit", option("vroeg"), option("laat", 12), form="profiel", lever=None)

LATTICE = Lattice(
    sectors=(
        SectorClass("winkel", "Winkels", frozenset({OptionId("kleding")})),
        SectorClass("horeca", "Horeca", frozenset({OptionId("snackbar")})),
    ),
    topics=(FormId("kas"), FormId("licht")),
    indicators=(Indicator(SAFE.id, "Heeft een kluis", frozenset({OptionId("ja")})),),
)


def example(version: str = "1") -> Questionnaire:
    """Make the questionnaire."""
    made = questionnaire(
        form("kas", AMOUNT, OFTEN, SAFE, COUNTING, COINS, REMARK, *DEEP),
        form("licht", LIGHTS, LAMPS, TERRACE, prevention=5),
        profile=[CLOSING],
        measures=[
            measure("afromen", {"kas_bedrag": "weinig"}),
            measure("kluis", {"kas_kluis": "ja", "kas_afromen": "vaak"}, cost=Cost.MIDDLE),
            measure("tellen", {"kas_tellen": "uit_zicht", "kas_munten": "ja"}),
            measure("lamp", {"licht_terras": "ja"}, cost=Cost.LOW),
        ],
        law=[LIGHT_LAW],
    )
    helper = Contact(
        ContactId("gemeente"), "Gemeente", "14 010", "rotterdam.nl", "", builders.TODAY, builders.NEXT_YEAR
    )
    unverified = replace(helper, id=ContactId("onbekend"), title="Onbekende hulp", verified_on=None)
    profile = made.forms[0]
    asked = tuple(REGION if one.id == REGION.id else one for one in profile.questions)
    return replace(
        made,
        version=version,
        lattice=LATTICE,
        forms=(replace(profile, questions=asked), *made.forms[1:]),
        contacts={**made.contacts, helper.id: helper, unverified.id: unverified},
        regions={RegionCode("RTD"): Region(RegionCode("RTD"), "Rotterdam", (helper.id, unverified.id))},
    )


def large(questions: int) -> Questionnaire:
    """Make a questionnaire with so many core questions."""
    asked: list[Question] = [question(f"kas_{one}", option("ja"), option("nee", 1)) for one in range(questions)]
    return questionnaire(form("kas", *asked))
