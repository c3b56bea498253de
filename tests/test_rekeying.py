"""An adviser types paper over: one check, the owner's, with what stood on the paper and no more. On both databases."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import TYPE_CHECKING

import pytest

from shopcheck import usecases
from shopcheck.core.errors import SessionEnded, TooFewAnswers
from shopcheck.core.sharing import Account, Association, Role
from shopcheck.store import audit
from shopcheck.store.audit import What
from shopcheck.store.sessions import IDLE
from shopcheck.usecases import Addressee, Keep
from shopcheck.usecases.rekeying import rekey
from tests.core.builders import answers
from tests.store.installations import CLIENT

if TYPE_CHECKING:
    from shopcheck.core.response import Answer
    from shopcheck.usecases import Checkup, Installation
    from tests.store.installations import Clock

pytest_plugins = ("tests.store.fixtures",)

JO = Account("khn-1", "Jo de Vries", Association.KHN, frozenset({"rtd"}), Role.ADVISER)
KIM = Account("dn-1", "Kim Bakker", Association.DN, frozenset({"rtd"}), Role.ADVISER)
NAMED = Addressee("Zaak De Hoek", "Dorpsstraat 1")


def typed_over(
    installation: Installation,
    account: Account = JO,
    *,
    consent: bool = False,
    addressee: Addressee = Addressee(),  # noqa: B008 - frozen
    nonce: str = "n" * 24,
    **given: Answer,
) -> str:
    """Type over a paper of a clothes shop in Rotterdam."""
    filled_in = answers(**{"regio": "rtd", "kas_a": "slecht", **given})
    return rekey(installation, account, filled_in, consent=consent, addressee=addressee, nonce=nonce)


def opened(installation: Installation, code: str) -> Checkup:
    """Open a check as its owner does."""
    return usecases.visit(installation, usecases.resume(installation, code, client=CLIENT)).checkup


def kept(installation: Installation, table: str = "checkup") -> int:
    """Count the checks, or the rows of another table."""
    with installation.store.database.reading() as connection:
        return int(connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one())  # noqa: S608 - a fixed name


def test_the_owner_opens_a_finished_check_with_the_code_on_the_slip(installation: Installation) -> None:
    checkup = opened(installation, typed_over(installation, kas_b="goed"))
    assert checkup.answers == {"branche": "kleding", "regio": "rtd", "kas_a": "slecht", "kas_b": "goed"}
    assert (checkup.finished_on, checkup.keep) == (date(2026, 11, 24), Keep.QUARTER)
    assert checkup.expires_on == date(2027, 2, 24)
    assert (checkup.consent, checkup.addressee) == (False, Addressee())
    assert (checkup.questionnaire_id, checkup.version) == ("proef", "1")


@pytest.mark.parametrize("consent", [False, True])
def test_consent_and_address_are_as_on_the_paper(installation: Installation, consent: bool) -> None:
    checkup = opened(installation, typed_over(installation, consent=consent, addressee=NAMED))
    assert (checkup.consent, checkup.addressee) == (consent, NAMED)


def test_the_same_form_twice_is_one_check_and_one_line_in_the_log(installation: Installation) -> None:
    first = typed_over(installation, addressee=NAMED)
    assert typed_over(installation, addressee=NAMED) == first
    assert kept(installation) == 1
    assert opened(installation, first).revision == 3
    assert [entry.what for entry in audit.newest(installation.store.database)] == [What.REKEYED]


def test_the_same_form_at_the_same_time_is_one_check(installation: Installation) -> None:
    with ThreadPoolExecutor(4) as pool:
        codes = list(pool.map(lambda _: typed_over(installation, addressee=NAMED), range(4)))
    assert len(set(codes)) == kept(installation) == 1


def test_another_paper_is_another_check(installation: Installation) -> None:
    assert typed_over(installation) != typed_over(installation, nonce="m" * 24)
    assert typed_over(installation) != typed_over(installation, kas_b="goed")


def test_the_code_is_shown_no_more_when_the_session_is_over(installation: Installation, clock: Clock) -> None:
    typed_over(installation)
    clock.go_on(seconds=IDLE + 1)
    with pytest.raises(SessionEnded):
        typed_over(installation)
    assert kept(installation) == 1


def test_what_was_left_half_done_is_finished_by_the_same_form(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    for step in ("address", "finish", "_note"):

        def fail(*_: object, **__: object) -> None:
            raise RuntimeError

        with monkeypatch.context() as broken:
            broken.setattr(f"shopcheck.usecases.rekeying.{step}", fail)
            with pytest.raises(RuntimeError):
                typed_over(installation, addressee=NAMED)
    checkup = opened(installation, typed_over(installation, addressee=NAMED))
    assert (kept(installation), checkup.addressee) == (1, NAMED)
    assert checkup.finished_on is not None


def test_too_few_answers_keep_nothing(installation: Installation) -> None:
    with pytest.raises(TooFewAnswers):
        rekey(installation, JO, answers(regio="rtd"), consent=True, addressee=NAMED, nonce="n")
    assert kept(installation) == 0
    assert audit.newest(installation.store.database) == ()


def test_the_log_says_who_and_when_and_nothing_of_the_shop(installation: Installation) -> None:
    code = typed_over(installation, KIM, addressee=NAMED)
    (entry,) = audit.newest(installation.store.database)
    checkup = opened(installation, code)
    assert (entry.what, entry.who, entry.about) == ("rekeyed", "dn-1", checkup.id.hex())
    assert (entry.association, entry.at) == ("dn", installation.seconds)
    assert audit.newest(installation.store.database, "khn") == ()


def test_it_does_not_use_up_what_a_network_may_begin(installation: Installation) -> None:
    typed_over(installation)
    assert kept(installation, "attempt_window") == 0


def test_the_session_in_which_it_was_made_is_swept_away(installation: Installation, clock: Clock) -> None:
    typed_over(installation)
    assert kept(installation, "web_session") == 1
    clock.go_on(seconds=IDLE + 1)
    usecases.apply_retention(installation)
    assert kept(installation, "web_session") == 0
