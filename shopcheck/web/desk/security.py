"""flask-security at the desk: which of it we use, where, and for whom. What we do not use is shut."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, NoReturn

from flask import after_this_request, redirect, render_template, request
from flask import session as cookie
from flask_security import Security, tf_profile_changed, user_authenticated, wan_registered
from flask_security import core as library
from flask_security.mail_util import MailUtil

from shopcheck.core.errors import SignedOut
from shopcheck.settings import SettingsRefused
from shopcheck.store import vault
from shopcheck.store.accounts import normal
from shopcheck.web import access
from shopcheck.web.access import Audience
from shopcheck.web.desk import forms, signed_in, texts
from shopcheck.web.desk.passwords import Passwords
from shopcheck.web.desk.people import People
from shopcheck.web.desk.second_factors import STEP, App, Passkeys, RecoveryCodes

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flask import Flask, Response
    from werkzeug.wrappers import Response as Reply

    from shopcheck.store.store import Store
    from shopcheck.usecases import Installation
    from shopcheck.web.desk.people import Person

NAME = "Preventiecheck Overvallen"
INVITED = ["uitnodiging"]  # how somebody came in who followed a one-time link

ASK_SECOND_FACTOR = ("security.two_factor_token_validation", "security.tf_select", "security.mf_recovery")

AUDIENCES: Mapping[str, Audience] = {
    "login": Audience.PUBLIC,
    "wan_signin": Audience.PUBLIC,
    "wan_signin_response": Audience.PUBLIC,
    "tf_select": Audience.HALFWAY,
    "two_factor_token_validation": Audience.HALFWAY,
    "mf_recovery": Audience.HALFWAY,
    "two_factor_setup": Audience.HALFWAY,
    "wan_register": Audience.HALFWAY,
    "wan_register_response": Audience.HALFWAY,
    "verify": Audience.SIGNED_IN,
    "change_password": Audience.SIGNED_IN,
    "mf_recovery_codes": Audience.SIGNED_IN,
    "wan_delete": Audience.SIGNED_IN,
    "two_factor_setup_validate": Audience.CLOSED,  # carries the secret of the app in its address
    "two_factor_rescue": Audience.CLOSED,  # mails
}
TEMPLATES = {
    "LOGIN_USER": "sign_in",
    "VERIFY": "password_again",
    "CHANGE_PASSWORD": "new_password",
    "TWO_FACTOR_SETUP": "second_factor",
    "TWO_FACTOR_VERIFY_CODE": "code",
    "TWO_FACTOR_SELECT": "which",
    "MULTI_FACTOR_RECOVERY": "recovery",
    "MULTI_FACTOR_RECOVERY_CODES": "recovery_codes",
    "WAN_REGISTER": "new_passkey",
    "WAN_SIGNIN": "passkey",
}
ADDRESSES = {
    "LOGIN": "/aanmelden",
    "WAN_SIGNIN": "/aanmelden/passkey",
    "TWO_FACTOR_TOKEN_VALIDATION": "/tweede-stap",
    "TWO_FACTOR_SELECT": "/tweede-stap/kiezen",
    "MULTI_FACTOR_RECOVERY": "/tweede-stap/herstelcode",
    "TWO_FACTOR_SETUP": "/tweede-stap/instellen",
    "TWO_FACTOR_RESCUE": "/tweede-stap/hulp",
    "WAN_REGISTER": "/tweede-stap/passkey",
    "VERIFY": "/account/bevestigen",
    "CHANGE": "/account/wachtwoord",
    "MULTI_FACTOR_RECOVERY_CODES": "/account/herstelcodes",
    "WAN_DELETE": "/account/passkey-weg",
}
ACCOUNT = "/balie/account"
CHOSEN: dict[str, object] = {
    "API_ENABLED_METHODS": ["session"],
    "CHANGEABLE": True,
    "FRESHNESS": timedelta(minutes=10),  # the password again, before something about signing in changes
    "FRESHNESS_GRACE_PERIOD": timedelta(minutes=5),
    "LOGOUT_METHODS": None,  # leave.py
    "MULTI_FACTOR_RECOVERY_CODES": True,
    "PASSWORD_HASH_PASSLIB_OPTIONS": {
        "argon2__memory_cost": vault.MEMORY,
        "argon2__time_cost": vault.TIME,
        "argon2__parallelism": vault.LANES,
    },
    "PASSWORD_SCHEMES": ["argon2"],
    "OAUTH_BUILTIN_PROVIDERS": [],
    "OAUTH_RESPONSE_URL": "/aanmelden/terug",
    "OAUTH_START_URL": "/aanmelden/via",
    "POST_CHANGE_VIEW": ACCOUNT,
    "POST_LOGIN_VIEW": "/balie/",
    "POST_VERIFY_VIEW": ACCOUNT,
    "RETURN_GENERIC_RESPONSES": True,
    "SEND_PASSWORD_CHANGE_EMAIL": False,
    "STATIC_FOLDER": None,
    "TOTP_ISSUER": NAME,
    "TWO_FACTOR": True,
    "TWO_FACTOR_AUTHENTICATOR_VALIDITY": STEP,
    "TWO_FACTOR_ENABLED_METHODS": ["authenticator"],
    "TWO_FACTOR_POST_SETUP_VIEW": ACCOUNT,
    "TWO_FACTOR_REQUIRED": True,
    "TWO_FACTOR_RESCUE_EMAIL": False,
    "WAN_ALLOW_AS_VERIFY": None,
    "WAN_ALLOW_USER_HINTS": False,
    "WAN_POST_REGISTER_VIEW": ACCOUNT,
    "WAN_RP_NAME": NAME,
    "WEBAUTHN": True,
}


class Addresses(MailUtil):
    """E-mail addresses as a name to be found by; the desk never mails."""

    def normalize(self, email: str) -> str:
        """Write an address as it is kept."""
        return normal(email)


def register(app: Flask, installation: Installation) -> None:
    """Add flask-security to the desk."""
    if installation.settings.single_sign_on and not find_spec("authlib"):
        raise SettingsRefused("OIDC_ISSUER needs packages that are not here: run .venv/bin/pip install -e '.[oidc]'")
    app.config.update(_config(installation.store), SECURITY_OAUTH_ENABLE=bool(installation.settings.single_sign_on))
    security = Security(
        app,
        People(),
        login_form=forms.SignIn,
        verify_form=forms.PasswordAgain,
        change_password_form=forms.NewPassword,
        two_factor_setup_form=forms.SetUpApp,
        two_factor_select_form=forms.Which,
        two_factor_verify_code_form=forms.CodeOfApp,
        two_factor_rescue_form=forms.Help,
        mf_recovery_form=forms.RecoveryCode,
        wan_register_form=forms.NewPasskey,
        wan_delete_form=forms.PasskeyAway,
        wan_signin_form=forms.WithPasskey,
        wan_signin_response_form=forms.AnswerOfPasskey,
        mail_util_cls=Addresses,
        password_util_cls=Passwords,
        totp_cls=partial(App, installation),  # type: ignore[arg-type]  # it is called as the class would be
        webauthn_util_cls=Passkeys,
        mf_recovery_codes_util_cls=RecoveryCodes,
        render_template=_show,
    )
    security.want_json(lambda _request: False)
    security.unauthn_handler(_unknown)
    security.login_manager.request_loader(lambda _request: None)  # no tokens: the cookie is the only way in
    for name, audience in AUDIENCES.items():
        access.say(app.view_functions[f"security.{name}"], audience)
    if installation.settings.single_sign_on:
        from shopcheck.web.desk import single_sign_on  # noqa: PLC0415 - what it needs is there with the extra `oidc`

        single_sign_on.register(app, security, installation.settings.single_sign_on)
    app.before_request(_is_in_already)
    app.after_request(_see_other)
    user_authenticated.connect(_came_in, app)
    tf_profile_changed.connect(_has_second_factor, app)
    wan_registered.connect(_has_second_factor, app)


def _config(store: Store) -> dict[str, Any]:
    chosen = {
        **CHOSEN,
        "PASSWORD_SALT": store.key_for(b"desk passwords").hex(),  # a pepper: the library hashes with it first
        "TOTP_SECRETS": {"1": store.key_for(b"desk codes").hex()},
    }
    chosen |= {f"{name}_URL": path for name, path in ADDRESSES.items()}
    chosen |= {f"{name}_TEMPLATE": f"desk/security/{page}.html" for name, page in TEMPLATES.items()}
    chosen |= {f"MSG_{name}": (texts.OTHER, "error") for name in library._default_messages}  # noqa: SLF001 - or it would say what we did not foresee in English
    chosen |= {f"MSG_{name}": text for name, text in texts.TEXTS.items()}
    return {"SESSION_PROTECTION": None} | {f"SECURITY_{name}": value for name, value in chosen.items()}


def _show(template: str, **values: Any) -> str:
    """Show a page of the library in our words; 422 when something typed is not right."""
    if request.method == "POST" and any(getattr(one, "errors", None) for one in values.values()):
        after_this_request(_unprocessable)
    return render_template(template, here=(request.script_root + request.full_path).rstrip("?"), **values)


def _is_in_already() -> Reply | None:
    """Lead who is in and goes back to the second factor to the desk: the library would sign that person out."""
    asks = request.endpoint in ASK_SECOND_FACTOR and "tf_state" not in cookie
    here = signed_in.of_this_browser() if asks else None
    return redirect("/balie/", 303) if here and here.session.complete else None


def _unprocessable(response: Response) -> Response:
    response.status_code = 422
    return response


def _see_other(response: Response) -> Response:
    """Make every redirect one to a page that is read."""
    if response.status_code == 302:  # noqa: PLR2004 - what the library sends
        response.status_code = 303
    return response


def _unknown(*_: object, **__: object) -> NoReturn:
    """Say what every page of the desk says to who is not signed in."""
    raise SignedOut


def _came_in(_app: Flask, user: Person, authn_via: list[str] | None = None, **_: object) -> None:
    """Begin the session of who the library let in: complete, but for who followed a one-time link."""
    signed_in.begin_known(user.account, complete=authn_via != INVITED)


def _has_second_factor(_app: Flask, user: Person, **_: object) -> None:
    """Complete the session of who just got a first second factor."""
    here = signed_in.of_this_browser()
    if here and not here.session.complete:
        signed_in.begin_known(user.account, complete=True)
