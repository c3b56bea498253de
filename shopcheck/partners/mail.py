"""A mail to a mailbox of a partner: that a release is there, and where. No figure is in it; the page asks to sign in.

Beside the link stands how to know that the files are ours: their hash, and our signature over them.
"""

from __future__ import annotations

import smtplib
import ssl
from contextlib import closing, suppress
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import SMTP
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from shopcheck.core.errors import DeliveryFailed

if TYPE_CHECKING:
    from collections.abc import Callable

    from shopcheck.core.receivers import Mailbox, MailServer, Notice

SECONDS = 15.0  # for one answer
TLS_FROM_THE_START = 465
THIS_MACHINE = frozenset({"127.0.0.1", "localhost"})
BODY = """\
Goedendag,

Er staan nieuwe cijfers van de Preventiecheck Overvallen voor u klaar: {title}.

U vindt ze hier. Log eerst in:
{page}

In deze mail staan geen cijfers. Klik liever niet op een link in een mail die u niet vertrouwt: ga dan zelf naar de
website en log daar in.

Controleren of de bestanden van ons zijn? Dit is het bestand release.json:
SHA-256       {hash}
Handtekening  {signature}
(Ed25519, in Base64; onze openbare sleutel staat op {key})

Uitgave {release_id}, bericht {id}.
Dit bericht is automatisch verstuurd.
"""


def written(receiver: Mailbox, notice: Notice, seconds: int) -> EmailMessage:
    """Write the mail. Its Message-ID is the same each time. Raises DeliveryFailed when a header would break."""
    mail = EmailMessage(policy=SMTP)
    host = urlsplit(notice.page).hostname
    headers = {
        "From": receiver.server.sender,
        "To": receiver.address,
        "Subject": f"Nieuwe cijfers: {notice.title}",
        "Date": datetime.fromtimestamp(seconds, UTC),
        "Message-ID": f"<{notice.id}@{host}>",
        "Auto-Submitted": "auto-generated",
    }
    try:
        for name, value in headers.items():
            mail[name] = value
    except ValueError:  # a line end, with which another header would begin
        raise DeliveryFailed("a header would hold a line end") from None
    mail.set_content(BODY.format_map(notice._asdict()), cte="quoted-printable")
    return mail


def send(
    receiver: Mailbox, notice: Notice, seconds: int, tls: Callable[[], ssl.SSLContext] = ssl.create_default_context
) -> None:
    """Give the mail to our own server. Raises DeliveryFailed."""
    mail = written(receiver, notice, seconds)
    try:
        with closing(_connected(receiver.server, tls())) as server:
            _secure(receiver.server, server, tls())
            if receiver.server.user:
                server.login(receiver.server.user, receiver.server.password)
            server.send_message(mail)
            with suppress(OSError, smtplib.SMTPException):  # it is taken, however the server says goodbye
                server.quit()
    except (OSError, smtplib.SMTPException) as error:
        raise DeliveryFailed(f"mail was not taken: {type(error).__name__}") from None


def _connected(server: MailServer, tls: ssl.SSLContext) -> smtplib.SMTP:
    if server.port == TLS_FROM_THE_START:
        return smtplib.SMTP_SSL(server.host, server.port, timeout=SECONDS, context=tls)
    return smtplib.SMTP(server.host, server.port, timeout=SECONDS)


def _secure(server: MailServer, connected: smtplib.SMTP, tls: ssl.SSLContext) -> None:
    """Go on with TLS; only a server on this machine may do without."""
    if isinstance(connected, smtplib.SMTP_SSL):
        return
    connected.ehlo()
    if server.host not in THIS_MACHINE or connected.has_extn("starttls"):
        connected.starttls(context=tls)
