"""The second factor, where flask-security leaves room for our rules.

A code of an app works once, a recovery code works once and is shown once, and a passkey always asks who holds it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import request
from flask_security import Totp
from flask_security.recovery_codes import MfRecoveryCodesUtil
from flask_security.webauthn_util import WebauthnUtil
from markupsafe import Markup
from passlib.exc import TokenError
from passlib.totp import TOTP
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from shopcheck.core.errors import CodeUnknown
from shopcheck.letter.qr import qr_svg
from shopcheck.store import code as codes
from shopcheck.store.audit import What
from shopcheck.usecases import accounts
from shopcheck.web.desk.people import account_of
from shopcheck.web.shop import shop

if TYPE_CHECKING:
    from flask_security import UserMixin

    from shopcheck.usecases import Installation

RECOVERY = 10  # codes
UNSTRETCHED = 1  # the key of the secrets is random: there is no word to guess
STEP = 30  # seconds that a code of an app is on its screen; one step early or late is still right


class App(Totp):
    """Codes of an app on the telephone, by the clock of this installation."""

    def __init__(self, installation: Installation, secrets: dict[str, str], issuer: str) -> None:
        """Make the one factory of a desk."""
        super().__init__(secrets, issuer)
        self._totp = TOTP.using(
            issuer=issuer, secrets=secrets, now=lambda: installation.seconds, encrypt_cost=UNSTRETCHED
        )

    def verify_totp(self, token: str, totp_secret: str, user: UserMixin, window: int = STEP) -> bool:
        """Whether a code is right, and was not used before. Raises TooManyAttempts."""
        installation, whom = shop().installation, account_of(user).id
        accounts.count_try(installation, whom, client=request.remote_addr or "")
        try:
            match = self._totp.verify(token, totp_secret, window=window)
        except TokenError:
            return False
        if not accounts.use_step(installation, account_of(user), match.counter):
            return False
        accounts.forgive_tries(installation, whom, client=request.remote_addr or "")
        return True

    def generate_qrcode(self, username: str, totp: str) -> str:
        """Draw the QR code that the app reads."""
        return Markup(qr_svg(self.get_totp_uri(username, totp), "QR-code voor uw app"))  # noqa: S704 - drawn by ourselves


class RecoveryCodes(MfRecoveryCodesUtil):
    """Recovery codes: kept as hashes, so nobody sees them twice. Looking whether one is right uses it up."""

    def create_recovery_codes(self, user: UserMixin) -> list[str]:
        """Make new codes in place of those before; gives them as they are written."""
        made = [codes.generate(codes.SHARE_LENGTH) for _ in range(RECOVERY)]
        accounts.keep_codes(shop().installation, account_of(user), made)
        return [codes.shown(one) for one in made]

    def get_recovery_codes(self, user: UserMixin) -> list[str]:
        """Give none: they were shown once."""
        return []

    def check_recovery_code(self, user: UserMixin, code: str) -> bool:
        """Whether a code is right; then it is used up. Raises TooManyAttempts."""
        installation, whom = shop().installation, account_of(user).id
        accounts.count_try(installation, whom, client=request.remote_addr or "")
        try:
            right = accounts.use_code(installation, account_of(user), codes.normalise(code, codes.SHARE_LENGTH))
        except CodeUnknown:
            right = False
        if right:
            accounts.forgive_tries(installation, whom, client=request.remote_addr or "")
        else:
            accounts.note(installation, What.SECOND_FACTOR_FAILED, account_of(user))
        return right

    def delete_recovery_code(self, user: UserMixin, code: str) -> bool:
        """Do nothing: the check did."""
        return True


class Passkeys(WebauthnUtil):
    """A passkey asks for a finger, a face or a PIN, each time: what you have and what you are, in one go."""

    def authenticator_selection(self, user: UserMixin, usage: str) -> AuthenticatorSelectionCriteria:
        """Ask for one that finds its owner by itself, on any sort of device."""
        return AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED, user_verification=UserVerificationRequirement.REQUIRED
        )

    def user_verification(self, user: UserMixin | None, usage: list[str]) -> UserVerificationRequirement:
        """Ask who holds it."""
        return UserVerificationRequirement.REQUIRED
