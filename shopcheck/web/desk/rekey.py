"""Paper typed over at the desk: in lines of codes, or in a list to tick. It ends with a slip, which is shown once."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from flask import make_response, render_template, request
from flask import session as cookie
from werkzeug.datastructures import MultiDict

from shopcheck.core import rekey as core
from shopcheck.core.codes import codes
from shopcheck.core.errors import SessionEnded, TooFewAnswers
from shopcheck.core.questionnaire import OptionId, Sector
from shopcheck.core.typed import Slip, SlipKind, read_stamp
from shopcheck.letter import wording
from shopcheck.store.checkups import Addressee, Keep, last_day
from shopcheck.store.code import shown as written_code
from shopcheck.usecases import letters, rekeying
from shopcheck.web.access import adviser
from shopcheck.web.addressee import ADDRESS, LONGEST, NAME
from shopcheck.web.desk import sheet, signed_in
from shopcheck.web.desk.sheet import Beside
from shopcheck.web.desk.slips import said
from shopcheck.web.forms import field_name
from shopcheck.web.owner.begin import COUNT, SECTOR_TITLES, picture_of
from shopcheck.web.owner.shown import nonce
from shopcheck.web.shop import shop

if TYPE_CHECKING:
    from collections.abc import Sequence

    from werkzeug.wrappers import Response as Reply

    from shopcheck.core.questionnaire import Questionnaire
    from shopcheck.core.rekey import Rekeyed
    from shopcheck.web.desk.sheet import Asked

Shown = str | tuple[str, int]
TYPED, PAPER, DEEP, SURE, USED = "getypt", "papier", "verdieping", "klopt", "overgetypt"
MOST = 20  # slips that are told at once
REMEMBERED = 20  # forms that gave a slip, of which none is shown again
TOO_FEW = "Hiermee is nog geen uitslag te maken: er zijn te weinig antwoorden die meetellen."


@adviser
def in_lines() -> Shown | Reply:
    """Take a paper in lines of codes."""
    if request.method != "POST":
        return _page("")
    return _receive(request.form.get(TYPED, "").replace("\r\n", "\n"))


@adviser
def in_list() -> Shown | Reply:
    """Take a paper in a list to tick: first which paper it is, then its questions."""
    questionnaire, typed = shop().installation.offered, request.values.get(PAPER, "").strip()
    stamp, _ = read_stamp(questionnaire, (0, typed))
    if isinstance(stamp, Slip):
        error = said(stamp, core.Rekeyed(None), questionnaire)
        return _page("", errors=[(PAPER, error)], paper=typed), 422
    asked = sheet.on_this_paper(questionnaire, stamp, deep=request.values.get(DEEP) == "ja")
    if request.method != "POST":
        return _page("", asked, paper=typed)
    return _receive("\n".join((typed, *sheet.lines(asked, request.form))), asked)


@adviser
def blank_form() -> Reply:
    """Print an empty form, for everybody, a sector or a branch."""
    asked, whom = shop().installation.offered, request.args.get("voor", "")
    option = asked.questions[asked.branch_question].option.get(whom)
    sector = Sector(whom) if whom in set(Sector) else option.sector if option else None
    branch = OptionId(whom) if option else None
    reply = make_response(letters.issue_form(shop().installation, sector, branch, shop().letters))
    reply.mimetype = "application/pdf"
    reply.headers["Content-Disposition"] = 'attachment; filename="preventiecheck-op-papier.pdf"'
    return reply


def _receive(typed: str, asked: tuple[Asked, ...] = ()) -> Shown | Reply:
    """Make the check, or say what is wrong and ask what is doubtful, with all that was typed still there."""
    if _mark() in cookie.get(USED, []):
        return _over()
    questionnaire = shop().installation.offered
    beside = Beside.of(questionnaire, request.form)
    paper = core.rekey(questionnaire, typed, beside.answers)
    errors = [*_problems(paper, questionnaire, asked), *beside.errors.items()]
    doubts = [] if errors else _doubts(paper, questionnaire, listed=bool(asked))
    if errors or any(not one.sure for one in doubts):
        return _page(typed, asked, beside, errors, doubts), 422
    try:
        return _make(paper, beside)
    except TooFewAnswers:
        return _page(typed, asked, beside, [(_first(asked), TOO_FEW)], doubts), 422
    except SessionEnded:
        return _over()


def _make(paper: Rekeyed, beside: Beside) -> str:
    """Make the check and show its slip; from then on this form shows nothing any more."""
    installation = shop().installation
    code = rekeying.rekey(
        installation,
        signed_in.account(),
        paper.answers,
        consent=beside.typed[COUNT] == "ja",
        addressee=Addressee(beside.typed[NAME], beside.typed[ADDRESS]),
        nonce=_nonce(),
    )
    cookie[USED] = [*cookie.get(USED, [])[1 - REMEMBERED :], _mark()]
    address, text = f"{installation.settings.public_url}/verder", written_code(code)
    return render_template(
        "desk/rekey_slip.html",
        code=text,
        address=address,
        qr=picture_of(address, text),
        until=last_day(installation.today(), Keep.QUARTER, installation.today()),
        count=len(paper.answers),
        letter=bool(beside.typed[NAME] or beside.typed[ADDRESS]),
    )


def _nonce() -> str:
    """Tell this form in this browser from all others; nobody else can guess it."""
    return " ".join((signed_in.account().id, request.form.get("csrf_token", ""), request.form.get("nonce", "")))


def _mark() -> str:
    return sha256(_nonce().encode()).hexdigest()[:16]


def _over() -> Shown:
    return render_template("desk/rekey_over.html"), 409


def _problems(paper: Rekeyed, questionnaire: Questionnaire, asked: tuple[Asked, ...]) -> list[tuple[str, str]]:
    """Say the problems, each with the input to go to."""
    found = [
        (_place(one, questionnaire, asked), said(one, paper, questionnaire, lines=not asked)) for one in paper.problems
    ]
    more = f"Er is nog meer te verbeteren, op {len(found) - MOST} plekken. Begin met deze."
    return [*found[:MOST], (_first(asked), more)] if len(found) > MOST else found


def _place(slip: Slip, questionnaire: Questionnaire, asked: tuple[Asked, ...]) -> str:
    if asked:
        return next((one.name for one in asked if one.code == slip.code), _first(asked))
    if slip.kind is SlipKind.NEEDED:
        return field_name(next(name for name, code in codes(questionnaire).items() if code == slip.code))
    return TYPED


def _first(asked: tuple[Asked, ...]) -> str:
    return asked[0].name if asked else TYPED


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something to look at once more; `sure` when that was done for exactly this."""

    id: str
    key: str
    text: str
    sure: bool


def _doubts(paper: Rekeyed, questionnaire: Questionnaire, *, listed: bool) -> list[Doubt]:
    """Ask every doubt once, and once whether what is missing is empty on paper too."""
    asked = {one.key: said(one, paper, questionnaire, lines=not listed) for one in paper.doubts}
    if paper.missing:
        known = codes(questionnaire)
        missing = wording.listed(tuple(known[one] for one in paper.missing))
        asked[" ".join(("missing", *paper.missing))] = f"Niet overgetypt: {missing}. Is dat leeg op papier?"
    sure = set(request.form.getlist(SURE))
    return [Doubt(f"{SURE}-{at}", key, text, key in sure) for at, (key, text) in enumerate(asked.items(), start=1)]


def _page(
    typed: str,
    asked: tuple[Asked, ...] = (),
    beside: Beside | None = None,
    errors: Sequence[tuple[str, str]] = (),
    doubts: Sequence[Doubt] = (),
    paper: str = "",
) -> str:
    questionnaire = shop().installation.offered
    branch, region = (
        questionnaire.questions[one] for one in (questionnaire.branch_question, questionnaire.region_question)
    )
    return render_template(
        "desk/rekey.html",
        typed=typed,
        asked=asked,
        chosen={one.name: request.form.getlist(one.name) or one.ticked for one in asked},
        beside=beside or Beside.of(questionnaire, MultiDict()),
        errors=errors,
        doubts=doubts,
        sure=request.form.getlist(SURE) if errors else (),
        paper=paper or request.values.get(PAPER, ""),
        deep=request.values.get(DEEP) == "ja",
        every=sheet.every_code(questionnaire),
        branch=branch,
        branch_field=field_name(branch.id),
        branches=[
            (title, [one for one in branch.options if one.sector is sector]) for sector, title in SECTOR_TITLES.items()
        ],
        region=region,
        region_field=field_name(region.id),
        longest={TYPED: core.LONGEST, **LONGEST},
        questionnaire=questionnaire,
        nonce=nonce(),
    )
