"""Letters to test with: small made-up shops, and the example shops of the real questionnaire."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from shopcheck.catalogue import load, read_answers
from shopcheck.catalogue.overlay import MOST_OFFERS, MOST_TEXTS
from shopcheck.catalogue.words import SHORT
from shopcheck.core.advice import advise
from shopcheck.core.assessment import assess
from shopcheck.core.questionnaire import (
    Contact,
    ContactId,
    Cost,
    Effort,
    Kind,
    LawId,
    LawPoint,
    Offer,
    Region,
    RegionalText,
    RegionCode,
    Sector,
    Source,
    SourceId,
    Tier,
)
from shopcheck.core.response import respond
from shopcheck.core.sharing import Association, Remark
from shopcheck.letter import compose
from tests.core.builders import NEXT_YEAR, TODAY, answers, form, measure, option, question, questionnaire

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shopcheck.core.advice import Advice
    from shopcheck.core.questionnaire import Question, QuestionId, Questionnaire
    from shopcheck.core.response import Answer
    from shopcheck.letter.letter import Letter

ROOT = Path(__file__).parents[2]
OVERVAL = ROOT / "questionnaires" / "overval"
ON = date(2026, 11, 24)
RESUME = "https://preventiecheck.example/verder"
REFERENCE = "4F2A9C1B"
BY = "Sanne de Vries"
SOURCES = {name: Source(SourceId(name), f"Bron {name}", "CCV", "", TODAY) for name in ("RAAK", "WET", "LICHT")}


def contact(name: str, phone: str = "", site: str = "", **more: object) -> Contact:
    """Make a verified contact."""
    fields = {"verified_on": TODAY, "valid_until": NEXT_YEAR, **more}
    return Contact(ContactId(name), name.capitalize(), phone, site, "", **fields)  # type: ignore[arg-type]  # shorthand


CONTACTS = (
    contact("spoed", "112"),
    contact("politie", "0900-8844", "https://www.politie.nl"),
    contact("mma", "0800-7000"),
    contact("slachtofferhulp", "0900-0101", "https://slachtofferhulp.nl/"),
    contact("dn"),
    contact("khn", "", "https://www.khn.nl"),
    contact("pvo", "010-1234567", "https://pvo.example"),
)


def small(*, contacts: tuple[Contact, ...] = CONTACTS) -> Questionnaire:
    """Make a questionnaire with one of everything that a letter can print."""
    made = questionnaire(
        form(
            "kas",
            question(
                "kas_lade",
                option("weinig"),
                option("veel", 4, advise=("leeg",), law="rie"),
                option("weet_niet", unknown=True),
            ),
            question(
                "kas_tellen",
                option("achter"),
                option("balie", 4, advise=("tellen",)),
                option("nvt", not_applicable=True),
            ),
            question("kas_kluis", option("ja"), option("nee", 2, advise=("kluis",)), tier=Tier.DEEP),
        ),
        form(
            "camera",
            question("cam_gezicht", option("ja"), option("nee", 0, detection=3, advise=("lager",)), form="camera"),
            prevention=0,
            detection=10,
        ),
        profile=[
            question(
                "sluit",
                option("vroeg", good="U sluit vroeg."),
                option("laat", 8, because="u sluit laat"),
                form="profiel",
                lever=None,
            ),
            question("overval", option("nee"), option("ja", 9, after_robbery=True), form="profiel", lever=None),
        ],
        measures=[
            measure("leeg", {"kas_lade": "weinig"}),
            measure("tellen", {"kas_tellen": "achter"}),
            measure("kluis", {"kas_kluis": "ja"}, cost=Cost.MIDDLE, effort=Effort.LARGE),
            measure("lager", {"cam_gezicht": "ja"}, effort=Effort.MIDDLE),
        ],
    )
    return replace(
        made,
        contacts={one.id: one for one in contacts},
        sources={one.id: one for one in SOURCES.values()},
        law={LawId("rie"): LawPoint(LawId("rie"), "RI&E", "Schrijf het op.", (SourceId("WET"),), TODAY, NEXT_YEAR)},
        regions={RegionCode("rtd"): Region(RegionCode("rtd"), "Rotterdam", (ContactId("pvo"),))},
    )


def saying(region: Region) -> Questionnaire:
    """Make the small questionnaire with another Rotterdam."""
    return replace(small(), regions={region.code: region})


def rotterdam(**more: object) -> Region:
    """Make a Rotterdam that says something and offers something; `more` goes into both."""
    dated: dict[str, object] = {"sources": (SourceId("LICHT"),), "checked_on": TODAY, "valid_until": NEXT_YEAR, **more}
    text = RegionalText("samen", "Hier werkt men samen.", **dated)  # type: ignore[arg-type]  # shorthand
    offer = Offer("bezoek", "Bezoek", "Iemand komt kijken.", ContactId("pvo"), frozenset({Sector.SHOP}), None, **dated)  # type: ignore[arg-type]  # shorthand
    return Region(RegionCode("rtd"), "Rotterdam", (ContactId("pvo"),), (text,), (offer,))


WEAK = {"regio": "rtd", "sluit": "laat", "kas_lade": "veel", "kas_tellen": "balie", "cam_gezicht": "nee"}


def advice(made: Questionnaire | None = None, /, **given: str) -> Advice:
    """Advise a shop that answers the small questionnaire weakly, but for what is given."""
    return advise(assess(respond(made or small(), answers(**{**WEAK, **given}))))


def letter(made: Questionnaire | None = None, /, name: str = "", address: str = "", **given: str) -> Letter:
    """Compose the letter of that shop."""
    return write(advice(made, **given), name, address)


def write(given: Advice, name: str = "", address: str = "", on: date = ON, remark: str = "") -> Letter:
    """Compose with a fixed day, address and reference, and what an adviser remarked two days before."""
    said = Remark(remark, BY, Association.KHN, ON - timedelta(days=2)) if remark else None
    return compose(given, name, address, on=on, resume_url=RESUME, reference=REFERENCE, remark=said)


@cache
def overval() -> Questionnaire:
    """Load the real questionnaire."""
    return load(OVERVAL)


def example_names() -> list[str]:
    """Name the example shops of the real questionnaire; the golden ones answer only what their circumstances are."""
    return sorted(path.stem for path in (OVERVAL / "proeven").glob("*.yaml") if not path.stem.startswith("gouden_"))


def talkative() -> Questionnaire:
    """Let every region of the real questionnaire say as much as its file may, with a source for each part."""
    made = overval()
    sources = list(made.sources)
    said = "Samen staat u sterker. " * (SHORT // 23)
    texts = [replace(rotterdam().texts[0], id=str(n), text=said, sources=(sources[n],)) for n in range(MOST_TEXTS)]
    offers = [
        replace(rotterdam().offers[0], text=said, contact=None, sectors=frozenset(Sector), sources=(sources[-n],))
        for n in range(1, MOST_OFFERS + 1)
    ]
    regions = {one.code: replace(one, texts=tuple(texts), offers=tuple(offers)) for one in made.regions.values()}
    return replace(made, regions=regions)


def answers_of(name: str) -> Mapping[QuestionId, Answer]:
    """Read what an example shop answers."""
    path = OVERVAL / "proeven" / f"{name}.yaml"
    return read_answers(path.read_text("utf-8"), overval(), path.name)


def example(name: str, made: Questionnaire | None = None, remark: str = "") -> Letter:
    """Compose the letter of an example shop."""
    return real_letter(answers_of(name), made, remark)


def generated(seed: int) -> Letter:
    """Compose the letter of a shop that is drawn: how careful it is, how much it answers, and then each answer."""
    draw = Random(seed)  # noqa: S311 - nothing secret: the same seed gives the same shop
    care, deep = draw.choice((0.0, 0.3, 0.6, 0.9, 0.97, 1.0)), draw.random() < 0.5
    asked = [one for one in overval().questions.values() if deep or one.tier is Tier.CORE]
    return real_letter({one.id: _drawn(draw, one, care) for one in asked})


def _drawn(draw: Random, asked: Question, care: float) -> Answer:
    if asked.kind is Kind.NUMBER:
        return draw.randrange(20)
    if asked.kind is Kind.TEXT:
        return " ".join(draw.choices(("achter", "de", "toonbank", "kluis"), k=draw.randrange(1, 60)))
    best = min(asked.options, key=lambda one: (one.points + one.detection, one.unknown))
    picked = best if asked.form != overval().circumstances and draw.random() < care else draw.choice(asked.options)
    return (picked.id,) if asked.kind is Kind.CHOICES else picked.id


def real_letter(given: Mapping[QuestionId, Answer], made: Questionnaire | None = None, remark: str = "") -> Letter:
    """Compose the letter of a shop that answers the real questionnaire."""
    found = advise(assess(respond(made or overval(), given)))
    return write(found, "Zaak De Hoek", "Voorbeeldstraat 12\n0000 AA Voorbeeldstad", remark=remark)
