"""`shopcheck delivery`: what did not arrive, trying again, who hears of releases, and keys."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from click.testing import CliRunner, Result

from shopcheck.cli import main
from shopcheck.cli.worker import EVERY, warn
from shopcheck.core.errors import DeliveryFailed
from shopcheck.store.outbox import SCHEDULE
from tests.catalogue.test_receivers import FILE, written
from tests.store.installations import Clock, install
from tests.store.outgoing import Sent, deliveries, publish, webhook, with_receivers, work

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from shopcheck.usecases import Installation


def run(data: Path, *words: str, **more: str) -> Result:
    """Run `shopcheck delivery` on this data folder."""
    return CliRunner().invoke(main, ["delivery", *words], env={"SHOPCHECK_DATA": str(data), **more})


def with_a_dead_one(data: Path) -> Installation:
    """Publish to two partners, of which one never answers."""
    clock = Clock()
    opened = install(f"sqlite:///{data / 'shopcheck.sqlite3'}", data, clock)
    opened = with_receivers(opened, webhook("gemeente"), webhook("politie"))
    publish(opened)
    for pause in SCHEDULE:
        clock.go_on(seconds=pause)
        work(opened, Sent(trouble={"politie": DeliveryFailed("503")}))
    return opened


def test_what_is_dead_is_listed_and_can_be_tried_again_or_forgotten(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    opened = with_a_dead_one(tmp_path)
    (_, one) = deliveries(opened)
    capsys.readouterr()
    assert warn(opened) == EVERY
    assert json.loads(capsys.readouterr().err)["event"] == "deliveries dead"
    listed = run(tmp_path, "list")
    assert listed.exit_code == 1
    assert listed.output.startswith(f"{one.id}  dead  politie  rtd-2027-k1-2026.1  10 tries  given up  said: 503\n")
    assert "gemeente" not in listed.output
    assert "gemeente" in run(tmp_path, "list", "--all").output
    assert run(tmp_path, "retry", one.id).output == "It is tried again now.\n"
    assert run(tmp_path, "list").exit_code == 0
    assert run(tmp_path, "forget", one.id).exit_code == 1  # it is not dead any more
    assert warn(opened) == EVERY
    assert capsys.readouterr().err == ""
    opened.store.close()


def test_receivers_are_listed_with_the_key_that_was_made_for_them(tmp_path: Path) -> None:
    file = written(tmp_path, FILE.replace("[nieuw.key, oud.key]", "[vers.key]"))
    made = run(tmp_path / "data", "new-key", str(tmp_path / "vers.key"))
    assert (made.exit_code, made.output[:5]) == (0, "whpk_")
    assert (tmp_path / "vers.key").stat().st_mode & 0o777 == 0o600
    assert run(tmp_path / "data", "new-key", str(tmp_path / "vers.key")).exit_code == 1  # it is never written over
    listed = run(tmp_path / "data", "receivers", SHOPCHECK_CHANNELS=str(file))
    assert listed.exit_code == 0, listed.output
    assert made.output.strip() in listed.output
    lines = [line for line in listed.output.splitlines() if "hears nothing" not in line]
    assert [line.split()[0] for line in lines] == ["webhook", made.output.strip(), "sftp", "mail"]


def test_who_hears_nothing_because_a_region_names_no_channel_is_said(tmp_path: Path) -> None:
    listed = run(tmp_path / "data", "receivers", SHOPCHECK_CHANNELS=str(written(tmp_path, FILE)))
    assert "hears nothing of RTD: its file in regios/ names no channel webhook" in listed.output


def test_a_file_that_is_wrong_stops_the_start_at_its_place(tmp_path: Path) -> None:
    file = written(tmp_path, FILE.replace("https://", "http://"))
    refused = run(tmp_path / "data", "receivers", SHOPCHECK_CHANNELS=str(file))
    assert refused.exit_code == 1
    assert f"{file}:5:14: PC161" in refused.output
