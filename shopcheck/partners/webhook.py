"""A notice to a program: a thin CloudEvent (NL GOV profile), signed as Standard Webhooks with Ed25519 (`v1a`).

It says that there is a release and where; what is in it the partner fetches with its own token. An answer is its status
and nothing more: its body is not read, and a redirect is a refusal.
"""

from __future__ import annotations

import json
from base64 import b64encode
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException
from typing import TYPE_CHECKING

from shopcheck.core.errors import DeliveryFailed

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable, Mapping

    from shopcheck.core.receivers import Notice, Webhook
    from shopcheck.partners.outside import Outside

    Sign = Callable[[bytes, bytes], bytes]  # key and content → signature

TYPE = "nl.weerbaarheid.overval.release-gepubliceerd.v1"
SECONDS = 15.0  # for all of it, from looking up the name to the status
CLOUD_EVENT = "application/cloudevents+json; charset=utf-8"


class ReceiverGone(DeliveryFailed):
    """The receiver says that it wants to hear nothing any more."""


def event(notice: Notice) -> bytes:
    """Write the event: the same bytes each time that it is told."""
    said = {
        "specversion": "1.0",
        "type": TYPE,
        "source": notice.source,
        "id": notice.id,
        "time": f"{notice.published_on}T00:00:00Z",
        "subject": notice.release_id,
        "sequence": str(notice.sequence),
        "sequencetype": "Integer",
        "dataref": notice.data,
    }
    return json.dumps(said, separators=(",", ":")).encode()


def signed(event_id: str, body: bytes, seconds: int, keys: tuple[bytes, ...], sign: Sign) -> Mapping[str, str]:
    """Give the headers that prove who sent it, and when."""
    content = f"{event_id}.{seconds}.".encode() + body
    signatures = (f"v1a,{b64encode(sign(key, content)).decode()}" for key in keys)
    return {"webhook-id": event_id, "webhook-timestamp": str(seconds), "webhook-signature": " ".join(signatures)}


def send(receiver: Webhook, notice: Notice, seconds: int, sign: Sign, outside: Outside) -> None:
    """Tell it once, at this moment. Raises DeliveryFailed for any answer but 2xx; ReceiverGone for 410."""
    body = event(notice)
    headers = {**signed(notice.id, body, seconds, receiver.keys, sign), "content-type": CLOUD_EVENT}
    try:
        status = _post(receiver, body, headers, outside)
    except (OSError, HTTPException) as error:
        raise DeliveryFailed(f"broke off: {type(error).__name__}") from None
    if status == HTTPStatus.GONE:
        raise ReceiverGone(str(status))
    if not HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
        raise DeliveryFailed(str(status))


def _post(receiver: Webhook, body: bytes, headers: Mapping[str, str], outside: Outside) -> int:
    with outside.connection(receiver.host, receiver.port, SECONDS) as connected:
        secured = outside.tls().wrap_socket(connected, server_hostname=receiver.host)
        with secured:
            connection = _Connected(receiver, secured)
            connection.request("POST", receiver.path, body, dict(headers))
            return connection.getresponse().status


class _Connected(HTTPConnection):
    """Speaks HTTP over a connection that is there already."""

    default_port = 443  # so that Host names any other

    def __init__(self, receiver: Webhook, connected: socket.socket) -> None:
        super().__init__(receiver.host, receiver.port)
        self.sock = connected
        self.auto_open = 0
