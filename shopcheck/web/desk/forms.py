"""The forms of flask-security, as far as ours differ: tries are counted, and nothing is asked that we do not use."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import request
from flask_security import current_user
from flask_security.forms import (
    ChangePasswordForm,
    LoginForm,
    RequiredLocalize,
    TwoFactorRescueForm,
    TwoFactorSetupForm,
    TwoFactorVerifyCodeForm,
    VerifyForm,
)
from flask_security.recovery_codes import MfRecoveryForm
from flask_security.tf_plugin import TwoFactorSelectForm
from flask_security.utils import get_message
from flask_security.webauthn import (
    WebAuthnDeleteForm,
    WebAuthnRegisterForm,
    WebAuthnSigninForm,
    WebAuthnSigninResponseForm,
)
from wtforms import HiddenField, StringField, ValidationError

from shopcheck.store.accounts import normal
from shopcheck.store.audit import What
from shopcheck.usecases import accounts
from shopcheck.web.shop import shop

if TYPE_CHECKING:
    from collections.abc import Callable

NEEDS_CODE = RequiredLocalize(message="CODE_NOT_PROVIDED")


def guarded(whom: str, check: Callable[[], bool]) -> bool:
    """Count a try before the dear hashing, let few through at once, and forgive who was right.

    Raises TooManyAttempts or Busy.
    """
    installation, client = shop().installation, request.remote_addr or ""
    accounts.count_try(installation, whom, client=client)
    with installation.store.vault.gate.passage():
        right = check()
    if right:
        accounts.forgive_tries(installation, whom, client=client)
    return right


class SignIn(LoginForm):
    """E-mail address and password."""

    remember = None  # type: ignore[assignment]  # nobody is remembered

    def validate(self, **more: Any) -> bool:
        """Whether they belong together; an address that we do not know takes as long and counts as much."""
        right = guarded(normal(self.email.data or ""), lambda: super(SignIn, self).validate(**more))
        if not right and self.user is None:
            accounts.note(shop().installation, What.SIGN_IN_FAILED, None)
        return right


class PasswordAgain(VerifyForm):
    """The password once more, before something about signing in changes."""

    def validate(self, **more: Any) -> bool:
        """Whether it is right."""
        return guarded(current_user.account.id, lambda: super(PasswordAgain, self).validate(**more))


class NewPassword(ChangePasswordForm):
    """The password of now, and a new one."""

    def validate(self, **more: Any) -> bool:
        """Whether the one is right and the other will do."""
        return guarded(current_user.account.id, lambda: super(NewPassword, self).validate(**more))


class Choice(StringField):
    """One of the words in `choices`, which the library writes in a way that the fields of WTForms give up."""

    def __init__(self, *args: Any, **more: Any) -> None:
        """Begin without choices: the library adds them."""
        super().__init__(*args, **more)
        self.choices: list[tuple[str, str]] = []


class SetUpApp(TwoFactorSetupForm):
    """Begin to set up the app for codes."""

    setup = HiddenField()  # type: ignore[assignment]  # there is one choice
    phone = HiddenField()  # type: ignore[assignment]  # never asked


class Which(TwoFactorSelectForm):
    """By passkey or by code."""

    which = Choice()  # type: ignore[assignment]  # see Choice

    def validate_which(self, field: Choice) -> None:
        """Take only what somebody has."""
        if field.data not in dict(field.choices):
            raise ValidationError(get_message("TWO_FACTOR_METHOD_NOT_AVAILABLE")[0])


class Help(TwoFactorRescueForm):
    """What the library would offer to who cannot go on; a link in our pages does."""

    help_setup = Choice()  # type: ignore[assignment]  # see Choice


class CodeOfApp(TwoFactorVerifyCodeForm):
    """A code of the app on the telephone."""

    code = StringField(validators=[NEEDS_CODE])


class RecoveryCode(MfRecoveryForm):
    """A recovery code."""

    code = StringField(validators=[NEEDS_CODE])


class NewPasskey(WebAuthnRegisterForm):
    """A name for a passkey."""

    usage = HiddenField(default="first")  # type: ignore[assignment]  # there is one choice

    def validate(self, **more: Any) -> bool:
        """Whether the name will do; how it is used is not for the browser to say."""
        self.usage.data = "first"
        return super().validate(**more)


class PasskeyAway(WebAuthnDeleteForm):
    """Which passkey goes."""

    def validate(self, **more: Any) -> bool:
        """Whether it may: the last second factor stays."""
        if not super().validate(**more):
            return False
        if len(current_user.webauthn) == 1 and not current_user.tf_totp_secret:
            self.name.errors = [get_message("LAST_SECOND_FACTOR")[0]]
            return False
        return True


class Nothing(HiddenField):
    """A field that stays empty, whatever a browser sends."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Take nothing."""


class WithPasskey(WebAuthnSigninForm):
    """Begin to sign in with a passkey."""

    remember = Nothing()  # type: ignore[assignment]  # nobody is remembered


class AnswerOfPasskey(WebAuthnSigninResponseForm):
    """What the passkey answered."""

    remember = Nothing()
