"""An account as flask-security wants it: its user, its passkeys, and the store behind them.

Rows stay in the store. A Person is a value of the store with the names that the library knows; what the library changes
on it is written by one of our use cases, at once, when it says `put`.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, ClassVar, cast

from flask_security import RoleMixin, UserMixin, WebAuthnMixin
from flask_security.datastore import UserDatastore

from shopcheck.store import accounts, second_factors
from shopcheck.store.audit import What
from shopcheck.store.second_factors import Passkey
from shopcheck.usecases import accounts as usecase
from shopcheck.web.desk import signed_in
from shopcheck.web.shop import shop

if TYPE_CHECKING:
    from shopcheck.core.sharing import Account
    from shopcheck.store.accounts import Kept

APP = "authenticator"  # the library's name for an app that gives codes
FAILED = {False: What.SIGN_IN_FAILED, True: What.SECOND_FACTOR_FAILED}


class NoSecondFactor(Exception):
    """The first factor was right, but there is no second one to ask for: only a one-time link leads to it."""


class EitherFactor(str):
    """How a passkey may be used: instead of a password, and after one. The library knows only one of the two."""

    __slots__ = ()
    __hash__ = str.__hash__

    def __eq__(self, other: object) -> bool:
        """Whether this is one of the two."""
        return other in {"first", "secondary"}


class Key(WebAuthnMixin):
    """A passkey."""

    usage = EitherFactor("first")
    extensions = None
    device_type = "multi_device"
    backup_state = False

    def __init__(self, passkey: Passkey) -> None:
        """Take what is kept of it."""
        self.passkey = passkey
        self.user_id = passkey.account_id
        self.name = passkey.name
        self.credential_id = passkey.credential_id
        self.public_key = passkey.public_key
        self.sign_count = passkey.sign_count
        self.transports = list(passkey.transports)
        self.lastuse_datetime = datetime.fromtimestamp(passkey.used, UTC)


class Person(UserMixin):
    """Somebody with an account that is not shut."""

    fs_uniquifier = ""  # asked for on the class; see __init__
    tf_phone_number = None
    roles: ClassVar[list[RoleMixin]] = []  # type: ignore[misc]  # our own audiences say who may see what
    mf_recovery_codes = None

    def __init__(self, kept: Kept) -> None:
        """Take what is kept of an account."""
        self.kept = kept
        self.fs_uniquifier = self.fs_webauthn_user_handle = kept.account.id
        self.email = kept.email
        self.active = kept.active
        self.password = kept.password
        self.tf_totp_secret = kept.totp
        self.tf_primary_method = APP if kept.totp else None

    @property
    def account(self) -> Account:
        """Who it is to the rest of the program."""
        return self.kept.account

    @property
    def webauthn(self) -> list[WebAuthnMixin]:  # type: ignore[override]  # read when asked for
        """The passkeys."""
        found = second_factors.passkeys(shop().installation.store.database, self.account.id)
        return [Key(one) for one in found]

    def check_tf_required(self, methods: list[tuple[str, str]], _fresh: bool) -> tuple[bool, list[tuple[str, str]]]:
        """Say that the second factor is needed, always. The library asks when the first one was right.

        Raises NoSecondFactor.
        """
        if not methods:
            raise NoSecondFactor
        signed_in.begin_halfway(self.account)
        return True, methods

    def track_failed_authn(self, _auth_type: str, tfa: bool = False) -> None:
        """Remember that somebody tried to be this person."""
        usecase.note(shop().installation, FAILED[tfa], self.account)


def account_of(user: UserMixin) -> Account:
    """Say who it is: every user here is a Person."""
    return cast("Person", user).account


class People(UserDatastore):
    """Where flask-security finds people and passkeys, and has them kept. Who is shut is not found."""

    def __init__(self) -> None:
        """Name the sorts."""
        super().__init__(Person, RoleMixin, Key)

    def find_user(self, case_insensitive: bool = False, **by: Any) -> Person | None:
        """Find somebody by `email`, by `id`, or by `fs_uniquifier` as a cookie says: then only with a live session."""
        database = shop().installation.store.database
        match by:
            case {"email": email}:
                kept = accounts.by_email(database, email)
            case {"id": id_}:
                kept = accounts.by_id(database, id_)
            case {"fs_uniquifier": said}:
                here = signed_in.of_this_browser()
                kept = here.kept if here and here.account.id == said else None
            case _:
                kept = None
        return Person(kept) if kept and kept.active else None

    def find_role(self, role: str) -> None:
        """Find no role: the library needs none."""

    def find_webauthn(self, credential_id: bytes) -> Key | None:
        """Find a passkey."""
        found = second_factors.passkey(shop().installation.store.database, credential_id)
        return Key(found) if found else None

    def create_webauthn(self, user: UserMixin, name: str, credential_id: bytes, **more: Any) -> None:  # type: ignore[override]  # the rest by name
        """Keep a new passkey."""
        installation, account = shop().installation, account_of(user)
        transports = tuple(one.value for one in more["transports"])
        key, count = more["public_key"], more["sign_count"]
        passkey = Passkey(credential_id, account.id, name, key, count, transports, installation.seconds)
        usecase.add_passkey(installation, account, passkey)

    def delete_webauthn(self, webauthn: WebAuthnMixin) -> None:
        """Forget a passkey."""
        usecase.remove_passkey(shop().installation, signed_in.account(), cast("Key", webauthn).passkey)

    def put(self, model: Any) -> Any:
        """Keep what the library changed."""
        installation = shop().installation
        if isinstance(model, Key):
            usecase.note_passkey_use(installation, replace(model.passkey, sign_count=model.sign_count))
            return model
        if model.password != model.kept.password:
            usecase.set_password(installation, model.account, model.password)
        if model.tf_totp_secret != model.kept.totp:
            usecase.set_app(installation, model.account, model.tf_totp_secret)
        model.kept = replace(model.kept, password=model.password, totp=model.tf_totp_secret)
        return model

    def set_uniquifier(self, user: UserMixin, uniquifier: str | None = None) -> None:
        """Let everybody else who is in under this account out: the library asks it when a password changed."""
        usecase.sign_others_out(shop().installation, account_of(user), signed_in.session())

    def commit(self) -> None:
        """Do nothing: what was `put` is kept."""
