"""A release on the server of a partner: whole or not there, and only on the server whose key is known."""

from __future__ import annotations

import asyncio
from contextlib import contextmanager
from dataclasses import replace
from threading import Event, Thread
from typing import TYPE_CHECKING, NamedTuple

import asyncssh
import pytest

from shopcheck.core.errors import DeliveryFailed
from shopcheck.core.receivers import Drop
from shopcheck.partners import sftp
from tests.partners.partner import HERE, HOOK, HOST, NOTICE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ZIP = bytes(range(256)) * 600  # more than one packet
NAME = f"{NOTICE.release_id}.zip"


class Server(NamedTuple):
    """An SFTP server of a partner, its folder, and how it is named as a receiver."""

    folder: Path
    drop: Drop


@contextmanager
def a_server(folder: Path) -> Iterator[Server]:
    """Run a server, with a loop and a thread of its own."""
    ours, theirs = (asyncssh.generate_private_key("ssh-ed25519") for _ in range(2))
    loop, started = asyncio.new_event_loop(), Event()
    acceptors: list[asyncssh.SSHAcceptor] = []

    connections: list[asyncssh.SSHServerConnection] = []

    class Accounts(asyncssh.SSHServer):
        def connection_made(self, conn: asyncssh.SSHServerConnection) -> None:
            connections.append(conn)

        def public_key_auth_supported(self) -> bool:
            return True

        def validate_public_key(self, username: str, key: asyncssh.SSHKey) -> bool:
            return username == "overval" and key == ours.convert_to_public()

    async def serve() -> None:
        acceptor = await asyncssh.listen(
            HERE,
            0,
            server_factory=Accounts,
            server_host_keys=[theirs],
            sftp_factory=lambda channel: asyncssh.SFTPServer(channel, chroot=bytes(folder)),
        )
        acceptors.append(acceptor)
        started.set()

    thread = Thread(target=lambda: (loop.run_until_complete(serve()), loop.run_forever()))
    thread.start()
    started.wait()
    shown = " ".join(theirs.export_public_key().decode().split()[:2])
    key = ours.export_private_key().decode()
    port = acceptors[0].get_port()
    try:
        yield Server(folder, Drop("politie", frozenset({"RTD"}), HOST, port, "/in", "overval", shown, key))
    finally:
        asyncio.run_coroutine_threadsafe(_end(acceptors[0], connections), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


async def _end(acceptor: asyncssh.SSHAcceptor, connections: list[asyncssh.SSHServerConnection]) -> None:
    acceptor.close()
    await acceptor.wait_closed()
    for one in connections:
        one.abort()
        await one.wait_closed()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """Run a server with an empty folder."""
    (tmp_path / "in").mkdir()
    with a_server(tmp_path) as running:
        yield running


def there(server: Server) -> dict[str, bytes]:
    """Say what is in the folder."""
    return {one.name: one.read_bytes() for one in (server.folder / "in").iterdir()}


def test_a_release_is_put_there_whole_and_a_second_time_changes_nothing(server: Server) -> None:
    for _ in range(2):
        sftp.put(server.drop, NOTICE, ZIP, HOOK)
        assert there(server) == {NAME: ZIP}


def test_what_is_cut_off_leaves_nothing_under_the_name_of_the_release(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut(*_: object) -> None:
        raise EOFError

    with monkeypatch.context() as patch:
        patch.setattr("paramiko.SFTPClient.posix_rename", cut)
        with pytest.raises(DeliveryFailed):
            sftp.put(server.drop, NOTICE, ZIP, HOOK)
    assert set(there(server)) == {f"{NAME}.tmp"}
    sftp.put(server.drop, NOTICE, ZIP, HOOK)
    assert there(server) == {NAME: ZIP}


def test_a_server_with_another_key_gets_nothing(server: Server) -> None:
    other = " ".join(asyncssh.generate_private_key("ssh-ed25519").export_public_key().decode().split()[:2])
    for wrong in (replace(server.drop, host_key=other), replace(server.drop, host_key="ssh-rsa AAAA")):
        with pytest.raises(DeliveryFailed, match=r"another key|broke off"):
            sftp.put(wrong, NOTICE, ZIP, HOOK)
    assert there(server) == {}


def test_a_key_that_the_server_does_not_know_and_a_folder_that_is_not_there_are_failures(server: Server) -> None:
    strange = asyncssh.generate_private_key("ssh-ed25519").export_private_key().decode()
    for wrong in (replace(server.drop, key=strange), replace(server.drop, folder="/weg")):
        with pytest.raises(DeliveryFailed, match="broke off"):
            sftp.put(wrong, NOTICE, ZIP, HOOK)
    assert there(server) == {}


def test_without_the_extra_the_reason_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "paramiko", None)
    drop = Drop("politie", frozenset({"RTD"}), HOST, 22, "/in", "overval", "ssh-ed25519 AAAA", "")
    with pytest.raises(DeliveryFailed, match=r"\.\[sftp\]"):
        sftp.put(drop, NOTICE, ZIP, HOOK)
