"""The key `release` of regios/<code>.yaml: how a region wants its figures. Its shape, and from there to the core."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from shopcheck.catalogue.problems import near
from shopcheck.catalogue.shapes import Shape
from shopcheck.catalogue.words import MANY, QuestionName, Text
from shopcheck.core.profile import Cadence, Channel, Layout, Merged, Profile

LANGUAGES = ("nl",)
# What keeps a shop from being traced. Who writes one of these in a profile wants more than a region may.
SAFEGUARDS = frozenset({"batch", "branches", "epsilon", "least", "noise", "scale"})


def _cadence(value: object) -> Cadence:
    if not isinstance(value, str) or value not in set(Cadence):
        raise PydanticCustomError("PC140", "no cadence", {"value": str(value), "near": near(str(value), Cadence)})
    return Cadence(value)


def _language(value: object) -> str:
    if value not in LANGUAGES:
        raise PydanticCustomError("PC145", "no language", {"value": str(value)})
    return str(value)


class MergedShape(Shape):
    """Subjects or classes that are shown as one."""

    id: Annotated[QuestionName, Field(description="Vaste naam van wat samen is.")]
    title: Annotated[Text, Field(description="Naam voor de lezer.")]
    merges: Annotated[
        list[QuestionName],
        Field(min_length=2, max_length=MANY, description="Wat hier samen komt, uit statistiek.yaml."),
    ]

    @property
    def merged(self) -> Merged:
        """The value of the core."""
        return Merged(self.id, self.title, tuple(self.merges))


MergedShapes = Annotated[list[MergedShape], Field(default_factory=list, max_length=MANY)]


class ProfileShape(Shape):
    """How a region wants its figures."""

    cadence: Annotated[
        Cadence, BeforeValidator(_cadence), Field(description="Hoe vaak: month, quarter of half_year.")
    ] = Cadence.QUARTER
    topics: Annotated[MergedShapes, Field(description="Onderwerpen die u samen wilt zien. De andere blijven apart.")]
    sectors: Annotated[MergedShapes, Field(description="Klassen die u samen wilt zien. De andere blijven apart.")]
    indicators: Annotated[
        list[QuestionName] | None,
        Field(max_length=MANY, description="Alleen deze vragen uit statistiek.yaml. Zonder deze sleutel: alle."),
    ] = None
    language: Annotated[
        str,
        BeforeValidator(_language),
        Field(description="Taal. Er is nu alleen nl.", json_schema_extra={"enum": ["nl"]}),
    ] = "nl"
    layout: Annotated[
        Layout, Field(strict=False, description="Verslag: full (met elke klasse) of short (alleen het geheel).")
    ] = Layout.FULL
    channels: Annotated[
        list[Annotated[Channel, Field(strict=False)]],
        Field(
            default_factory=lambda: [Channel.PORTAL],
            min_length=1,
            max_length=MANY,
            description="Hoe partners bericht krijgen: portal, webhook, sftp, mail.",
        ),
    ]

    @property
    def profile(self) -> Profile:
        """The value of the core."""
        return Profile(
            cadence=self.cadence,
            topics=tuple(one.merged for one in self.topics),
            sectors=tuple(one.merged for one in self.sectors),
            indicators=None if self.indicators is None else tuple(self.indicators),
            language=self.language,
            layout=self.layout,
            channels=tuple(dict.fromkeys(self.channels)),
        )
