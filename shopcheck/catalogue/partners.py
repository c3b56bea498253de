"""partners.yaml: what each partner of a region can do with the figures. Its shape, and from there to the core."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from shopcheck.catalogue.shapes import Shape
from shopcheck.catalogue.words import MANY, Checks, Day, OptionName, QuestionName, Share, SourceName, TableName, Text
from shopcheck.core.partners import Claim, Course, Guidance, Paragraph

MOST_PARAGRAPHS = 6  # eight partners share a page and a half
Way = Literal["beter", "slechter"]


class ClaimShape(Shape):
    """When a paragraph is said; all that is given has to hold."""

    table: Annotated[TableName | None, Field(description="De tabel, bijvoorbeeld onderwerp/kas of vraag/per_raak.")] = (
        None
    )
    lines: Annotated[
        list[OptionName],
        Field(default_factory=list, max_length=MANY, description="Deze regels samen, zoals oranje en rood."),
    ]
    at_least: Annotated[
        Share | None, Field(description="Minstens dit percentage, ook aan de lage kant van de onzekerheid.")
    ] = None
    at_most: Annotated[
        Share | None, Field(description="Hooguit dit percentage, ook aan de hoge kant van de onzekerheid.")
    ] = None
    country: Annotated[Way | None, Field(description="De beste regel is zeker beter of slechter dan landelijk.")] = None
    trend: Annotated[
        Way | None, Field(description="De beste regel is zeker beter of slechter dan de periode ervoor.")
    ] = None
    checks: Annotated[Checks | None, Field(description="Minstens zoveel deelnemers.")] = None

    @property
    def claim(self) -> Claim:
        """The value of the core."""
        return Claim(
            table=self.table or "",
            lines=tuple(self.lines),
            at_least=self.at_least or 0,
            at_most=100 if self.at_most is None else self.at_most,
            country=Course(self.country) if self.country else None,
            trend=Course(self.trend) if self.trend else None,
            checks=self.checks or 0,
        )


class ParagraphShape(Shape):
    """A few sentences to one partner."""

    text: Annotated[
        Text, Field(description="Een paar korte zinnen. {regio} en {deel} vult het programma in; {deel} vraagt lines.")
    ]
    when: Annotated[ClaimShape | None, Field(description="Alleen als de cijfers dit zeggen; leeg is altijd.")] = None


class PartnerShape(Shape):
    """One partner."""

    id: Annotated[QuestionName, Field(description="Vaste naam van de partner.")]
    title: Annotated[Text, Field(description="Naam voor de lezer.")]
    sector: Annotated[
        QuestionName | None, Field(description="Alleen de cijfers van deze klasse uit statistiek.yaml.")
    ] = None
    sources: Annotated[
        list[SourceName], Field(min_length=1, max_length=MANY, description="Bronnen uit bronnen.yaml; minstens één.")
    ]
    checked_on: Annotated[Day, Field(description="Nagekeken op.")]
    valid_until: Annotated[Day, Field(description="Na deze dag komt er geen rapport meer met deze tekst.")]
    paragraphs: Annotated[
        list[ParagraphShape],
        Field(min_length=1, max_length=MOST_PARAGRAPHS, description="Wat de partner met de cijfers kan doen."),
    ]

    @property
    def guidance(self) -> Guidance:
        """The value of the core."""
        return Guidance(
            id=self.id,
            title=self.title,
            sector=self.sector or "",
            paragraphs=tuple(Paragraph(one.text, one.when.claim if one.when else None) for one in self.paragraphs),
            sources=tuple(self.sources),
            checked_on=self.checked_on,
            valid_until=self.valid_until,
        )


class PartnersShape(Shape):
    """partners.yaml."""

    partners: Annotated[
        list[PartnerShape], Field(min_length=1, max_length=MANY, description="Elke partner één keer, in volgorde.")
    ]
