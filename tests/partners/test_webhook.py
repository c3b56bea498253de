"""Notices: signed as others verify it, sent to one checked address, and taken only when the answer says so."""

from __future__ import annotations

import json
import socket
import ssl
from base64 import b64decode
from dataclasses import replace
from ipaddress import ip_address
from typing import TYPE_CHECKING

import pytest

from shopcheck.core.errors import DeliveryFailed
from shopcheck.partners import webhook
from shopcheck.partners.outside import Outside, is_public, look_up
from shopcheck.partners.webhook import ReceiverGone, event, send, signed
from shopcheck.store import signing
from tests.partners.partner import HERE, HOOK, HOST, NOTICE, SEED, a_partner, status, trusting

if TYPE_CHECKING:
    from collections.abc import Iterator
    from http.server import BaseHTTPRequestHandler

    from tests.partners.partner import Partner

NOW = 1_809_000_000
OTHER = bytes(range(32, 64))


@pytest.fixture
def partner() -> Iterator[Partner]:
    """Run a partner."""
    with a_partner() as running:
        yield running


def tell(partner: Partner, outside: Outside = HOOK) -> None:
    """Send the notice to the partner."""
    send(partner.webhook(), NOTICE, NOW, signing.sign, outside)


# The vector of the Go library of Standard Webhooks (libraries/go/webhook_asymmetric_test.go, Apache 2.0).
def test_a_signature_is_the_one_that_standard_webhooks_expects() -> None:
    key = b64decode("VEVTVFNJR05JTkdLRVlET05PVFVTRVRISVNGT1JBTlk=")
    headers = signed("msg_p5jXN8AQM9LWM0D4loKWxJek", b'{"test": 2432232314}', 1614265330, (key,), signing.sign)
    assert headers == {
        "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
        "webhook-timestamp": "1614265330",
        "webhook-signature": "v1a,tQ9V2XOqn7jL/DQenEFpqIugdBVtiMmER5mhSkXBNwM0mkATuDe6KYYUuxqtaiHeYGb7KaaBRdM5Wqye"
        "FiL8Ag==",
    }


def test_the_partner_gets_a_thin_event_that_its_key_verifies(partner: Partner) -> None:
    tell(partner)
    ((headers, body),) = partner.received
    assert json.loads(body) == {
        "specversion": "1.0",
        "type": "nl.weerbaarheid.overval.release-gepubliceerd.v1",
        "source": NOTICE.source,
        "id": NOTICE.id,
        "time": "2027-05-01T00:00:00Z",
        "subject": NOTICE.release_id,
        "sequence": "42",
        "sequencetype": "Integer",
        "dataref": NOTICE.data,
    }
    version, _, signature = headers["webhook-signature"].partition(",")
    content = f"{NOTICE.id}.{NOW}.".encode() + body
    assert (version, headers["webhook-timestamp"]) == ("v1a", str(NOW))
    assert signing.is_signed(signing.public(SEED), b64decode(signature), content)
    assert headers["host"] == f"{HOST}:{partner.server.server_port}"
    assert headers["content-type"].startswith("application/cloudevents+json")


def test_while_a_key_is_replaced_both_sign() -> None:
    body = event(NOTICE)
    said = signed(NOTICE.id, body, NOW, (SEED, OTHER), signing.sign)["webhook-signature"].split(" ")
    content = f"{NOTICE.id}.{NOW}.".encode() + body
    for key, one in zip((SEED, OTHER), said, strict=True):
        assert signing.is_signed(signing.public(key), b64decode(one.removeprefix("v1a,")), content)


@pytest.mark.parametrize("code", [301, 302, 307, 308, 304, 400, 401, 404, 429, 500, 503])
def test_any_answer_but_2xx_is_a_failure_and_a_redirect_is_not_followed(partner: Partner, code: int) -> None:
    partner.answer = status(code, Location=f"https://{HOST}:{partner.server.server_port}/elders")
    with pytest.raises(DeliveryFailed, match=str(code)):
        tell(partner)
    assert len(partner.received) == 1


def test_410_says_that_the_receiver_is_gone(partner: Partner) -> None:
    partner.answer = status(410)
    with pytest.raises(ReceiverGone):
        tell(partner)


def endless_body(request: BaseHTTPRequestHandler) -> None:
    """Say 200, and then never stop."""
    request.send_response_only(200)
    request.end_headers()
    while True:
        request.wfile.write(b"x" * 65536)


def endless_headers(request: BaseHTTPRequestHandler) -> None:
    """Never come to the end of the headers."""
    request.send_response_only(200)
    for _ in range(10_000):
        request.wfile.write(b"x: " + b"y" * 1000 + b"\r\n")


def test_the_body_of_an_answer_is_not_read_however_long_it_is(partner: Partner) -> None:
    partner.answer = endless_body
    tell(partner)


def test_headers_without_end_are_a_failure(partner: Partner) -> None:
    partner.answer = endless_headers
    with pytest.raises(DeliveryFailed, match="broke off"):
        tell(partner)


def test_an_answer_that_drips_is_cut_off(partner: Partner, monkeypatch: pytest.MonkeyPatch) -> None:
    def drip(request: BaseHTTPRequestHandler) -> None:
        while not partner.closing.wait(0.02):  # each sign well within the time for one, all together never
            request.wfile.write(b"H")
            request.wfile.flush()

    monkeypatch.setattr(webhook, "SECONDS", 0.3)
    partner.answer = drip
    with pytest.raises(DeliveryFailed, match="broke off"):
        tell(partner)


PRIVATE = [
    "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.1", "224.0.0.1",
    "255.255.255.255", "::1", "::", "fe80::1", "fd00::1", "ff02::1", "::ffff:10.0.0.1", "64:ff9b::a00:1",
    "2002:a00:1::1", "2001:db8::1", "::127.0.0.1", "::a00:1", "::ffff:0:127.0.0.1", "64:ff9b:1::7f00:1", "fec0::1",
    "2001:0:7f00:1::1",
]  # fmt: skip


@pytest.mark.parametrize("address", PRIVATE)
def test_an_address_that_not_everybody_reaches_is_refused(address: str) -> None:
    assert not is_public(ip_address(address))
    outside = Outside(look_up=lambda *_: ["93.184.215.14", address])
    with pytest.raises(DeliveryFailed, match="not public"), outside.connection(HOST, 443, 1):
        pass


@pytest.mark.parametrize("address", ["93.184.215.14", "2a00:1450:400e:80c::200e", "::ffff:93.184.215.14"])
def test_an_address_that_everybody_reaches_is_fine(address: str) -> None:
    assert is_public(ip_address(address))


def test_a_name_that_says_something_else_a_moment_later_changes_nothing(partner: Partner) -> None:
    asked: list[str] = []

    def rebinding(host: str, _port: int) -> list[str]:
        asked.append(host)
        return [HERE] if len(asked) == 1 else ["127.0.0.2"]

    tell(partner, Outside(may_reach=lambda one: str(one) == HERE, look_up=rebinding, tls=trusting))
    assert asked == [HOST]
    assert len(partner.received) == 1


def test_a_certificate_that_nobody_vouches_for_or_of_another_name_is_refused(partner: Partner) -> None:
    unknown = replace(HOOK, tls=ssl.create_default_context)
    for receiver, outside in ((partner.webhook(), unknown), (replace(partner.webhook(), host="ander.nl"), HOOK)):
        with pytest.raises(DeliveryFailed, match="SSLCertVerificationError"):
            send(receiver, NOTICE, NOW, signing.sign, outside)
    assert partner.received == []


def test_this_machine_is_found_by_its_name_and_is_not_public() -> None:
    assert HERE in look_up("localhost", 443)
    with pytest.raises(DeliveryFailed, match="not public"), Outside().connection("localhost", 443, 1):
        pass


def test_nobody_there_and_an_unknown_name_are_failures() -> None:
    with socket.create_server((HERE, 0)) as taken:
        port = taken.getsockname()[1]
    with pytest.raises(DeliveryFailed, match="cannot be reached"), HOOK.connection(HOST, port, 1):
        pass

    def unknown(*_: object) -> list[str]:
        raise socket.gaierror

    with pytest.raises(DeliveryFailed, match="name"), Outside(look_up=unknown).connection(HOST, 443, 1):
        pass
