"""A8, A9, A10: nothing is counted twice or lost, nothing finer can be declared, and no shop leaks into the figures."""

from __future__ import annotations

import random
from collections import Counter
from copy import deepcopy
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from shopcheck import catalogue, usecases
from shopcheck.catalogue import checks
from shopcheck.core.errors import QuestionnaireInvalid
from shopcheck.core.statistics import close
from shopcheck.store import counting as counters
from shopcheck.usecases import Addressee, releases
from tests.catalogue.shelf import SHELF, lay
from tests.machine import times
from tests.store import counted
from tests.store.installations import page

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from pathlib import Path

    from shopcheck.core.statistics import Closing, Counted, Counters
    from shopcheck.usecases import Installation, Visit
    from tests.store.installations import Clock

pytest_plugins = ("tests.store.fixtures",)

FEW = 100  # things that owners do in an ordinary run
CANARY = "Kanariewinkel De Gele Vogel"


@pytest.fixture
def database_url(data: Path) -> str:
    """One database is enough here; tests/store has both."""
    return f"sqlite:///{data / 'shopcheck.sqlite3'}"


class Ledger:
    """Everything that was added, less what was taken back, published or dropped, by cell."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Note what every closing takes out of the queue."""
        self.left: Counter[str] = Counter()

        def noted(queue: Iterable[Counters], day: date, previous: date | None) -> Closing:
            closing = close(queue, day, previous)
            for one in (*closing.closed, *closing.dropped):
                self.left.subtract(one.counts)
            return closing

        monkeypatch.setattr(counters, "close", noted)

    def note(self, before: Counted | None, after: Counted | None) -> None:
        """Note what became of a check, by what it says itself."""
        if before != after:
            self.left.update(after.tally.cells if after else ())
            self.left.subtract(before.tally.cells if before else ())


def owners(installation: Installation, clock: Clock, ledger: Ledger, number: int) -> None:
    """Let owners finish, change their minds, change answers and wipe, while months go by."""
    chance = random.Random(number)  # noqa: S311 - repeatable, not secret
    visits: list[Visit] = []
    for turn in range(number):
        what = chance.choice(["finish"] * 6 + ["yes", "no", "save", "wipe", "month"])
        if what == "finish" or not visits:
            visit = counted.finished(installation, consent=chance.random() < 0.8)
            ledger.note(None, visit.checkup.counted)
            visits.append(visit)
        elif what == "month":
            clock.go_on(days=31)
            counted.close(installation)
            counted.fill_queue(installation, 25)
            ledger.left.update(dict.fromkeys(counted.GOOD_CELLS, 25))
        else:
            change(installation, visits, ledger, what, turn, chance)


def change(
    installation: Installation, visits: list[Visit], ledger: Ledger, what: str, turn: int, chance: random.Random
) -> None:
    """Let one owner do something with a finished check."""
    at = chance.randrange(len(visits))
    visit = counted.again(installation, visits[at])
    before = visit.checkup.counted
    if what == "wipe":
        waits = before is not None and counters.waits(installation.store.database, before)
        usecases.forget(installation, visits.pop(at))
        ledger.note(before if waits else None, None)
        return
    if what == "save":
        usecases.save(installation, visit, page(kas_a="slecht"), revision=visit.checkup.revision, nonce=f"n{turn}")
    else:
        counted.consent(installation, visit, to=what == "yes", nonce=f"n{turn}")
    visits[at] = counted.again(installation, visit)
    ledger.note(before, visits[at].checkup.counted)


def test_a8_every_check_is_in_the_queue_in_one_batch_or_dropped(
    counting: Installation, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger = Ledger(monkeypatch)
    owners(counting, clock, ledger, times(FEW))
    assert counted.leaf_bytes(counting)
    assert +ledger.left == counted.queue(counting)
    assert -ledger.left == Counter()


def test_a8_breaks_counters_that_stay_when_consent_goes(
    counting: Installation, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(counters, "take_back", lambda *_: True)
    ledger = Ledger(monkeypatch)
    owners(counting, clock, ledger, FEW)
    assert +ledger.left != counted.queue(counting)


COUNTING = SHELF / "features" / "counting"
LIST: dict[str, Any] = yaml.load((COUNTING / "statistiek.yaml").read_text("utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - this loader makes text only
CAFE = {"id": "cafe", "title": "Cafés", "branches": ["cafe"]}


def asked(question: str, yes: str) -> dict[str, object]:
    """Count a question."""
    return {"question": question, "title": "Iets", "yes": [yes]}


FINER = st.sampled_from(
    [
        lambda made: made.update(period="week"),
        lambda made: made.update(postcode="true"),
        lambda made: made.update(cross=[["kas", "zicht"]]),
        lambda made: made.update(least="5"),
        lambda made: made.update(scale="1"),
        lambda made: made["bands"].insert(1, "geel"),
        lambda made: made["bands"].pop(),
        lambda made: made["topics"].append("profiel"),
        lambda made: made["topics"].append("kas"),
        lambda made: made["sectors"].extend({**CAFE, "id": f"k{n}"} for n in range(6)),
        lambda made: made["sectors"].append({**CAFE, "branches": ["kleding"]}),
        lambda made: made["sectors"][0]["branches"].pop(),
        lambda made: made["sectors"][0].update(regions=["RTD"]),
        lambda made: made["indicators"].append(asked("branche", "juwelier")),
        lambda made: made["indicators"].append(asked("regio", "RTD")),
        lambda made: made["indicators"].append(asked("zicht_camera", "ja")),
        lambda made: made["indicators"].extend(made["indicators"] * 6),
    ]
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Lay a questionnaire that is counted."""
    return lay(tmp_path_factory.mktemp("a9"), COUNTING)


def refused(made: dict[str, Any], folder: Path) -> bool:
    """Whether a questionnaire with this list is refused, at a line of the list."""
    (folder / "statistiek.yaml").write_text(yaml.safe_dump(made, allow_unicode=True), "utf-8")
    try:
        catalogue.load(folder)
    except QuestionnaireInvalid as error:
        return all(one.path.endswith("statistiek.yaml") and one.line > 0 for one in error.problems)
    return False


@given(st.lists(FINER, min_size=1, max_size=2, unique=True))
def test_a9_whatever_is_finer_than_the_list_is_refused(folder: Path, cuts: list[Any]) -> None:
    made = deepcopy(LIST)
    for cut in cuts:
        cut(made)
    assert refused(made, folder)


WISHES: dict[str, Any] = {"cadence": "month", "topics": [{"id": "x", "title": "X", "merges": ["kas", "zicht"]}]}
WISHED = st.sampled_from(
    [
        lambda made: made.update(cadence="week"),
        lambda made: made.update(least="5"),
        lambda made: made.update(scale="1"),
        lambda made: made.update(epsilon="10"),
        lambda made: made.update(postcodes=["3011"]),
        lambda made: made.update(cross=[["kas", "zicht"]]),
        lambda made: made.update(indicators=["zicht_camera"]),
        lambda made: made.update(sectors=[{"id": "x", "title": "X", "merges": ["winkel", "juwelier"]}]),
        lambda made: made["topics"].append({"id": "y", "title": "Y", "merges": ["kas", "profiel"]}),
        lambda made: made["topics"].append({"id": "y", "title": "Y", "merges": ["zicht", "kas"]}),
        lambda made: made["topics"][0]["merges"].pop(),
    ]
)


@pytest.fixture(scope="module")
def region_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Lay a questionnaire that is counted, for regions to write in."""
    return lay(tmp_path_factory.mktemp("wishes"), COUNTING)


def refused_wishes(made: dict[str, Any], folder: Path) -> bool:
    """Whether a region that wants its figures so is refused, at a line of its file."""
    region = {"code": "RTD", "title": "Rotterdam", "contacts": [], "release": made}
    (folder / "regios" / "rtd.yaml").write_text(yaml.safe_dump(region, allow_unicode=True), "utf-8")
    try:
        catalogue.load(folder)
    except QuestionnaireInvalid as error:
        return all(one.path.endswith("rtd.yaml") and one.line > 0 for one in error.problems)
    return False


@given(st.lists(WISHED, min_size=1, max_size=2, unique=True))
def test_a9_a_region_that_wants_more_than_the_list_is_refused(region_folder: Path, cuts: list[Any]) -> None:
    made = deepcopy(WISHES)
    for cut in cuts:
        cut(made)
    assert refused_wishes(made, region_folder)


def test_a9_a_region_that_only_puts_together_is_not(region_folder: Path) -> None:
    assert not refused_wishes(WISHES, region_folder)


def test_a9_breaks_a_list_that_nobody_guards(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = deepcopy(LIST)
    assert not refused(made, folder)
    made["indicators"].append(asked("branche", "juwelier"))
    monkeypatch.setattr(checks, "lattice", lambda _: iter(()))
    assert not refused(made, folder)


def figures(installation: Installation) -> str:
    """Give all that is kept of the figures, and the audit log, as text."""
    statements = [text(f"SELECT * FROM {name}") for name in ("queue", "pending", "leaf", "audit")]  # noqa: S608 - our own names
    with installation.store.database.reading() as connection:
        return "".join(str(row) for one in statements for row in connection.execute(one))


def published(installation: Installation) -> str:
    """Publish what is due, and give every file of every release as text."""
    names = [one.id for one in releases.publish_due(installation, installation.today(), who="worker")]
    assert names == ["nl-2026-k4-1", "rtd-2026-k4-1"]
    files = [(name, one.name) for name in names for one in releases.files_of(installation, name)]
    contents = [releases.file_of(installation, name, file) for name, file in files]
    return "".join(one.content.decode("latin-1") for one in contents if one)


def test_a10_nothing_of_a_shop_is_in_figures_logs_or_audit(
    counting: Installation, clock: Clock, capfd: pytest.CaptureFixture[str]
) -> None:
    visit = counted.finished(counting)
    usecases.address(counting, visit, Addressee(CANARY, "Kanariestraat 1"), nonce="n1")
    counted.fill_queue(counting, 60)
    before = figures(counting)
    clock.moment = clock.moment.replace(year=2027, month=1, day=2)
    counted.close(counting)
    kept = before + figures(counting) + published(counting) + "".join(map(str, capfd.readouterr()))
    canaries = [CANARY, "Kanariestraat", visit.checkup.code, visit.checkup.reference, visit.checkup.id.hex()]
    canaries += ["2026-11-24", "12:00", "kleding"]  # its day, its time, its branch
    assert [one for one in canaries if one in kept] == []
    assert "onderwerp/kas/groen" in kept  # the search itself can find something
    assert kept.count("rtd-2026-k4-1,2026-k4,rtd,totaal,onderwerp/kas,groen,") == 2  # in the CSV, and that in the zip
