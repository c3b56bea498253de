"""The letter, made on request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shopcheck import letter
from shopcheck.core.advice import advise
from shopcheck.core.assessment import assess
from shopcheck.core.errors import TooFewAnswers

if TYPE_CHECKING:
    from collections.abc import Callable

    from shopcheck.core.questionnaire import OptionId, Sector
    from shopcheck.store.opened import Opened
    from shopcheck.usecases.installation import Installation


def issue_letter(installation: Installation, opened: Opened, letters: Callable[[str], bytes]) -> bytes:
    """Make the letter; it is kept nowhere. `letters` prints HTML to PDF.

    Raises TooFewAnswers, LetterRefused or LetterFailed.
    """
    checkup, assessment = opened.checkup, assess(opened.response)
    if assessment.risk_class is None:
        raise TooFewAnswers
    composed = letter.compose(
        advise(assessment),
        checkup.addressee.name,
        checkup.addressee.address,
        on=installation.today(),
        resume_url=f"{installation.settings.public_url}/verder",
        reference=checkup.reference,
        remark=checkup.remark,
    )
    return letters(letter.render_html(composed))


def issue_form(
    installation: Installation, sector: Sector | None, branch: OptionId | None, letters: Callable[[str], bytes]
) -> bytes:
    """Make the check on paper, empty. Raises LetterRefused or LetterFailed."""
    composed = letter.compose_form(installation.offered, sector, branch, on=installation.today())
    return letters(letter.render_form(composed))
