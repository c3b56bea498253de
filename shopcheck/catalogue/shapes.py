"""The shape of every kind of questionnaire file: which keys, of which sort, which are required.

The descriptions end up in the JSON Schemas, so an editor shows them to the author while typing.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from shopcheck.catalogue.words import (
    MANY,
    Count,
    Day,
    Euros,
    Evidence,
    Flag,
    FlagOrWhen,
    Given,
    MaybeText,
    OptionName,
    Points,
    QuestionName,
    RuleName,
    Share,
    Site,
    SourceName,
    Text,
    Version,
    When,
)
from shopcheck.core.questionnaire import Cost, Effort, Kind, Lever, Sector, Tier

LaxSector = Annotated[Sector, Field(strict=False)]
MOST = 200  # questions of a subject, measures
Names = Annotated[list[QuestionName], Field(default_factory=list, max_length=MANY)]
SourceNames = Annotated[list[SourceName], Field(default_factory=list, max_length=MANY)]


class Shape(BaseModel):
    """A table of keys: no unknown keys, no conversion but the declared one."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class TopicShape(Shape):
    """One subject of the route and its weights in the two scores."""

    form: Annotated[QuestionName, Field(description="Naam van het bestand zonder .yaml.")]
    prevention: Annotated[Share, Field(description="Gewicht in de preventiescore, 0 tot en met 100.")] = 0
    detection: Annotated[Share, Field(description="Gewicht in de score voor opsporing en nazorg.")] = 0
    weighs_when: Annotated[When | None, Field(description="Alleen dan telt het onderwerp mee voor preventie.")] = None


class InherentShape(Shape):
    """Where the circumstances come from."""

    form: Annotated[QuestionName, Field(description="Het bestand met de omstandigheden: profiel.")]
    full_at: Annotated[Count, Field(description="Bij dit aantal punten is het risico 100.")]


class StepShape(Shape):
    """One step of a scale."""

    id: Annotated[QuestionName, Field(description="Vaste naam van de stap.")]
    title: Annotated[Text, Field(description="Woord voor de lezer.")]
    up_to: Annotated[Share, Field(description="Tot en met deze score; de laatste stap eindigt op 100.")]


class ClassShape(Shape):
    """One class, as the owner hears it."""

    id: Annotated[QuestionName, Field(description="Vaste naam van de klasse.")]
    title: Annotated[Text, Field(description="De klasse in een paar woorden.")]
    text: Annotated[Text, Field(description="Een zin uitleg bij de klasse.")]


class BonusShape(Shape):
    """Several good habits together do more than each alone."""

    questions: Annotated[list[QuestionName], Field(min_length=1, description="De vragen die samen tellen.")]
    at_least: Annotated[Count, Field(description="Zoveel daarvan moeten in orde zijn.")]
    less: Annotated[Share, Field(description="Zoveel scorepunten gaan er dan af.")]


class ScoringShape(Shape):
    """How points become scores and a class."""

    unknown_share: Annotated[Share, Field(description="'Weet ik niet' kost dit percentage van het slechtste antwoord.")]
    bonus: Annotated[BonusShape, Field(description="Wat een paar goede gewoonten samen extra opleveren.")]
    inherent_levels: Annotated[
        list[StepShape], Field(min_length=1, max_length=MANY, description="Trap van het risico door de plek.")
    ]
    shortfall_levels: Annotated[
        list[StepShape], Field(min_length=1, max_length=MANY, description="Trap van wat er nog ontbreekt.")
    ]
    bands: Annotated[list[StepShape], Field(min_length=1, max_length=MANY, description="Trap van één onderwerp.")]
    classes: Annotated[
        list[ClassShape], Field(min_length=1, max_length=MANY, description="Van weinig naar veel risico.")
    ]
    matrix: Annotated[
        dict[QuestionName, dict[QuestionName, QuestionName]],
        Field(description="Wat er ontbreekt → risico door de plek → klasse."),
    ]
    critical_class: Annotated[QuestionName, Field(description="Minstens deze klasse bij een kritiek antwoord.")]
    critical_band: Annotated[QuestionName, Field(description="De stap van een onderwerp met een kritiek antwoord.")]


class CheckShape(Shape):
    """check.yaml: the whole in one view."""

    id: Annotated[QuestionName, Field(description="Vaste naam van de check, gelijk aan de map.")]
    version: Annotated[Version, Field(description="Jaar en volgnummer, bijvoorbeeld 2026.1.")]
    title: Annotated[Text, Field(description="Naam voor de lezer.")]
    branch_question: Annotated[QuestionName, Field(description="De vraag naar de branche.")]
    region_question: Annotated[QuestionName, Field(description="De vraag naar de politie-eenheid.")]
    inherent: Annotated[InherentShape, Field(description="Waar het risico van de zaak zelf vandaan komt.")]
    topics: Annotated[
        list[TopicShape],
        Field(min_length=1, max_length=MANY, description="De onderwerpen, in de volgorde van de route."),
    ]
    scoring: Annotated[ScoringShape, Field(description="Hoe punten een score en een klasse worden.")]
    motto: Annotated[Text, Field(description="Staat op het scherm en in de brief.")]
    encouragements: Annotated[list[Text], Field(min_length=3, description="Drie zinnen die moed geven.")]
    senders: Annotated[dict[LaxSector, SourceName], Field(description="Sector → contact dat de brief stuurt.")]
    retired: Annotated[list[QuestionName], Field(description="Vragen die nooit terugkomen; [] als er geen zijn.")]


class OptionShape(Shape):
    """One fixed choice."""

    id: Annotated[OptionName, Field(description="Vaste naam; verandert nooit.")]
    text: Annotated[Text, Field(description="Wat de lezer aanvinkt.")]
    points: Annotated[Points, Field(description="Punten die dit antwoord verliest.")] = 0
    detection: Annotated[Points, Field(description="Punten verlies voor opsporing en nazorg.")] = 0
    unknown: Annotated[Flag, Field(description="Dit is 'weet ik niet'.")] = False
    not_applicable: Annotated[Flag, Field(description="Dit is 'niet van toepassing'.")] = False
    critical: Annotated[FlagOrWhen, Field(description="Komt altijd eerst: true, of een voorwaarde.")] = False
    urgent: Annotated[FlagOrWhen, Field(description="Komt eerder dan andere: true, of een voorwaarde.")] = False
    advise: Annotated[Names, Field(description="Maatregelen uit maatregelen.yaml.")]
    law: Annotated[QuestionName | None, Field(description="Wetspunt uit wet.yaml; kost nooit punten.")] = None
    because: Annotated[Text | None, Field(description="Eigen reden; anders telt 'why' van de vraag.")] = None
    good: Annotated[Text | None, Field(description="Eigen compliment.")] = None
    sector: Annotated[LaxSector | None, Field(description="Alleen bij de branchevraag: winkel of horeca.")] = None
    after_robbery: Annotated[Flag, Field(description="Alleen in profiel: er was een overval.")] = False


class QuestionShape(Shape):
    """One thing asked."""

    id: Annotated[QuestionName, Field(description="Vast woord, nooit een volgnummer.")]
    tier: Annotated[Tier, Field(strict=False, description="core: in de tien minuten; deep: verdieping.")]
    kind: Annotated[Kind, Field(strict=False, description="choice, choices, number of text.")]
    text: Annotated[Text, Field(description="De vraag, in gewone taal.")]
    why: Annotated[Text, Field(description="Waarom vragen wij dit?")]
    help: Annotated[Text | None, Field(description="Uitleg onder de vraag.")] = None
    lever: Annotated[Lever | None, Field(strict=False, description="Waar een goed antwoord op werkt.")] = None
    sectors: Annotated[
        list[LaxSector],
        Field(default_factory=lambda: list(Sector), min_length=1, description="Alleen voor deze sectoren."),
    ]
    when: Annotated[When | None, Field(description="Alleen stellen als dit geldt.")] = None
    evidence: Annotated[Evidence | None, Field(description="Sterkte van het bewijs: A, B, C, D, of L voor de wet.")] = (
        None
    )
    sources: Annotated[SourceNames, Field(description="Bronnen uit bronnen.yaml.")]
    good: Annotated[Text | None, Field(description="Compliment als er niets verloren gaat.")] = None
    options: Annotated[list[OptionShape], Field(default_factory=list, max_length=MANY, description="De antwoorden.")]


class RuleShape(Shape):
    """What several answers together mean; never points."""

    id: Annotated[RuleName, Field(description="Begint met R_.")]
    when: Annotated[When, Field(description="Wanneer de regel geldt.")]
    because: Annotated[Text, Field(description="De reden, voor de lezer.")]
    critical: Annotated[Flag, Field(description="Komt altijd eerst.")] = False
    urgent: Annotated[Flag, Field(description="Komt eerder dan andere.")] = False
    first: Annotated[Flag, Field(description="Komt vóór alles, in de volgorde van de regels.")] = False
    advise: Annotated[Names, Field(description="Maatregelen die dit adviseert.")]
    replace: Annotated[Names, Field(description="Maatregelen die hierin opgaan.")]
    hold_back: Annotated[Names, Field(description="Maatregelen die niet bij de eerste vijf komen.")]


class FormShape(Shape):
    """One subject: a page or more of questions."""

    id: Annotated[QuestionName, Field(description="Gelijk aan de naam van het bestand.")]
    title: Annotated[Text, Field(description="Naam van het onderwerp.")]
    intro: Annotated[Text, Field(description="Eén korte zin vooraf.")]
    questions: Annotated[
        list[QuestionShape], Field(min_length=1, max_length=MOST, description="De vragen, in de volgorde van de route.")
    ]
    rules: Annotated[
        list[RuleShape],
        Field(default_factory=list, max_length=MOST, description="Wat meer antwoorden samen betekenen."),
    ]


class CostShape(Shape):
    """What a measure costs."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, populate_by_name=False)
    sort: Annotated[Cost, Field(alias="class", strict=False, description="gratis, laag, middel of hoog.")]
    from_: Annotated[Euros, Field(alias="from", description="Laagste bedrag in euro.")]
    to: Annotated[Euros, Field(description="Hoogste bedrag in euro.")]


class MeasureShape(Shape):
    """Something the shop can do."""

    id: Annotated[QuestionName, Field(description="Vaste naam.")]
    title: Annotated[Text, Field(description="Wat u doet, in een paar woorden.")]
    why: Annotated[Text, Field(description="Waarom het helpt.")]
    how: Annotated[Text, Field(description="Hoe u het aanpakt.")]
    cost: Annotated[CostShape, Field(description="Wat het kost, als klasse en in euro.")]
    effort: Annotated[Effort, Field(strict=False, description="klein, middel of groot.")]
    who: Annotated[Text, Field(description="Wie het doet.")]
    weeks: Annotated[Share, Field(description="Binnen zoveel weken te doen.")]
    sets: Annotated[
        dict[QuestionName, OptionName], Field(min_length=1, description="Vraag → antwoord als het klaar is.")
    ]
    sources: Annotated[SourceNames, Field(description="Bronnen uit bronnen.yaml.")]
    checked_on: Annotated[Day, Field(description="Nagekeken op.")]
    valid_until: Annotated[Day, Field(description="Opnieuw nakijken na deze dag.")]


class SourceShape(Shape):
    """Where a fact comes from."""

    id: Annotated[SourceName, Field(description="Vaste afkorting.")]
    title: Annotated[Text, Field(description="Titel van het stuk, zoals het heet.")]
    publisher: Annotated[Text, Field(description="Wie het heeft uitgegeven.")]
    url: Annotated[Site, Field(description='Webadres, of "" als er geen is.')]
    checked_on: Annotated[Day, Field(description="Nagekeken op.")]


class ContactShape(Shape):
    """Who can help."""

    id: Annotated[SourceName, Field(description="Vaste naam.")]
    title: Annotated[Text, Field(description="Naam van de organisatie.")]
    phone: Annotated[MaybeText, Field(description='Telefoonnummer, of "".')]
    site: Annotated[Site, Field(description='Webadres, of "".')]
    note: Annotated[MaybeText, Field(description="Waarvoor men hier terechtkan.")]
    verified_on: Annotated[
        Day | None, Field(description="Nagebeld of nagekeken op; weglaten als dat niet is gedaan.")
    ] = None
    valid_until: Annotated[Day, Field(description="Opnieuw nakijken na deze dag.")]


class LawShape(Shape):
    """A duty in the law."""

    id: Annotated[QuestionName, Field(description="Vaste naam.")]
    title: Annotated[Text, Field(description="De plicht, in een paar woorden.")]
    text: Annotated[Text, Field(description="Wat de wet vraagt, in gewone taal.")]
    sources: Annotated[SourceNames, Field(description="Bronnen uit bronnen.yaml.")]
    checked_on: Annotated[Day, Field(description="Nagekeken op.")]
    valid_until: Annotated[Day, Field(description="Opnieuw nakijken na deze dag.")]


class TermShape(Shape):
    """A word explained."""

    term: Annotated[Text, Field(description="Het moeilijke woord.")]
    text: Annotated[Text, Field(description="Uitleg in één of twee korte zinnen.")]


class MeasuresShape(Shape):
    """maatregelen.yaml."""

    measures: Annotated[
        list[MeasureShape], Field(min_length=1, max_length=MOST, description="Alle maatregelen, elk één keer.")
    ]


class SourcesShape(Shape):
    """bronnen.yaml."""

    sources: Annotated[list[SourceShape], Field(max_length=MOST, description="Alle bronnen.")]


class ContactsShape(Shape):
    """contacten.yaml."""

    contacts: Annotated[list[ContactShape], Field(min_length=1, max_length=MOST, description="Wie kan helpen.")]


class LawsShape(Shape):
    """wet.yaml."""

    law: Annotated[list[LawShape], Field(max_length=MOST, description="De punten van de wet.")]


class TermsShape(Shape):
    """begrippen.yaml."""

    terms: Annotated[list[TermShape], Field(max_length=MOST, description="Moeilijke woorden, uitgelegd.")]


class ExceptionShape(Shape):
    """A text that may stay as it is, although it is not plain."""

    number: Annotated[
        Literal["PC901", "PC902", "PC903", "PC904", "PC905"], Field(description="Het nummer van de opmerking.")
    ]
    text: Annotated[Text, Field(description="De zin, het woord, of bij PC902 en PC903 de naam van het bestand.")]
    reason: Annotated[Text, Field(description="Waarom dit zo mag blijven.")]


class ExceptionsShape(Shape):
    """uitzonderingen.yaml."""

    exceptions: Annotated[
        list[ExceptionShape], Field(min_length=1, max_length=MOST, description="Teksten die zo mogen blijven.")
    ]


class ExpectShape(Shape):
    """What an example shop must come to; every key may be left out."""

    inherent: Annotated[Share | None, Field(description="Score van de omstandigheden, 0 tot en met 100.")] = None
    inherent_level: Annotated[QuestionName | None, Field(description="Stap van de omstandigheden, zoals laag.")] = None
    after_robbery: Annotated[Flag | None, Field(description="Was er een overval? true of false.")] = None
    class_: Annotated[QuestionName | None, Field(alias="class", description="De klasse, zoals geel.")] = None
    prevention: Annotated[Share | None, Field(description="Score van voorkomen, 0 tot en met 100.")] = None
    measures: Annotated[Names, Field(description="Deze horen bij de eerste vijf.")]


class ExampleShape(Shape):
    """proeven/*.yaml: an example shop."""

    title: Annotated[Text, Field(description="Wat voor zaak dit is, voor auteurs.")]
    answers: Annotated[dict[QuestionName, Given], Field(description="Vraag → antwoord, antwoorden of getal.")]
    expect: Annotated[ExpectShape, Field(description="Wat eruit moet komen; alles mag weg.")]


class AnswersShape(Shape):
    """An answers file; an example shop is one too."""

    title: Text | None = None
    answers: dict[QuestionName, Given]
    expect: ExpectShape | None = None
