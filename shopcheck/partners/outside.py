"""The way out to partners: only to the host that was asked for, at a public address, and not for long.

The name is looked up once, every address found must be public, and the connection goes to one of these: a name that
says something else a moment later changes nothing.
"""

from __future__ import annotations

import socket
import ssl
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from threading import Timer
from typing import TYPE_CHECKING

from shopcheck.core.errors import DeliveryFailed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Address = IPv4Address | IPv6Address

GIVEN_OUT = IPv6Network("2000::/3")  # all of version 6 that is given out to the public; the rest is of some other use
# Among these, while behind them may be any address of version 4: Teredo and 6to4.
WRAPPED = (IPv6Network("2001::/32"), IPv6Network("2002::/16"))


def is_public(address: Address) -> bool:
    """Whether anybody may reach this address: nothing of this machine, its network, or a group of machines."""
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped:
            return is_public(address.ipv4_mapped)
        if address not in GIVEN_OUT or any(address in network for network in WRAPPED):
            return False
    return address.is_global and not address.is_multicast


def look_up(host: str, port: int) -> list[str]:
    """Ask the system for the addresses of a host."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(place[0]) for *_, place in found))


@dataclass(frozen=True, slots=True)
class Outside:
    """How to get out. Only tests have another than this one, for their partners live on this machine."""

    may_reach: Callable[[Address], bool] = is_public
    look_up: Callable[[str, int], list[str]] = look_up
    tls: Callable[[], ssl.SSLContext] = ssl.create_default_context

    @contextmanager
    def connection(self, host: str, port: int, seconds: float) -> Iterator[socket.socket]:
        """Give a connection that is cut off after so many seconds, whatever is said over it. Raises DeliveryFailed."""
        ends = time.monotonic() + seconds
        connected = self._connect(host, port, ends)
        handle = connected.dup()  # TLS takes the other one over
        timer = Timer(max(ends - time.monotonic(), 0), _cut, [handle])
        timer.daemon = True
        timer.start()
        try:
            yield connected
        finally:
            timer.cancel()
            handle.close()
            connected.close()

    def _connect(self, host: str, port: int, ends: float) -> socket.socket:
        for address in self._checked(host, port):
            with suppress(OSError):
                return socket.create_connection((address, port), timeout=max(ends - time.monotonic(), 0.001))
        raise DeliveryFailed("cannot be reached")

    def _checked(self, host: str, port: int) -> list[str]:
        try:
            found = self.look_up(host, port)
        except (OSError, UnicodeError):
            raise DeliveryFailed("the name is not known") from None
        if not all(self.may_reach(ip_address(one.partition("%")[0])) for one in found):
            raise DeliveryFailed("the address is not public")
        return found


def _cut(handle: socket.socket) -> None:
    with suppress(OSError):
        handle.shutdown(socket.SHUT_RDWR)
