"""The letter, made on request."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from shopcheck import letter
from shopcheck.core.advice import advise
from shopcheck.core.assessment import assess
from shopcheck.core.errors import TooFewAnswers

if TYPE_CHECKING:
    from collections.abc import Callable

    from shopcheck.core.questionnaire import OptionId, Sector
    from shopcheck.store.sessions import Visit
    from shopcheck.usecases.installation import Installation

REFERENCE = 8  # signs


def issue_letter(installation: Installation, visit: Visit, letters: Callable[[str], bytes]) -> bytes:
    """Make the letter; it is kept nowhere. `letters` prints HTML to PDF.

    Raises TooFewAnswers, LetterRefused or LetterFailed.
    """
    checkup, assessment = visit.checkup, assess(visit.response)
    if assessment.risk_class is None:
        raise TooFewAnswers
    composed = letter.compose(
        advise(assessment),
        checkup.addressee.name,
        checkup.addressee.address,
        on=installation.today(),
        resume_url=f"{installation.settings.public_url}/verder",
        reference=sha256(checkup.id).hexdigest()[:REFERENCE].upper(),
    )
    return letters(letter.render_html(composed))


def issue_form(
    installation: Installation, sector: Sector | None, branch: OptionId | None, letters: Callable[[str], bytes]
) -> bytes:
    """Make the check on paper, empty. Raises LetterRefused or LetterFailed."""
    composed = letter.compose_form(installation.offered, sector, branch, on=installation.today())
    return letters(letter.render_form(composed))
