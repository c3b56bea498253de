"""What an adviser reads about a slip: which line, what is the matter, and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shopcheck.core.codes import codes
from shopcheck.core.response import LONGEST_TEXT
from shopcheck.core.typed import SlipKind
from shopcheck.letter.form import SECTORS
from shopcheck.letter.wording import listed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shopcheck.core.questionnaire import Questionnaire
    from shopcheck.core.rekey import Rekeyed
    from shopcheck.core.typed import Slip

NEW_FORM = "Print een nieuw formulier en laat de ondernemer dat invullen."
SENTENCES: Mapping[SlipKind, str] = {
    SlipKind.TOO_MUCH: "Dit is meer dan er op één papier past. Typ één papier tegelijk over.",
    SlipKind.NO_STAMP: "Begin met de regel onder het vierkant op papier. Die begint zo: {id} {version}.",
    SlipKind.OTHER_QUESTIONNAIRE: "Dit papier hoort bij een andere vragenlijst: ‘{typed}’. Hier typt u ‘{id}’ over.",
    SlipKind.OTHER_VERSION: (
        "Dit papier is van versie {typed}. Nu geldt versie {version}, en daarin betekenen de nummers iets anders. "
        + NEW_FORM
    ),
    SlipKind.OTHER_CHECK_NUMBER: (
        "Het getal {typed} hoort niet bij de vragen van nu. Typte u het goed over? Dan zijn de vragen veranderd nadat "
        "dit papier is geprint. " + NEW_FORM
    ),
    SlipKind.NO_SUCH_BRANCH: "‘{typed}’ past niet in de regel onder het vierkant. Kijk nog eens op het papier.",
    SlipKind.NO_CODE: "Bij ‘{typed}’ staat geen nummer van een vraag, zoals kas3.",
    SlipKind.UNKNOWN_CODE: "‘{typed}’ begint met een nummer dat er niet is.{near}",
    SlipKind.NO_ANSWER: "Bij {code} staat geen antwoord. Is het leeg op papier? Typ dan: {code} -",
    SlipKind.UNKNOWN_LETTER: "‘{typed}’ kan niet. De letters bij {code} zijn {near}.",
    SlipKind.TWO_LETTERS: (
        "‘{typed}’ kan niet: bij {code} past één letter. Vraag de ondernemer wat klopt, of laat het leeg."
    ),
    SlipKind.NOT_TOGETHER: "‘{typed}’ kan niet: een van deze letters gaat niet samen met een andere.",
    SlipKind.NO_NUMBER: "Bij {code} hoort een heel getal, met alleen cijfers. U typte ‘{typed}’.",
    SlipKind.OUT_OF_RANGE: "Het getal bij {code} is te groot.",
    SlipKind.TOO_LONG: f"De tekst bij {{code}} is te lang. Gebruik hooguit {LONGEST_TEXT} tekens.",
    SlipKind.DIFFERENT: "{code} heeft al een ander antwoord, {other}.",
    SlipKind.NEEDED: "Zonder {code} kan de check niet beginnen. Typ {code} met de letter, of kies hieronder.",
    SlipKind.SAME_AGAIN: "‘{typed}’: hier staat hetzelfde twee keer.",
    SlipKind.LOOKS_ALIKE: "‘{typed}’ lezen wij als {code}: {question}",
    SlipKind.NOT_OFFERED: "Dit papier is voor {whom}. Deze soort zaak staat er niet op.",
    SlipKind.UNLIKELY: "‘{typed}’ is een ongewoon getal bij: {question}",
    SlipKind.DOES_NOT_COUNT: "‘{typed}’ telt niet mee: bij de andere antwoorden hoort {code} leeg te zijn.",
}
LONGEST_QUOTED = 40  # signs


def said(slip: Slip, paper: Rekeyed, questionnaire: Questionnaire, *, lines: bool = True) -> str:
    """Say one slip; with `lines` it begins with the number of the line."""
    known = {code: questionnaire.questions[name].text for name, code in codes(questionnaire).items()}
    sector = paper.stamp.sector if paper.stamp else None
    sentence = SENTENCES[slip.kind].format(
        id=questionnaire.id,
        version=questionnaire.version,
        typed=slip.typed if len(slip.typed) <= LONGEST_QUOTED else slip.typed[:LONGEST_QUOTED] + "…",
        code=slip.code,
        question=known.get(slip.code, ""),
        near=_near(slip),
        other=f"in regel {slip.other}" if slip.other else "bovenaan, in de keuzelijst of bij de postcode",
        whom=SECTORS[sector] if sector else "",
    )
    return f"Regel {slip.line}: {sentence}" if lines and slip.line else sentence


def _near(slip: Slip) -> str:
    if slip.kind is SlipKind.UNKNOWN_CODE:
        return f" Bedoelt u {listed(slip.near, 'of')}?" if slip.near else ""
    return f"{slip.near[0]} tot en met {slip.near[-1]}" if slip.near else ""
