"""How the web process and the letter process talk: a length and that many bytes, each way, nothing else."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from socket import socket

LENGTH = struct.Struct(">I")
LONGEST_HTML = 4 * 1024 * 1024
LONGEST_PDF = 5 * 1024 * 1024
CHUNK = 64 * 1024


def send(connection: socket, content: bytes) -> None:
    """Send one message."""
    connection.sendall(LENGTH.pack(len(content)) + content)


def receive(connection: socket, longest: int) -> bytes:
    """Receive one message. Raises ConnectionError when the other end stopped or the message is too long."""
    (length,) = LENGTH.unpack(_exactly(connection, LENGTH.size))
    if length > longest:
        raise ConnectionError("the message is too long")
    return _exactly(connection, length)


def _exactly(connection: socket, length: int) -> bytes:
    received = bytearray()
    while len(received) < length:
        chunk = connection.recv(min(CHUNK, length - len(received)))
        if not chunk:
            raise ConnectionError("the other end stopped")
        received += chunk
    return bytes(received)
