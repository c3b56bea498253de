"""What an operator can set, read once from the environment. Nothing needs to be set."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from shopcheck.core.errors import ShopcheckError

if TYPE_CHECKING:
    from collections.abc import Mapping

PORT = 8000
LAST_PORT = 65535
MOST_PROXIES = 9
PREFERRED = "overval"  # the questionnaire that a new visitor gets, where it is there
QUESTIONNAIRES = Path(__file__).parent.parent / "questionnaires"
OIDC = ("OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET_FILE")
NEVER_IN_USE = ("DEBUG", "FLASK_DEBUG")
OFF = ("", "0", "false", "no", "off")


class SettingsRefused(ShopcheckError):
    """The operator must act: an environment variable has a value with which the program may not run."""


@dataclass(frozen=True, slots=True)
class SingleSignOn:
    """Where people of an association sign in besides: a provider of OpenID Connect, and what we are to it."""

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Settings:
    """Where things are and what this installation is called on the web. Keys are not here: they are in a file."""

    data: Path
    database_url: str = field(repr=False)  # may hold a password
    port: int
    public_url: str  # scheme and host, no slash at the end
    trusted_hosts: tuple[str, ...]
    questionnaires: Path
    letter_socket: Path
    trusted_proxies: int = 0  # so many proxies of our own stand in front, each adding the address it heard from
    single_sign_on: SingleSignOn | None = None
    contact_email: str = ""  # whom the programmers of partners write to
    channels: Path | None = None  # the file that says which partners hear of releases

    @classmethod
    def from_environment(cls, environ: Mapping[str, str]) -> Settings:
        """Read the environment. Raises SettingsRefused, naming the variable.

        SHOPCHECK_DATA (instance), DATABASE_URL (SQLite in the data folder), PORT (8000), PUBLIC_URL (this machine),
        TRUSTED_HOSTS (comma between), TRUSTED_PROXIES (0), SHOPCHECK_QUESTIONNAIRES, LETTER_SOCKET, CONTACT_EMAIL,
        SHOPCHECK_CHANNELS (none); all or none of OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET_FILE.
        """
        _refuse_debug(environ)
        data = Path(environ.get("SHOPCHECK_DATA") or "instance").absolute()
        port = _whole("PORT", environ.get("PORT") or str(PORT), 1, LAST_PORT)
        public_url = _public_url(environ.get("PUBLIC_URL") or f"http://127.0.0.1:{port}")
        return cls(
            data=data,
            database_url=environ.get("DATABASE_URL") or f"sqlite:///{data / 'shopcheck.sqlite3'}",
            port=port,
            public_url=public_url,
            trusted_hosts=_trusted_hosts(environ.get("TRUSTED_HOSTS", ""), public_url),
            questionnaires=Path(environ.get("SHOPCHECK_QUESTIONNAIRES") or QUESTIONNAIRES),
            letter_socket=Path(environ.get("LETTER_SOCKET") or data / "letter.sock"),
            trusted_proxies=_whole("TRUSTED_PROXIES", environ.get("TRUSTED_PROXIES") or "0", 0, MOST_PROXIES),
            single_sign_on=_single_sign_on(*(environ.get(name, "") for name in OIDC)),
            contact_email=_email(environ.get("CONTACT_EMAIL", "")),
            channels=Path(environ["SHOPCHECK_CHANNELS"]) if environ.get("SHOPCHECK_CHANNELS") else None,
        )

    @property
    def secure(self) -> bool:
        """Whether people reach this installation over https."""
        return self.public_url.startswith("https:")


def _refuse_debug(environ: Mapping[str, str]) -> None:
    for name in NEVER_IN_USE:
        if environ.get(name, "").lower() not in OFF:
            raise SettingsRefused(f"{name} is set: take it out, for errors would show what owners typed")


def _whole(name: str, value: str, least: int, most: int) -> int:
    if not (value.isascii() and value.isdigit() and least <= int(value) <= most):
        raise SettingsRefused(f"{name} is {value!r}: give a number from {least} to {most}")
    return int(value)


def _public_url(value: str) -> str:
    refused = SettingsRefused("PUBLIC_URL must be like https://check.example.nl, with nothing after the host")
    try:
        parts = urlsplit(value)
        _ = parts.port  # looks at it only when asked
    except ValueError:
        raise refused from None
    extra = parts.path.rstrip("/") or parts.query or parts.fragment or parts.username
    if parts.scheme not in {"http", "https"} or not parts.hostname or extra:
        raise refused
    return f"{parts.scheme}://{parts.netloc}"


def _email(value: str) -> str:
    if value and not all(value.partition("@")):
        raise SettingsRefused("CONTACT_EMAIL must be an e-mail address")
    return value


def _single_sign_on(issuer: str, client_id: str, secret_file: str) -> SingleSignOn | None:
    if not (issuer or client_id or secret_file):
        return None
    if not (issuer and client_id and secret_file):
        raise SettingsRefused(f"{', '.join(OIDC)}: set all three, or none")
    parts = urlsplit(issuer)
    if parts.scheme != "https" and parts.hostname not in {"127.0.0.1", "localhost"}:
        raise SettingsRefused("OIDC_ISSUER must be an address with https")
    try:
        secret = Path(secret_file).read_text("utf-8").strip()
    except OSError as error:
        raise SettingsRefused(f"OIDC_CLIENT_SECRET_FILE cannot be read: {error.strerror}") from None
    return SingleSignOn(issuer.rstrip("/"), client_id, secret)


def _trusted_hosts(value: str, public_url: str) -> tuple[str, ...]:
    given = [one.strip() for one in value.split(",") if one.strip()]
    return tuple(dict.fromkeys(given or [urlsplit(public_url).hostname or "", "127.0.0.1", "localhost"]))
