"""The operator's file of receivers: which partners hear of releases, where, and with which keys.

It is read as strictly as a questionnaire, and stands outside of it: addresses and keys are the operator's. A region
only says over which kinds of channel; a receiver hears only of the regions that stand with it. One without the other
sends nothing.
Secrets stand in files of their own beside it, for this user alone.
"""

from __future__ import annotations

import binascii
import re
from base64 import b64decode
from typing import TYPE_CHECKING, Annotated
from urllib.parse import urlsplit

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from shopcheck.catalogue.files import hold, place_of
from shopcheck.catalogue.reading import Unreadable, read
from shopcheck.catalogue.shapes import Shape
from shopcheck.catalogue.words import QuestionName, Text  # noqa: TC001 - pydantic reads them at run time
from shopcheck.core.errors import QuestionnaireInvalid
from shopcheck.core.receivers import Drop, Mailbox, MailServer, Publisher, Receiver, Receivers, Webhook

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from shopcheck.catalogue.reading import Node
    from shopcheck.core.errors import Problem

    Loc = tuple[str | int, ...]

HOST = r"(?=[^/:@]*[a-z])[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?"
NUMBER = r"(?:[1-9]\d{0,3}|[1-5]\d{4}|6[0-4]\d{3}|65[0-4]\d\d|655[0-2]\d|6553[0-5])"  # of a port
PORT = rf"(?::{NUMBER})?"
WEBHOOK = (rf"https://{HOST}{PORT}(/[!-~]*)?", "adres van een webhook", "https://partner.example.nl/overval")
FOLDER = (rf"sftp://[\w.-]+@{HOST}{PORT}/[!-~]*", "adres van een map", "sftp://gebruiker@partner.example.nl/map")
HOST_KEY = (
    r"(ssh-ed25519|ecdsa-sha2-nistp256|ssh-rsa) [A-Za-z0-9+/]+=*",
    "sleutel van een server",
    "ssh-ed25519 AAAA…",
)
MAIL = (r"[\w.+-]+@[a-z0-9-]+(\.[a-z0-9-]+)+", "e-mailadres", "postvak@partner.example.nl")
SERVER = (rf"(?:{HOST}|127\.0\.0\.1):{NUMBER}", "mailserver met poort", "mail.example.nl:587")
REGION = (r"[A-Z]{3}|NL", "code van een regio", "RTD, of NL voor het hele land")
URN = (r"urn:nld:[a-z0-9-]+:[a-z0-9-]+(:[a-z0-9-]+)*", "naam van een systeem", "urn:nld:kvknr:<8 cijfers>:systeem:naam")
PAGE = (rf"https?://{HOST}(/[!-~]*)?", "adres van een pagina", "https://voorbeeld.example.nl/id/1")
SECRET = (r"[\w./-]+", "naam van een bestand", "rtd_gemeente.key")
MOST_KEYS = 2  # more than the one that is replaced and the one that replaces it is a mistake
WEBHOOK_KEY = "whsk_"
KEY_LENGTH, LEAST_VARIED = 32, 12  # bytes, and how many of them differ
SSH_KEY = "-----BEGIN OPENSSH PRIVATE KEY-----"
HTTPS, SSH = 443, 22


def _like(pattern: str, what: str, example: str) -> BeforeValidator:
    def check(value: object) -> str:
        text = value.strip() if isinstance(value, str) else ""
        if not re.fullmatch(pattern, text, re.ASCII):
            raise PydanticCustomError("PC161", "other form", {"what": what, "example": example})
        return text

    return BeforeValidator(check)


Secret = Annotated[str, _like(*SECRET)]


class ReceiverShape(Shape):
    """What every receiver has."""

    name: Annotated[QuestionName, Field(description="Vaste naam van de ontvanger.")]
    regions: Annotated[
        list[Annotated[str, _like(*REGION)]], Field(min_length=1, description="Alleen voor deze regio's.")
    ]


class WebhookShape(ReceiverShape):
    """A program of a partner that takes notices."""

    address: Annotated[str, _like(*WEBHOOK)]
    keys: Annotated[list[Secret], Field(min_length=1, max_length=MOST_KEYS)]


class DropShape(ReceiverShape):
    """A folder of a partner."""

    address: Annotated[str, _like(*FOLDER)]
    host_key: Annotated[str, _like(*HOST_KEY)]
    key: Secret


class MailboxShape(ReceiverShape):
    """A mailbox of a partner."""

    address: Annotated[str, _like(*MAIL)]


class MailShape(Shape):
    """Our own mail server, and the mailboxes that it mails to."""

    server: Annotated[str, _like(*SERVER)]
    sender: Annotated[str, _like(*MAIL)]
    user: Text | None = None
    password: Secret | None = None
    boxes: Annotated[list[MailboxShape], Field(min_length=1)]


class PublisherShape(Shape):
    """Who publishes, for a catalogue of data."""

    id: Annotated[str, _like(*PAGE)]
    name: Text
    email: Annotated[str, _like(*MAIL)]
    licence: Annotated[str, _like(*PAGE)]


class ReceiversShape(Shape):
    """The file."""

    source: Annotated[str, _like(*URN)]
    webhooks: list[WebhookShape] = Field(default_factory=list)
    drops: list[DropShape] = Field(default_factory=list)
    mail: MailShape | None = None
    publisher: PublisherShape | None = None


def read_receivers(file: Path) -> Receivers:
    """Read the file with the secrets that it names. Raises QuestionnaireInvalid with every problem, or OSError."""
    try:
        root = read(file.read_bytes(), str(file))
    except Unreadable as error:
        raise QuestionnaireInvalid(error.problems) from None
    shape, problems = hold(root, ReceiversShape, str(file))
    if shape is None:
        raise QuestionnaireInvalid(problems)
    reader = _Reader(file, root)
    made = [*reader.webhooks(shape), *reader.drops(shape), *reader.boxes(shape)]
    by_name = {receiver.name: receiver for _, receiver in made}
    seen: set[str] = set()
    for loc, receiver in made:
        if receiver.name in seen:
            reader.complain((*loc, "name"), "PC165", name=receiver.name)
        seen.add(receiver.name)
    if reader.problems:
        raise QuestionnaireInvalid(sorted(reader.problems))
    publisher = Publisher(**shape.publisher.model_dump()) if shape.publisher else None
    return Receivers(shape.source, by_name, publisher)


class _Reader:
    """Makes receivers of what the file says; what is wrong is collected."""

    def __init__(self, file: Path, root: Node) -> None:
        self.file, self.root = file, root
        self.problems: list[Problem] = []

    def complain(self, loc: Loc, number: str, **words: object) -> None:
        self.problems.append(place_of(str(self.file), self.root, loc).problem(number, **words))

    def webhooks(self, shape: ReceiversShape) -> Iterator[tuple[Loc, Receiver]]:
        for at, one in enumerate(shape.webhooks):
            loc, parts = ("webhooks", at), urlsplit(one.address)
            path = parts._replace(scheme="", netloc="", path=parts.path or "/", fragment="").geturl()
            keys = tuple(self._webhook_key((*loc, "keys", place), key) for place, key in enumerate(one.keys))
            yield loc, Webhook(one.name, frozenset(one.regions), parts.hostname or "", parts.port or HTTPS, path, keys)

    def drops(self, shape: ReceiversShape) -> Iterator[tuple[Loc, Receiver]]:
        for at, one in enumerate(shape.drops):
            loc, parts = ("drops", at), urlsplit(one.address)
            yield (
                loc,
                Drop(
                    name=one.name,
                    regions=frozenset(one.regions),
                    host=parts.hostname or "",
                    port=parts.port or SSH,
                    folder=parts.path,
                    user=parts.username or "",
                    host_key=one.host_key,
                    key=self._ssh_key((*loc, "key"), one.key),
                ),
            )

    def boxes(self, shape: ReceiversShape) -> Iterator[tuple[Loc, Receiver]]:
        if shape.mail is None:
            return
        host, _, port = shape.mail.server.partition(":")
        password = self._secret(("mail", "password"), shape.mail.password) if shape.mail.password else ""
        server = MailServer(host, int(port), shape.mail.sender, shape.mail.user or "", password)
        for at, one in enumerate(shape.mail.boxes):
            yield ("mail", "boxes", at), Mailbox(one.name, frozenset(one.regions), one.address, server)

    def _webhook_key(self, loc: Loc, said: str) -> bytes:
        secret = self._secret(loc, said)
        try:
            seed = b64decode(secret.removeprefix(WEBHOOK_KEY), validate=True)
        except binascii.Error:
            seed = b""
        if secret and not (
            secret.startswith(WEBHOOK_KEY) and len(seed) == KEY_LENGTH and len(set(seed)) >= LEAST_VARIED
        ):
            self.complain(loc, "PC164", what=f"{WEBHOOK_KEY} met 32 willekeurige bytes in Base64")
        return seed

    def _ssh_key(self, loc: Loc, said: str) -> str:
        secret = self._secret(loc, said)
        if secret and not secret.startswith(SSH_KEY):
            self.complain(loc, "PC164", what="een sleutel zoals ssh-keygen -t ed25519 hem maakt")
        return f"{secret}\n"

    def _secret(self, loc: Loc, said: str) -> str:
        """Read a secret; empty when that cannot be."""
        path = self.file.parent / said
        try:
            if path.stat().st_mode & 0o077:
                self.complain(loc, "PC163", name=path.name)
                return ""
            found = path.read_text("utf-8").strip()
        except (OSError, ValueError) as error:
            self.complain(loc, "PC162", name=path.name, reason=getattr(error, "strerror", None) or "geen tekst")
            return ""
        if not found:
            self.complain(loc, "PC162", name=path.name, reason="leeg")
        return found
