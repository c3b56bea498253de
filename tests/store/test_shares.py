"""A share opens in its own place only, and once it is gone nothing of it is left."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from shopcheck import usecases
from shopcheck.core.errors import CodeUnknown, ShareGone, ShopcheckError
from shopcheck.core.sharing import Association, SharedWith, ShareKind, Wish
from shopcheck.store import association_keys, checkups, shares, vault
from shopcheck.store.association_keys import Pair, Sealed
from shopcheck.store.errors import StoreDamaged
from shopcheck.store.keyring import FILE, rotate_association_key, rotate_pepper
from shopcheck.store.shares import Found
from shopcheck.store.vault import Vault, Wrap
from shopcheck.usecases import Keep, desk, sharing
from tests.store.installations import install
from tests.store.sharing import JO, WISH, adviser, coded, finished, ticked
from tests.store.vectors import DATA_KEY, KEYS, KNOWN, ROW_ID

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from shopcheck.usecases import Installation, Visit
    from tests.store.installations import Clock

pytest_plugins = ("tests.store.fixtures",)

one_is_enough = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
SHARE = KNOWN["share"]
THERE = SharedWith(Association(SHARE["association"]), SHARE["region"])
THERE_IN_A_ROW = (SHARE["association"], SHARE["region"])
ENDS_ON = date.fromisoformat(SHARE["ends_on"])
PLACE = shares.place(bytes.fromhex(SHARE["id"]), ROW_ID, THERE, ENDS_ON)
PAIR = Pair(bytes.fromhex(KNOWN["association_key"]["public"]), bytes.fromhex(KNOWN["association_key"]["private"]))
BOX = bytes.fromhex(SHARE["box"])


def test_a_share_is_still_found_and_bound_where_the_first_version_put_it() -> None:
    assert PLACE.hex() == SHARE["place"]
    assert shares.scope_id(KEYS, THERE).hex() == SHARE["scope_id"]
    assert Vault(KEYS).locate(SHARE["code"]).hex() == SHARE["locator"]


def test_locks_made_by_the_first_version_still_open() -> None:
    wrap = SHARE["wrap"]
    locked = Wrap(
        bytes.fromhex(wrap["salt"]),
        wrap["pepper_version"],
        bytes.fromhex(wrap["auth_hash"]),
        bytes.fromhex(wrap["wrapped_key"]),
    )
    assert Vault(KEYS).unwrap(SHARE["code"], PLACE, locked) == DATA_KEY
    assert vault.unseal_box(PAIR.private, PAIR.public, BOX, PLACE) == DATA_KEY


def test_the_pair_of_an_association_sealed_by_the_first_version_still_opens() -> None:
    sealed = bytes.fromhex(KNOWN["association_key"]["sealed_private"])
    assert association_keys._open(KEYS, Sealed(*THERE_IN_A_ROW, PAIR.public, 1, sealed)) == PAIR
    with pytest.raises(StoreDamaged):
        association_keys._open(KEYS, Sealed("dn", "RTD", PAIR.public, 1, sealed))
    with pytest.raises(StoreDamaged, match=r"keys\.json"):
        association_keys._open(KEYS, Sealed(*THERE_IN_A_ROW, PAIR.public, 9, sealed))


def test_what_was_asked_with_a_share_of_the_first_version_can_still_be_read() -> None:
    sealed = bytes.fromhex("".join(SHARE["sealed"]))
    today = date.fromisoformat(SHARE["shared_on"])
    row = Found(bytes.fromhex(SHARE["id"]), ROW_ID, "tick", b"", today, ENDS_ON, None, None, BOX, sealed, ENDS_ON)
    share = row.opened(DATA_KEY)
    assert share.wish is not None
    assert (share.wish.contacting, share.wish.reach) == (SHARE["contacting"], SHARE["reach"])
    assert (share.shared_with, share.kind, share.ends_on) == (THERE, ShareKind.TICK, ENDS_ON)


def test_a_summary_sealed_by_the_first_version_still_opens_at_its_revision_only() -> None:
    sealed, revision = bytes.fromhex("".join(KNOWN["summary"]["sealed"])), KNOWN["summary"]["revision"]
    summary = checkups.open_summary(sealed, DATA_KEY, ROW_ID, revision)
    assert json.loads(json.dumps(asdict(summary), default=str)) == KNOWN["summary"]["content"]
    with pytest.raises(StoreDamaged):
        checkups.open_summary(sealed, DATA_KEY, ROW_ID, revision + 1)


@pytest.mark.parametrize(
    "place",
    [
        shares.place(bytes(16), ROW_ID, THERE, ENDS_ON),
        shares.place(bytes.fromhex(SHARE["id"]), bytes(16), THERE, ENDS_ON),
        shares.place(bytes.fromhex(SHARE["id"]), ROW_ID, SharedWith(Association.DN, "RTD"), ENDS_ON),
        shares.place(bytes.fromhex(SHARE["id"]), ROW_ID, SharedWith(Association.KHN, "AMS"), ENDS_ON),
        shares.place(bytes.fromhex(SHARE["id"]), ROW_ID, THERE, ENDS_ON.replace(day=25)),
    ],
)
def test_a_tick_opens_in_its_own_place_only(place: bytes) -> None:
    with pytest.raises(StoreDamaged):
        vault.unseal_box(PAIR.private, PAIR.public, BOX, place)


@pytest.mark.parametrize("box", [BOX[:-1], BOX[::-1], bytes(92), bytes(32) + BOX[32:], BOX[:40], b""])
def test_a_tick_that_was_tampered_with_is_damaged_and_no_other_error(box: bytes) -> None:
    with pytest.raises(StoreDamaged):
        vault.unseal_box(PAIR.private, PAIR.public, box, PLACE)


def test_a_tick_opens_with_the_private_half_of_its_own_association_only() -> None:
    private, public = vault.new_pair()
    for other in (Pair(public, private), Pair(PAIR.public, private), Pair(public, PAIR.private)):
        with pytest.raises(StoreDamaged):
            vault.unseal_box(other.private, other.public, BOX, PLACE)


def test_no_two_ticks_of_the_same_key_are_alike() -> None:
    made = [vault.seal_to(PAIR.public, DATA_KEY, PLACE) for _ in range(200)]
    assert len({one[:32] for one in made}) == len({one[32:] for one in made}) == 200
    assert all(vault.unseal_box(PAIR.private, PAIR.public, one, PLACE) == DATA_KEY for one in made)


@pytest.fixture
def visit(installation: Installation) -> Visit:
    """Give a finished check that is shared by tick and by code."""
    return finished(installation, Keep.YEAR)


def tamper(installation: Installation, statement: str, **values: object) -> None:
    """Change a row as somebody with the database could."""
    with installation.store.database.writing() as connection:
        connection.execute(text(statement), values)


@one_is_enough
@pytest.mark.parametrize("column", ["wrapped_key", "sealed", "checkup_id", "scope_id", "summary", "answers"])
def test_what_is_exchanged_between_two_shares_opens_neither(installation: Installation, column: str) -> None:
    """Each share is of another check, and for another region."""
    ids = [ticked(installation, finished(installation))]
    sharing.open_to(installation, SharedWith(Association.KHN, "ams"))
    ids.append(ticked(installation, finished(installation, regio="ams")))
    table, name = {"summary": ("checkup", "summary"), "answers": ("checkup", "sealed")}.get(column, ("share", column))
    with installation.store.database.reading() as connection:
        found = [tuple(row) for row in connection.execute(text(f"SELECT id, {name} FROM {table}"))]  # noqa: S608 - our own names
    for (row_id, _), (_, value) in zip(found, reversed(found), strict=True):
        tamper(installation, f"UPDATE {table} SET {name} = :value WHERE id = :id", value=value, id=row_id)  # noqa: S608 - our own names
    both = adviser(Association.KHN, "rtd", "ams")
    if column != "answers":  # the list does not open those
        assert list(desk.every(installation, both)) == []
    if column != "summary":  # a report does not open that
        for one in ids:
            with pytest.raises(ShopcheckError):
                desk.open_report(installation, both, one, {})


@one_is_enough
def test_a_share_whose_last_day_was_moved_opens_nothing(installation: Installation, visit: Visit) -> None:
    share_id, code = ticked(installation, visit), coded(installation, visit)
    tamper(installation, "UPDATE share SET ends_on = '2027-06-01'")
    with pytest.raises(StoreDamaged):
        desk.open_report(installation, JO, share_id, {})
    with pytest.raises(StoreDamaged):
        desk.open_by_code(installation, JO, code, client="203.0.113.1")
    assert desk.listed(installation, JO, size=5).rows == ()


@one_is_enough
def test_one_damaged_share_does_not_hide_the_others(installation: Installation, visit: Visit) -> None:
    share_id = ticked(installation, visit)
    ticked(installation, finished(installation))
    tamper(installation, "UPDATE share SET wrapped_key = :none WHERE id = :id", none=b"", id=share_id)
    assert [one.share.id == share_id for one in desk.listed(installation, JO, size=5).rows] == [False]


@one_is_enough
def test_the_rows_of_a_share_tell_nothing_that_can_be_read(installation: Installation, visit: Visit) -> None:
    code = coded(installation, visit, wish=WISH)
    ticked(installation, visit, wish=WISH)
    read = []
    for table in ("share", "checkup", "audit"):
        with installation.store.database.reading() as connection:
            rows = connection.execute(text(f"SELECT * FROM {table}")).all()  # noqa: S608 - our own names
        read += [str(cell).encode() if not isinstance(cell, bytes) else cell for row in rows for cell in row]
    secrets = [code, code.lower(), WISH.reach, WISH.contacting, "khn", "rtd", "snackbar", "slecht", "rood"]
    everything = b"\n".join(read)
    assert [one for one in secrets if one.encode() in everything] == []
    assert visit.key not in everything
    assert b"proef" in everything  # the search itself can find something


@one_is_enough
def test_all_shares_and_all_summaries_are_of_one_size(installation: Installation) -> None:
    short, long = finished(installation), finished(installation, branche="kleding")
    usecases.address(installation, long, usecases.Addressee("€" * 100), nonce="n1")
    ticked(installation, short)
    ticked(installation, long, wish=Wish(WISH.contacting, '"\\' * 50))
    for column in ("sealed", "wrapped_key", "summary"):
        table = "checkup" if column == "summary" else "share"
        with installation.store.database.reading() as connection:
            sizes = connection.execute(text(f"SELECT length({column}) FROM {table}")).scalars().all()  # noqa: S608 - our own names
        assert len(sizes) == 2
        assert len(set(sizes)) == 1


def test_live_ticks_open_after_a_new_secret_for_associations_and_so_does_an_older_copy(
    installation: Installation, visit: Visit, database_url: str, data: Path, clock: Clock
) -> None:
    share_id = ticked(installation, visit)
    rotate_association_key(data)
    rotated = install(database_url, data, clock)
    desk.open_report(rotated, JO, share_id, {})
    with rotated.store.database.writing() as connection:
        assert association_keys.seal_anew(connection, rotated.store.keys) == 1
        assert association_keys.seal_anew(connection, rotated.store.keys) == 0
    desk.open_report(rotated, JO, share_id, {})
    with pytest.raises(StoreDamaged, match=r"keys\.json"):
        desk.open_report(installation, JO, share_id, {})  # it still has the old keys
    rotated.store.close()


@one_is_enough
def test_a_share_code_opens_after_a_new_pepper(
    installation: Installation, visit: Visit, database_url: str, data: Path, clock: Clock
) -> None:
    code = coded(installation, visit)
    rotate_pepper(data)
    rotated = install(database_url, data, clock)
    assert desk.open_by_code(rotated, JO, code, client="203.0.113.1")[1] == visit.key
    rotated.store.close()


@one_is_enough
def test_the_keys_of_another_installation_open_no_tick(
    installation: Installation, visit: Visit, database_url: str, data: Path, clock: Clock
) -> None:
    share_id = ticked(installation, visit)
    content = json.loads((data / FILE).read_text())
    content["association_keys"] = {"1": vault.new_key().hex()}
    (data / FILE).write_text(json.dumps(content))
    elsewhere = install(database_url, data, clock)
    with pytest.raises(StoreDamaged):
        desk.open_report(elsewhere, JO, share_id, {})
    elsewhere.store.close()


@pytest.fixture
def on_sqlite(data: Path, clock: Clock) -> Iterator[Installation]:
    """Open an installation on SQLite."""
    opened = install(f"sqlite:///{data / 'shopcheck.sqlite3'}", data, clock)
    yield opened
    opened.store.close()


def parts(installation: Installation, table: str, *columns: str) -> list[bytes]:
    """Give pieces of the sealed columns, long enough to be found nowhere else."""
    with installation.store.database.reading() as connection:
        rows = connection.execute(text(f"SELECT {', '.join(columns)} FROM {table}")).all()  # noqa: S608 - our own names
    return [piece for row in rows for cell in row for piece in (cell[:40], cell[-40:])]


@pytest.mark.parametrize("how", ["revoked", "ended", "forgotten"])
def test_of_a_share_that_is_gone_nothing_is_left_on_disk(
    on_sqlite: Installation, data: Path, clock: Clock, how: str
) -> None:
    visit = finished(on_sqlite, Keep.YEAR)
    ticked(on_sqlite, visit, wish=WISH)
    coded(on_sqlite, visit, wish=WISH)
    looked_for = parts(on_sqlite, "share", "wrapped_key", "sealed")
    if how == "forgotten":
        looked_for += parts(on_sqlite, "checkup", "summary")

    def found() -> list[bytes]:
        on_disk = b"".join(path.read_bytes() for path in data.glob("shopcheck.sqlite3*"))
        return [one for one in looked_for if one in on_disk]

    assert found() == looked_for
    if how == "revoked":
        for one in sharing.shares_of(on_sqlite, visit):
            sharing.revoke(on_sqlite, visit, one.share.id)
    elif how == "ended":
        clock.go_on(days=31)
        assert usecases.apply_retention(on_sqlite) == 0
    else:
        usecases.forget(on_sqlite, visit)
    assert found() == []


def test_a_share_whose_views_are_used_stays_for_its_owner_until_its_last_day(
    installation: Installation, visit: Visit, clock: Clock
) -> None:
    code = coded(installation, visit)
    for _ in range(5):
        desk.open_by_code(installation, JO, code, client="203.0.113.1")
    usecases.apply_retention(installation)
    (own,) = sharing.shares_of(installation, visit)
    assert (own.share.views_left, own.share.lives(clock.today())) == (0, False)
    clock.go_on(days=15)
    usecases.apply_retention(installation)
    with installation.store.database.reading() as connection:
        assert shares.of_checkup(connection, visit) == []


def test_of_a_forgotten_check_no_share_is_left(installation: Installation, visit: Visit) -> None:
    share_id, code = ticked(installation, visit), coded(installation, visit)
    usecases.forget(installation, visit)
    with pytest.raises(ShareGone):
        desk.open_report(installation, JO, share_id, {})
    with pytest.raises(CodeUnknown):
        desk.open_by_code(installation, JO, code, client="203.0.113.1")
    with installation.store.database.reading() as connection:
        assert connection.execute(text("SELECT count(*) FROM share")).scalar_one() == 0
