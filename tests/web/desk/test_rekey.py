"""An adviser types paper over, without JavaScript: nothing is lost, nothing is guessed, the code is shown once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from unittest.mock import patch

import pytest
from werkzeug.datastructures import MultiDict

from shopcheck import usecases
from shopcheck.core.codes import codes, letters, stamp
from shopcheck.core.errors import SessionEnded
from shopcheck.core.questionnaire import ContactId, OptionId, Sector
from shopcheck.core.response import parse_answer
from shopcheck.core.sharing import Role
from shopcheck.core.typed import DOUBTS, SlipKind
from shopcheck.store import audit
from shopcheck.usecases import Keep
from shopcheck.web import assets
from shopcheck.web.desk.sheet import Beside
from shopcheck.web.desk.slips import SENTENCES
from shopcheck.web.shop import DESK, EXTENSION
from tests.letter.shops import contact
from tests.store.installations import CLIENT
from tests.web.desk.signing_in import cookie_of, sign_in
from tests.web.example import example
from tests.web.house_rules import text

if TYPE_CHECKING:
    from flask import Flask

    from shopcheck.core.response import Answer
    from shopcheck.usecases import Checkup, Installation
    from tests.web.house_rules import Page
    from tests.web.visitor import Visitor

PAGE, LIST, FORM = "/balie/overtypen", "/balie/overtypen/lijst", "/balie/overtypen/formulier.pdf"
MADE = example()
KNOWN = codes(MADE)
STAMP = stamp(MADE, Sector.SHOP, OptionId("kleding"))
ANSWERS: dict[str, Answer] = {
    "regio": "RTD",
    "profiel_sluit": "laat",
    "kas_bedrag": "veel",
    "kas_afromen": "nooit",
    "kas_kluis": "nee",
    "kas_tellen": "in_zicht",
    "kas_munten": "nee",
    "kas_opmerking": "Bel na tien uur",
    "licht_waar": ("achter", "nergens"),
    "licht_lampen": 3,
}


@pytest.fixture
def adviser(visitor: Visitor) -> Visitor:
    """Give an adviser at the desk."""
    sign_in(visitor.client)
    return visitor


def spelled(name: str, answer: Answer) -> str:
    """Write an answer in letters, as it stands on paper."""
    question = next(one for one in MADE.questions.values() if one.id == name)
    if not question.options:
        return str(answer)
    return "".join(letters(question)[OptionId(one)] for one in ([answer] if isinstance(answer, str) else answer))  # type: ignore[union-attr]  # no number has options


def paper(*more: str, without: str = "", **given: Answer) -> str:
    """Type a whole paper over; `more` are lines at the end."""
    answers = {name: answer for name, answer in {**ANSWERS, **given}.items() if name not in without.split()}
    lines = [f"{KNOWN[name]} {spelled(name, answer)}" for name, answer in answers.items()]  # type: ignore[index]  # shorthand
    return "\n".join((STAMP, *lines, *more))


def send(adviser: Visitor, typed: str, status: int = 200, **more: str | list[str]) -> Page:
    """Type lines and send them."""
    return adviser.send(adviser.page(PAGE), {"getypt": typed, **more}, status, action=PAGE)


def code_on(page: Page) -> str:
    """Read the code from a slip."""
    return next(text(one) for one in page.all("span") if one.get("class") == "pc-code")


def summary(page: Page) -> list[str]:
    """Read what the page says first."""
    box = next(one for one in page.all("div") if one.get("class") == "govuk-error-summary")
    return [text(one) for one in box.iter() if str(one.tag).endswith("}a")]


def opened(installation: Installation, code: str) -> Checkup:
    """Open a check as its owner does."""
    return usecases.visit(installation, usecases.resume(installation, code, client=CLIENT)).checkup


def kept(installation: Installation) -> int:
    """Count the checks."""
    with installation.store.database.reading() as connection:
        return int(connection.exec_driver_sql("SELECT count(*) FROM checkup").scalar_one())


def ticks(page: Page) -> list[str]:
    """Give the doubts that can be ticked on a page."""
    return [one.get("value", "") for one in page.all("input") if one.get("name") == "klopt"]


def test_paper_becomes_a_check_that_its_owner_opens_with_the_code_on_the_slip(
    adviser: Visitor, other: Visitor, installation: Installation
) -> None:
    slip = send(adviser, paper())
    assert slip.heading == "Geef dit aan de ondernemer"
    assert "met 11 antwoorden" in slip.text
    assert "tot en met 24 februari 2027" in slip.text
    checkup = opened(installation, code_on(slip))
    assert checkup.answers == {"branche": "kleding", **ANSWERS}
    assert (checkup.keep, checkup.consent) == (Keep.QUARTER, False)
    page = other.page("/verder")
    assert other.send(page, {"code": code_on(slip)}).response.request.path == "/resultaat"


def test_consent_name_and_address_are_as_on_the_paper(adviser: Visitor, installation: Installation) -> None:
    slip = send(adviser, paper(), meetellen="ja", naam="Zaak De Hoek", adres="Dorpsstraat 1\r\n3011 AA Rotterdam")
    checkup = opened(installation, code_on(slip))
    assert checkup.consent
    assert checkup.addressee.name == "Zaak De Hoek"
    assert checkup.addressee.address == "Dorpsstraat 1\n3011 AA Rotterdam"
    assert "wil een brief met de post" in slip.text


def test_what_is_wrong_is_said_first_with_its_line_and_all_that_was_typed_stays(
    adviser: Visitor, installation: Installation
) -> None:
    typed = paper("kes3 b", "kas1 z; kas4 b a", without="kas_kluis")
    beside = {"naam": "Zaak <De Hoek>", "adres": "Dorpsstraat 1", "meetellen": "ja", "q_regio": "RTD"}
    page = send(adviser, typed, 422, **beside)
    assert summary(page) == [
        "Regel 11: ‘kes3 b’ begint met een nummer dat er niet is. Bedoelt u kas3?",
        "Regel 12: ‘kas1 z’ kan niet. De letters bij kas1 zijn a tot en met c.",
        "Regel 12: ‘kas4 b a’ kan niet: bij kas4 past één letter. Vraag de ondernemer wat klopt, of laat het leeg.",
    ]
    fields = page.fields(PAGE)
    assert fields["getypt"] == [typed]
    assert {name: fields[name] for name in beside} == {name: [value] for name, value in beside.items()}
    assert "Kijk nog even" not in page.text
    assert kept(installation) == 0


def test_a_doubt_counts_once_somebody_has_looked_and_only_for_what_was_typed(
    adviser: Visitor, installation: Installation
) -> None:
    page = send(adviser, paper("lic3 b"), 422)
    assert summary(page) == ["Regel 12: ‘lic3 b’ telt niet mee: bij de andere antwoorden hoort lic3 leeg te zijn."]
    sure = ticks(page)
    changed = adviser.send(page, {"getypt": paper("lic3 a"), "klopt": sure}, 422, action=PAGE)
    assert "lic3 a" in summary(changed)[0]
    assert kept(installation) == 0
    slip = adviser.send(changed, {"klopt": ticks(changed)}, action=PAGE)
    assert opened(installation, code_on(slip)).answers["licht_terras"] == "ja"  # type: ignore[index]  # shorthand


def test_a_tick_is_not_lost_when_something_else_is_wrong(adviser: Visitor) -> None:
    sure = ticks(send(adviser, paper("lic3 b"), 422))
    page = send(adviser, paper("lic3 b", "kas1 z"), 422, klopt=sure)
    adviser.send(page, {"getypt": paper("lic3 b")}, action=PAGE)


def test_what_was_left_out_is_asked_about_once_and_a_dash_says_it_right_away(
    adviser: Visitor, installation: Installation
) -> None:
    left_out = "kas_afromen licht_waar"
    page = send(adviser, paper(without=left_out), 422)
    assert summary(page) == ["Niet overgetypt: kas2 en lic1. Is dat leeg op papier?"]
    adviser.send(page, {"klopt": ticks(page)}, action=PAGE)
    send(adviser, paper(f"{KNOWN['kas_afromen']} -", f"{KNOWN['licht_waar']}-", without=left_out))  # type: ignore[index]  # shorthand
    assert kept(installation) == 2


@pytest.mark.parametrize(
    ("first", "says"),
    [
        ("proef 0 0000 winkel", "Dit papier is van versie 0. Nu geldt versie 1, en"),
        ("proef 1 0001 winkel", "Het getal 0001 hoort niet bij de vragen van nu."),
        ("brand 1 0000", "Dit papier hoort bij een andere vragenlijst: ‘brand’."),
        ("", "Begin met de regel onder het vierkant op papier."),
    ],
)
def test_another_paper_is_refused_with_what_to_do(adviser: Visitor, first: str, says: str) -> None:
    (said,) = summary(send(adviser, paper().replace(STAMP, first), 422))
    assert says in said
    assert ("Print een nieuw formulier" in said) is (" 0" in first and "proef" in first)
    page = adviser.page(LIST, 422, query_string={"papier": first})
    assert says in summary(page)[0]
    assert page.fields(LIST)["papier"] == [first]


def test_a_region_is_found_by_its_postcode_or_chosen(adviser: Visitor, installation: Installation) -> None:
    typed = paper(without="regio")
    (said,) = summary(send(adviser, typed, 422))
    assert said.startswith("Zonder pro2 kan de check niet beginnen.")
    page = send(adviser, typed, 422, postcode="0000")
    assert any("Bij deze cijfers vinden wij geen politieregio." in one for one in summary(page))
    for beside in ({"postcode": "3011"}, {"postcode": "3011 AA"}, {"q_regio": "RTD"}):
        assert opened(installation, code_on(send(adviser, typed, **beside))).answers["regio"] == "RTD"  # type: ignore[index, arg-type]  # shorthand
    page = send(adviser, typed, 422, postcode="3011", q_regio="AMS")
    assert summary(page) == ["Deze cijfers horen bij een andere regio dan u koos. Kijk wat er op papier staat."]
    assert "bovenaan, in de keuzelijst of bij de postcode" in summary(send(adviser, paper(), 422, q_regio="AMS"))[0]


@pytest.mark.parametrize(
    ("beside", "says"),
    [
        ({"naam": "a" * 101}, "hooguit 100 tekens"),
        ({"adres": "a" * 301}, "hooguit 300 tekens"),
        ({"adres": "a\nb\nc\nd\ne\nf"}, "passen niet in het venster"),
    ],
)
def test_an_address_that_no_envelope_can_have_is_asked_again(
    adviser: Visitor, beside: dict[str, str], says: str
) -> None:
    assert says in summary(send(adviser, paper(), 422, **beside))[0]


def test_too_few_answers_make_no_check(adviser: Visitor, installation: Installation) -> None:
    page = send(adviser, f"{STAMP}\npro2 a", 422)
    page = adviser.send(page, {"klopt": ticks(page)}, 422, action=PAGE)
    assert "nog geen uitslag te maken" in summary(page)[0]
    assert kept(installation) == 0


def test_a_form_that_is_sent_twice_is_one_check_with_one_code(adviser: Visitor, installation: Installation) -> None:
    page = adviser.page(PAGE)
    before = adviser.client.get_cookie("balie")
    first = adviser.send(page, {"getypt": paper()}, action=PAGE)
    assert before
    adviser.client.set_cookie("balie", before.value, path="/")  # as the second press sends it, before the first answers
    second = adviser.send(page, {"getypt": paper()}, action=PAGE)
    assert code_on(first) == code_on(second)
    assert kept(installation) == 1


def test_the_code_is_shown_once(adviser: Visitor, installation: Installation) -> None:
    page = adviser.page(PAGE)
    code = code_on(adviser.send(page, {"getypt": paper()}, action=PAGE))
    again = adviser.send(page, {"getypt": paper()}, 409, action=PAGE)
    assert again.heading == "Dit papier is al overgetypt"
    for seen in (again, adviser.page(PAGE), adviser.page("/balie/")):
        assert code not in seen.html
    with patch("shopcheck.usecases.rekeying.rekey", side_effect=SessionEnded):
        assert send(adviser, paper(), 409).heading == again.heading
    assert kept(installation) == 1


def test_nothing_of_the_shop_stays_at_the_desk(adviser: Visitor, installation: Installation) -> None:
    code = code_on(send(adviser, paper(), naam="Zaak De Hoek"))
    cookie = cookie_of(adviser.client)
    assert set(cookie) == {"key", "csrf_token", "overgetypt", "_user_id", "_fresh", "fs_paa"}
    assert "csrf_token" not in str(cookie["overgetypt"])
    (entry,) = audit.newest(installation.store.database, size=1)
    assert (entry.what, entry.about) == ("rekeyed", opened(installation, code).id.hex())
    assert "kleding" not in str(entry)


def test_only_the_last_forms_are_remembered(adviser: Visitor) -> None:
    for _ in range(3):
        send(adviser, paper())
    assert len(cookie_of(adviser.client)["overgetypt"]) == 3  # type: ignore[arg-type]  # a list
    with patch("shopcheck.web.desk.rekey.REMEMBERED", 2):
        send(adviser, paper())
    assert len(cookie_of(adviser.client)["overgetypt"]) == 2  # type: ignore[arg-type]  # a list


def test_the_list_to_tick_gives_the_same_check_as_the_lines(adviser: Visitor, installation: Installation) -> None:
    page = adviser.page(LIST, query_string={"papier": STAMP})
    asked = {one.get("name") for one in page.all("input") if (one.get("name") or "").startswith("a_")}
    assert asked == {f"a_{KNOWN[one.id]}" for one in MADE.questions.values() if one.tier == "core"} - {"a_lic3"}
    ticked: dict[str, str | list[str]] = {
        f"a_{KNOWN[name]}": list(spelled(name, answer)) if isinstance(answer, tuple) else spelled(name, answer)  # type: ignore[index]  # shorthand
        for name, answer in ANSWERS.items()
    }
    slip = adviser.send(page, ticked, action=LIST)
    assert opened(installation, code_on(slip)).answers == {"branche": "kleding", **ANSWERS}


def test_the_list_keeps_what_was_ticked_and_leads_to_the_question(adviser: Visitor) -> None:
    page = adviser.page(LIST, query_string={"papier": STAMP})
    back = adviser.send(page, {"a_kas1": "b", "a_lic1": ["b", "c"], "a_lic2": "veel <b>"}, 422, action=LIST)
    links = [one for one in back.links() if one.startswith("#a_")]
    assert sorted(links) == ["#a_lic2", "#a_pro2"]
    assert not any(one.startswith("Regel") for one in summary(back))
    fields = back.fields(LIST)
    assert (fields["a_kas1"], fields["a_lic1"], fields["a_lic2"]) == (["b"], ["b", "c"], ["veel <b>"])
    assert (fields["a_kas2"], fields["a_pro1"], fields["papier"]) == ([""], ["a"], [STAMP])


def test_what_belongs_to_no_question_of_the_list_leads_to_the_first(adviser: Visitor) -> None:
    page = adviser.page(LIST, query_string={"papier": f"{STAMP} en zo"})
    back = adviser.send(page, {"a_pro2": "a"}, 422, action=LIST)
    assert [one for one in back.links() if one.startswith("#a_")] == ["#a_pro1"]
    assert "Bij ‘en zo’ staat geen nummer" in summary(back)[0]


def test_deeper_questions_are_in_the_list_when_asked_for(adviser: Visitor) -> None:
    page = adviser.page(LIST, query_string={"papier": STAMP, "verdieping": "ja"})
    assert "kas_diep_a?" in text(next(one for one in page.all("form") if one.get("action") == LIST))
    assert page.fields(LIST)["verdieping"] == ["ja"]
    assert adviser.send(page, {"a_kas7": "b"}, 422, action=LIST).fields(LIST)["a_kas7"] == ["b"]


def test_a_blank_form_can_be_printed_for_everybody_a_sector_or_a_branch(adviser: Visitor, app: Flask) -> None:
    desk: Flask = app.extensions[DESK]
    printed: list[str] = []

    def note(html: str) -> bytes:
        printed.append(html)
        return b"%PDF"

    found = desk.extensions[EXTENSION]
    desk.extensions[EXTENSION] = replace(found, letters=note)
    offered = replace(MADE, contacts={**MADE.contacts, ContactId("spoed"): contact("spoed", "112")})
    with patch.object(type(found.installation), "offered", offered):
        for whom in ("", "horeca", "snackbar", "<b>"):
            reply = adviser.ask(FORM, query_string={"voor": whom})
            assert (reply.status_code, reply.mimetype, reply.data) == (200, "application/pdf", b"%PDF")
    everybody = stamp(MADE)
    for html, end in zip(printed, ("", " horeca", " horeca snackbar", ""), strict=True):
        assert f"{everybody}{end}</p>" in html


def test_an_admin_types_nothing_over(visitor: Visitor) -> None:
    sign_in(visitor.client, role=Role.ADMIN)
    for path in (PAGE, LIST, FORM):
        visitor.page(path, 403)


def test_more_slips_than_anybody_reads_are_counted(adviser: Visitor) -> None:
    page = send(adviser, f"{STAMP}\npro2 a\n" + "kas1 z\n" * 30, 422)
    assert len(summary(page)) == 21
    assert "op 10 plekken" in summary(page)[-1]


def test_every_slip_has_a_sentence_of_its_own() -> None:
    assert set(SENTENCES) == set(SlipKind)
    assert len(set(SENTENCES.values())) == len(SlipKind)
    assert len(DOUBTS) == 5


def test_what_is_read_beside_the_lines_is_a_possible_answer() -> None:
    beside = Beside.of(MADE, MultiDict({"q_branche": "bakker", "q_regio": "RTD"}))
    assert beside.answers == {"regio": "RTD"}
    assert parse_answer(MADE.questions[MADE.region_question], ["RTD"]) == "RTD"


def test_the_script_of_the_page_is_small() -> None:
    assert (assets.FOLDER / "overtypen.js").stat().st_size <= 2048
