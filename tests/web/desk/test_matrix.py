"""Who sees what at the desk: every role × association × region × state of a share × address, as docs/security.md says.

The tables of that page are read here, so page and program cannot differ. Tokens of forms are left out: they are tested
elsewhere, and this is about who may.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from hashlib import sha256
from itertools import product
from secrets import token_hex
from typing import TYPE_CHECKING

import pytest

from shopcheck.catalogue import Catalogue
from shopcheck.core.partners import Partner
from shopcheck.core.sharing import Account, Association, Role, ShareKind
from shopcheck.settings import Settings
from shopcheck.store import accounts, audit, vault
from shopcheck.store.accounts import Invited
from shopcheck.store.store import open_store
from shopcheck.usecases import Installation, sharing
from shopcheck.web import create_app
from shopcheck.web.shop import DESK
from tests.house.tree import ROOT
from tests.store.installations import Clock
from tests.web.desk.published import TITLES, of, publish
from tests.web.desk.shares import Shared, finished, share, with_all_for_a_letter, without_printer
from tests.web.desk.signing_in import sign_in
from tests.web.visitor import Visitor

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from flask import Flask
    from werkzeug.test import TestResponse

OWN, OTHER = (Association.KHN, "RTD"), (Association.DN, "AMS")
REGIONS = (OWN[1], OTHER[1])
ORGANISATIONS: dict[Role, tuple[Association | Partner, ...]] = {
    Role.ADVISER: (OWN[0], OTHER[0]),
    Role.ADMIN: (OWN[0], OTHER[0]),
    Role.PARTNER: (Partner.KHN, Partner.POLICE),  # the first has the name of the association of every share
}
PLACES = {
    "share_id": "SHARE",
    "account_id": "PERSON",
    "job_id": "JOB",
    "token": "TOKEN",
    "release_id": "RELEASE",
    "name": "FILE",
}
OF_ACCOUNTS = {"open": True, "itself": True, "association": True, "closed": False}  # whether it is there
NEVER, NO_CODE = "0" * 32, "A" * 16
GONE = [
    (404, "Deze check is niet (meer) met u gedeeld"),
    (404, "Deze brieven zijn er niet (meer)"),
    (422, "geen check open"),
]


@dataclass
class Somebody:
    """A browser with who is in it: a role of the table, and for an account whom it serves."""

    role: str
    visitor: Visitor
    account: Account | None = None
    served: tuple[Association | Partner, str] | None = None

    def ask(self, method: str, path: str, **data: str) -> TestResponse:
        """Send one request, from a network of its own."""
        network = {"REMOTE_ADDR": f"203.0.{sha256(path.encode() + str(data).encode()).digest()[0]}.7"}
        return self.visitor.ask(path, method=method, data=data if method == "POST" else None, environ_overrides=network)


def table(after: str) -> Iterator[list[str]]:
    """Read the table below a heading of the page: the cells of each row, the first row the heads."""
    part = (ROOT / "docs/security.md").read_text("utf-8").split(f"### {after}")[1].split("\n#")[0]
    for line in part.splitlines():
        if line.startswith("| "):
            yield [cell.strip() for cell in line.strip("|").split("|")]


@cache
def addresses() -> dict[str, dict[str, str]]:
    """What the page says of each address: role → what happens."""
    heads, *rows = table("Which address is for whom")
    found: dict[str, dict[str, str]] = {}
    for row in rows:
        methods, path = row[0].split()
        cells = dict(zip(heads[1:], row[1:], strict=True))
        found |= dict.fromkeys((f"{method} {path}" for method in methods.split(",")), cells)
    return found


@cache
def states() -> dict[str, dict[str, bool]]:
    """What the page says of each state of a share: stands on the list, opens, its code opens it."""
    heads, *rows = table("What a share lets its advisers do")
    return {row[0]: {head: cell == "yes" for head, cell in zip(heads[1:], row[1:], strict=True)} for row in rows}


@dataclass
class World:
    """A share in every state that the page names, and everybody who may come along."""

    installation: Installation
    desk: Flask
    shares: dict[str, Shared]
    people: list[Somebody]


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """Make it once: nothing that is tried here lets anybody see more or less than before."""
    folder, clock = tmp_path_factory.mktemp("desk"), Clock()
    settings = Settings.from_environment({"SHOPCHECK_DATA": str(folder)})
    store = open_store(settings.database_url, folder, clock.seconds)
    installation = Installation(settings, Catalogue((with_all_for_a_letter(),)), store, clock.today, clock.now)
    app = create_app(settings, installation)
    without_printer(app.extensions[DESK]).config["WTF_CSRF_ENABLED"] = False
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(vault, "stretch", lambda secret, salt: sha256(secret.encode() + salt).digest())
        shares = shared_in_every_state(installation, clock)
        people = everybody(app, shares)
        for region in TITLES:
            publish(installation, of(region))
        clock.go_on(minutes=12)  # over midnight
        for state, one in shares.items():
            if "taken back" in state:
                sharing.revoke(installation, one.visit, bytes.fromhex(one.id))
        yield World(installation, app.extensions[DESK], shares, people)
    store.close()


def shared_in_every_state(installation: Installation, clock: Clock) -> dict[str, Shared]:
    """Make a share in every state; those that are to end today end at midnight, in ten minutes."""
    midnight = clock.moment.replace(hour=0) + timedelta(days=60)
    made: dict[str, Shared] = {}
    for state in states():
        days = (30 if "tick" in state else 14) if "after its last day" in state else 0
        clock.moment = midnight - timedelta(days=days, minutes=10)
        if state != "none":
            kind = ShareKind.TICK if "tick" in state else ShareKind.CODE
            made[state] = share(installation, finished(installation), kind=kind)
    clock.moment = midnight - timedelta(minutes=10)
    return made


def everybody(app: Flask, shares: dict[str, Shared]) -> list[Somebody]:
    """Let everybody in; who may, types the codes that were typed; views are used up by a colleague."""
    owner, colleague = Visitor(app), Somebody("adviser", Visitor(app))
    owner.send(owner.page("/verder"), {"code": next(iter(shares.values())).visit.checkup.code})
    found = [Somebody("nobody", Visitor(app)), Somebody("owner", owner)]
    for role, organisations in ORGANISATIONS.items():
        for organisation, region in product(organisations, REGIONS):
            visitor = Visitor(app)
            account = sign_in(visitor.client, organisation=organisation, regions=(region,), role=role)
            found.append(Somebody(role.value, visitor, account, (organisation, region)))
    own = next(one for one in found if one.role == "adviser" and one.served == OWN)
    sign_in(colleague.visitor.client, account=own.account)
    for state, one in shares.items():
        times = 5 if "used" in state else int("typed" in state)
        for at in range(times):
            who = own if "typed" in state and not at else colleague
            assert who.ask("POST", "/balie/deelcode", deelcode=one.code).headers["Location"] == one.path
    return found


def variants(cell: str, path: str) -> Iterable[str]:
    """Give the states of a share to try at an address, or the regions of releases; the last one has none."""
    if "RELEASE" in path:
        return (*TITLES, "DHG")
    return states() if cell.startswith("by ") or "SHARE" in path else ("none",)


def expected(somebody: Somebody, state: str, cell: str, column: str) -> bool:
    """Whether a share in this state does this for somebody."""
    return cell.startswith("by ") and somebody.served == OWN and states()[state][column]


def seen(reply: TestResponse) -> str:
    """Say in the words of the page what a browser got."""
    where = reply.headers.get("Location", "")
    if where.startswith("/balie/aanmelden") or (reply.status_code == 403 and "U bent uitgelogd" in reply.text):
        return "signs in"
    if reply.status_code == 403 and "Hier kunt u niet bij" in reply.text:
        return "refused"
    if where == "/balie/beheer":
        return "accounts"
    if where.startswith("/balie/cijfers"):
        return "figures"
    if any(reply.status_code == status and said in reply.text for status, said in GONE):
        return "gone"
    return "in" if reply.status_code in {200, 303, 422} else f"{reply.status_code}"


def test_every_address_of_the_desk_is_in_the_tables(world: World) -> None:
    there = {
        f"{method} {re.sub('<([a-z_]+)>', lambda name: PLACES[name[1]], rule.rule)}"
        for rule in world.desk.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    assert there == set(addresses())


def test_everybody_sees_what_the_tables_say_and_nothing_else(world: World) -> None:
    differing = []
    tried = 0
    for somebody, (address, cells) in product(world.people, addresses().items()):
        method, path = address.split(" ")
        cell = cells[somebody.role]
        if cell == "leaves" or cell in OF_ACCOUNTS:  # would end what the others need: test_frame.py; the test below
            continue
        for state in variants(cell, path):
            share_id, code = (
                (world.shares[state].id, world.shares[state].code or NO_CODE)
                if state in world.shares
                else (NEVER, NO_CODE)
            )
            words = {
                "opmerking": "Begin hier.",
                "nonce": share_id,
                "klaar": "ja",
                "deelcode": code,
                "zoek": "snack",
                "alles": "ja",
            }
            place = path.replace("SHARE", share_id).replace("TOKEN", NO_CODE)
            place = place.replace("PERSON", NEVER).replace("JOB", NEVER)
            place = place.replace("RELEASE", f"{state.lower()}-2027-k1-2026.1").replace("FILE", "data.csv")
            got = seen(somebody.ask(method, f"/balie{place}", **words))
            column = "its code opens it" if cell == "by code" else "opens"
            wanted = {"by share": "gone", "by code": "gone", "own job": "gone", "own": "in"}.get(cell, cell)
            if cell == "of own regions":
                wanted = "in" if state in {"none", "NL", (somebody.served or OTHER)[1]} else "404"
            if expected(somebody, state, cell, column):
                wanted = "in"
            tried += 1
            if got != wanted:
                differing.append((somebody.role, somebody.served, address, state, wanted, got))
    assert differing == []
    assert tried > 1000


def test_accounts_are_for_whom_the_tables_say(world: World) -> None:
    there = {}
    for somebody, (address, cells) in product(world.people, addresses().items()):
        cell = cells[somebody.role]
        if cell not in OF_ACCOUNTS:
            continue
        method, path = address.split(" ")
        place = path.replace("PERSON", colleague(world.installation).id).replace("TOKEN", NO_CODE)
        got = seen(somebody.ask(method, f"/balie{place}", nonce=NEVER))
        assert got not in {"refused", "signs in"} or (cell == "open" and got == "signs in"), (somebody, address)
        mine = "PERSON" not in path or (somebody.served or OTHER)[0] == OWN[0]
        there[somebody.role, somebody.served, address] = (got != "404", OF_ACCOUNTS[cell] and mine)
    assert {key: found for key, (found, wanted) in there.items() if found != wanted} == {}
    assert len(there) > 150


def colleague(installation: Installation) -> Account:
    """Give somebody new, of the association of every share."""
    with installation.store.database.writing() as connection:
        someone = Invited(f"{token_hex(4)}@example.org", "Al Proef", OWN[0], Role.ADVISER, frozenset({OWN[1]}))
        return accounts.add(connection, someone)


def test_the_list_shows_what_the_tables_say_and_not_even_a_count_of_others(world: World) -> None:
    listed = {world.shares[state].id for state, says in states().items() if says["stands on the list"]}
    for somebody in world.people:
        if somebody.role == "adviser":
            for reply in (somebody.ask("GET", "/balie/"), somebody.ask("POST", "/balie/", zoek="snack")):
                there = {one.id for one in world.shares.values() if one.id in reply.text}
                assert there == (listed if somebody.served == OWN else set())
                assert ("1 check" in reply.text) == (somebody.served == OWN)


def test_every_look_and_every_refusal_is_in_the_log(world: World) -> None:
    one = world.shares["by tick"]
    for somebody in world.people:
        if somebody.account is None:
            continue
        somebody.ask("GET", one.path)
        newest = audit.newest(world.installation.store.database, size=1)[0]
        lets_in = (somebody.role, somebody.served) == ("adviser", OWN)
        assert (newest.what, newest.who) == ("report_seen" if lets_in else "denied", somebody.account.id)
        assert newest.about == (one.id if somebody.role == "adviser" else "")
    assert audit.verify(world.installation.store.database) is None
