"""The ground that the tests stand on: no way out of this machine, and no missing tool that goes unseen."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING

import psycopg
import pytest
from pytest_socket import SocketConnectBlockedError

from tests import machine
from tests.postgresql import new_cluster, throw_away

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.postgresql import PostgreSQL

ELSEWHERE = ("192.0.2.1", 80)  # an address that is kept for examples


@pytest.fixture
def cluster() -> Iterator[PostgreSQL]:
    """Run a cluster that only this test may crash."""
    cluster = new_cluster()
    yield cluster
    throw_away(cluster)


def test_no_test_reaches_another_machine() -> None:
    with (
        socket.socket() as caller,
        pytest.warns(UserWarning, match="A test tried to use"),
        pytest.raises(SocketConnectBlockedError),
    ):
        caller.connect(ELSEWHERE)


def test_a_test_reaches_this_machine() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()):
        called, _ = server.accept()
        called.close()


def test_a_missing_program_skips_a_test_and_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "IN_CI", False)
    with pytest.raises(pytest.skip.Exception, match="install nothing-such"):
        machine.program("no-such-program", brought_by="nothing-such")


def test_in_ci_a_missing_program_is_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "IN_CI", True)
    with pytest.raises(pytest.fail.Exception, match="install nothing-such"):
        machine.program("no-such-program", brought_by="nothing-such")


def test_postgresql_keeps_what_it_acknowledged_when_the_plug_is_pulled(cluster: PostgreSQL) -> None:
    address = cluster.new_database().replace("+psycopg", "")
    with psycopg.connect(address) as connection:
        connection.execute("CREATE TABLE kept (value int)")
        connection.execute("INSERT INTO kept VALUES (7)")
    cluster.crash()
    cluster.start()
    with psycopg.connect(address) as connection:
        assert connection.execute("SELECT value FROM kept").fetchone() == (7,)
        assert connection.execute("SHOW fsync").fetchone() == ("on",)
        assert connection.execute("SHOW data_checksums").fetchone() == ("on",)
