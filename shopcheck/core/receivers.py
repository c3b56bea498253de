"""Who hears of a release: the addresses of partners behind each channel. No figure is in what they are told."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import date


@dataclass(frozen=True, slots=True)
class Webhook:
    """An address of a partner that takes signed notices. While a key is being replaced, both sign."""

    kind: ClassVar = "webhook"
    name: str
    regions: frozenset[str]
    host: str
    port: int
    path: str  # with the query, when there is one
    keys: tuple[bytes, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Drop:
    """A folder on an SFTP server of a partner, where the whole release is put. The server's key is known beforehand."""

    kind: ClassVar = "sftp"
    name: str
    regions: frozenset[str]
    host: str
    port: int
    folder: str
    user: str
    host_key: str  # as in a known_hosts file, without the name: "ssh-ed25519 AAAA…"
    key: str = field(repr=False)  # the text of our own private key


@dataclass(frozen=True, slots=True)
class MailServer:
    """The server of our own that takes our mail, and how it knows us."""

    host: str
    port: int
    sender: str
    user: str = ""
    password: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Mailbox:
    """A mailbox of a partner that gets a link."""

    kind: ClassVar = "mail"
    name: str
    regions: frozenset[str]
    address: str
    server: MailServer


Receiver = Webhook | Drop | Mailbox


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who publishes the figures, for a catalogue of data; `id` is an address that names this organisation."""

    id: str
    name: str
    email: str
    licence: str  # the address of the terms under which partners may use the figures


@dataclass(frozen=True, slots=True)
class Receivers:
    """All of this installation by name, the urn under which it speaks to their machines, and who publishes."""

    source: str = ""
    by_name: Mapping[str, Receiver] = field(default_factory=dict)
    publisher: Publisher | None = None

    def of(self, region: str, kinds: Collection[str]) -> tuple[Receiver, ...]:
        """Give those that hear of a region over one of these kinds of channel."""
        return tuple(one for one in self.by_name.values() if region in one.regions and one.kind in kinds)


class Notice(NamedTuple):
    """What a partner is told: that a release is there, where, and how to know that it is ours.

    `id` is the same each time that the same is told to the same receiver.
    """

    id: str
    release_id: str
    region: str
    title: str
    sequence: int
    published_on: date
    source: str
    data: str  # the address for programs
    page: str  # the address for people
    key: str  # the address of our public key
    hash: str  # SHA-256 of release.json, in hexadecimals
    signature: str  # Ed25519 over release.json, in Base64
