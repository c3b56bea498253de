"""What an operator can set: nothing is needed, and what cannot be meant is refused by name."""

from __future__ import annotations

from pathlib import Path

import pytest

from shopcheck.settings import QUESTIONNAIRES, Settings, SettingsRefused


def test_nothing_needs_to_be_set() -> None:
    settings = Settings.from_environment({})
    assert settings.data == Path("instance").absolute()
    assert settings.database_url == f"sqlite:///{Path('instance').absolute() / 'shopcheck.sqlite3'}"
    assert (settings.port, settings.public_url, settings.secure) == (8000, "http://127.0.0.1:8000", False)
    assert settings.trusted_hosts == ("127.0.0.1", "localhost")
    assert settings.trusted_proxies == 0
    assert settings.questionnaires == QUESTIONNAIRES
    assert settings.letter_socket == Path("instance").absolute() / "letter.sock"


def test_everything_can_be_set() -> None:
    environ = {
        "SHOPCHECK_DATA": "/srv/data",
        "DATABASE_URL": "postgresql+psycopg://db/shopcheck",
        "PORT": "9000",
        "PUBLIC_URL": "https://check.example.nl/",
        "SHOPCHECK_QUESTIONNAIRES": "/srv/questions",
        "LETTER_SOCKET": "/run/letter.sock",
        "TRUSTED_PROXIES": "2",
    }
    settings = Settings.from_environment(environ)
    assert settings == Settings(
        data=Path("/srv/data"),
        database_url="postgresql+psycopg://db/shopcheck",
        port=9000,
        public_url="https://check.example.nl",
        trusted_hosts=("check.example.nl", "127.0.0.1", "localhost"),
        questionnaires=Path("/srv/questions"),
        letter_socket=Path("/run/letter.sock"),
        trusted_proxies=2,
    )
    assert settings.secure


def test_trusted_hosts_that_are_given_are_the_only_ones() -> None:
    environ = {"PUBLIC_URL": "https://check.example.nl", "TRUSTED_HOSTS": " a.example.nl, b.example.nl ,a.example.nl,"}
    assert Settings.from_environment(environ).trusted_hosts == ("a.example.nl", "b.example.nl")


def test_the_port_is_part_of_the_public_address() -> None:
    assert Settings.from_environment({"PORT": "8080"}).public_url == "http://127.0.0.1:8080"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "0"),
        ("PORT", "65536"),
        ("PORT", "-1"),
        ("PORT", "http"),
        ("PORT", "²"),
        ("TRUSTED_PROXIES", "-1"),
        ("TRUSTED_PROXIES", "10"),
        ("TRUSTED_PROXIES", "*"),
        ("PUBLIC_URL", "check.example.nl"),
        ("PUBLIC_URL", "ftp://check.example.nl"),
        ("PUBLIC_URL", "https://"),
        ("PUBLIC_URL", "https://check.example.nl/pad"),
        ("PUBLIC_URL", "https://check.example.nl/?x=1"),
        ("PUBLIC_URL", "https://check.example.nl/#x"),
        ("PUBLIC_URL", "https://wie@check.example.nl"),
        ("DEBUG", "1"),
        ("FLASK_DEBUG", "true"),
        ("FLASK_DEBUG", "on"),
    ],
)
def test_a_value_that_cannot_be_meant_is_refused_by_name(name: str, value: str) -> None:
    with pytest.raises(SettingsRefused, match=name):
        Settings.from_environment({name: value})


@pytest.mark.parametrize("value", ["", "0", "false", "No"])
def test_debugging_that_is_off_is_fine(value: str) -> None:
    Settings.from_environment({"DEBUG": value, "FLASK_DEBUG": value})


def test_the_password_of_the_database_is_never_shown() -> None:
    settings = Settings.from_environment({"DATABASE_URL": "postgresql+psycopg://wie:wachtwoord@db/shopcheck"})
    assert "wachtwoord" not in repr(settings)


def test_single_sign_on_needs_all_three_and_https(tmp_path: Path) -> None:
    file = tmp_path / "secret"
    file.write_text("geheim\n", "utf-8")
    environ = {"OIDC_ISSUER": "https://login.example.nl/", "OIDC_CLIENT_ID": "a", "OIDC_CLIENT_SECRET_FILE": str(file)}
    found = Settings.from_environment(environ).single_sign_on
    assert found is not None
    assert (found.issuer, found.client_secret) == ("https://login.example.nl", "geheim")
    assert "geheim" not in repr(found)
    for wrong in ({"OIDC_CLIENT_ID": ""}, {"OIDC_ISSUER": "http://x.nl"}, {"OIDC_CLIENT_SECRET_FILE": "/nowhere"}):
        with pytest.raises(SettingsRefused, match="OIDC"):
            Settings.from_environment(environ | wrong)
