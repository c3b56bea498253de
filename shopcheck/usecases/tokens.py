"""Which programs of partners come in: the operator gives and takes tokens; a program shows one with every call.

To change a token without a break: make the next, let the partner move over, revoke the first. Both work meanwhile.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from shopcheck.core.errors import RegionUnknown, TermRefused, TokenUnknown
from shopcheck.core.statistics import COUNTRY
from shopcheck.store import audit, tokens
from shopcheck.store.audit import OPERATOR, PROGRAM, Event, What
from shopcheck.store.limits import TOKENS

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from shopcheck.store.tokens import Token
    from shopcheck.usecases.installation import Installation

LONGEST = timedelta(days=365)


def issue(installation: Installation, name: str, regions: Iterable[str], last_day: date | None = None) -> str:
    """Make a token for releases of these regions, and of the country as every partner has; it is shown once.

    It works for a year, or up to and with an earlier day. Raises RegionUnknown or TermRefused.
    """
    places, ends_on = _read_regions(installation, regions), _term(installation.today(), last_day)
    with installation.store.database.writing() as connection:
        id_, secret = tokens.add(connection, name, places, ends_on)
        audit.note(connection, Event(What.TOKEN_MADE, OPERATOR, id_), installation.seconds)
    return secret


def revoke(installation: Installation, token_id: str) -> None:
    """End a token at once. Raises TokenUnknown."""
    with installation.store.database.writing() as connection:
        if not tokens.revoke(connection, token_id, installation.today()):
            raise TokenUnknown("there is no token with this id that was not revoked already")
        audit.note(connection, Event(What.TOKEN_REVOKED, OPERATOR, token_id), installation.seconds)


def listed(installation: Installation) -> tuple[Token, ...]:
    """List all tokens, those that ended too."""
    return tokens.everyone(installation.store.database)


def admit(installation: Installation, secret: str, *, client: str) -> Token:
    """Let a program in with its token. Raises TokenUnknown, or TooManyAttempts with the seconds to wait."""
    token = tokens.by_secret(installation.store.database, secret)
    if token is None or not token.is_live(installation.today()):
        installation.store.attempts.count(client, tokens.digest(secret), TOKENS)
        deny(installation, token)
        raise TokenUnknown
    installation.store.attempts.count_call(token.id)
    return token


def deny(installation: Installation, token: Token | None) -> None:
    """Write down that a program asked for what it may not have."""
    about = token.id if token else ""
    with installation.store.database.writing() as connection:
        audit.note(connection, Event(What.DENIED, PROGRAM, about), installation.seconds)


def _read_regions(installation: Installation, typed: Iterable[str]) -> frozenset[str]:
    offered = installation.offered
    codes = [COUNTRY, *(str(option.id) for option in offered.questions[offered.region_question].options)]
    known = {code.upper(): code for code in codes}
    typed = frozenset(typed)
    wrong = sorted(one for one in typed if one.upper() not in known)
    if wrong:
        raise RegionUnknown(wrong, known.values())
    return frozenset(known[one.upper()] for one in typed)


def _term(today: date, last_day: date | None) -> date:
    ends_on = last_day or today + LONGEST
    if not today <= ends_on <= today + LONGEST:
        raise TermRefused(f"the last day is from {today} up to and with {today + LONGEST}")
    return ends_on
