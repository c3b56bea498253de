"""Partners hear of every release: under one id, for three days at most; then somebody hears that they did not."""

from __future__ import annotations

import json
from functools import partial
from threading import Barrier, Event, Thread
from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from shopcheck import jobs
from shopcheck.core.errors import DeliveryFailed
from shopcheck.core.profile import Channel, Profile
from shopcheck.core.receivers import Drop, Mailbox, MailServer
from shopcheck.core.statistics import COUNTRY
from shopcheck.jobs import Work, Worker
from shopcheck.partners.webhook import ReceiverGone
from shopcheck.store import audit, outbox
from shopcheck.store.audit import What
from shopcheck.store.database import driver_of
from shopcheck.store.outbox import LEASE, SCHEDULE, State, event_id
from shopcheck.usecases import delivering
from shopcheck.usecases.releases import publish_due
from tests.core.counting import GROUP
from tests.store.counted import close, fill_queue
from tests.store.outgoing import Sent, deliveries, publish, states, webhook, with_receivers, work

if TYPE_CHECKING:
    from shopcheck.core.receivers import Notice, Receiver
    from shopcheck.usecases import Installation
    from tests.store.installations import Clock

pytest_plugins = ("tests.store.fixtures",)

SOON = 60.0  # s, far more than anything here takes
ON_SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # where the other adds nothing
POLICE, MUNICIPALITY, ELSEWHERE = webhook("politie"), webhook("gemeente"), webhook("limburg", "LIM")
PROSECUTOR = Mailbox("om", frozenset({"RTD"}), "om@example.nl", MailServer("localhost", 25, "check@example.nl"))
FOLDER = Drop("kluis", frozenset({"RTD"}), "sftp.example.nl", 22, "/in", "overval", "ssh-ed25519 AAAA", "")


@pytest.fixture
def partners(installation: Installation, monkeypatch: pytest.MonkeyPatch) -> Installation:
    """Let two partners of Rotterdam hear by webhook, and one elsewhere; nobody is woken."""
    monkeypatch.setattr("shopcheck.jobs.ask", lambda *_: None)
    return with_receivers(installation, POLICE, MUNICIPALITY, ELSEWHERE)


def said(capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    """Read the log."""
    return [json.loads(line) for line in capsys.readouterr().err.splitlines()]


def test_a_release_is_told_to_those_of_its_region_over_the_channels_that_it_asks_for(
    partners: Installation, capsys: pytest.CaptureFixture[str]
) -> None:
    everybody = with_receivers(partners, POLICE, ELSEWHERE, PROSECUTOR)
    release_id = publish(everybody, 1, (Channel.PORTAL, Channel.WEBHOOK, Channel.SFTP))
    assert [(one.receiver, one.release_id, one.state) for one in deliveries(everybody)] == [
        ("politie", release_id, State.WAITING)
    ]
    assert [one["channel"] for one in said(capsys) if one["event"] == "nobody to tell"] == ["sftp"]


def test_what_is_undone_is_told_to_nobody_and_a_closing_tells_what_it_publishes(
    counting: Installation, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    installation = with_receivers(counting, webhook("politie", "rtd"), webhook("land", COUNTRY))
    monkeypatch.setattr("shopcheck.jobs.ask", lambda *_: None)
    asked = {"rtd": Profile(channels=(Channel.WEBHOOK,)), COUNTRY: Profile()}  # for the country nobody asks
    monkeypatch.setattr("shopcheck.usecases.releases.profile_of", lambda _, region: asked[region])
    fill_queue(installation, 30, GROUP)
    for year, month in ((2026, 12), (2027, 1)):
        clock.moment = clock.moment.replace(year=year, month=month, day=1)
        close(installation)
    with monkeypatch.context() as broken:
        broken.setattr("shopcheck.store.audit.note", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            publish_due(installation, installation.today(), who="worker")
    assert deliveries(installation) == []
    publish_due(installation, installation.today(), who="worker")
    assert [(one.receiver, one.release_id) for one in deliveries(installation)] == [
        ("land", "nl-2026-k4-1"),
        ("politie", "rtd-2026-k4-1"),
    ]


@ON_SQLITE
def test_a_notice_names_the_release_and_where_it_is_and_no_figure(partners: Installation) -> None:
    release_id, sent = publish(partners), Sent()
    work(partners, sent)
    assert states(partners) == {"politie": "delivered", "gemeente": "delivered"}
    notice = dict(sent.told)["politie"]
    assert notice.id == event_id(release_id, "politie", notice.published_on)
    assert (UUID(notice.id).version, notice.id != dict(sent.told)["gemeente"].id) == (7, True)
    assert notice.data == f"http://127.0.0.1:8000/api/v1/releases/{release_id}"
    assert (notice.title, notice.sequence) == ("Rotterdam, eerste kwartaal van 2027", 1)
    log = audit.newest(partners.store.database, size=2)
    assert {(one.what, one.about) for one in log} == {(What.RELEASE_TOLD, one.id) for one in deliveries(partners)}


def test_a_partner_that_is_away_is_tried_at_the_times_of_the_schedule_and_then_given_up(
    partners: Installation, clock: Clock, capsys: pytest.CaptureFixture[str]
) -> None:
    sent, began, tried = Sent(trouble={"politie": DeliveryFailed("503")}), clock.seconds(), list[float]()
    publish(partners)
    for pause in SCHEDULE:
        if pause:
            clock.go_on(seconds=pause - 1)
            work(partners, sent)
            assert str(sent).split().count("politie") == len(tried)
            clock.go_on(seconds=1)
        work(partners, sent)
        tried.append(clock.seconds() - began)
        assert str(sent).split().count("politie") == len(tried)
    assert tried == [sum(SCHEDULE[: at + 1]) for at in range(10)]
    assert 75 * 3600 < tried[-1] < 76 * 3600
    assert states(partners) == {"politie": "dead", "gemeente": "delivered"}
    assert len({notice.id for name, notice in sent.told if name == "politie"}) == 1
    (dead,) = [one for one in said(capsys) if one["event"] == "delivery dead"]
    assert (dead["level"], dead["receiver"], dead["cause"], dead["tries"]) == ("error", "politie", "503", 10)
    clock.go_on(days=30)
    work(partners, sent)
    assert str(sent).split().count("politie") == 10
    assert delivering.dead(partners) == 1


@ON_SQLITE
def test_a_partner_that_was_away_for_a_while_hears_it_all_under_the_same_id(
    partners: Installation, clock: Clock
) -> None:
    sent = Sent(trouble={"politie": DeliveryFailed("503")})
    first = publish(partners)
    work(partners, sent)
    clock.go_on(hours=2)
    second = publish(partners, 2)
    work(partners, sent)
    sent.trouble.clear()
    clock.go_on(hours=2)
    work(partners, sent)
    assert {one.state for one in deliveries(partners)} == {State.DELIVERED}
    heard = [(notice.release_id, notice.id) for name, notice in sent.told if name == "politie"]
    assert [release_id for release_id, _ in heard].count(first) == 3
    assert len(set(heard)) == len({first, second}) == 2


@ON_SQLITE
def test_a_dead_delivery_begins_anew_when_somebody_says_so_and_is_forgotten_when_not(
    partners: Installation, clock: Clock
) -> None:
    sent = Sent(trouble=dict.fromkeys(("politie", "gemeente"), DeliveryFailed("503")))
    publish(partners)
    for pause in SCHEDULE:
        clock.go_on(seconds=pause)
        work(partners, sent)
    one, other = deliveries(partners)
    with partners.store.database.writing() as connection:
        assert outbox.retry(connection, one.id, partners.seconds)
        assert not outbox.forget(connection, one.id)
        assert outbox.forget(connection, other.id)
        assert not outbox.retry(connection, other.id, partners.seconds)
    sent.trouble.clear()
    work(partners, sent)
    assert states(partners) == {"gemeente": "delivered"}
    assert sent.told[-1][1].id == one.id


@ON_SQLITE
def test_a_receiver_that_is_gone_hears_nothing_more_until_somebody_tries_again(
    partners: Installation, clock: Clock
) -> None:
    sent = Sent(trouble={"politie": ReceiverGone("410")})
    publish(partners)
    publish(partners, 2)
    work(partners, sent)
    publish(partners, 3)
    clock.go_on(days=4)
    work(partners, sent)
    assert str(sent).split().count("politie") == 1
    mine = [one for one in deliveries(partners) if one.receiver == "politie"]
    assert [(one.state, one.said) for one in mine] == [(State.DEAD, "410")] * 3
    sent.trouble.clear()
    with partners.store.database.writing() as connection:
        assert outbox.retry(connection, mine[-1].id, partners.seconds)
    work(partners, sent)
    assert {one.state for one in deliveries(partners)} == {State.DELIVERED}


@ON_SQLITE
@pytest.mark.parametrize(("left", "why"), [((), "no such receiver"), ((webhook("politie", "LIM"),), "not of a region")])
def test_a_receiver_that_was_taken_away_or_moved_to_another_region_hears_nothing(
    partners: Installation, left: tuple[Receiver, ...], why: str
) -> None:
    sent = Sent()
    publish(partners)
    work(with_receivers(partners, *left), sent)
    assert sent.told == []
    assert {one.said.startswith(why) or one.receiver == "gemeente" for one in deliveries(partners)} == {True}


@ON_SQLITE
def test_a_mistake_of_our_own_with_one_partner_does_not_keep_the_others(partners: Installation) -> None:
    sent = Sent(trouble={"gemeente": ZeroDivisionError()})
    publish(partners)
    work(partners, sent)
    assert states(partners) == {"gemeente": "waiting", "politie": "delivered"}


def test_two_workers_at_once_tell_it_once(partners: Installation) -> None:
    sent, ready = Sent(), Barrier(2)
    publish(partners)

    def worker() -> None:
        ready.wait()
        while delivering._deliver_next(partners, sent):  # as in two programs, which do not share a lock
            pass

    threads = [Thread(target=worker) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(str(sent).split()) == ["gemeente", "politie"]


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)  # on SQLite one waits for the other
def test_what_one_worker_is_claiming_another_passes_over(partners: Installation) -> None:
    publish(partners)
    database, now = partners.store.database, partners.seconds
    with database.writing() as one, database.writing() as other:
        claimed = [outbox.claim(connection, now) for connection in (one, other)]
    assert sorted(it.receiver for it in claimed if it) == ["gemeente", "politie"]


def test_a_worker_that_is_taken_for_dead_undoes_nothing(partners: Installation, clock: Clock) -> None:
    one = with_receivers(partners, POLICE)
    publish(one)

    def slow(installation: Installation, receiver: Receiver, notice: Notice) -> None:
        clock.go_on(seconds=LEASE)
        second(installation, receiver, notice)
        assert delivering._deliver_next(installation, second)  # another takes it over, and it arrives
        raise DeliveryFailed("timed out")

    second = Sent()
    delivering.deliver_next(one, slow)
    assert states(one) == {"politie": "delivered"}
    assert len({notice.id for _, notice in second.told}) == 1


@ON_SQLITE
def test_a_lane_is_left_to_letters_while_a_partner_is_slow(partners: Installation) -> None:
    second, others = Sent(), list[bool]()
    publish(partners)

    def slow(*_: object) -> None:
        others.append(delivering.deliver_next(partners, second))

    delivering.deliver_next(partners, slow)
    assert (others, second.told) == ([False], [])


@ON_SQLITE
def test_who_is_killed_in_every_last_try_is_given_up_too(partners: Installation, clock: Clock) -> None:
    one, sent = with_receivers(partners, POLICE), Sent()
    publish(one)
    for _ in SCHEDULE:
        with one.store.database.writing() as connection:
            assert outbox.claim(connection, one.seconds)  # and nothing after it
        clock.go_on(seconds=LEASE)
    work(one, sent)
    assert (states(one), sent.told) == ({"politie": "dead"}, [])


def test_each_kind_of_receiver_has_its_own_way(installation: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shopcheck.jobs.ask", lambda *_: None)
    went: dict[str, object] = {}
    monkeypatch.setattr("shopcheck.partners.webhook.send", lambda to, *_: went.update({to.name: "told"}))
    monkeypatch.setattr("shopcheck.partners.sftp.put", lambda to, _notice, content, *_: went.update({to.name: content}))
    monkeypatch.setattr("shopcheck.partners.mail.send", lambda to, *_: went.update({to.name: "mailed"}))
    everybody = with_receivers(installation, POLICE, FOLDER, PROSECUTOR)
    publish(everybody)
    while delivering.deliver_next(everybody):
        pass
    assert went == {"politie": "told", "kluis": b"PK of a release", "om": "mailed"}


@pytest.fixture
def awake(installation: Installation) -> Installation:
    """Let the real worker be woken."""
    if not installation.store.database.sqlite:
        with installation.store.database.writing() as connection:
            jobs.prepare(driver_of(connection))
    return with_receivers(installation, POLICE)


def test_the_real_worker_is_woken_and_tells_it(awake: Installation) -> None:
    heard, sent = Event(), Sent()

    def one() -> bool:
        more = delivering.deliver_next(awake, sent)
        if sent.told:
            heard.set()
        return more

    with Worker(Work(one, partial(delivering.look, awake)), awake.store.database.conninfo):
        publish(awake)
        assert heard.wait(SOON)
    assert states(awake) == {"politie": "delivered"}
