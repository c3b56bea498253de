"""A release with receivers, and deliveries of it, for tests."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from shopcheck.core import canonical
from shopcheck.core.profile import Channel
from shopcheck.core.receivers import Receivers, Webhook
from shopcheck.store import outbox, releases
from shopcheck.usecases import delivering
from tests.core import publishing

if TYPE_CHECKING:
    from shopcheck.core.receivers import Notice, Receiver
    from shopcheck.store.outbox import Delivery
    from shopcheck.usecases import Installation

SOURCE = "urn:nld:kvknr:00000000:systeem:proef"
SEED = bytes(range(32))
ZIP = b"PK of a release"
EVERY_CHANNEL = tuple(Channel)


def webhook(name: str, *regions: str) -> Webhook:
    """Make a receiver that is nowhere."""
    return Webhook(name, frozenset(regions or {"RTD"}), "partner.example.nl", 443, "/", (SEED,))


def with_receivers(installation: Installation, *receivers: Receiver) -> Installation:
    """Let these hear of releases."""
    return replace(installation, receivers=Receivers(SOURCE, {one.name: one for one in receivers}))


def publish(
    installation: Installation, number: int = 1, channels: tuple[Channel, ...] = EVERY_CHANNEL, year: int = 2027
) -> str:
    """Publish the release of Rotterdam of a quarter, and announce it; gives its id."""
    made = publishing.release(kas=(40, 30, 20, 10))
    made = replace(made, id=f"rtd-{year}-k{number}-2026.1", period=publishing.period(year, number))
    files = [
        releases.file(releases.RELEASE, "application/json", canonical.written(made)),
        releases.file(f"{made.id}.zip", "application/zip", ZIP),
    ]
    with installation.store.database.writing() as connection:
        done = releases.publish(connection, installation.store.keys, made, files)
        assert done
        delivering.announce(installation, connection, done, channels)
    return made.id


def deliveries(installation: Installation) -> list[Delivery]:
    """Give all deliveries, in the order of their receivers."""
    with installation.store.database.reading() as connection:
        return sorted(outbox.listed(connection), key=lambda one: (one.receiver, one.release_id))


def states(installation: Installation) -> dict[str, str]:
    """Say how far each receiver is; of one release."""
    return {one.receiver: str(one.state) for one in deliveries(installation)}


@dataclass
class Sent:
    """In place of the way out: notes what is told to whom, and goes wrong as it is told."""

    told: list[tuple[str, Notice]] = field(default_factory=list)
    trouble: dict[str, Exception] = field(default_factory=dict)

    def __call__(self, _installation: Installation, receiver: Receiver, notice: Notice) -> None:
        """Tell a receiver."""
        self.told.append((receiver.name, notice))
        if receiver.name in self.trouble:
            raise self.trouble[receiver.name]

    def __str__(self) -> str:
        return " ".join(name for name, _ in self.told)


def work(installation: Installation, sent: Sent) -> None:
    """Do all that is due now."""
    while delivering.deliver_next(installation, sent):
        pass
