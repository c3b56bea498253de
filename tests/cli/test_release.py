"""`shopcheck release`: an operator sees what was published and takes the files along."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from shopcheck.cli import main
from shopcheck.usecases import releases
from tests.core.counting import GROUP
from tests.store.counted import close, fill_queue

if TYPE_CHECKING:
    from pathlib import Path

    from shopcheck.usecases import Installation
    from tests.store.installations import Clock

pytest_plugins = ("tests.store.fixtures",)


@pytest.fixture
def database_url(data: Path) -> str:
    """Stay on SQLite, where the command finds it."""
    return f"sqlite:///{data / 'shopcheck.sqlite3'}"


@pytest.fixture
def published(counting: Installation, clock: Clock) -> Installation:
    """Publish the last quarter of 2026, of one region and the country."""
    fill_queue(counting, 60, GROUP)
    clock.moment = clock.moment.replace(year=2027, month=1, day=1)
    close(counting)
    releases.publish_due(counting, counting.today(), who="worker")
    return counting


def run(data: Path, *words: str) -> Result:
    """Run the command on this data folder."""
    return CliRunner().invoke(main, ["release", *words], env={"SHOPCHECK_DATA": str(data)})


def test_the_list_names_what_was_published_newest_first(published: Installation, data: Path) -> None:
    lines = run(data, "list").output.splitlines()
    assert lines == [
        "2\trtd-2026-k4-1\t2027-01-01\tRotterdam, vierde kwartaal van 2026",
        "1\tnl-2026-k4-1\t2027-01-01\tNederland, vierde kwartaal van 2026",
    ]
    assert run(data, "list", "--region", "NL").output.splitlines() == lines[1:]


def test_a_release_is_shown_in_short_and_its_files_are_exported_as_published(
    published: Installation, data: Path, tmp_path: Path
) -> None:
    shown = run(data, "show", "rtd-2026-k4-1").output
    assert shown.startswith("rtd-2026-k4-1, number 2: Rotterdam, vierde kwartaal van 2026\n")
    run(data, "export", "rtd-2026-k4-1", "-o", str(tmp_path / "out"))
    files = releases.files_of(published, "rtd-2026-k4-1")
    assert sorted(one.name for one in files) == sorted(one.name for one in (tmp_path / "out").iterdir())
    for info in files:
        file = releases.file_of(published, "rtd-2026-k4-1", info.name)
        assert file
        assert (tmp_path / "out" / info.name).read_bytes() == file.content
        assert f"{info.hash}  {info.size:>8}  {info.name}" in shown


def test_a_release_that_is_not_there_is_said_plainly(published: Installation, data: Path, tmp_path: Path) -> None:
    for words in (("show", "x"), ("export", "x", "-o", str(tmp_path / "out"))):
        answer = run(data, *words)
        assert answer.exit_code == 1
        assert "there is no release x; `shopcheck release list` names them" in answer.output
    assert not (tmp_path / "out").exists()
