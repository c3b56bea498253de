"""Every address of the desk, below /balie, and the view behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shopcheck.web.desk import account, admin, by_code, figures, invitation, leave, listing, printing, rekey, report

if TYPE_CHECKING:
    from flask import Flask
    from flask.typing import RouteCallable

READ = ("GET",)
FORM = ("GET", "POST")
POST = ("POST",)

ROUTES: tuple[tuple[str, str, RouteCallable, tuple[str, ...]], ...] = (
    ("/", "desk.home", listing.home, FORM),
    ("/check/<share_id>", "desk.report", report.report, FORM),
    ("/check/<share_id>/brief.pdf", "desk.letter_pdf", report.letter_pdf, READ),
    ("/check/<share_id>/klaar", "desk.done", report.done, POST),
    ("/deelcode", "desk.by_code", by_code.by_code, FORM),
    ("/uitnodiging", "desk.invitation", invitation.invitation, FORM),
    ("/account", "desk.account", account.account, READ),
    ("/cijfers", "desk.figures", figures.start, READ),
    ("/cijfers/alle", "desk.all_figures", figures.every, READ),
    ("/cijfers/<release_id>", "desk.release", figures.release, READ),
    ("/cijfers/<release_id>/<name>", "desk.release_file", figures.file, READ),
    ("/beheer", "desk.people", admin.people, READ),
    ("/beheer/uitnodigen", "desk.invite", admin.invite, FORM),
    ("/beheer/logboek", "desk.log", admin.log, READ),
    ("/beheer/<account_id>", "desk.person", admin.person, READ),
    ("/beheer/<account_id>/link", "desk.new_link", admin.new_link, POST),
    ("/beheer/<account_id>/afsluiten", "desk.disable", admin.disable, POST),
    ("/beheer/<account_id>/tweede-stap", "desk.reset", admin.reset, POST),
    ("/afmelden", "desk.sign_out", leave.sign_out, POST),
    ("/printen", "desk.print_jobs", printing.jobs, FORM),
    ("/printen/<job_id>", "desk.print_job", printing.job, READ),
    ("/printen/<job_id>/stand.json", "desk.print_state", printing.state, READ),
    ("/printen/<job_id>/alles.pdf", "desk.print_bound", printing.bound, READ),
    ("/printen/<job_id>/brieven.zip", "desk.print_zipped", printing.zipped, READ),
    ("/printen/<job_id>/wissen", "desk.print_wipe", printing.wipe, POST),
    ("/overtypen", "desk.rekey", rekey.in_lines, FORM),
    ("/overtypen/lijst", "desk.rekey_list", rekey.in_list, FORM),
    ("/overtypen/formulier.pdf", "desk.blank_form", rekey.blank_form, READ),
)


def register(app: Flask) -> None:
    """Add every route."""
    for path, endpoint, view, methods in ROUTES:
        app.add_url_rule(path, endpoint, view, methods=methods, provide_automatic_options=False)
