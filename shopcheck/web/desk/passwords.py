"""Which passwords will do: long, and not one that others try first. No rule about sorts of signs."""

from __future__ import annotations

import importlib
import unicodedata
from typing import TYPE_CHECKING, Any

from flask_security.password_util import PasswordUtil

if TYPE_CHECKING:
    from flask import Flask

LEAST, MOST = 15, 128
LOOKED_AT = 72  # signs that zxcvbn weighs; more cost it too much time
STRONG = 3  # of 4: more guesses than anybody can make who stole the database
OURS = (
    "overval preventie horeca detailhandel winkel politie balie khn koninklijke ondernemer adviseur gemeente "
    "wachtwoord welkom geheim password"
).split()

TOO_SHORT = f"Kies een wachtwoord van minstens {LEAST} tekens. Een zin van een paar woorden onthoudt u goed."
TOO_LONG = f"Kies een wachtwoord van hooguit {MOST} tekens."
EASY_WORD = "Gebruik het woord ‘{}’ niet. Dat proberen anderen het eerst."
OWN = "Gebruik uw naam of e-mailadres niet. Dat proberen anderen het eerst."
EASY = "Dit wachtwoord is makkelijk te raden. Neem bijvoorbeeld vier woorden die niets met elkaar te maken hebben."


class Passwords(PasswordUtil):
    """Our rules, where flask-security asks for them."""

    def __init__(self, app: Flask) -> None:
        """Need nothing."""
        super().__init__(app)

    def normalize(self, password: str) -> str:
        """Write a password in its one way."""
        return normal(password)

    def validate(self, password: str, is_register: bool, **kwargs: Any) -> tuple[list[str] | None, str]:
        """Give what is wrong, or None, and the password in its one way of writing."""
        written = normal(password)
        user = kwargs.get("user")
        wrong = complaint(written, own_words(user.email, user.account.name) if user else ())
        return ([wrong] if wrong else None), written


def normal(password: str) -> str:
    """Write a password in one way, whatever keyboard it was typed on."""
    return unicodedata.normalize("NFKC", password)


def own_words(email: str, name: str) -> tuple[str, ...]:
    """Give what somebody is called: the parts that are long enough to say something."""
    parts = [*email.replace("@", ".").split("."), *name.split()]
    return tuple(one.lower() for one in parts if len(one) > len("xxx"))


def complaint(password: str, own: tuple[str, ...] = ()) -> str:
    """Say kindly why a password will not do; empty when it will."""
    small = password.lower()
    if len(password) < LEAST:
        return TOO_SHORT
    if len(password) > MOST:
        return TOO_LONG
    easy = next((one for one in OURS if one in small), "")
    if easy:
        return EASY_WORD.format(easy)
    if any(one in small for one in own):
        return OWN
    return EASY if _guessed(password) else ""


def _guessed(password: str) -> bool:
    """Whether the lists and patterns of zxcvbn lead to it; they are large, and loaded when first needed."""
    zxcvbn = importlib.import_module("zxcvbn").zxcvbn
    return bool(zxcvbn(password[:LOOKED_AT])["score"] < STRONG)
