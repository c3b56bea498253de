"""statistiek.yaml: all that is ever counted of a check. Its shape, and from there to the value of the core."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from shopcheck.catalogue.shapes import Shape
from shopcheck.catalogue.words import MANY, OptionName, QuestionName, Text
from shopcheck.core.questionnaire import FormId, Indicator, Lattice, OptionId, QuestionId, SectorClass
from shopcheck.core.statistics import MOST_INDICATORS, MOST_SECTORS


class SectorClassShape(Shape):
    """Branches that are counted together."""

    id: Annotated[QuestionName, Field(description="Vaste naam van de klasse.")]
    title: Annotated[Text, Field(description="Naam voor de lezer, bijvoorbeeld Winkels.")]
    branches: Annotated[
        list[OptionName], Field(min_length=1, max_length=MANY, description="Antwoorden op de branchevraag.")
    ]


class IndicatorShape(Shape):
    """A question that is counted by itself."""

    question: Annotated[QuestionName, Field(description="Een vraag uit de korte route, met één antwoord.")]
    title: Annotated[Text, Field(description="Wat ja betekent, in een paar woorden.")]
    yes: Annotated[
        list[OptionName],
        Field(min_length=1, max_length=MANY, description="Deze antwoorden tellen als ja, de andere als nee."),
    ]


class StatisticsShape(Shape):
    """statistiek.yaml."""

    sectors: Annotated[
        list[SectorClassShape],
        Field(min_length=1, max_length=MOST_SECTORS, description="Elke branche zit in precies één klasse."),
    ]
    topics: Annotated[
        list[QuestionName], Field(min_length=1, max_length=MANY, description="Onderwerpen waarvan wij de stand tellen.")
    ]
    bands: Annotated[
        list[QuestionName],
        Field(min_length=1, max_length=MANY, description="De stappen van een onderwerp, gelijk aan check.yaml."),
    ]
    indicators: Annotated[
        list[IndicatorShape],
        Field(default_factory=list, max_length=MOST_INDICATORS, description="Vragen die wij apart tellen: ja of nee."),
    ]

    @property
    def lattice(self) -> Lattice:
        """The value of the core; the steps of a subject are those of the check."""
        return Lattice(
            sectors=tuple(
                SectorClass(one.id, one.title, frozenset(map(OptionId, one.branches))) for one in self.sectors
            ),
            topics=tuple(map(FormId, self.topics)),
            indicators=tuple(
                Indicator(QuestionId(one.question), one.title, frozenset(map(OptionId, one.yes)))
                for one in self.indicators
            ),
        )
