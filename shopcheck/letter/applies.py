"""When a question on paper is to be answered, in codes and letters: "Niet invullen als u bij kas1 b koos."."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from shopcheck.core.codes import letters
from shopcheck.letter.wording import listed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from shopcheck.core.paper import Gate, Picks
    from shopcheck.core.questionnaire import Question, QuestionId, Questionnaire

RUN = 4  # letters in a row that are said from first to last
UNSAID = "Past deze vraag niet bij uw zaak? Sla hem dan over. Vult u hem toch in, dan telt hij niet mee."


def applies(gate: Gate | None, questionnaire: Questionnaire, codes: Mapping[QuestionId, str]) -> str:
    """Say when to answer; nothing for a question that everybody answers."""
    if gate is None:
        return UNSAID

    def said(picks: Picks, joined: str) -> str:
        first, *others = (
            f"{codes[name]}\u00a0{listed(tuple(_runs(questionnaire.questions[name], chosen)), 'of')}"
            for name, chosen in picks
        )
        return joined.join([f"als u bij {first} koos", *(f"bij {one}" for one in others)])

    sentences = (
        ("Alleen invullen", gate.only, " en "),
        ("Niet invullen", gate.unless, " of "),
        ("Niet invullen", gate.unless_all, " en "),
    )
    return " ".join(f"{start} {said(picks, joined)}." for start, picks, joined in sentences if picks)


def _runs(question: Question, chosen: Sequence[str]) -> Iterator[str]:
    """Give the letters of these options; many in a row as the first and the last."""
    numbered = list(enumerate(letters(question).items()))
    picked = [(place, letter) for place, (option, letter) in numbered if option in chosen]
    for _, together in groupby(enumerate(picked), key=lambda one: one[1][0] - one[0]):
        run = [letter for _, (_, letter) in together]
        yield from run if len(run) < RUN else [f"{run[0]} tot en met {run[-1]}"]
