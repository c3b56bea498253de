"""How numbers, dates, prices and moments are said in Dutch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shopcheck.core.questionnaire import Cost, Effort

if TYPE_CHECKING:
    from datetime import date

    from shopcheck.core.questionnaire import Measure

NUMBERS = ("geen", "één", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf", "twaalf")
MONTHS = (
    "januari", "februari", "maart", "april", "mei", "juni",
    "juli", "augustus", "september", "oktober", "november", "december",
)  # fmt: skip
COSTS = {Cost.FREE: "Gratis", Cost.LOW: "Laag", Cost.MIDDLE: "Middel", Cost.HIGH: "Hoog"}
TODAY, THIS_MONTH = "Vandaag", "Deze maand"
NO_HURRY = "Dit hoeft niet vandaag. Kijk ernaar als het u past."  # in place of what a class says, after a robbery

COUNTED = (  # what somebody agrees to who counts for the region; the same on screen and on paper
    "Wij tellen uw antwoorden mee in totalen voor uw politieregio en branche. We bewaren daarvoor geen lijst van losse "
    "ondernemers: we hogen alleen tellers op. We publiceren pas bij minstens 30 ondernemers en maken de aantallen "
    "bewust iets onnauwkeurig, zodat niemand uw antwoorden kan afleiden, ook de politie en de gemeente niet. U krijgt "
    "uw advies ook als u dit niet aanvinkt. Tot de eerste van de volgende maand kunt u zich met uw code terugtrekken; "
    "zodra een groep is gepubliceerd kan dat niet meer, omdat we dan zelf niet meer weten wat van u was."
)


def day(on: date) -> str:
    """Say a day: 24 november 2026."""
    return f"{on.day}\u00a0{MONTHS[on.month - 1]} {on.year}"


def number(count: int) -> str:
    """Say a small number as a word."""
    return NUMBERS[count] if 0 <= count < len(NUMBERS) else str(count)


def euros(amount: int) -> str:
    """Say an amount: € 2.500."""
    return f"€\u00a0{amount:,}".replace(",", ".")


def cost(measure: Measure) -> str:
    """Say the cost class with its range: Laag: € 20 tot € 100."""
    word = COSTS[measure.cost]
    if not measure.cost_to:
        return word
    if measure.cost_from == measure.cost_to:
        return f"{word}: {euros(measure.cost_to)}"
    start = f"{euros(measure.cost_from)} tot " if measure.cost_from else "tot "
    return f"{word}: {start}{euros(measure.cost_to)}"


def when(measure: Measure) -> str:
    """Say when it can be done: today, this month, or in how many weeks."""
    if measure.today:
        return TODAY
    return f"In ongeveer {measure.weeks} weken" if measure.effort is Effort.LARGE else THIS_MONTH


def lower_first(text: str) -> str:
    """Let a title run on in a sentence; a name in capitals stays as it is."""
    return text[:1].lower() + text[1:] if text[1:2].islower() or text[1:2] == " " else text


def listed(items: tuple[str, ...], last: str = "en") -> str:
    """Say a list: a, b en c."""
    return f" {last} ".join((", ".join(items[:-1]), items[-1]) if len(items) > 1 else items)
