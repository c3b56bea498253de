"""How often codes may be tried, and checks begun. Counted in the database: it holds over all processes and machines.

The only door to the library `limits`. Addresses and codes are counted under a keyed hash and never kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address, ip_network
from math import ceil
from typing import TYPE_CHECKING, NamedTuple

from limits import RateLimitItem, RateLimitItemPerMinute
from limits.storage import Storage
from limits.strategies import FixedWindowRateLimiter
from sqlalchemy import case, delete, select, update

from shopcheck.core.errors import TooManyAttempts
from shopcheck.store.database import insert_on
from shopcheck.store.errors import StoreUnavailable
from shopcheck.store.rows import AttemptRow
from shopcheck.store.vault import keyed_hash

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection

    from shopcheck.store.database import Database

STARTS = RateLimitItemPerMinute(200, 10, "starts")  # a hall full of owners on one wireless network may all begin
NETWORK_BITS = {4: 24, 6: 48}


class Limits(NamedTuple):
    """How often something may be tried: by one network, against one code or account, and by everybody together."""

    network: RateLimitItem
    one: RateLimitItem
    overall: RateLimitItem


CODES = Limits(
    RateLimitItemPerMinute(20, 10, "network"),
    RateLimitItemPerMinute(5, 10, "locator"),
    RateLimitItemPerMinute(300, 1, "overall"),
)
SIGN_INS = Limits(  # apart from the codes of owners, so that neither can use up what is for the other
    RateLimitItemPerMinute(30, 10, "desk network"),
    RateLimitItemPerMinute(5, 10, "desk account"),
    RateLimitItemPerMinute(120, 1, "desk overall"),
)
TOKENS = Limits(  # wrong ones only: whoever has a right one is not charged for what others try
    RateLimitItemPerMinute(20, 10, "tokens network"),
    RateLimitItemPerMinute(5, 10, "token"),
    RateLimitItemPerMinute(60, 1, "tokens overall"),
)
CALLS = RateLimitItemPerMinute(300, 5, "calls")


class DatabaseStorage(Storage):
    """Fixed windows in a table: one statement per count, so that no two counters miss each other's."""

    STORAGE_SCHEME = None

    def __init__(self, database: Database, pepper: bytes, now: Callable[[], float]) -> None:
        """Count in this database; `now` gives seconds since 1970."""
        super().__init__()
        self.database = database
        self.pepper = pepper
        self.now = now

    @property
    def base_exceptions(self) -> type[Exception]:
        """What can go wrong here."""
        return StoreUnavailable

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        """Count, in the window that runs or else in a new one of `expiry` seconds; gives the count so far."""
        now = int(self.now())
        over = AttemptRow.ends <= now
        with self.database.writing() as connection:
            row = insert_on(connection)(AttemptRow).values(key=self._hashed(key), ends=now + expiry, count=amount)
            counted = row.on_conflict_do_update(
                index_elements=["key"],
                set_={
                    "count": case((over, amount), else_=AttemptRow.count + amount),
                    "ends": case((over, now + expiry), else_=AttemptRow.ends),
                },
            ).returning(AttemptRow.count)
            return int(connection.execute(counted).scalar_one())

    def give_back(self, key: str) -> None:
        """Count one less, in the window that runs."""
        mine = AttemptRow.key == self._hashed(key)
        running = mine & (AttemptRow.ends > int(self.now())) & (AttemptRow.count > 0)
        with self.database.writing() as connection:
            connection.execute(update(AttemptRow).where(running).values(count=AttemptRow.count - 1))

    def get(self, key: str) -> int:
        """Give the count of the window that runs; 0 when none does."""
        return self._window(key)[1]

    def get_expiry(self, key: str) -> float:
        """Give the time at which the window ends; now when none runs."""
        return self._window(key)[0]

    def check(self) -> bool:
        """Whether the table can be read."""
        self.get("")
        return True

    def reset(self) -> int | None:
        """Forget every window."""
        with self.database.writing() as connection:
            return connection.execute(delete(AttemptRow)).rowcount

    def clear(self, key: str) -> None:
        """Forget one window."""
        with self.database.writing() as connection:
            connection.execute(delete(AttemptRow).where(AttemptRow.key == self._hashed(key)))

    def _window(self, key: str) -> tuple[float, int]:
        now = int(self.now())
        mine = AttemptRow.key == self._hashed(key)
        running = select(AttemptRow.ends, AttemptRow.count).where(mine, AttemptRow.ends > now)
        with self.database.reading() as connection:
            row = connection.execute(running).one_or_none()
        return (now, 0) if row is None else (row.ends, row[1])

    def _hashed(self, key: str) -> bytes:
        return keyed_hash(self.pepper, b"attempt" + key.encode())


@dataclass(frozen=True, slots=True)
class Attempts:
    """Counts attempts to open with a code or to sign in, and checks that are begun."""

    storage: DatabaseStorage

    def count(self, client: str, locator: bytes, limits: Limits = CODES) -> None:
        """Count one attempt, before any dear hashing. Raises TooManyAttempts with the seconds to wait.

        A network that is over its own limit does not use up that of a code or of everybody.
        """
        for limit, who in zip(limits, (network(client), locator.hex(), ""), strict=True):
            self._hit(limit, who)

    def forgive(self, client: str, locator: bytes, limits: Limits = CODES) -> None:
        """Take back what a right code counted, so that its owner, and a full house, can come in as often as needed.

        For the code everything is forgiven; for the network this one attempt, because anybody can get a code of their
        own, and would otherwise wipe out wrong guesses with it.
        """
        FixedWindowRateLimiter(self.storage).clear(limits.one, locator.hex())
        self.storage.give_back(limits.network.key_for(network(client)))

    def count_start(self, client: str) -> None:
        """Count a check that is begun. Raises TooManyAttempts with the seconds to wait."""
        self._hit(STARTS, network(client))

    def count_call(self, token_id: str) -> None:
        """Count what a program fetches with its token. Raises TooManyAttempts with the seconds to wait."""
        self._hit(CALLS, token_id)

    def _hit(self, limit: RateLimitItem, who: str) -> None:
        limiter = FixedWindowRateLimiter(self.storage)
        if not limiter.hit(limit, who):
            wait = limiter.get_window_stats(limit, who).reset_time - self.storage.now()
            raise TooManyAttempts(max(1, ceil(wait)))


def network(client: str) -> str:
    """Take an address together with its neighbours: /24, or /48 in IPv6; anything that is no address counts as one."""
    try:
        address = ip_address(client)
    except ValueError:
        return client
    if isinstance(address, IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped
    return str(ip_network((address, NETWORK_BITS[address.version]), strict=False))


def purge(connection: Connection, now: int) -> None:
    """Forget the windows that ended."""
    connection.execute(delete(AttemptRow).where(AttemptRow.ends <= now))
