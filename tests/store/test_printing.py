"""Print jobs: one of each letter, nothing of what may not be seen, and nothing left when they are taken."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from shopcheck import usecases
from shopcheck.core.errors import LetterFailed, LetterRefused, PrintJobGone, TooManyLetters
from shopcheck.core.printing import NotPrinted
from shopcheck.core.sharing import Association, Role
from shopcheck.store import accounts, audit, print_queue
from shopcheck.store.accounts import Invited
from shopcheck.store.audit import What
from shopcheck.store.errors import StoreUnavailable
from shopcheck.store.print_queue import LEASE, MOST_TRIES, BindingClaim, Claim, LetterClaim
from shopcheck.store.printing import JobState
from shopcheck.usecases import print_jobs, printing, sharing
from tests.faults.test_no_database import set_on_every_connection
from tests.letter.shops import small
from tests.store.installations import install
from tests.store.print_day import asked, everybody, in_file, in_zip, paper, subject, work
from tests.store.sharing import JO, adviser
from tests.store.test_retention import on_disk

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy import Connection

    from shopcheck.core.sharing import Account
    from shopcheck.usecases import Installation
    from tests.store.installations import Clock
    from tests.store.street import Street

pytest_plugins = ("tests.store.fixtures", "tests.store.street")

PIET = replace(JO, id="khn-2")


@pytest.fixture
def installation(street: Street, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> Iterator[Installation]:
    """Open the street, on each database in turn; nobody is woken to work."""
    monkeypatch.setattr("shopcheck.jobs.ask", lambda *_: None)
    opened = install(street.url, street.data, clock, small())
    yield opened
    opened.store.close()


@pytest.fixture
def on_sqlite(sqlite_street: Street, clock: Clock) -> Iterator[Installation]:
    """Open the street on SQLite."""
    opened = install(sqlite_street.url, sqlite_street.data, clock, small())
    yield opened
    opened.store.close()


def references(street: Street, *numbers: int) -> list[str]:
    """Give the references of these shops of the street, counted from 1."""
    return [street.shops[number - 1].checkup.reference for number in numbers]


def dropped(installation: Installation, job_id: bytes) -> dict[str, NotPrinted | None]:
    """Say which letters are not made, and why."""
    _, items = print_jobs.progress(installation, JO, job_id)
    return {one.details.reference: one.details.why for one in items}


def counts(installation: Installation, account: Account = JO) -> tuple[int, int, int]:
    """Count the letters of the only job of this account: waiting, made, dropped."""
    (found,) = print_jobs.mine(installation, account)
    return found.waiting, found.made, found.dropped


def rows(installation: Installation) -> int:
    """Count all that is kept of print jobs."""
    with installation.store.database.reading() as connection:
        tables = ("print_job", "print_item", "print_file")
        return sum(connection.execute(text(f"SELECT count(*) FROM {one}")).scalar_one() for one in tables)  # noqa: S608 - our own names


def happened(installation: Installation, what: What) -> list[str]:
    """Give what such events were about, oldest first."""
    return [one.about for one in reversed(audit.newest(installation.store.database)) if one.what == what]


def claimed(installation: Installation) -> Claim | None:
    """Claim what is due, as a worker that dies then."""
    with installation.store.database.writing() as connection:
        return print_queue.claim(connection, installation.store.keys, installation.seconds)


def revoke(installation: Installation, street: Street, number: int) -> None:
    """Let the owner of this shop take the share back."""
    sharing.revoke(installation, street.shops[number - 1], street.shares[number - 1])


def unlucky(reference: str, trouble: Exception) -> Callable[[str], bytes]:
    """Make a printer that one letter goes wrong in."""

    def letters(html: str) -> bytes:
        if f'data-reference="{reference}"' in html:
            raise trouble
        return paper(html)

    return letters


def test_every_letter_is_there_once_in_order_of_postcode(installation: Installation, street: Street) -> None:
    job_id = asked(installation, 4)
    assert counts(installation) == (4, 0, 0)
    assert print_jobs.bound(installation, JO, job_id) is None
    assert work(installation) == 5
    expected = references(street, 3, 4, 1, 2)
    assert in_file(print_jobs.bound(installation, JO, job_id)) == expected
    assert in_zip(print_jobs.zipped(installation, JO, job_id)) == expected
    assert work(installation) == 0


def test_a_share_taken_back_before_its_letter_is_made_is_named_on_the_cover(
    installation: Installation, street: Street
) -> None:
    job_id = asked(installation)
    revoke(installation, street, 2)
    seen: list[str] = []

    def letters(html: str) -> bytes:
        seen.append(html)
        return paper(html)

    work(installation, letters)
    cover = subject(paper(seen[-1]))
    for said in ("1 brief, 3 bladzijden", "Winkel 1", "Stad", *references(street, 1, 2), NotPrinted.TAKEN_BACK.said):
        assert said in cover
    assert "Winkel 2" not in cover
    assert dropped(installation, job_id) == dict.fromkeys(references(street, 2), NotPrinted.TAKEN_BACK)


def test_a_share_taken_back_after_its_letter_is_made_is_in_no_file(installation: Installation, street: Street) -> None:
    job_id = asked(installation)
    for _ in range(2):
        assert printing.print_next(installation, paper, everybody)
    revoke(installation, street, 2)
    work(installation)
    assert in_file(print_jobs.bound(installation, JO, job_id)) == references(street, 1)
    assert dropped(installation, job_id) == dict.fromkeys(references(street, 2), NotPrinted.TAKEN_BACK)


def test_a_share_taken_back_while_the_file_waits_is_taken_out_of_it(installation: Installation, street: Street) -> None:
    job_id = asked(installation)
    work(installation)
    assert len(in_file(print_jobs.bound(installation, JO, job_id))) == 2
    revoke(installation, street, 2)
    assert print_jobs.bound(installation, JO, job_id) is None
    assert print_jobs.zipped(installation, JO, job_id) is None
    work(installation)
    assert in_file(print_jobs.bound(installation, JO, job_id)) == references(street, 1)
    assert in_zip(print_jobs.zipped(installation, JO, job_id)) == references(street, 1)
    _, (gone,) = print_jobs.progress(installation, JO, job_id)
    assert (gone.details.name, gone.details.postcode, gone.details.town) == ("", "", "")
    with installation.store.database.reading() as connection:
        left = connection.execute(text("SELECT count(*) FROM print_item WHERE letter IS NOT NULL")).scalar_one()
    assert left == 1


def test_what_ended_or_was_forgotten_is_in_no_file(installation: Installation, street: Street, clock: Clock) -> None:
    clock.go_on(days=30)  # the last day of the shares
    job_id = asked(installation)
    work(installation)
    usecases.forget(installation, street.shops[0])
    assert print_jobs.bound(installation, JO, job_id) is None
    clock.go_on(hours=13)
    work(installation)
    assert print_jobs.bound(installation, JO, job_id) is None
    assert dropped(installation, job_id) == dict.fromkeys(references(street, 1, 2), NotPrinted.TAKEN_BACK)


@pytest.mark.parametrize("now", [None, adviser(Association.KHN, "ams")], ids=["disabled", "another region"])
def test_an_adviser_who_may_not_see_it_any_more_gets_no_letter(installation: Installation, now: Account | None) -> None:
    job_id = asked(installation)
    assert printing.print_next(installation, paper, everybody)
    work(installation, account_of=lambda *_: now)
    assert counts(installation) == (0, 0, 2)
    assert set(dropped(installation, job_id).values()) == {NotPrinted.NOT_YOURS}
    assert print_jobs.mine(installation, JO)[0].job.state is JobState.READY
    assert print_jobs.bound(installation, JO, job_id) is None
    assert print_jobs.zipped(installation, JO, job_id) is None


def test_a_disabled_account_is_known_as_such(installation: Installation) -> None:
    with installation.store.database.writing() as connection:
        jo = Invited("jo@example.org", "Jo", Association.KHN, Role.ADVISER, frozenset({"rtd"}))
        account = accounts.add(connection, jo)
    assert printing.active_account(installation, account.id) == account
    assert printing.active_account(installation, "nobody") is None
    with installation.store.database.writing() as connection:
        connection.execute(text("UPDATE account SET active = false"))
    assert printing.active_account(installation, account.id) is None


def test_two_advisers_who_print_the_same_get_a_file_each(installation: Installation, street: Street) -> None:
    first, second = asked(installation), asked(installation, account=PIET)
    assert first != second
    assert work(installation) == 6
    assert in_zip(print_jobs.zipped(installation, JO, first)) == references(street, 1, 2)
    print_jobs.wipe(installation, JO, first)
    assert in_zip(print_jobs.zipped(installation, PIET, second)) == references(street, 1, 2)


def test_a_job_is_for_who_asked_for_it_alone(installation: Installation) -> None:
    job_id = asked(installation)
    work(installation)
    with pytest.raises(PrintJobGone):
        print_jobs.progress(installation, PIET, job_id)
    for take in (print_jobs.bound, print_jobs.zipped):
        with pytest.raises(PrintJobGone):
            take(installation, PIET, job_id)
    print_jobs.wipe(installation, PIET, job_id)
    assert print_jobs.mine(installation, PIET) == []
    assert print_jobs.bound(installation, JO, job_id)


def test_the_same_form_twice_is_one_job_and_another_choice_is_another(installation: Installation) -> None:
    jobs = [asked(installation, count, nonce="n") for count in (2, 2, 1)]
    assert jobs[0] == jobs[1] != jobs[2]
    assert len(print_jobs.mine(installation, JO)) == 2
    assert happened(installation, What.PRINT_STARTED) == [jobs[0].hex(), jobs[2].hex()]


def test_more_letters_than_are_printed_at_once_are_refused(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(print_jobs, "MOST", 1)
    with pytest.raises(TooManyLetters, match="at most 1"):
        asked(installation)
    assert print_jobs.mine(installation, JO) == []


def test_a_letter_that_may_not_be_made_is_dropped_and_the_others_go_on(
    installation: Installation, street: Street
) -> None:
    job_id = asked(installation, 3)
    (reference,) = references(street, 2)
    work(installation, unlucky(reference, LetterRefused("maatregel 'kluis' was geldig tot en met gisteren")))
    assert dropped(installation, job_id) == {reference: NotPrinted.OUTDATED}
    assert in_file(print_jobs.bound(installation, JO, job_id)) == references(street, 3, 1)


@pytest.mark.parametrize("trouble", [LetterFailed(), KeyError()], ids=["the letter process is away", "anything"])
def test_what_goes_wrong_is_tried_again_later_and_nobody_waits_for_it(
    installation: Installation, street: Street, clock: Clock, trouble: Exception
) -> None:
    job_id = asked(installation)
    (reference,) = references(street, 1)
    assert work(installation, unlucky(reference, trouble)) == 2
    assert counts(installation) == (1, 1, 0)
    assert work(installation) == 0  # not at once
    clock.go_on(seconds=16)
    assert work(installation) == 2
    assert in_zip(print_jobs.zipped(installation, JO, job_id)) == references(street, 1, 2)


def test_a_letter_that_never_succeeds_is_given_up_but_binding_never_is(
    installation: Installation, street: Street, clock: Clock
) -> None:
    job_id = asked(installation)
    (reference,) = references(street, 1)

    def letters(html: str) -> bytes:
        if "Niet in deze stapel" in html:
            raise LetterFailed
        return unlucky(reference, LetterFailed())(html)

    for _ in range(2 * MOST_TRIES):
        work(installation, letters)
        clock.go_on(seconds=601)
    assert dropped(installation, job_id) == {reference: NotPrinted.FAILED}
    assert print_jobs.bound(installation, JO, job_id) is None
    work(installation)
    assert in_file(print_jobs.bound(installation, JO, job_id)) == references(street, 2)


def too_late(installation: Installation, claim: Claim | None) -> list[bool]:
    """Try every outcome of a letter that was claimed long ago; each says whether it was written."""
    assert isinstance(claim, LetterClaim)
    outcomes: list[Callable[[Connection], bool]] = [
        lambda connection: print_queue.put_letter(connection, claim, claim.item.details, b"late"),
        lambda connection: print_queue.drop(connection, claim, NotPrinted.FAILED),
        lambda connection: print_queue.put_back(connection, claim, installation.seconds),
    ]
    found = []
    for outcome in outcomes:
        with installation.store.database.writing() as connection:
            found.append(outcome(connection))
    return found


def test_the_letter_of_a_worker_that_died_is_taken_over_and_who_comes_too_late_changes_nothing(
    installation: Installation, street: Street, clock: Clock
) -> None:
    job_id = asked(installation, 1)
    dead = claimed(installation)
    assert work(installation) == 0
    clock.go_on(seconds=LEASE)
    busy = claimed(installation)
    assert too_late(installation, dead) == [False] * 3  # another has it
    clock.go_on(seconds=LEASE)
    assert work(installation) == 2
    assert too_late(installation, busy) == [False] * 3  # it is done
    assert in_zip(print_jobs.zipped(installation, JO, job_id)) == references(street, 1)


def test_binding_is_taken_over_and_who_comes_too_late_changes_nothing(
    installation: Installation, street: Street, clock: Clock
) -> None:
    job_id = asked(installation, 1)
    printing.print_next(installation, paper, everybody)
    late = claimed(installation)
    assert isinstance(late, BindingClaim)
    clock.go_on(seconds=LEASE)
    assert work(installation) == 1
    with installation.store.database.writing() as connection:
        assert not print_queue.finish(connection, late, installation.seconds, {"alles": b"late"}, ())
    assert in_file(print_jobs.bound(installation, JO, job_id)) == references(street, 1)


def test_a_small_job_does_not_wait_for_a_large_one(installation: Installation) -> None:
    asked(installation, 4)
    asked(installation, 1, PIET)
    for _ in range(2):
        printing.print_next(installation, paper, everybody)
    assert (counts(installation), counts(installation, PIET)) == ((3, 1, 0), (0, 1, 0))


def test_files_are_gone_a_day_after_they_were_ready_also_when_they_were_bound_again(
    installation: Installation, street: Street, clock: Clock
) -> None:
    job_id = asked(installation)
    work(installation)
    clock.go_on(hours=12)
    revoke(installation, street, 1)
    work(installation)
    clock.go_on(hours=12, seconds=-1)
    assert print_jobs.bound(installation, JO, job_id)
    clock.go_on(seconds=1)
    with pytest.raises(PrintJobGone):
        print_jobs.bound(installation, JO, job_id)
    assert print_jobs.mine(installation, JO) == []
    assert rows(installation) > 0
    assert work(installation) == 0
    assert rows(installation) == 0


def test_a_job_that_never_gets_ready_goes_after_three_days(installation: Installation, clock: Clock) -> None:
    asked(installation)
    clock.go_on(hours=72, seconds=-1)
    assert counts(installation) == (2, 0, 0)
    clock.go_on(seconds=1)
    assert print_jobs.mine(installation, JO) == []
    assert not printing.print_next(installation, paper, everybody)
    usecases.apply_retention(installation)
    assert rows(installation) == 0


def test_wiping_is_for_good_also_while_letters_are_made_and_twice_is_fine(installation: Installation) -> None:
    job_id = asked(installation)

    def letters(html: str) -> bytes:
        for _ in range(2):
            print_jobs.wipe(installation, JO, job_id)
        return paper(html)

    assert work(installation, letters) == 1
    assert rows(installation) == 0
    assert happened(installation, What.PRINT_ITEM) == []
    assert happened(installation, What.PRINT_TAKEN) == [job_id.hex()]
    with pytest.raises(PrintJobGone):
        print_jobs.progress(installation, JO, job_id)


def test_the_log_says_who_printed_and_took_what(installation: Installation, street: Street) -> None:
    job_id = asked(installation, 1)
    work(installation)
    print_jobs.bound(installation, JO, job_id)
    print_jobs.zipped(installation, JO, job_id)
    about = audit.about(installation.store.database, [street.shares[0].hex()])
    assert [(one.who, one.association) for one in about if one.what == What.PRINT_ITEM] == [(JO.id, "khn")]
    assert happened(installation, What.PRINT_STARTED) == [job_id.hex()]
    assert happened(installation, What.PRINT_TAKEN) == [job_id.hex()] * 2
    assert audit.verify(installation.store.database) is None


def test_a_row_that_was_damaged_keeps_nobody_else(installation: Installation, street: Street) -> None:
    damaged, whole = asked(installation, account=PIET), asked(installation)
    with installation.store.database.writing() as connection:
        wrong = text("UPDATE print_item SET sealed = :wrong WHERE job_id = :job AND place = 1")
        connection.execute(wrong, {"wrong": b"x" * 64, "job": damaged})
    for _ in range(2):
        work(installation)
    assert in_zip(print_jobs.zipped(installation, JO, whole)) == references(street, 1, 2)


def test_the_database_tells_nothing_of_a_print_job_and_keeps_nothing_of_it(
    on_sqlite: Installation, sqlite_street: Street
) -> None:
    data = sqlite_street.data
    job_id = asked(on_sqlite, 1)
    work(on_sqlite)
    with on_sqlite.store.database.reading() as connection:
        sealed = [
            *connection.execute(text("SELECT sealed_key FROM print_job")).scalars(),
            *connection.execute(text("SELECT sealed, letter FROM print_item")).one(),
            *connection.execute(text("SELECT sealed FROM print_file")).scalars(),
        ]
    pieces = [[blob[at : at + 16] for at in range(0, len(blob) - 15, 16)] for blob in sealed]
    before = on_disk(data)
    assert [any(one in before for one in of_blob) for of_blob in pieces] == [True] * 5
    for secret in ("Winkel", "9000AA", "9000 AA", *references(sqlite_street, 1), "%PDF", "PK\x03\x04"):
        assert secret.encode() not in before
    print_jobs.wipe(on_sqlite, JO, job_id)
    after = on_disk(data)
    assert [one for of_blob in pieces for one in of_blob if one in after] == []


def test_on_a_full_disk_nothing_is_half_and_the_letter_comes_when_there_is_room(
    on_sqlite: Installation, sqlite_street: Street, clock: Clock
) -> None:
    job_id = asked(on_sqlite, 1)
    set_on_every_connection(on_sqlite, "max_page_count = 1")
    with pytest.raises(StoreUnavailable):
        work(on_sqlite, lambda html: paper(html) + bytes(100_000))
    assert counts(on_sqlite) == (1, 0, 0)
    set_on_every_connection(on_sqlite, "max_page_count = 1000000")
    clock.go_on(seconds=LEASE)
    work(on_sqlite)
    assert in_zip(print_jobs.zipped(on_sqlite, JO, job_id)) == references(sqlite_street, 1)
