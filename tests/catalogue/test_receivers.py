"""The operator's file of receivers: strict, every problem at its place, and no secret that others can read."""

from __future__ import annotations

from base64 import b64encode
from typing import TYPE_CHECKING

import pytest

from shopcheck.catalogue import read_receivers
from shopcheck.core.errors import QuestionnaireInvalid
from shopcheck.core.receivers import Drop, Mailbox, Webhook

if TYPE_CHECKING:
    from pathlib import Path

SEED = bytes(range(32))
WEBHOOK_KEY = f"whsk_{b64encode(SEED).decode()}\n"
SSH_KEY = "-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----\n"
FILE = """\
source: urn:nld:kvknr:00000000:systeem:preventiecheck-overvallen
webhooks:
  - name: rtd_gemeente
    regions: [RTD, NL]
    address: https://haken.example.nl/overval?v=1
    keys: [nieuw.key, oud.key]
drops:
  - name: rtd_politie
    regions: [RTD]
    address: sftp://overval@sftp.example.nl:2222/in/cijfers
    host_key: ssh-ed25519 AAAAC3NzaC1lZDI1NTE5
    key: sftp.key
mail:
  server: smtp.example.nl:587
  sender: check@example.nl
  user: check
  password: mail.key
  boxes:
    - name: rtd_om
      regions: [RTD]
      address: postvak@om.example.nl
"""


def written(folder: Path, text: str = FILE, **secrets: str) -> Path:
    """Write the file, with its secrets beside it."""
    for name, secret in {
        "nieuw": WEBHOOK_KEY,
        "oud": WEBHOOK_KEY,
        "sftp": SSH_KEY,
        "mail": "geheim",
        **secrets,
    }.items():
        path = folder / f"{name}.key"
        path.write_text(secret, "utf-8")
        path.chmod(0o600)
    file = folder / "ontvangers.yaml"
    file.write_text(text, "utf-8")
    return file


def problems(file: Path) -> list[str]:
    """Give what is wrong, without the folder."""
    folder = f"{file.parent}/"
    with pytest.raises(QuestionnaireInvalid) as refused:
        read_receivers(file)
    return [str(one).removeprefix(folder) for one in refused.value.problems]


def test_every_kind_of_receiver_is_read_with_its_secrets(tmp_path: Path) -> None:
    found = read_receivers(written(tmp_path))
    assert found.source == "urn:nld:kvknr:00000000:systeem:preventiecheck-overvallen"
    assert found.by_name["rtd_gemeente"] == Webhook(
        "rtd_gemeente", frozenset({"RTD", "NL"}), "haken.example.nl", 443, "/overval?v=1", (SEED, SEED)
    )
    drop = found.by_name["rtd_politie"]
    assert isinstance(drop, Drop)
    assert (drop.host, drop.port, drop.user, drop.folder, drop.key) == (
        "sftp.example.nl", 2222, "overval", "/in/cijfers", SSH_KEY
    )  # fmt: skip
    box = found.by_name["rtd_om"]
    assert isinstance(box, Mailbox)
    assert (box.server.host, box.server.port, box.server.password) == ("smtp.example.nl", 587, "geheim")
    assert {one.name for one in found.of("RTD", ["mail", "sftp"])} == {"rtd_politie", "rtd_om"}
    assert {one.name for one in found.of("NL", ["webhook", "mail"])} == {"rtd_gemeente"}
    for secret in (SEED.hex(), b64encode(SEED).decode(), "geheim", "AAAA\n"):
        assert secret not in repr(found)


FLAWS = [
    ("address: https://haken", "address: http://haken", "5:14: PC161 Dit is geen adres van een webhook."),
    ("https://haken.example.nl/", "https://wie:wat@haken.example.nl/", "5:14: PC161"),
    ("https://haken.example.nl/", "https://10.0.0.1/", "5:14: PC161"),
    ("https://haken.example.nl/overval", "https://haken.example.nl/over val", "5:14: PC161"),
    ("sftp://overval@", "sftp://", "10:14: PC161 Dit is geen adres van een map."),
    ("host_key: ssh-ed25519 AAAA", "host_key: AAAA", "11:15: PC161 Dit is geen sleutel van een server."),
    ("postvak@om.example.nl", '"postvak@om.example.nl\\nBcc: x@example.nl"', "21:16: PC161 Dit is geen e-mailadres."),
    ("server: smtp.example.nl:587", "server: smtp.example.nl", "14:11: PC161 Dit is geen mailserver met poort."),
    ("https://haken.example.nl/", "https://haken.example.nl:65536/", "5:14: PC161"),
    ("https://haken.example.nl/", "https://haken.example.nl:0/", "5:14: PC161"),
    ("example.nl:587", "example.nl:99999", "14:11: PC161"),
    ("[RTD, NL]", "[RTD, Limburg]", "4:20: PC161 Dit is geen code van een regio."),
    ("source: urn:nld:", "source: urn:x:", "1:9: PC161 Dit is geen naam van een systeem."),
    ("    keys: [nieuw.key, oud.key]\n", "", "3:5: PC201 Hier ontbreekt 'keys'."),
    ("keys: [nieuw.key, oud.key]", "keys: [a.key, b.key, c.key]", "6:11: PC214"),
    ("    key: sftp.key", "    sleutel: sftp.key", "12:5: PC202 Sleutel 'sleutel' hoort hier niet."),
    ("oud.key", "weg.key", "6:23: PC162 Geheim weg.key kan niet worden gelezen (No such file or directory)."),
    ("oud.key", "mail.key", "6:23: PC164 Dit is niet whsk_ met 32 willekeurige bytes in Base64."),
    ("key: sftp.key", "key: mail.key", "12:10: PC164 Dit is niet een sleutel zoals ssh-keygen -t ed25519 hem maakt."),
    ("name: rtd_om", "name: rtd_politie", "19:13: PC165 Ontvanger 'rtd_politie' staat er twee keer."),
    ("webhooks:", "webhooks: &x", "2:11: PC106"),
]  # fmt: skip


@pytest.mark.parametrize(("good", "bad", "said"), FLAWS)
def test_a_flaw_is_told_at_its_place(good: str, bad: str, said: str, tmp_path: Path) -> None:
    assert good in FILE
    found = problems(written(tmp_path, FILE.replace(good, bad)))
    assert any(one.startswith(f"ontvangers.yaml:{said}") for one in found), found


def test_the_mail_server_may_be_this_machine(tmp_path: Path) -> None:
    box = read_receivers(written(tmp_path, FILE.replace("smtp.example.nl:587", "127.0.0.1:25"))).by_name["rtd_om"]
    assert isinstance(box, Mailbox)
    assert (box.server.host, box.server.port) == ("127.0.0.1", 25)


def test_a_secret_that_others_can_read_is_refused(tmp_path: Path) -> None:
    file = written(tmp_path)
    (tmp_path / "sftp.key").chmod(0o640)
    (told,) = problems(file)
    assert told.startswith("ontvangers.yaml:12:10: PC163 Bestand sftp.key met een geheim is ook voor anderen te lezen.")


@pytest.mark.parametrize(
    "weak", ["", "whsk_AAAA\n", f"whsk_{b64encode(bytes(32)).decode()}\n", b64encode(SEED).decode()]
)
def test_a_key_that_is_missing_short_or_not_random_is_refused(weak: str, tmp_path: Path) -> None:
    (told,) = problems(written(tmp_path, oud=weak))
    assert told.startswith("ontvangers.yaml:6:23: PC16")
