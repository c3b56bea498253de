"""The shape of regios/<code>.yaml: all that a region may say. What is not here is the same in the whole country."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from shopcheck.catalogue import shapes
from shopcheck.catalogue.profiles import ProfileShape
from shopcheck.catalogue.shapes import LaxSector, Shape
from shopcheck.catalogue.words import (
    MANY,
    Day,
    OptionName,
    QuestionName,
    RegionName,
    ShortText,
    SourceName,
    Text,
    When,
)
from shopcheck.core.questionnaire import Sector

Wishes = Annotated[
    ProfileShape | None, Field(description="Hoe uw regio haar cijfers wil; zonder deze sleutel zoals het land.")
]
# A region has one page of the letter to share with everything else.
MOST_TEXTS, MOST_OFFERS, MOST_QUESTIONS = 2, 4, 2


class RegionalTextShape(Shape):
    """A few sentences, and what they rest on."""

    id: Annotated[QuestionName, Field(description="Vaste naam.")]
    text: Annotated[ShortText, Field(description="Een paar korte zinnen; bij een aanbod: wat iemand eraan heeft.")]
    sources: Annotated[
        list[SourceName], Field(min_length=1, max_length=MANY, description="Bronnen uit bronnen.yaml; minstens één.")
    ]
    checked_on: Annotated[Day, Field(description="Nagekeken op.")]
    valid_until: Annotated[Day, Field(description="Na deze dag staat het niet meer op het scherm of in een brief.")]


class OfferShape(RegionalTextShape):
    """What a region offers to some shops, or to all."""

    title: Annotated[Text, Field(description="Het aanbod in een paar woorden.")]
    contact: Annotated[SourceName | None, Field(description="Contact uit contacten.yaml waar men het vraagt.")] = None
    sectors: Annotated[
        list[LaxSector],
        Field(default_factory=lambda: list(Sector), min_length=1, description="Alleen voor deze sectoren."),
    ]
    when: Annotated[When | None, Field(description="Alleen voor zaken waar dit geldt, bijvoorbeeld één branche.")] = (
        None
    )


class RegionalOptionShape(Shape):
    """A choice without points."""

    id: Annotated[OptionName, Field(description="Vaste naam; verandert nooit.")]
    text: Annotated[Text, Field(description="Wat de lezer aanvinkt.")]


class RegionalQuestionShape(Shape):
    """A question of the region's own; it never counts."""

    id: Annotated[QuestionName, Field(description="Begint met de code in kleine letters, bijvoorbeeld rtd_.")]
    kind: Annotated[Literal["choice", "choices"], Field(description="choice (één antwoord) of choices (meer).")]
    text: Annotated[Text, Field(description="De vraag, in gewone taal.")]
    why: Annotated[Text, Field(description="Waarom vraagt uw regio dit?")]
    help: Annotated[Text | None, Field(description="Uitleg onder de vraag.")] = None
    options: Annotated[
        list[RegionalOptionShape], Field(min_length=2, max_length=MANY, description="De antwoorden, zonder punten.")
    ]


class RegionShape(Shape):
    """regios/<code>.yaml."""

    code: Annotated[RegionName, Field(description="Drie hoofdletters, gelijk aan het antwoord op de regiovraag.")]
    title: Annotated[Text, Field(description="Naam van de regio.")]
    contacts: Annotated[list[SourceName], Field(description="Contacten uit contacten.yaml, in volgorde.")]
    texts: Annotated[
        list[RegionalTextShape],
        Field(default_factory=list, max_length=MOST_TEXTS, description="Wat uw regio tegen elke ondernemer zegt."),
    ]
    offers: Annotated[
        list[OfferShape], Field(default_factory=list, max_length=MOST_OFFERS, description="Wat uw regio aanbiedt.")
    ]
    accents: Annotated[
        list[QuestionName],
        Field(
            default_factory=list,
            max_length=MANY,
            description="Maatregelen of onderwerpen die eerst komen als adviezen even belangrijk zijn.",
        ),
    ]
    questions: Annotated[
        list[RegionalQuestionShape],
        Field(
            default_factory=list, max_length=MOST_QUESTIONS, description="Eigen vragen, aan het eind; ze tellen nooit."
        ),
    ]
    release: Wishes = None

    @property
    def facts(self) -> tuple[tuple[str, int, RegionalTextShape], ...]:
        """Everything with sources and dates, with its key and place in the list."""
        texts = (("texts", at, one) for at, one in enumerate(self.texts))
        return (*texts, *(("offers", at, one) for at, one in enumerate(self.offers)))


# Words that are about what is national: who writes one of them in a region wants more than a region may.
NATIONAL = frozenset(
    field.alias or name
    for shape in (
        shapes.CheckShape,
        shapes.TopicShape,
        shapes.ScoringShape,
        shapes.FormShape,
        shapes.QuestionShape,
        shapes.OptionShape,
        shapes.RuleShape,
        shapes.MeasureShape,
        shapes.MeasuresShape,
        shapes.LawsShape,
    )
    for name, field in shape.model_fields.items()
) | {"weights"}
