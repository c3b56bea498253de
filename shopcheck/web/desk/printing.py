"""Print day: ask for letters, see how far they are, fetch them, and have them wiped."""

from __future__ import annotations

from datetime import datetime
from secrets import token_hex
from typing import TYPE_CHECKING

from flask import jsonify, make_response, redirect, render_template, request

from shopcheck.core.errors import PrintJobGone, TooManyLetters
from shopcheck.letter.wording import day
from shopcheck.usecases import print_jobs
from shopcheck.usecases.installation import HERE
from shopcheck.web.access import adviser
from shopcheck.web.desk import signed_in
from shopcheck.web.desk.listing import chosen
from shopcheck.web.desk.wanted import Wanted
from shopcheck.web.shop import shop

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as Reply

    from shopcheck.usecases.desk import Listed

JOBS = "/balie/printen"
EVERY = 10  # seconds between two looks of a browser without scripts
PDF, ZIP = "application/pdf", "application/zip"
NOTHING = "Kies eerst een of meer brieven. Zet een vinkje voor elke check die u wilt printen."
GONE = "Deze checks zijn niet (meer) met u gedeeld. Kies er andere."
TOO_MANY = "U koos {count} brieven. Kies er hooguit {most} tegelijk, bijvoorbeeld met een kortere periode."


@adviser
def jobs() -> str | Reply | tuple[str, int]:
    """Show what this adviser prints, or begin to print what is chosen on the list."""
    if request.method != "POST":
        return _list()
    wanted = Wanted.of(request.form)
    found, asked = _chosen(wanted)
    if not found:
        return _list(GONE if asked else NOTHING, wanted), 422
    form = request.form.get("nonce") or token_hex()
    try:
        job_id = print_jobs.start(shop().installation, signed_in.account(), found, nonce=form)
    except TooManyLetters as refused:
        return _list(TOO_MANY.format(count=len(found), most=refused.most), wanted), 422
    missing = asked - len(found)
    return redirect(f"{JOBS}/{job_id.hex()}" + (f"?weg={missing}" if missing else ""), 303)


def _chosen(wanted: Wanted) -> tuple[list[Listed], int]:
    """Give the shares that are ticked, or all that are wanted, as they are now; and how many were asked for."""
    account = signed_in.account()
    if "alles" in request.form:
        found = [one.listed for one in chosen(account, wanted)]
        return found, len(found)
    ticked = set(request.form.getlist("share"))
    found = [one.listed for one in chosen(account, Wanted()) if one.share.id.hex() in ticked] if ticked else []
    return found, len(ticked)


def _list(error: str = "", wanted: Wanted | None = None) -> str:
    return render_template(
        "desk/print_list.html",
        jobs=print_jobs.mine(shop().installation, signed_in.account()),
        error=error,
        choose_on=(wanted or Wanted()).address(),
        said_moment=_said_moment,
    )


@adviser
def job(job_id: str) -> str:
    """Show how far a job is, and what to do with it."""
    counted, dropped = print_jobs.progress(shop().installation, signed_in.account(), _id(job_id))
    missing = request.args.get("weg", "")
    return render_template(
        "desk/print_job.html",
        counted=counted,
        dropped=dropped,
        missing=int(missing) if missing.isascii() and missing.isdigit() and len(missing) < len("1000") else 0,
        every=EVERY,
        said_moment=_said_moment,
    )


@adviser
def state(job_id: str) -> Reply:
    """Say how far a job is to the script of its page."""
    counted, _ = print_jobs.progress(shop().installation, signed_in.account(), _id(job_id))
    return jsonify(done=counted.made + counted.dropped, total=counted.total, ready=counted.ready)


@adviser
def bound(job_id: str) -> Reply:
    """Send the file for the printer."""
    content = print_jobs.bound(shop().installation, signed_in.account(), _id(job_id))
    return _sent(content, job_id, PDF, "brieven.pdf")


@adviser
def zipped(job_id: str) -> Reply:
    """Send the letters one by one."""
    content = print_jobs.zipped(shop().installation, signed_in.account(), _id(job_id))
    return _sent(content, job_id, ZIP, "brieven.zip")


@adviser
def wipe(job_id: str) -> Reply:
    """Wipe a job: all of it is on paper, or not wanted any more."""
    print_jobs.wipe(shop().installation, signed_in.account(), _id(job_id))
    return redirect(JOBS, 303)


def on_job_gone(_error: PrintJobGone) -> Reply:
    """Tell that letters are gone, or were never those of this adviser."""
    return make_response(render_template("desk/print_gone.html"), 404)


def _sent(content: bytes | None, job_id: str, media_type: str, name: str) -> Reply:
    if content is None:  # not there yet, or being made anew
        return redirect(f"{JOBS}/{job_id}", 303)
    reply = make_response(content)
    reply.mimetype = media_type
    reply.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return reply


def _id(typed: str) -> bytes:
    try:
        return bytes.fromhex(typed)
    except ValueError:
        raise PrintJobGone from None


def _said_moment(seconds: int) -> str:
    """Say a moment: 24 november 2026, 14.05 uur."""
    moment = datetime.fromtimestamp(seconds, HERE)
    return f"{day(moment.date())}, {moment:%H.%M} uur"
