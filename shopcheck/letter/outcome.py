"""The outcome in sentences: the class, what weighs, what to start with, what the first measures change together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shopcheck.core.errors import LetterRefused
from shopcheck.letter.letter import Score, Verdict
from shopcheck.letter.wording import NO_HURRY, listed, lower_first, number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shopcheck.core.advice import Advice
    from shopcheck.core.assessment import Assessment
    from shopcheck.core.findings import Finding
    from shopcheck.core.questionnaire import RiskClass
    from shopcheck.letter.letter import FirstMeasure

CIRCUMSTANCES, CIRCUMSTANCES_AFTER_ROBBERY = 3, 2  # named of what weighs on the inherent risk
NO_PREDICTION = "Dit is geen voorspelling."
PREVENTION, DETECTION = "Overval voorkomen", "Dader vinden en nazorg"


def heading(count: int) -> str:
    """Say in the heading how many first measures there are."""
    if not count:
        return "Uw advies: houd vast wat u goed doet"
    return f"Uw advies: {number(count)} {'ding' if count == 1 else 'dingen'} om mee te beginnen"


def intro(advice: Advice) -> str:
    """Say what the letter holds, and that it need not cost much. After a robbery in fewer words."""
    if advice.assessment.after_robbery:
        return "U deed de Preventiecheck Overvallen. Hier leest u wat al goed gaat en waar u kunt beginnen."
    if not advice.first:
        return (
            "U hebt de Preventiecheck Overvallen gedaan. U hoeft nu niets als eerste te regelen. "
            "In deze brief leest u wat u goed doet, en wat u doet als het toch gebeurt."
        )
    opening = (
        "U hebt de Preventiecheck Overvallen gedaan. In deze brief leest u wat al goed gaat, "
        "wat beter kan en wat u als eerste kunt doen."
    )
    news = _news(len(advice.first), sum(one.cheap for one in advice.first))
    return f"{opening} Het goede nieuws: {news}" if news else opening


def _news(count: int, cheap: int) -> str:
    if count < 2 or not cheap:  # noqa: PLR2004 - "één van de één" says nothing
        return ""
    if cheap == count:
        return "de eerste stappen kosten niets of weinig."
    verb = "kost" if cheap == 1 else "kosten"
    return f"{number(cheap)} van de {number(count)} eerste stappen {verb} niets of weinig."


def verdict(advice: Advice) -> Verdict:
    """Say the class, what it means, how much is in order and which circumstances weigh most."""
    assessment = advice.assessment
    risk_class = class_of(assessment)
    named = CIRCUMSTANCES_AFTER_ROBBERY if assessment.after_robbery else CIRCUMSTANCES
    return Verdict(
        sign=risk_class.id,
        title=word(risk_class) if assessment.after_robbery else risk_class.title,
        text=NO_HURRY if assessment.after_robbery else risk_class.text,
        weighs=_weighs(assessment, named),
        ladder=tuple(
            (one.id, word(one), one == risk_class) for one in assessment.response.questionnaire.scoring.classes
        ),
    )


def _weighs(assessment: Assessment, named: int) -> str:
    """Say which circumstances weigh. The branch in a word: the owner knows it, and other answers say the same again."""
    branch = assessment.response.questionnaire.branch_question
    others = [one for one in assessment.circumstances if one.question.id != branch]
    said = "; ".join(map(_said, (others or assessment.circumstances)[:named]))
    if not said:
        return NO_PREDICTION
    beside = len(others) < len(assessment.circumstances) and others
    opening = "Naast het soort zaak telt bij u mee" if beside else "Dit telt bij uw zaak mee"
    return f"{opening}: {said}. Sommige dingen kunt u niet veranderen, veel andere wel. {NO_PREDICTION}"


def class_of(assessment: Assessment) -> RiskClass:
    """Give the class. Raises LetterRefused when nothing that counts is answered."""
    if assessment.risk_class is None:
        raise LetterRefused(
            "er is nog geen uitslag: beantwoord eerst vragen over de zaak, dan is er iets te schrijven."
        )
    return assessment.risk_class


def word(risk_class: RiskClass) -> str:
    """Give the one word of a class: Oranje."""
    return risk_class.title.split(":")[0]


def today(advice: Advice, measures: Sequence[FirstMeasure]) -> tuple[str, str] | None:
    """Say what to begin with, and what it costs."""
    if advice.begin_with is None:
        return None
    measure = measures[advice.first.index(advice.begin_with)]
    price = "Het kost niets." if measure.cost == "Gratis" else f"Kosten: {lower_first(measure.cost)}."
    return f"{lower_first(measure.title)}.", f"{price} Bij maatregel {measure.number} leest u hoe u het doet."


def together(advice: Advice) -> str:
    """Say what the first measures change when all are done; empty when that is nothing."""
    now, then = advice.assessment, advice.together
    gain = in_order(then.prevention) - in_order(now.prevention)
    if not advice.first or gain <= 0:
        return ""
    doing = "Doet u dit" if len(advice.first) == 1 else f"Doet u deze {number(len(advice.first))}"
    sentence = (
        f"Nu is bij ‘overval voorkomen’ {in_order(now.prevention)} van de 100 op orde. "
        f"{doing}, dan wordt dat {in_order(then.prevention)}."
    )
    if then.risk_class in {None, now.risk_class}:
        return sentence
    return f"{sentence} Uw klasse gaat dan van {word(class_of(now)).lower()} naar {word(class_of(then)).lower()}."


def scores(advice: Advice) -> tuple[Score, ...]:
    """Both scores as "op orde", now and after the first measures; a score without answers is left out."""
    now, then = advice.assessment, advice.together
    pairs = ((PREVENTION, now.prevention, then.prevention), (DETECTION, now.detection, then.detection))
    return tuple(
        Score(title, in_order(before), in_order(after)) for title, before, after in pairs if before is not None
    )


def in_order(score: int | None) -> int:
    """Turn a score (0 good, 100 bad) into how much is in order; what was not asked is not in order."""
    return 0 if score is None else 100 - score


def _said(finding: Finding) -> str:
    """A circumstance as the second half of a sentence, or the question and its answer."""
    own = any(option.because for option in finding.options)
    chosen = listed(tuple(option.text for option in finding.options))
    return finding.because.rstrip(".") if own else f"{finding.question.text} {chosen}"
