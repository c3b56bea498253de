"""Telling partners that there is a release: once it is published, by the worker, until each of them has heard."""

from __future__ import annotations

from base64 import b64encode
from functools import partial
from threading import Lock
from typing import TYPE_CHECKING

from shopcheck import jobs
from shopcheck.core.errors import DeliveryFailed
from shopcheck.core.profile import Channel
from shopcheck.core.receivers import Drop, Mailbox, Notice, Webhook
from shopcheck.core.statistics import COUNTRY
from shopcheck.logs import log
from shopcheck.partners import mail, sftp, webhook
from shopcheck.partners.outside import Outside
from shopcheck.store import audit, outbox, releases, signing
from shopcheck.store.audit import WORKER, Event, What
from shopcheck.store.database import driver_of
from shopcheck.store.outbox import GONE, SCHEDULE, State

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from shopcheck.core.receivers import Receiver
    from shopcheck.store.database import Transaction
    from shopcheck.store.outbox import Delivery
    from shopcheck.store.releases import Published
    from shopcheck.usecases.installation import Installation

    Send = Callable[[Installation, Receiver, Notice], None]

DATA, PAGE, KEY = "/api/v1/releases/", "/balie/cijfers/", "/api/v1/signing-key"
_one_at_a_time = Lock()  # of a worker, so that a partner that is slow leaves its other lane to letters


def announce(
    installation: Installation, connection: Transaction, published: Published, channels: Collection[Channel]
) -> None:
    """Let the partners of a region hear of a release over these channels, once this transaction is committed."""
    nobody_asks = published.region == COUNTRY  # there the word of the operator is enough
    found = installation.receivers.of(published.region, tuple(Channel) if nobody_asks else channels)
    for kind in set(channels) - {Channel.PORTAL} - {one.kind for one in found}:
        log.warning("nobody to tell", release=published.id, channel=str(kind))
    told = outbox.announce(connection, published, (one.name for one in found), installation.seconds)
    if told and not installation.store.database.sqlite:
        jobs.ask(driver_of(connection), told)


def look(installation: Installation) -> bool:
    """Say whether there is something to deliver."""
    with installation.store.database.reading() as connection:
        return outbox.any_due(connection, installation.seconds)


def deliver_next(installation: Installation, send: Send | None = None) -> bool:
    """Make one delivery that is due; False when there is none, or another is being made already.

    What goes wrong is noted and tried again later, and by then the log says so. Raises StoreUnavailable: then the claim
    ends by itself, and the same is told once more.
    """
    if not _one_at_a_time.acquire(blocking=False):
        return False
    try:
        return _deliver_next(installation, send or partial(tell, outside=Outside()))
    finally:
        _one_at_a_time.release()


def _deliver_next(installation: Installation, send: Send) -> bool:
    database = installation.store.database
    if not look(installation):
        return False
    with database.writing() as connection:
        claimed = outbox.claim(connection, installation.seconds)
    if claimed is None:
        return False
    try:
        _attempt(installation, claimed, send)
    except webhook.ReceiverGone:
        with database.writing() as connection:
            outbox.shut(connection, claimed.receiver)
        log.error("receiver gone", receiver=claimed.receiver, release=claimed.release_id)
    except DeliveryFailed as error:
        _note_failure(installation, claimed, str(error))
    except Exception as error:  # noqa: BLE001 - what goes wrong with one partner must not keep the others
        _note_failure(installation, claimed, type(error).__name__)
    else:
        with database.writing() as connection:
            outbox.delivered(connection, claimed)
            audit.note(connection, Event(What.RELEASE_TOLD, WORKER, claimed.id), installation.seconds)
        log.info("delivered", receiver=claimed.receiver, release=claimed.release_id, tries=claimed.tries)
    return True


def _attempt(installation: Installation, claimed: Delivery, send: Send) -> None:
    if claimed.tries > len(SCHEDULE):
        raise DeliveryFailed("cut off during the last try")
    with installation.store.database.reading() as connection:
        if outbox.is_shut(connection, claimed.receiver):
            raise webhook.ReceiverGone(GONE)
    receiver = installation.receivers.by_name.get(claimed.receiver)
    if receiver is None:
        raise DeliveryFailed("no such receiver in the file")
    notice = notice_of(installation, claimed)
    if notice.region not in receiver.regions:
        raise DeliveryFailed("not of a region of this receiver any more")
    send(installation, receiver, notice)


def _note_failure(installation: Installation, claimed: Delivery, why: str) -> None:
    with installation.store.database.writing() as connection:
        after = outbox.failed(connection, claimed, installation.seconds, why)
    if after:
        told = {"receiver": after.receiver, "release": after.release_id, "tries": after.tries, "cause": after.said}
        if after.state is State.DEAD:
            log.error("delivery dead", id=after.id, **told)
        else:
            log.warning("delivery failed", **told)


def notice_of(installation: Installation, delivery: Delivery) -> Notice:
    """Say what a partner is told of a release. Raises DeliveryFailed when it is not there."""
    figures, home = installation.store.figures, installation.settings.public_url
    found = releases.release_of(figures, delivery.release_id)
    content = _file(installation, delivery.release_id, releases.RELEASE)
    if found is None:
        raise DeliveryFailed("no such release")
    published, _ = found
    return Notice(
        id=delivery.id,
        release_id=published.id,
        region=published.region,
        title=f"{published.title}, {published.period.title}",
        sequence=published.sequence,
        published_on=published.published_on,
        source=installation.receivers.source,
        data=f"{home}{DATA}{published.id}",
        page=f"{home}{PAGE}{published.id}",
        hash=published.hash,
        key=f"{home}{KEY}",
        signature=b64encode(signing.sign(installation.store.keys.signing_key, content)).decode(),
    )


def tell(installation: Installation, receiver: Receiver, notice: Notice, outside: Outside) -> None:
    """Tell one receiver. Raises DeliveryFailed."""
    match receiver:
        case Webhook():
            webhook.send(receiver, notice, installation.seconds, signing.sign, outside)
        case Drop():
            content = _file(installation, notice.release_id, f"{notice.release_id}.zip")
            sftp.put(receiver, notice, content, outside)
        case Mailbox():
            mail.send(receiver, notice, installation.seconds, outside.tls)


def _file(installation: Installation, release_id: str, name: str) -> bytes:
    found = releases.file_of(installation.store.figures, release_id, name)
    if found is None:
        raise DeliveryFailed(f"no {name}")
    return found.content


def dead(installation: Installation) -> int:
    """Count the deliveries that were given up, and that somebody has to look at."""
    with installation.store.database.reading() as connection:
        return outbox.dead(connection)
