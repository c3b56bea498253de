"""The readable report of a release, made once and kept with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shopcheck import letter
from shopcheck.core.profile import Layout

if TYPE_CHECKING:
    from collections.abc import Callable

    from shopcheck.core.profile import Profile
    from shopcheck.core.publication import Release
    from shopcheck.core.questionnaire import Questionnaire


def reports(letters: Callable[[str], bytes]) -> Callable[[Release, Questionnaire, Profile], bytes]:
    """Give what makes reports; `letters` prints HTML to PDF. It raises LetterRefused or LetterFailed."""

    def report(release: Release, questionnaire: Questionnaire, profile: Profile) -> bytes:
        composed = letter.compose_report(release, questionnaire, short=profile.layout is Layout.SHORT)
        return letters(letter.render_report(composed))

    return report
