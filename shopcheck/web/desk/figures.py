"""The figures of the regions of who signed in: which are out, each on a page, and its files to take along."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import make_response, redirect, render_template, request

from shopcheck.usecases import figures, releases
from shopcheck.web.access import signed_in as for_who_signed_in
from shopcheck.web.desk import signed_in
from shopcheck.web.desk.picture import Picture
from shopcheck.web.shop import shop

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as Reply

AT = "/balie/cijfers"
EVERY = f"{AT}/alle"
PAGE = 50  # releases
LONGEST_NUMBER = 9  # digits
TITLES = {
    "rapport.pdf": "Rapport, om te lezen en te printen",
    "data-excel-nl.csv": "Tabel voor Excel",
    "data.csv": "Tabel voor andere programma’s",
    "LEESMIJ.txt": "Uitleg bij de bestanden",
}


@for_who_signed_in
def start() -> Reply:
    """Lead who is of one region to its newest figures, and anybody else to the list."""
    newest = figures.newest_of_own(shop().installation, signed_in.account())
    return redirect(f"{AT}/{newest.id}" if newest else EVERY, 303)


@for_who_signed_in
def every() -> str:
    """List what is out, the newest first."""
    found = figures.listed(shop().installation, signed_in.account(), before=_before(), size=PAGE)
    older = found[-1].sequence if len(found) == PAGE else None
    return render_template("desk/figures.html", releases=found, older=older, at=AT)


@for_who_signed_in
def release(release_id: str) -> str:
    """Show one."""
    installation, account = shop().installation, signed_in.account()
    published, found = figures.read(installation, account, release_id)
    titles = TITLES | {f"{published.id}.zip": "Alles bij elkaar, ingepakt"}
    files = {one.name: one for one in releases.files_of(installation, published.id)}
    return render_template(
        "desk/release.html",
        published=published,
        release=found,
        picture=Picture.of(found, request.args.get("branche", "")),
        said=figures.said_to(installation, account, found),
        corrected_by=figures.corrected_by(installation, published),
        to_read=[(title, files[name]) for name, title in titles.items() if name in files],
        for_programs=[one for one in files.values() if one.name not in titles],
        at=f"{AT}/{published.id}",
    )


@for_who_signed_in
def file(release_id: str, name: str) -> Reply:
    """Send a file as it is kept, under a name that tells it from that of another period."""
    found = figures.take(shop().installation, signed_in.account(), release_id, name)
    saved_as = found.name if found.name.startswith(release_id) else f"{release_id}-{found.name}"
    reply = make_response(found.content)
    reply.headers["Content-Type"] = found.media_type
    reply.headers["Content-Disposition"] = f'attachment; filename="{saved_as}"'
    reply.set_etag(found.hash)
    return reply.make_conditional(request)


def _before() -> int | None:
    typed = request.args.get("voor", "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= LONGEST_NUMBER else None
