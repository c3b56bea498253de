"""Mail to a partner: a link and no figure, one Message-ID, over TLS, and never a header that was slipped in."""

from __future__ import annotations

import re
import ssl
from contextlib import contextmanager
from dataclasses import replace
from email import message_from_bytes, policy
from socketserver import StreamRequestHandler, ThreadingTCPServer
from threading import Thread
from typing import TYPE_CHECKING

import pytest

from shopcheck.core.errors import DeliveryFailed
from shopcheck.core.receivers import Mailbox, MailServer
from shopcheck.partners import mail
from tests.partners.partner import HERE, NOTICE, serving, trusting

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import EmailMessage

NOW = 1_809_000_000
BOX = Mailbox("om", frozenset({"RTD"}), "postvak@om.example.nl", MailServer("localhost", 0, "check@example.nl"))


class Server(ThreadingTCPServer):
    """Takes mail, as far as our mail needs it; `refuses` is the start of a line that it does not like."""

    def __init__(self, *, tls: bool = False, refuses: str = "-") -> None:
        """Listen on a port that is free."""
        super().__init__((HERE, 0), Talk)
        self.tls, self.refuses = tls, refuses
        self.mails: list[EmailMessage] = []
        self.secured: list[bool] = []


class Talk(StreamRequestHandler):
    """One conversation."""

    server: Server

    def handle(self) -> None:
        """Answer line by line until the other is done."""
        self.say("220 hier")
        while line := self.rfile.readline().decode().strip().upper():
            if line.startswith(self.server.refuses):
                self.say("550 nee")
            elif line.startswith("EHLO"):
                self.say("250-hier\r\n250 STARTTLS" if self.server.tls else "250 hier")
            elif line == "STARTTLS":
                self.say("220 ja")
                self.request = serving().wrap_socket(self.request, server_side=True)
                self.setup()
            elif line == "DATA":
                self.say("354 ja")
                self.take()
            else:
                self.say("250 ja")

    def finish(self) -> None:
        """Close what TLS took over too."""
        super().finish()
        self.request.close()

    def say(self, line: str) -> None:
        """Say a line."""
        self.wfile.write(f"{line}\r\n".encode())

    def take(self) -> None:
        """Take the mail itself."""
        lines = iter(self.rfile.readline, b".\r\n")
        self.server.mails.append(message_from_bytes(b"".join(lines), policy=policy.default))
        self.server.secured.append(isinstance(self.request, ssl.SSLSocket))
        self.say("250 ja")


@contextmanager
def a_server(*, tls: bool = False, refuses: str = "-") -> Iterator[tuple[Server, Mailbox]]:
    """Run a mail server in a thread of its own."""
    with Server(tls=tls, refuses=refuses) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server, replace(BOX, server=replace(BOX.server, port=server.server_address[1]))
        finally:
            server.shutdown()
            thread.join()


def test_a_mail_says_where_and_how_to_know_and_holds_no_figure() -> None:
    made = mail.written(BOX, NOTICE, NOW)
    text = made.get_content()
    assert made["To"] == "postvak@om.example.nl"
    assert made["Message-ID"] == f"<{NOTICE.id}@check.example.nl>"
    assert made["Subject"] == "Nieuwe cijfers: Rotterdam, eerste kwartaal van 2027"
    for said in (NOTICE.page, NOTICE.hash, NOTICE.signature, NOTICE.key, "Log eerst in"):
        assert said in text
    known = re.compile("|".join(map(re.escape, [*map(str, NOTICE), "SHA-256", "Ed25519", "Base64", "release.json"])))
    assert not re.search(r"\d", known.sub("", text))


def test_a_mail_is_taken_over_tls_and_again_under_the_same_id() -> None:
    with a_server(tls=True) as (taken, box):
        for moment in (NOW, NOW + 300):
            mail.send(box, NOTICE, moment, trusting)
    assert taken.secured == [True, True]
    assert len({one["Message-ID"] for one in taken.mails}) == 1
    assert taken.mails[0]["From"] == "check@example.nl"


def test_a_server_elsewhere_that_has_no_tls_gets_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    with a_server() as (taken, box):
        mail.send(box, NOTICE, NOW, trusting)  # one on this machine may do without
        monkeypatch.setattr(mail, "THIS_MACHINE", frozenset())
        with pytest.raises(DeliveryFailed, match="SMTPNotSupportedError"):
            mail.send(box, NOTICE, NOW, trusting)
    assert taken.secured == [False]


def test_a_server_that_refuses_is_a_failure() -> None:
    with a_server(refuses="RCPT") as (taken, box), pytest.raises(DeliveryFailed):
        mail.send(box, NOTICE, NOW, trusting)
    assert taken.mails == []


@pytest.mark.parametrize("slipped_in", ["x\r\nBcc: ander@example.nl", "x\nSubject: anders", "x\rBcc: a@example.nl"])
def test_a_header_that_is_slipped_in_is_refused(slipped_in: str) -> None:
    box = replace(BOX, address=slipped_in)
    for receiver, notice in ((BOX, NOTICE._replace(title=slipped_in)), (box, NOTICE)):
        with pytest.raises(DeliveryFailed, match="line end"):
            mail.written(receiver, notice, NOW)
