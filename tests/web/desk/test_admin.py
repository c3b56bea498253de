"""What an admin of an association does: for the own people only, and not alone where two are needed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from shopcheck.core.errors import NeedsAnother
from shopcheck.core.partners import Partner
from shopcheck.core.sharing import Account, Association, Role
from shopcheck.partners.webhook import ReceiverGone
from shopcheck.store import accounts, association_keys, audit, second_factors
from shopcheck.usecases import colleagues
from shopcheck.web.desk.said import SAID
from tests.store.outgoing import Sent, publish, webhook, with_receivers, work
from tests.web.desk.newcomer import Newcomer
from tests.web.desk.signing_in import sign_in
from tests.web.visitor import Visitor

if TYPE_CHECKING:
    from flask import Flask

    from shopcheck.usecases import Installation
    from tests.store.installations import Clock
    from tests.web.house_rules import Page

NEW: dict[str, str | list[str]] = {"name": "Al Nieuw", "email": "al@example.org", "role": "adviser", "regions": ["rtd"]}


@pytest.fixture
def boss(visitor: Visitor) -> Account:
    """Let the visitor be an admin of KHN."""
    return sign_in(visitor.client, role=Role.ADMIN, regions=())


@pytest.fixture
def known(app: Flask, desk: Flask, installation: Installation, clock: Clock) -> Newcomer:
    """Give an adviser of KHN who has joined, with a browser of their own."""
    someone = Newcomer(Visitor(app), installation, clock)
    someone.has_joined(desk)
    return someone


def id_of(someone: Newcomer) -> str:
    """Give the id of somebody's account."""
    return colleagues.find(someone.installation, someone.invited.email).account.id


def link_on(page: Page) -> str:
    """Read the one-time link of its page."""
    (found,) = (one.text or "" for one in page.all("p") if one.get("class") == "desk-address")
    return found


def test_an_admin_invites_somebody_who_comes_in_by_the_link(
    boss: Account, visitor: Visitor, other: Visitor, installation: Installation, clock: Clock
) -> None:
    page = visitor.send(visitor.page("/balie/beheer/uitnodigen"), NEW)
    assert page.heading == "De link voor Al Nieuw"
    address, link = link_on(page).split("#")
    assert address == f"{installation.settings.public_url}/balie/uitnodiging"
    newcomer = Newcomer(other, installation, clock)
    assert newcomer.set_up_app(newcomer.choose_password(link)).heading == "Uw account"
    account = colleagues.find(installation, "al@example.org").account
    assert (account.association, account.role, account.regions) == (Association.KHN, Role.ADVISER, frozenset({"RTD"}))
    assert link not in visitor.page("/balie/beheer").html
    with installation.store.database.reading() as connection:
        assert set(association_keys.public_keys(connection, "RTD")) == {Association.KHN}


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "x" * 101}, "name"),
        ({"email": "al"}, "email"),
        ({"email": "al@example.org, bo@example.org"}, "email"),
        ({"role": "operator"}, "role-adviser"),
        ({"role": "partner"}, "role-adviser"),
        ({"regions": []}, "regions-RTD"),
        ({"regions": ["elders"]}, "regions-RTD"),
        ({"email": "Jo.Proef@Example.org"}, "email"),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_is_kept(
    boss: Account, visitor: Visitor, known: Newcomer, typed: dict[str, str | list[str]], field: str
) -> None:
    page = visitor.send(visitor.page("/balie/beheer/uitnodigen"), NEW | typed, 422)
    assert f"#{field}" in page.links()
    assert page.fields()["name"] == [str((NEW | typed)["name"]).strip()]


def test_an_admin_makes_nobody_of_another_association(
    boss: Account, visitor: Visitor, installation: Installation
) -> None:
    visitor.send(visitor.page("/balie/beheer/uitnodigen"), NEW | {"association": "dn", "active": "no"})
    assert colleagues.find(installation, "al@example.org").account.association is Association.KHN


def test_an_admin_reads_that_a_partner_did_not_hear_of_figures(
    boss: Account, visitor: Visitor, installation: Installation
) -> None:
    assert "Niet elk bericht kwam aan" not in visitor.page("/balie/beheer").text
    told = with_receivers(installation, webhook("politie"))
    publish(told)
    work(told, Sent(trouble={"politie": ReceiverGone("410")}))
    assert "1 bericht aan een partner over nieuwe cijfers kwam niet aan" in visitor.page("/balie/beheer").text


def test_an_admin_sees_only_the_own_association(
    boss: Account, visitor: Visitor, other: Visitor, known: Newcomer
) -> None:
    sign_in(other.client, role=Role.ADMIN, organisation=Association.DN, regions=())
    assert known.invited.email in visitor.page("/balie/beheer").text
    assert known.invited.email not in other.page("/balie/beheer").text
    path = f"/balie/beheer/{id_of(known)}"
    assert visitor.page(path).heading == known.invited.name
    theirs, made_up = other.page(path, 404), other.page("/balie/beheer/0123456789abcdef", 404)
    assert theirs.heading == made_up.heading == "Deze bladzijde is er niet"
    token = other.page("/balie/beheer/uitnodigen").fields()["csrf_token"][0]
    for verb in ("link", "afsluiten", "tweede-stap"):
        reply = other.ask(f"{path}/{verb}", method="POST", data={"csrf_token": token, "confirm": "ja"})
        assert reply.status_code == 404
    assert known.type_code(known.type_password()).heading == "Gedeelde checks"


def test_a_partner_is_nobody_to_the_admin_of_an_association_also_of_the_same_name(
    boss: Account, visitor: Visitor, other: Visitor
) -> None:
    partner = sign_in(other.client, organisation=Partner.KHN, role=Role.PARTNER)
    page = visitor.page("/balie/beheer")
    assert partner.id not in page.html
    assert visitor.page(f"/balie/beheer/{partner.id}", 404).heading == "Deze bladzijde is er niet"


def test_disabling_somebody_is_at_once(boss: Account, visitor: Visitor, known: Newcomer) -> None:
    known.sign_in()
    page = visitor.page(f"/balie/beheer/{id_of(known)}")
    done = visitor.send(page, action=f"/balie/beheer/{id_of(known)}/afsluiten")
    assert "overal uitgelogd" in done.text
    assert "Afgesloten" in done.text
    assert known.visitor.page("/balie/").heading == "Log in aan de balie"


def test_who_was_disabled_and_is_invited_again_starts_anew(
    boss: Account, visitor: Visitor, known: Newcomer, installation: Installation
) -> None:
    before = id_of(known)
    known.sign_in()
    colleagues.disable(installation, before, boss)
    typed = NEW | {"email": known.invited.email}
    link = link_on(visitor.send(visitor.page("/balie/beheer/uitnodigen"), typed)).split("#")[1]
    assert id_of(known) == before
    assert known.visitor.page("/balie/").heading == "Log in aan de balie"
    assert known.type_password(status=422).heading == "Log in aan de balie"
    assert known.choose_password(link).heading == "Kies uw tweede stap"


def test_one_person_cannot_take_a_second_factor_away_and_two_can(
    boss: Account, visitor: Visitor, other: Visitor, known: Newcomer, installation: Installation
) -> None:
    path = f"/balie/beheer/{id_of(known)}"
    page = visitor.send(visitor.page(path), action=f"{path}/tweede-stap")
    assert "Een andere beheerder moet dit binnen een dag bevestigen" in page.text
    token = page.fields()["csrf_token"][0]
    alone = visitor.ask(f"{path}/tweede-stap", method="POST", data={"csrf_token": token, "confirm": "ja"})
    assert alone.status_code == 303
    assert colleagues.find(installation, known.invited.email).ready
    sign_in(other.client, role=Role.ADMIN, regions=())
    link = link_on(other.send(other.page(path), action=f"{path}/tweede-stap")).split("#")[1]
    assert not colleagues.find(installation, known.invited.email).has_second_factor
    assert known.type_password(status=403).heading == "Uw account heeft nog geen tweede stap"
    assert known.set_up_app(known.choose_password(link)).heading == "Uw account"


def test_what_is_enough_for_a_partner_is_not_for_an_adviser(known: Newcomer, installation: Installation) -> None:
    with pytest.raises(NeedsAnother):
        colleagues.reset_partner(installation, id_of(known))


def test_what_was_asked_yesterday_cannot_be_confirmed(
    boss: Account, known: Newcomer, other: Visitor, clock: Clock, installation: Installation
) -> None:
    colleagues.ask_reset(installation, id_of(known), boss)
    clock.go_on(hours=25)
    sign_in(other.client, role=Role.ADMIN, regions=())
    page = other.page(f"/balie/beheer/{id_of(known)}")
    assert "Vraag om de tweede stap weg te halen" in page.text


def test_nobody_does_anything_to_the_own_account(boss: Account, visitor: Visitor, installation: Installation) -> None:
    path = f"/balie/beheer/{boss.id}"
    page = visitor.page(path)
    assert "Dit bent u zelf" in page.text
    token = visitor.page("/balie/beheer/uitnodigen").fields()["csrf_token"][0]
    for verb in ("afsluiten", "tweede-stap"):
        visitor.ask(f"{path}/{verb}", method="POST", data={"csrf_token": token})
    kept = accounts.by_id(installation.store.database, boss.id)
    assert kept is not None
    assert (kept.active, kept.reset_asked_by) == (True, None)


def test_the_log_tells_what_happened_in_the_own_association_in_words(
    boss: Account, visitor: Visitor, other: Visitor, known: Newcomer
) -> None:
    known.sign_in()
    sign_in(other.client, role=Role.ADMIN, organisation=Association.DN, regions=())
    page = visitor.page("/balie/beheer/logboek")
    assert "Jo Proef logde in" in page.text
    assert "Jo Proef" not in other.page("/balie/beheer/logboek").text
    assert set(SAID) == set(audit.What)


def test_a_long_log_is_read_page_by_page(boss: Account, visitor: Visitor, installation: Installation) -> None:
    for _ in range(60):
        with installation.store.database.writing() as connection:
            audit.note(connection, audit.Event(audit.What.LIST_SEEN, boss.id, association="khn"), 1)
    page = visitor.page("/balie/beheer/logboek")
    assert len(page.all("tr")) == 51
    older = visitor.page(next(one for one in page.links() if "voor=" in one))
    assert len(older.all("tr")) == 11
    assert visitor.page("/balie/beheer/logboek?voor=x").status == 200


def test_the_last_second_factor_cannot_be_removed(known: Newcomer, installation: Installation) -> None:
    account = colleagues.find(installation, known.invited.email).account
    with installation.store.database.writing() as connection:
        accounts.change(connection, account.id, totp=None)
        second_factors.add_passkey(
            connection, second_factors.Passkey(b"credential", account.id, "Laptop", b"key", 0, ("internal",), 1)
        )
    sign_in(known.visitor.client, account=account)
    page = known.visitor.page("/balie/account")
    assert "Laptop" in page.text
    page = known.visitor.send(page, action="/balie/account/passkey-weg")
    assert "Dit is uw enige tweede stap" in page.text
    assert second_factors.passkeys(installation.store.database, account.id)
