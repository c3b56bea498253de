"""Everything that can go wrong, as a tree by who must act.

    ShopcheckError
    ├── QuestionnaireInvalid    the author: the files say where and what to do
    ├── LetterRefused           the author or operator: the letter would have a hole
    ├── LetterFailed            nobody: try again, the page itself is unharmed
    │   └── LettersBusy         nobody: letters of others come first, try again in a moment
    ├── TooFewAnswers           the owner: answer a question that counts, then there is an outcome
    ├── CodeUnknown             the owner: the code is wrong, or its answers are gone
    ├── TooManyAttempts         the owner: wait
    ├── Busy                    nobody: try again in a moment
    ├── QuestionnaireGone       the operator: put back the folder; the owner can still wipe the answers
    ├── SessionEnded            the owner: type the code again
    ├── AnswersConflict         the owner: two tabs say different things, choose one
    ├── TooManyShares           the owner: stop one share before making the next
    ├── ShareGone               the adviser: this check is not, or no longer, shared with you
    ├── SignedOut               the adviser: sign in again
    ├── AccountExists           who invites: that e-mail address has an account already
    ├── AccountUnknown          who administers: there is no such account, or not in your association
    ├── LinkUnknown             who was invited: ask for a new one-time link
    ├── RegionUnknown           who invites: give the code of a region
    ├── NeedsAnother            who administers: another person has to confirm
    ├── ReleaseUnknown          who reads figures: nothing is published under that name for your regions
    ├── PrintJobGone            the adviser: the letters were taken or are over; ask for them again
    ├── TokenUnknown            the partner's programmer: ask the operator for a new token
    ├── TermRefused             who gives a token: name a last day within a year
    ├── TooManyLetters          the adviser: choose fewer letters at a time
    ├── ReleaseRefused          the operator: figures did not pass the gate, and are not published
    └── DeliveryFailed          nobody: a partner could not be reached and hears of it again later

Wrong input on a page is no exception: it is a form error with the typed values kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


class ShopcheckError(Exception):
    """Base of all errors that this program raises on purpose."""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing wrong in a questionnaire file, with the place and the cure.

    `line` and `column` count from 1; 0 means the whole file.
    """

    path: str
    line: int
    column: int
    number: str  # PC###
    message: str
    cure: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}: {self.number} {self.message} {self.cure}".rstrip()


class QuestionnaireInvalid(ShopcheckError):
    """The questionnaire files may not be used; `problems` names every reason at once."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        """Keep the problems in the order of file and line."""
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join(map(str, self.problems)))


class QuestionnaireGone(ShopcheckError):
    """The questions of a check are no longer here under any version."""


class LetterRefused(ShopcheckError):
    """A letter with a hole, an expired fact or an unverified number is not made."""


class LetterFailed(ShopcheckError):
    """The letter process crashed, ran out of time or is not there."""


class LettersBusy(LetterFailed):
    """As many letters are being made as this process can wait for."""


class TooFewAnswers(ShopcheckError):
    """Nothing that counts is answered yet, so there is no outcome to show or to print."""


class CodeUnknown(ShopcheckError):
    """No answers open with this code. Wrong and expired look the same."""


class TooManyAttempts(ShopcheckError):
    """Too many codes were tried, or checks begun; `retry_after` is in seconds."""

    def __init__(self, retry_after: int) -> None:
        """Remember how long to wait."""
        self.retry_after = retry_after
        super().__init__(f"try again in {retry_after} s")


class Busy(ShopcheckError):
    """Too many codes are being checked at this moment."""


class SessionEnded(ShopcheckError):
    """The session is over; the answers are safe behind the code."""


class SignedOut(ShopcheckError):
    """Nobody is signed in at the desk with both factors, or not any more."""


class AccountExists(ShopcheckError):
    """There is an account with this e-mail address already."""


class AccountUnknown(ShopcheckError):
    """There is no such account that is not shut, or not in the association of who asks."""


class LinkUnknown(ShopcheckError):
    """A one-time link is over, was used, or never was."""


class RegionUnknown(ShopcheckError):
    """There is no region with this code, or none was given to somebody who needs one."""

    def __init__(self, wrong: Iterable[str], known: Iterable[str]) -> None:
        """Say what may be given."""
        self.wrong = tuple(wrong)
        said = f"no region {', '.join(self.wrong)}" if self.wrong else "an adviser or partner needs a region"
        super().__init__(f"{said} (there: {', '.join(known)})")


class NeedsAnother(ShopcheckError):
    """Two persons are needed: one asks and another confirms, and neither for himself."""


class AnswersConflict(ShopcheckError):
    """Somebody else saved other answers to the same questions first.

    `questions` holds the ids that differ; nothing was saved.
    """

    def __init__(self, questions: Iterable[str]) -> None:
        """Remember which questions differ."""
        self.questions = tuple(questions)
        super().__init__(", ".join(self.questions))


class TooManyShares(ShopcheckError):
    """The check has as many live shares as one check may have at a time."""


class ShareGone(ShopcheckError):
    """The share was taken back, has ended, or never was for who asks. All three look the same."""


class ReleaseUnknown(ShopcheckError):
    """There is no such release or file of one, or it is of a region of others."""


class PrintJobGone(ShopcheckError):
    """There is no such print job, or not any more, or it is somebody else's."""


class TokenUnknown(ShopcheckError):
    """There is no such token, or not any more. Wrong, ended and revoked look the same."""


class TermRefused(ShopcheckError):
    """A token ends today at the earliest, and within a year."""


class TooManyLetters(ShopcheckError):
    """More letters were asked for than are printed at once; `most` is how many may be."""

    def __init__(self, most: int) -> None:
        """Remember how many may be."""
        self.most = most
        super().__init__(f"at most {most}")


class ReleaseRefused(ShopcheckError):
    """A release that would say more than it may, or something else than its leaves, is not published."""


class DeliveryFailed(ShopcheckError):
    """A partner did not take what was delivered; the message says why, in a few words without anything secret."""
