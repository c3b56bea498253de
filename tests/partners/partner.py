"""A partner for tests: a program on this machine that takes notices over TLS, and answers as it is told."""

from __future__ import annotations

import ssl
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from tempfile import NamedTemporaryFile
from threading import Event, Thread
from typing import TYPE_CHECKING

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from shopcheck.core.receivers import Notice, Webhook
from shopcheck.partners.outside import Outside

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

HOST = "partner.example.nl"
HERE = "127.0.0.1"
SEED = bytes(range(32))
NOTICE = Notice(
    id="0190a1b2-0000-7000-8000-0123456789ab",
    release_id="rtd-2027-k1-2026.1",
    region="RTD",
    title="Rotterdam, eerste kwartaal van 2027",
    sequence=42,
    published_on=datetime(2027, 5, 1, tzinfo=UTC).date(),
    source="urn:nld:kvknr:00000000:systeem:proef",
    data="https://check.example.nl/api/v1/releases/rtd-2027-k1-2026.1",
    page="https://check.example.nl/balie/cijfers/rtd-2027-k1-2026.1",
    key="https://check.example.nl/api/v1/signing-key",
    hash="ab" * 32,
    signature="c2ln",
)


@cache
def certificate() -> tuple[bytes, bytes]:
    """Make the certificate of the partner and its key, once."""
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOST)])
    now, names = datetime.now(UTC), [x509.DNSName(HOST), x509.DNSName("localhost")]
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )
    encoding = serialization.Encoding.PEM
    private = key.private_bytes(encoding, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    return made.public_bytes(encoding), private


def trusting() -> ssl.SSLContext:
    """Trust the partner, as one trusts an authority."""
    return ssl.create_default_context(cadata=certificate()[0].decode())


@cache
def serving() -> ssl.SSLContext:
    """Be the partner."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    with NamedTemporaryFile() as file:
        file.write(b"".join(certificate()))
        file.flush()
        context.load_cert_chain(file.name)
    return context


HOOK = Outside(may_reach=lambda _: True, look_up=lambda *_: [HERE], tls=trusting)  # to partners on this machine


class Partner:
    """Takes what is posted, in `received`; `answer` writes what it says to that."""

    def __init__(self) -> None:
        """Answer 204 until told otherwise."""
        self.received: list[tuple[dict[str, str], bytes]] = []
        self.answer: Callable[[BaseHTTPRequestHandler], None] = status(204)
        self.closing = Event()
        partner = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"]))
                partner.received.append(({name.lower(): value for name, value in self.headers.items()}, body))
                partner.answer(self)

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        self.server = ThreadingHTTPServer((HERE, 0), Handler)
        self.server.socket = serving().wrap_socket(self.server.socket, server_side=True)
        self.server.handle_error = lambda *_: None  # type: ignore[method-assign]  # who breaks off is part of a test

    def webhook(self, name: str = "gemeente", *keys: bytes) -> Webhook:
        """Name this partner as a receiver."""
        return Webhook(name, frozenset({"RTD"}), HOST, self.server.server_port, "/overval?x=1", keys or (SEED,))


@contextmanager
def a_partner() -> Iterator[Partner]:
    """Run a partner in a thread of its own."""
    partner = Partner()
    thread = Thread(target=partner.server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield partner
    finally:
        partner.closing.set()
        partner.server.shutdown()
        thread.join()
        partner.server.server_close()


def status(code: int, **headers: str) -> Callable[[BaseHTTPRequestHandler], None]:
    """Answer with this status."""

    def answer(request: BaseHTTPRequestHandler) -> None:
        request.send_response_only(code)
        for name, value in headers.items():
            request.send_header(name, value)
        request.send_header("Content-Length", "0")
        request.end_headers()

    return answer
