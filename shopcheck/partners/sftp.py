"""The whole release, put in a folder on an SFTP server of a partner. Needs the extra `sftp`.

It is written under another name and renamed when it is whole, so that nobody takes half of it; a second time puts the
same bytes in the same place.
"""

from __future__ import annotations

import io
import posixpath
from typing import TYPE_CHECKING

from shopcheck.core.errors import DeliveryFailed

if TYPE_CHECKING:
    import socket

    from shopcheck.core.receivers import Drop, Notice
    from shopcheck.partners.outside import Outside

SECONDS = 60.0  # for all of it
ANSWER = 15.0  # for one answer
SIGNED_WITH = {"ssh-rsa": ("rsa-sha2-512", "rsa-sha2-256")}  # where the name of the key is not that of its signatures


def put(receiver: Drop, notice: Notice, content: bytes, outside: Outside) -> None:
    """Put the zip of a release there. Raises DeliveryFailed."""
    try:
        from paramiko import SSHException  # noqa: PLC0415 - an extra, that only who needs it installs
    except ImportError:
        raise DeliveryFailed("install the extra: pip install -e '.[sftp]'") from None
    try:
        with outside.connection(receiver.host, receiver.port, SECONDS) as connected:
            _put(receiver, notice, content, connected)
    except (OSError, EOFError, ValueError, SSHException) as error:
        raise DeliveryFailed(f"broke off: {type(error).__name__}") from None


def _put(receiver: Drop, notice: Notice, content: bytes, connected: socket.socket) -> None:
    from paramiko import Ed25519Key, SFTPClient, Transport  # noqa: PLC0415 - as above

    key = Ed25519Key.from_private_key(io.StringIO(receiver.key))
    kind = receiver.host_key.split()[0]
    with Transport(connected) as transport:
        transport.banner_timeout = transport.auth_timeout = ANSWER
        transport.get_security_options().key_types = SIGNED_WITH.get(kind, (kind,))
        transport.start_client(timeout=ANSWER)
        shown = transport.get_remote_server_key()
        if f"{shown.get_name()} {shown.get_base64()}" != receiver.host_key:
            raise DeliveryFailed("the server showed another key")
        transport.auth_publickey(receiver.user, key)
        client = SFTPClient.from_transport(transport)
        if client is None:
            raise DeliveryFailed("the server has no SFTP")
        name = posixpath.join(receiver.folder, f"{notice.release_id}.zip")
        client.putfo(io.BytesIO(content), f"{name}.tmp", len(content))
        client.posix_rename(f"{name}.tmp", name)
